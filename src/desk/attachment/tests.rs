use std::time::Duration;

use super::{
    Attachment, AttachmentKind, Uploader, card,
    digest::Digest,
    read,
    store::{self, NewFile, PIECE, QUOTA_BYTES, QUOTA_FILES, StoreError, Upload},
    sweep,
};
use crate::{
    base::{
        id::{AgentId, ConversationId},
        lang::Lang,
    },
    db::{DbError, Tx, memory::Memory},
    desk::{
        arrival::{self, Greeting},
        channel::{self, Settings},
        conversation::{
            self,
            say::{self, Draft, SayError},
        },
        customer::visitor::{self, Visitor},
        team::{self, NewAgent, Role},
        timer::{self, Due},
        waitlist::claim::claim,
    },
};

/// Hannah and Oscar write to a shop where Ana serves.
struct Shop {
    file: Memory,
    hannah: Visitor,
    oscar: Visitor,
    ana: AgentId,
}

impl Shop {
    fn open() -> Self {
        let mut file = Memory::new();
        let ana = file.act(|tx| team::join(tx, &ana())).expect("Ana joins");
        let [hannah, oscar] = ["Hannah", "Oscar"].map(|name| {
            file.act(|tx| -> Result<_, DbError> {
                let channel = match channel::all(tx)?.pop() {
                    Some(channel) => channel,
                    None => channel::add_web_chat(tx, "Site", &Settings::default())?,
                };
                let greeting = Greeting {
                    name: name.to_owned(),
                    ..Greeting::default()
                };
                let begun = arrival::begin(tx, &channel, &greeting)?;
                visitor::resolve(tx, begun.token.hash())
            })
            .expect("a visitor begins")
            .expect("the token is good")
        });
        Self {
            file,
            hannah,
            oscar,
            ana,
        }
    }

    fn begin(&mut self, uploader: Uploader, size: u64) -> Result<Upload, StoreError> {
        self.file.act(|tx| store::begin(tx, uploader, &photo(size)))
    }

    fn append(&mut self, upload: &Upload, bytes: &[u8]) -> Result<(), StoreError> {
        for (position, piece) in (0..).zip(bytes.chunks(PIECE)) {
            self.file
                .act(|tx| store::append(tx, upload, position, piece))?;
        }
        Ok(())
    }

    fn finish(&mut self, upload: &Upload, sent: &[u8]) -> Result<Attachment, StoreError> {
        self.file.act(|tx| {
            let stored = read::digest(tx, upload.content)?;
            store::finish(tx, upload, &Digest::of(sent), &stored)
        })
    }

    fn upload(&mut self, uploader: Uploader, bytes: &[u8]) -> Result<Attachment, StoreError> {
        let upload = self.begin(uploader, bytes.len() as u64)?;
        self.append(&upload, bytes)?;
        self.finish(&upload, bytes)
    }

    /// Hannah sends something into her chat.
    fn write(&mut self, visitor: Visitor, ids: &[&str]) -> Result<ConversationId, SayError> {
        let draft = draft(ids);
        self.file
            .act(|tx| arrival::message(tx, visitor, &draft))
            .map(|said| said.conversation)
    }

    fn seen_by(&mut self, visitor: Visitor, id: &str) -> bool {
        self.look(|tx| read::for_customer(tx, visitor.identity, id))
            .is_some()
    }

    fn look<T>(&mut self, query: impl FnOnce(&mut Tx<'_>) -> Result<T, DbError>) -> T {
        self.file.act(query).expect("a query")
    }

    /// Lets time pass and every timer fire that falls due meanwhile.
    fn pass(&mut self, duration: Duration) {
        let minutes = duration.as_secs() / 60;
        for _ in 0..minutes {
            self.file.advance(Duration::from_secs(60));
            while self.look(timer::take_due).is_some() {
                self.look(sweep::sweep);
            }
        }
    }

    fn count(&mut self, table: &str) -> i64 {
        self.look(|tx| {
            tx.get(&format!("select count(*) from {table}"), [], |row| {
                row.get(0)
            })
        })
    }
}

#[test]
fn what_comes_late_has_its_id_already_and_comes_once() {
    let mut shop = Shop::open();
    let (hannah, oscar) = (shop.hannah, shop.oscar);
    let uploader = Uploader::Customer(hannah.identity);
    let id = "00112233445566778899aabbccddeeff";
    let late = |shop: &mut Shop, who| {
        shop.file
            .act(|tx| store::begin_late(tx, who, &photo(3), id))
    };
    // It was counted when it came.
    for _ in 0..QUOTA_FILES {
        shop.upload(uploader, b"one").unwrap();
    }
    assert!(shop.begin(uploader, 1).is_err(), "the premise");
    // The house is cut off in the middle and hears it again, while its old hand still lets go of what it had.
    let cut_off = late(&mut shop, uploader).unwrap();
    shop.append(&cut_off, b"tw").unwrap();
    let again = late(&mut shop, uploader).unwrap();
    shop.append(&again, b"two").unwrap();
    assert!(shop.finish(&cut_off, b"tw").is_err());
    shop.look(|tx| store::discard(tx, &cut_off));
    assert_eq!(shop.finish(&again, b"two").unwrap().id, id);
    assert!(shop.seen_by(hannah, id) && !shop.seen_by(oscar, id));
    // What is there is nobody else's to begin.
    for who in [uploader, Uploader::Customer(oscar.identity)] {
        assert!(matches!(late(&mut shop, who), Err(StoreError::Over)));
    }
    let present = |shop: &mut Shop, who: Visitor| {
        let ids = [id.to_owned(), "f".repeat(32)];
        let uploader = Uploader::Customer(who.identity);
        shop.look(|tx| super::present(tx, uploader, &ids))
    };
    assert_eq!(present(&mut shop, hannah), [id]);
    assert!(present(&mut shop, oscar).is_empty());
    shop.write(hannah, &[id]).unwrap();
    assert_eq!(present(&mut shop, hannah), [id], "also once it is sent");
}

fn ana() -> NewAgent {
    NewAgent {
        email: "ana@shop.example".to_owned(),
        name: "Ana Ruiz".to_owned(),
        role: Role::Agent,
        lang: Lang::En,
        password_hash: String::new(),
    }
}

fn photo(announced_size: u64) -> NewFile {
    NewFile {
        kind: AttachmentKind::Image,
        name: "cup.png".to_owned(),
        media_type: "image/png".to_owned(),
        width: Some(3),
        height: Some(2),
        duration_ms: None,
        levels: String::new(),
        announced_size,
    }
}

fn draft(ids: &[&str]) -> Draft {
    Draft {
        text: if ids.is_empty() { "Hello" } else { "" }.to_owned(),
        attachments: ids.iter().map(|&id| id.to_owned()).collect(),
        key: None,
        ..Default::default()
    }
}

fn customer(visitor: Visitor) -> Uploader {
    Uploader::Customer(visitor.identity)
}

const HOUR: Duration = Duration::from_secs(60 * 60);

#[test]
fn file_is_read_back_as_it_was_sent() {
    let mut shop = Shop::open();
    let bytes: Vec<u8> = (0..PIECE * 2 + 77).map(|n| (n % 251) as u8).collect();
    let attachment = shop
        .upload(customer(shop.hannah), &bytes)
        .expect("it is stored");
    assert_eq!(attachment.size, bytes.len() as u64);
    let mut found = Vec::new();
    for part in read::parts(100..bytes.len() as u64) {
        let piece = shop
            .look(|tx| read::piece(tx, attachment.content, part.position))
            .expect("the piece is there");
        found.extend_from_slice(&piece[part.bytes]);
    }
    assert_eq!(found, bytes[100..]);
}

#[test]
fn same_content_is_stored_once() {
    let mut shop = Shop::open();
    let bytes = vec![7; PIECE + 1];
    let first = shop.upload(customer(shop.hannah), &bytes).expect("stored");
    let second = shop.upload(customer(shop.oscar), &bytes).expect("stored");
    assert_eq!(first.content, second.content);
    assert_ne!(first.id, second.id);
    let (hannah, oscar) = (shop.hannah, shop.oscar);
    shop.write(hannah, &[&first.id]).expect("sent");
    shop.write(oscar, &[&second.id]).expect("sent");
    shop.pass(HOUR);
    assert_eq!(shop.count("content"), 1, "the second copy is swept");
    assert_eq!(shop.count("content_chunk"), 2);
    // Whose file it is does not follow from whose bytes it shares.
    assert!(shop.seen_by(hannah, &first.id));
    assert!(!shop.seen_by(hannah, &second.id));
}

#[test]
fn file_that_arrived_short_or_changed_is_refused() {
    let mut shop = Shop::open();
    for (stored, sent) in [
        ("tea", "teapot"),
        ("teapot", "tea"),
        ("tea", "tee"),
        ("", ""),
    ] {
        let upload = shop.begin(customer(shop.hannah), 0).expect("begun");
        shop.append(&upload, stored.as_bytes()).expect("appended");
        let refusal = shop.finish(&upload, sent.as_bytes());
        assert!(
            matches!(refusal, Err(StoreError::Damaged)),
            "{stored:?} for {sent:?}: {refusal:?}"
        );
    }
}

#[test]
fn pieces_come_whole_and_in_order() {
    let mut shop = Shop::open();
    let upload = shop.begin(customer(shop.hannah), 0).expect("begun");
    let mut try_piece = |position: u32, length: usize| {
        shop.file
            .act(|tx| store::append(tx, &upload, position, &vec![1; length]))
            .is_ok()
    };
    assert!(!try_piece(1, 5), "a first piece that is not the first");
    assert!(!try_piece(0, PIECE + 1), "too large");
    assert!(!try_piece(0, 0), "empty");
    assert!(try_piece(0, PIECE));
    assert!(!try_piece(0, PIECE), "a piece sent twice");
    assert!(try_piece(1, 5));
    assert!(!try_piece(1, 5), "a piece sent twice");
    assert!(!try_piece(2, 5), "a piece after the last");
}

#[test]
fn finished_upload_takes_nothing_more() {
    let mut shop = Shop::open();
    let upload = shop.begin(customer(shop.hannah), 0).expect("begun");
    let whole = vec![3; PIECE];
    shop.append(&upload, &whole).expect("appended");
    shop.finish(&upload, &whole).expect("finished");
    let more = shop
        .file
        .act(|tx| store::append(tx, &upload, 1, b"<script>"));
    assert!(matches!(more, Err(StoreError::OutOfPlace(1))));
    assert!(matches!(
        shop.finish(&upload, &whole),
        Err(StoreError::Over)
    ));
}

#[test]
fn message_cannot_point_at_what_is_not_there() {
    let mut shop = Shop::open();
    let (hannah, oscar) = (shop.hannah, shop.oscar);
    let unfinished = shop.begin(customer(hannah), 0).expect("begun");
    shop.append(&unfinished, b"half").expect("appended");
    let foreign = shop.upload(customer(oscar), b"his").expect("stored");
    let sent = shop.upload(customer(hannah), b"hers").expect("stored");
    shop.write(hannah, &[&sent.id])
        .expect("the premise: it can be sent");
    let before = shop.count("message");
    for id in [&unfinished.id, &foreign.id, &sent.id, "0123", ""] {
        let refusal = shop.write(hannah, &[id]);
        assert!(
            matches!(refusal, Err(SayError::UnknownAttachment)),
            "{id:?}: {refusal:?}"
        );
    }
    let fresh = shop.upload(customer(hannah), b"twice").expect("stored");
    assert!(shop.write(hannah, &[&fresh.id, &fresh.id]).is_err());
    assert_eq!(shop.count("message"), before);
    shop.write(hannah, &[&fresh.id])
        .expect("a refusal binds nothing");
}

#[test]
fn lists_show_the_names_of_files_sent_without_words() {
    let mut shop = Shop::open();
    let hannah = shop.hannah;
    let cup = shop.upload(customer(hannah), b"cup").expect("stored");
    let lid = shop.upload(customer(hannah), b"lid").expect("stored");
    let conversation = shop.write(hannah, &[&cup.id, &lid.id]).expect("said");
    let shown = shop.look(|tx| conversation::by_id(tx, conversation));
    assert_eq!(shown.expect("it is there").preview, "cup.png, cup.png");
}

#[test]
fn customer_sees_their_own_conversation_s_files_only() {
    let mut shop = Shop::open();
    let (hannah, oscar, ana) = (shop.hannah, shop.oscar, shop.ana);
    let conversation = shop.write(hannah, &[]).expect("said");
    let answer = shop.upload(Uploader::Agent(ana), b"label").expect("stored");
    let aside = shop
        .upload(Uploader::Agent(ana), b"secret")
        .expect("stored");
    let unsent = shop.upload(Uploader::Agent(ana), b"later").expect("stored");
    shop.file
        .act(|tx| -> Result<(), SayError> {
            let ana = team::by_id(tx, ana)?.expect("Ana is there");
            claim(tx, &ana, conversation, None).expect("claimed");
            say::by_agent(tx, &ana, conversation, &draft(&[&answer.id]), None)?;
            say::comment(tx, &ana, conversation, &draft(&[&aside.id]))?;
            Ok(())
        })
        .expect("said");
    assert!(shop.seen_by(hannah, &answer.id));
    assert!(!shop.seen_by(hannah, &aside.id), "a comment's file");
    assert!(!shop.seen_by(hannah, &unsent.id), "not sent yet");
    assert!(!shop.seen_by(oscar, &answer.id), "somebody else's chat");
    for id in [&answer.id, &aside.id, &unsent.id] {
        assert!(shop.look(|tx| read::for_team(tx, id)).is_some());
    }
}

#[test]
fn unfinished_upload_goes_after_an_hour() {
    let mut shop = Shop::open();
    let upload = shop.begin(customer(shop.hannah), 0).expect("begun");
    let bytes = vec![9; PIECE * 40];
    shop.append(&upload, &bytes).expect("appended");
    shop.pass(HOUR - Duration::from_secs(120));
    assert_eq!(shop.count("content_chunk"), 40);
    assert!(shop.look(|tx| read::for_team(tx, &upload.id)).is_none());
    shop.pass(Duration::from_secs(15 * 60));
    for table in ["attachment", "content", "content_chunk"] {
        assert_eq!(shop.count(table), 0, "{table}");
    }
    assert!(matches!(
        shop.finish(&upload, &bytes),
        Err(StoreError::Damaged | StoreError::Over)
    ));
    assert_eq!(
        shop.look(|tx| timer::next(tx)),
        None,
        "an idle house sleeps"
    );
}

#[test]
fn unsent_file_waits_a_day_and_a_sent_one_stays() {
    let mut shop = Shop::open();
    let hannah = shop.hannah;
    let sent = shop.upload(customer(hannah), b"sent").expect("stored");
    let unsent = shop.upload(customer(hannah), b"unsent").expect("stored");
    shop.write(hannah, &[&sent.id]).expect("said");
    shop.pass(23 * HOUR);
    assert!(shop.seen_by(hannah, &unsent.id), "its draft may be open");
    shop.pass(2 * HOUR);
    assert!(!shop.seen_by(hannah, &unsent.id));
    assert!(shop.seen_by(hannah, &sent.id));
    assert_eq!(shop.count("content"), 1);
    assert!(shop.write(hannah, &[&unsent.id]).is_err());
}

#[test]
fn what_is_erased_waits_for_no_clock_that_was_set_back() {
    let mut shop = Shop::open();
    let hannah = shop.hannah;
    let upload = shop.begin(customer(hannah), 0).expect("begun");
    shop.append(&upload, b"tea").expect("appended");
    shop.finish(&upload, b"tea").expect("finished");
    shop.look(|tx| {
        tx.execute("update content set started_at = started_at + 86400000", [])?;
        store::discard(tx, &upload)?;
        while sweep::remove_now(tx)? {}
        Ok(())
    });
    assert_eq!(shop.count("content_chunk"), 0);
}

#[test]
fn a_picture_that_the_team_keeps_goes_with_no_message() {
    let mut shop = Shop::open();
    let (hannah, ana) = (shop.hannah, shop.ana);
    shop.write(hannah, &[]).expect("Hannah writes");
    let picture = shop.upload(Uploader::Agent(ana), b"a cup").expect("stored");
    assert!(shop.look(|tx| card::keep(tx, Some(ana), &picture.id)));
    let ids = [picture.id.clone()];
    let sent = shop.look(|tx| {
        let message = tx.get("select max(id) from message", [], |row| row.get(0))?;
        super::send_with(tx, message, Uploader::Agent(ana), &ids)
    });
    assert!(sent.is_none(), "its card would lose it");
}

#[test]
fn given_up_upload_leaves_nothing() {
    let mut shop = Shop::open();
    let hannah = shop.hannah;
    let kept = shop.upload(customer(hannah), b"tea").expect("stored");
    let upload = shop.begin(customer(hannah), 0).expect("begun");
    shop.append(&upload, b"tea").expect("appended");
    shop.finish(&upload, b"tea").expect("finished");
    shop.look(|tx| store::discard(tx, &upload));
    assert!(!shop.seen_by(hannah, &upload.id));
    shop.pass(HOUR);
    assert!(shop.seen_by(hannah, &kept.id), "its bytes are still used");
    assert_eq!(shop.count("content"), 1);
}

#[test]
fn customer_has_a_quota_for_the_day() {
    let mut shop = Shop::open();
    let (hannah, oscar, ana) = (shop.hannah, shop.oscar, shop.ana);
    for n in 0..QUOTA_FILES {
        shop.upload(customer(hannah), &[n as u8 + 1])
            .expect("stored");
    }
    assert!(matches!(
        shop.begin(customer(hannah), 1),
        Err(StoreError::TooManyFiles)
    ));
    shop.begin(customer(oscar), QUOTA_BYTES)
        .expect("his own quota");
    assert!(matches!(
        shop.begin(customer(oscar), QUOTA_BYTES + 1),
        Err(StoreError::TooManyBytes)
    ));
    shop.begin(Uploader::Agent(ana), QUOTA_BYTES + 1)
        .expect("the team has none");
    shop.pass(25 * HOUR);
    shop.begin(customer(hannah), 1).expect("a new day");
}

#[test]
fn quota_counts_bytes_that_were_not_announced() {
    let mut shop = Shop::open();
    let oscar = shop.oscar;
    let pretend_used = QUOTA_BYTES - PIECE as u64;
    let first = shop.begin(customer(oscar), 0).expect("begun");
    shop.look(|tx| {
        tx.execute(
            "update content set size = ?2 where id = ?1",
            (first.content, pretend_used),
        )
    });
    let second = shop.begin(customer(oscar), 0).expect("begun");
    shop.append(&second, &vec![1; PIECE]).expect("just fits");
    let third = shop.begin(customer(oscar), 0).expect("begun");
    assert!(matches!(
        shop.append(&third, b"x"),
        Err(StoreError::TooManyBytes)
    ));
}

#[test]
fn sweeping_looks_at_unsent_and_loose_rows_only() {
    let mut shop = Shop::open();
    let plans: Vec<String> = shop.look(|tx| {
        tx.list(
            "explain query plan select id from content
             where sha256 is null and started_at <= 5
               and not exists (select 1 from attachment where content_id = content.id)
             order by started_at limit 1",
            [],
            |row| row.get(3),
        )
    });
    assert!(
        plans[0].starts_with("SEARCH content USING INDEX"),
        "an index carries the sweep: {plans:?}"
    );
    assert_eq!(shop.look(|tx| timer::next(tx)), None);
    shop.begin(customer(shop.hannah), 0).expect("begun");
    let timer = shop.look(|tx| tx.get("select kind from timer", [], |row| row.get::<_, Due>(0)));
    assert_eq!(timer, Due::SweepUploads);
}
