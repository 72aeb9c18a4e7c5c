//! What a file is taken for, and what is refused.

use super::pictures::png_of;
use crate::{
    desk::{attachment::AttachmentKind, family::Family},
    upload::{Claim, Recognised, Refusal, recognise},
};

const ALL: &[Family] = &[
    Family::Picture,
    Family::Audio,
    Family::Video,
    Family::Document,
    Family::Archive,
];

const SVG: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
const HTML: &[u8] = b"\n <!DOCTYPE html><script>alert(1)</script>";
const WEBM: &[u8] = b"\x1A\x45\xDF\xA3\x9F\x42\x86\x81\x01\x42\x82\x84webm\x42\x87";
const MP4: &[u8] = b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2mp41";
const HEIC: &[u8] = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
const ZIP: &[u8] = b"PK\x03\x04\x14\0\0\0\x08\0word/document.xml";
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0";

fn claim(
    kind: AttachmentKind,
    name: &str,
    media_type: &str,
    head: &[u8],
) -> Result<Recognised, Refusal> {
    let claim = Claim {
        kind,
        name,
        media_type,
    };
    recognise(&claim, ALL, head)
}

#[test]
fn content_decides_and_the_rest_agrees() {
    use AttachmentKind::{File, Image, Voice};
    let png = png_of(2, 2);
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    for (kind, name, declared, head, shown, media_type, kept_name) in [
        (
            Image,
            "cup.png",
            "image/png",
            &png[..],
            Image,
            "image/png",
            "cup.png",
        ),
        (
            Image,
            "cup.jpg",
            "image/jpeg",
            &png,
            Image,
            "image/png",
            "cup.png",
        ),
        (File, "cup.png", "", &png, Image, "image/png", "cup.png"),
        (Image, "", "", &png, Image, "image/png", "image.png"),
        (
            Image,
            "cup",
            "application/octet-stream",
            &png,
            Image,
            "image/png",
            "cup.png",
        ),
        (
            Voice,
            "voice.webm",
            "audio/webm;codecs=opus",
            WEBM,
            Voice,
            "audio/webm",
            "voice.webm",
        ),
        (
            Voice,
            "",
            "video/webm",
            WEBM,
            Voice,
            "audio/webm",
            "voice.webm",
        ),
        (
            Voice,
            "voice.m4a",
            "audio/mp4",
            MP4,
            Voice,
            "audio/mp4",
            "voice.m4a",
        ),
        (Voice, "a.mp4", "", MP4, Voice, "audio/mp4", "a.mp4"),
        (
            Voice,
            "a.ogg",
            "application/ogg",
            b"OggS\0\x02",
            Voice,
            "audio/ogg",
            "a.ogg",
        ),
        (
            Voice,
            "a.mp3",
            "audio/mpeg",
            b"ID3\x04\0",
            Voice,
            "audio/mpeg",
            "a.mp3",
        ),
        (
            Voice,
            "a.wav",
            "audio/x-wav",
            b"RIFF\0\0\0\0WAVEfmt ",
            Voice,
            "audio/wav",
            "a.wav",
        ),
        (
            File,
            "film.mp4",
            "video/mp4",
            MP4,
            File,
            "video/mp4",
            "film.mp4",
        ),
        (
            File,
            "film.webm",
            "video/webm",
            WEBM,
            File,
            "video/webm",
            "film.webm",
        ),
        (
            File,
            "voice.amr",
            "audio/amr",
            b"#!AMR\n\x3c\x08",
            File,
            "audio/amr",
            "voice.amr",
        ),
        (
            File,
            "bill.pdf",
            "application/pdf",
            b"%PDF-1.7\n",
            File,
            "application/pdf",
            "bill.pdf",
        ),
        (
            File,
            "notes.txt",
            "text/plain",
            b"Tea, 3 < 4",
            File,
            "text/plain",
            "notes.txt",
        ),
        (
            File,
            "list.csv",
            "application/vnd.ms-excel",
            b"a;b\r\n\xE4;2",
            File,
            "text/csv",
            "list.csv",
        ),
        (File, "order.docx", word, ZIP, File, word, "order.docx"),
        (
            File,
            "all.zip",
            "application/x-zip-compressed",
            ZIP,
            File,
            "application/zip",
            "all.zip",
        ),
        (
            File,
            "old.doc",
            "application/msword",
            OLE,
            File,
            "application/msword",
            "old.doc",
        ),
    ] {
        let found = claim(kind, name, declared, head).expect(name);
        assert_eq!(
            (found.kind, found.media_type, found.name.as_str()),
            (shown, media_type, kept_name),
            "{kind:?} {name:?} {declared:?}"
        );
    }
}

#[test]
fn pictures_are_drawn_anew_whatever_they_are_sent_as() {
    let png = png_of(2, 2);
    let found = claim(AttachmentKind::File, "cup.png", "", &png).expect("a picture");
    assert!(found.picture.is_some());
}

#[test]
fn what_can_run_is_refused() {
    use AttachmentKind::{File, Image};
    let png = png_of(2, 2);
    for (kind, name, declared, head) in [
        (Image, "cup.svg", "image/svg+xml", SVG),
        (Image, "cup.png", "image/png", SVG),
        (Image, "cup.png", "image/png", HTML),
        (File, "notes.txt", "text/plain", HTML),
        (
            File,
            "notes.txt",
            "text/plain",
            b"\xEF\xBB\xBF<?xml version='1.0'?>",
        ),
        (File, "notes.txt", "text/plain", b"#!/bin/sh\nrm -r"),
        (File, "voice.amr", "audio/amr", b"#!AMRx\nrm -r"),
        (File, "page.html", "", b"no tags at all"),
        (File, "run.js", "text/plain", b"alert(1)"),
        (File, "macro.docm", "", ZIP),
        (File, "setup.msi", "", OLE),
        (Image, "cup.png", "text/html", &png),
        (Image, "cup.html", "image/png", &png),
        (Image, "cup.png.svg", "image/png", &png),
    ] {
        assert_eq!(
            claim(kind, name, declared, head),
            Err(Refusal::Scriptable),
            "{name:?} {declared:?}"
        );
    }
}

#[test]
fn mislabelled_files_are_refused() {
    use AttachmentKind::{File, Image, Voice};
    let png = png_of(2, 2);
    for (kind, name, declared, head) in [
        (Image, "cup.png", "image/png", &b"%PDF-1.7"[..]),
        (File, "bill.pdf", "application/pdf", b"plain words"),
        (File, "bill.pdf", "application/pdf", &png),
        (File, "bill.pdf", "image/png", b"%PDF-1.7"),
        (Image, "cup.png", "audio/ogg", &png),
        (Image, "cup.qqq", "image/png", &png),
        (Voice, "cup.png", "image/png", &png),
        (Image, "bill.pdf", "application/pdf", b"%PDF-1.7"),
        (Voice, "notes.txt", "text/plain", b"words"),
        // Nothing here plays it: it is kept as a file.
        (Voice, "voice.amr", "audio/amr", b"#!AMR\n\x3c"),
        (File, "old.doc", "", ZIP),
        (File, "order.docx", "", OLE),
    ] {
        assert_eq!(
            claim(kind, name, declared, head),
            Err(Refusal::Mismatch),
            "{name:?} {declared:?}"
        );
    }
}

#[test]
fn refusal_names_what_is_not_taken() {
    use AttachmentKind::{File, Image};
    for (kind, name, head, found) in [
        (Image, "cup.heic", HEIC, "image/heif"),
        (
            File,
            "cup.mov",
            b"\0\0\0\x14ftypqt  \0\0\0\0qt  ",
            "video/quicktime",
        ),
        (
            File,
            "tool",
            b"MZ\x90\0\x03\0\0\0\x04",
            "application/vnd.microsoft.portable-executable",
        ),
        (File, "thing", b"\0\x01\x02\x03", "unknown"),
        // The bytes of a page with a document's mark inside are no document.
        (File, "bill.pdf", b"\0\0<html>%PDF-1.7", "unknown"),
    ] {
        assert_eq!(
            claim(kind, name, "", head),
            Err(Refusal::NotTaken(found)),
            "{name:?}"
        );
    }
    assert_eq!(claim(File, "a.txt", "", b""), Err(Refusal::Empty));
}

#[test]
fn channel_s_list_is_kept() {
    let claim = Claim {
        kind: AttachmentKind::File,
        name: "bill.pdf",
        media_type: "",
    };
    let bill = b"%PDF-1.7";
    assert!(recognise(&claim, &[Family::Document], bill).is_ok());
    assert_eq!(
        recognise(&claim, &[Family::Picture], bill),
        Err(Refusal::NotTaken("application/pdf"))
    );
}
