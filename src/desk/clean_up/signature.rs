//! What mail programs and telephones write below a text.

/// Most lines of a signature: what is longer was meant to be read.
const MOST_LINES: usize = 12;

/// How lines begin that a program added by itself, in the languages of the console.
const SENT_FROM: &[&str] = &[
    "sent from my ",
    "sent via ",
    "sent with ",
    "get outlook for ",
    "von meinem iphone gesendet",
    "von meinem ipad gesendet",
    "gesendet von ",
    "envoyé de mon ",
    "enviado desde mi ",
    "enviado do meu ",
    "inviato da ",
    "отправлено с ",
    "отправлено из ",
    "发自我的",
    "iphoneから送信",
];

/// A text without a signature at its end.
pub(super) fn strip(text: &str, more: &[String], removed: &mut usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let begins = lines.iter().enumerate().position(|(place, line)| {
        let is_near = lines.len() - place <= MOST_LINES + 1;
        is_near && place > 0 && is_first_line(line, more)
    });
    let Some(begins) = begins else {
        return text.to_owned();
    };
    *removed += 1;
    let kept = lines.get(..begins).unwrap_or_default().join("\n");
    kept.trim_end().to_owned()
}

fn is_first_line(line: &str, more: &[String]) -> bool {
    let line = line.trim().to_lowercase();
    // RFC 3676, 4.3; with the blank that many programs forget.
    matches!(line.as_str(), "--" | "—" | "__" | "_____")
        || SENT_FROM
            .iter()
            .any(|beginning| line.starts_with(beginning) && line.chars().count() < 60)
        || more.iter().any(|own| line.starts_with(&own.to_lowercase()))
}
