//! What is new in a mail: its text without what it quotes, and without a signature. When in doubt, all of it.

use std::sync::LazyLock;

use regex::Regex;

/// A line that ends what is new, as many programs write it.
pub(super) const ORIGINAL: &str = "-----Original Message-----";

/// Words that end the line above a quote: `On Monday, Mia wrote:`.
const WROTE: &str = "wrote|writes|schrieb(?: .{0,80})?|schreef(?: .{0,80})?|a écrit|escribi[óo]|escreveu|ha scritto|\
    skrev(?: .{0,80})?|kirjoitti|napisał(?:\\(a\\)|a)?|napsala?|napsal\\(a\\)|napísala?|a scris|írta(?: .{0,80})?|\
    пишет|пише|писал(?:а|\\(а\\))?|написал(?:а|и|\\(а\\))?|написав(?:ла|\\(ла\\))?|έγραψε|yazdı|şunu yazdı|\
    đã viết|menulis|写道|寫道|写到|のメール|さんは書きました|さんのメッセージ|님이 작성|작성|כתב(?:ה)?|كتب(?:ت)?";

/// The line above a quote, up to its colon. Beginnings are asked for where the language has one.
static ATTRIBUTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"(?i)^\S.{{3,}}?(?:{WROTE})\s*[:：]$")).expect("it is a pattern")
});

/// The same without a verb, as Yandex and mail.ru and others write it: a date, an address, a colon.
static DATED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\S.*\d.*\S@\S.*[:：]$").expect("it is a pattern"));

/// `-----Original Message-----` and kin. Forwarded mails are not among them: they are what is new.
static RULED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)^[\s>]*[-_=–—]{2,}\s*(?:
            original\s+(?:message|appointment)|urspr(?:ü|ue)ngliche\s+nachricht|message\s+d['’]origine|message\s+original|
            mensaje\s+original|mensagem\s+original|messaggio\s+originale|oorspronkelijk\s+bericht|
            originalmeddelande|oprindelig\s+meddelelse|opprinnelig\s+melding|alkuperäinen\s+viesti|
            исходное\s+сообщение|исходное\s+письмо|первоначальное\s+сообщение|оригинальное\s+сообщение|
            вихідне\s+повідомлення|wiadomość\s+oryginalna|oryginalna\s+wiadomość|původní\s+(?:zpráva|e-mail)|
            orijinal\s+(?:mesaj|ileti)|原始邮件|原始郵件|原邮件|回复的原邮件|元のメッセージ|원본\s*메시지
        )\s*[-_=–—]{2,}\s*$",
    )
    .expect("it is a pattern")
});

/// One line of the head that Outlook and its kin copy above what they quote.
static COPIED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)^\s*[*_]*\s*(
            from|sent|date|to|cc|subject|reply-to|
            von|gesendet|datum|an|betreff|
            de|envoyé(?:\s+le)?|date|à|objet|
            enviado(?:\s+el|\s+em)?|fecha|para|asunto|data|assunto|
            da|inviato|a|oggetto|
            van|verzonden|aan|onderwerp|
            från|skickat|till|ämne|fra|sendt|til|emne|lähettäjä|lähetetty|vastaanottaja|aihe|
            от|от\s+кого|отправлено|дата|кому|копия|тема|від|надіслано|
            od|wysłano|do|temat|odesláno|komu|předmět|
            kimden|gönderilme|gönderme\s+tarihi|kime|konu|
            发件人|發件人|寄件者|寄件人|发送时间|發送時間|寄件日期|发送日期|傳送時間|日期|收件人|收件者|抄送|副本|主题|主旨|主題|
            差出人|送信者|送信日時|日時|宛先|件名|보낸\s*사람|보낸\s*날짜|날짜|받는\s*사람|제목
        )\s*[*_]*\s*[:：]\s*[*_]*\s*\S",
    )
    .expect("it is a pattern")
});

/// What telephones and programs write below every mail.
static SENT_FROM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)^\s*[<\[(]*(?:
            sent\s+(?:from|via|with|using)\s+.{0,60}|get\s+outlook\s+for\s+.{0,60}|
            von\s+mein(?:em|er)\s+.{0,40}\s+gesendet|gesendet\s+(?:von|mit|aus)\s+.{0,60}|
            envoyé\s+(?:de|depuis|à\s+partir)\s+.{0,60}|télécharg\w+\s+outlook\s+.{0,60}|
            enviado\s+(?:desde|do|de|a\s+partir)\s+.{0,60}|inviato\s+da\s+.{0,60}|
            verstuurd\s+vanaf\s+.{0,60}|verzonden\s+(?:vanaf|met)\s+.{0,60}|
            skickat\s+från\s+.{0,60}|sendt\s+fra\s+.{0,60}|lähetetty\s+.{0,60}|wysłan[eo]\s+z\s+.{0,60}|odesláno\s+z\s+.{0,60}|
            отправлено\s+(?:с|со|из|через)\s+.{0,60}|надіслано\s+(?:з|із)\s+.{0,60}|скачать\s+outlook\s+.{0,60}|
            發自我的.{0,40}|发自我的.{0,40}|来自我的.{0,40}|來自我的.{0,40}|从我的.{0,40}发送|從我的.{0,40}傳送|获取\s*outlook.{0,40}|
            .{0,30}から送信|나의\s.{0,40}에서\s*보냄
        )[>\])]*[.。]?\s*$",
    )
    .expect("it is a pattern")
});

/// Beginnings of subjects of mails that were sent on.
static FORWARDED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^\s*(?:(?:re|aw|sv|отв|回复|答复)\s*[:：]\s*)*(?:fwd?|wg|tr|rv|i|enc|vs|doorst|пересл?|转发|轉寄|転送|전달)\s*[:：]",
    )
    .expect("it is a pattern")
});

/// Whether a subject says that the mail was sent on: then what it quotes is what it is about.
#[must_use]
pub fn is_forward(subject: &str) -> bool {
    FORWARDED.is_match(subject)
}

/// What is new in a mail. `is_forward`: what it quotes belongs to it.
#[must_use]
pub fn trimmed(text: &str, is_forward: bool) -> String {
    let all: Vec<&str> = text.lines().collect();
    let mut lines = all.as_slice();
    if !is_forward {
        lines = &lines[..copied_from(lines).unwrap_or(lines.len())];
    }
    let unsigned = without_mark(lines);
    let had_mark = unsigned.len() < lines.len();
    lines = without_sender(unsigned);
    if !is_forward {
        lines = without_quote(lines);
        // Some sign above what they quote.
        lines = if had_mark { lines } else { without_mark(lines) };
        lines = without_sender(lines);
    }
    let shown = lines.join("\n").trim().to_owned();
    if shown.is_empty() {
        text.trim().to_owned()
    } else {
        shown
    }
}

/// Where a copied mail begins that is not marked line by line.
fn copied_from(lines: &[&str]) -> Option<usize> {
    let start = (0..lines.len()).find(|&at| {
        let line = lines[at];
        (line.contains("##-") && line.contains("-##"))
            || RULED.is_match(line)
            || is_head(&lines[at..])
    })?;
    // A rule above a copied head belongs to it, and so does a line that says who wrote.
    let mut start = start;
    while let Some(before) = start.checked_sub(1).filter(|&before| {
        let line = lines[before].trim();
        line.is_empty() || line.chars().all(|c| "-_=–—*".contains(c))
    }) {
        start = before;
    }
    Some(attributed_end(lines, start).unwrap_or(start))
}

/// Three lines or more of a copied head, each of another kind.
fn is_head(lines: &[&str]) -> bool {
    let mut labels: Vec<String> = Vec::new();
    let mut strange = 0;
    for line in lines.iter().take(8) {
        if let Some(found) = COPIED.captures(line) {
            let label = found[1].to_lowercase();
            if labels.contains(&label) {
                return false;
            }
            labels.push(label);
        } else {
            // The first line is the head's own; a long list of names may run over one line.
            strange += 1;
            if labels.is_empty() || strange > 1 || line.trim().is_empty() {
                break;
            }
        }
    }
    labels.len() >= 3
}

fn is_quoted(line: &str) -> bool {
    line.trim_start().starts_with('>')
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

/// Without the last `-- ` and what is below it.
fn without_mark<'a, 'b>(lines: &'a [&'b str]) -> &'a [&'b str] {
    let mark = lines
        .iter()
        .rposition(|line| matches!(*line, "-- " | "--\u{A0}" | "--"));
    let Some(at) = mark else {
        return lines;
    };
    let below = &lines[at + 1..];
    // Below a bare `--` a signature is short, and no signature quotes.
    let is_signature =
        (lines[at] != "--" || below.len() <= 10) && !below.iter().any(|line| is_quoted(line));
    if is_signature { &lines[..at] } else { lines }
}

/// Without what a telephone adds.
fn without_sender<'a, 'b>(mut lines: &'a [&'b str]) -> &'a [&'b str] {
    loop {
        lines = without_blanks(lines);
        match lines.split_last() {
            Some((last, before)) if SENT_FROM.is_match(last) => lines = before,
            _ => return lines,
        }
    }
}

fn without_blanks<'a, 'b>(lines: &'a [&'b str]) -> &'a [&'b str] {
    let end = lines
        .iter()
        .rposition(|line| !is_blank(line))
        .map_or(0, |last| last + 1);
    &lines[..end]
}

/// Without the quote at the end, and the line above it. A quote with answers in it is left whole.
fn without_quote<'a, 'b>(lines: &'a [&'b str]) -> &'a [&'b str] {
    let Some(first) = lines.iter().position(|line| is_quoted(line)) else {
        let lines = without_blanks(lines);
        return &lines[..attributed_end(lines, lines.len()).unwrap_or(lines.len())];
    };
    let mut below = lines[first..]
        .iter()
        .skip_while(|line| is_quoted(line) || is_blank(line));
    let is_signature = |line: &&str| line.trim_end() == "--" || SENT_FROM.is_match(line);
    if below.next().is_some_and(|line| !is_signature(line)) {
        return lines;
    }
    let start = attributed_end(lines, first).unwrap_or(first);
    without_blanks(&lines[..start])
}

/// Where the line that says who wrote begins, if the lines before `end` are one: it may be folded into four.
fn attributed_end(lines: &[&str], end: usize) -> Option<usize> {
    let before = without_blanks(lines.get(..end)?);
    let has_quote = end < lines.len();
    let mut alone = None;
    for count in 1..=4.min(before.len()) {
        let start = before.len() - count;
        let piece = &before[start..];
        let joined = piece
            .iter()
            .map(|line| line.trim())
            .collect::<Vec<_>>()
            .join(" ");
        if is_blank(piece[0]) || is_quoted(piece[0]) || joined.len() > 400 {
            break;
        }
        let begins = is_beginning(piece[0]);
        // Without a quote below it, any sentence may end in “wrote:”.
        let says = ATTRIBUTION.is_match(&joined) && (has_quote || begins);
        let is_dated = has_quote && DATED.is_match(&joined);
        // When one line says it all, what stands above that is somebody's words.
        let is_apart = alone.is_none() && (start == 0 || is_blank(before[start - 1]));
        if (says || is_dated) && (begins || is_apart) {
            return Some(start);
        }
        if says && count == 1 {
            alone = Some(start);
        }
    }
    alone
}

/// Whether a line begins as those do that say who wrote.
fn is_beginning(line: &str) -> bool {
    static BEGINNING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?ix)^\s*(?:on\s|am\s|le\s|el\s|em\s|il\s|op\s|den\s|dnia\s|w\s+dniu\s|dne\s|în\s|la\s|於\s*|在\s*|
            \d{1,4}[./年-]|(?:mon|tue|wed|thu|fri|sat|sun)\w*[,\s]|
            (?:пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)[,.\s])",
        )
        .expect("it is a pattern")
    });
    BEGINNING.is_match(line)
}

#[cfg(test)]
mod tests;
