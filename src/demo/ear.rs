//! What a customer understands of what an agent writes, in whichever language. Pure.

use super::script::{Script, Tongue};
use crate::base::text::is_ideograph;

/// What was understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Heard {
    /// Show us a picture.
    Photo,
    /// Which order?
    Order,
    /// Where to?
    Address,
    /// Which colour?
    Colour,
    /// How can we write to you?
    Email,
    /// Have a little patience.
    Wait,
    /// Anything else? Goodbye.
    Bye,
    /// Hello, and nothing more.
    Greeting,
    /// A question about something else.
    Question,
    /// Something that may be the answer.
    Statement,
}

/// What is asked for, most specific first, with the name of its keywords.
const ASKED: [(Heard, &str); 5] = [
    (Heard::Photo, "photo"),
    (Heard::Order, "order"),
    (Heard::Address, "address"),
    (Heard::Colour, "colour"),
    (Heard::Email, "email"),
];

/// A courtesy this short carries nothing else.
const SHORT: usize = 70;

impl Heard {
    /// The customer's answers to it.
    #[must_use]
    pub(super) fn case(self) -> &'static str {
        match self {
            Self::Photo => "photo",
            Self::Order => "order",
            Self::Address => "address",
            Self::Colour => "colour",
            Self::Email => "email",
            Self::Wait => "wait",
            Self::Bye => "bye",
            Self::Greeting => "greeting",
            Self::Question => "other",
            Self::Statement => "thanks",
        }
    }

    /// Whether it asks for something that is told once.
    #[must_use]
    pub(super) fn is_asked(self) -> bool {
        ASKED.iter().any(|(asked, _)| *asked == self)
    }
}

/// What a message of an agent says to somebody who has already told `told`: everything it asks for,
/// or else the one thing it is.
#[must_use]
pub(super) fn understand(script: &Script, text: &str, told: &[Heard]) -> Vec<Heard> {
    let text = text.to_lowercase();
    let is_question = text.contains(['?', '？', '؟']);
    let says = |name: &str| script.tongues().any(|tongue| mentions(tongue, name, &text));
    let asked: Vec<Heard> = ASKED
        .into_iter()
        // Once told, the word alone ("the new address is on it") asks for nothing.
        .filter(|(asked, name)| says(name) && (is_question || !told.contains(asked)))
        .map(|(asked, _)| asked)
        .collect();
    if !asked.is_empty() {
        return asked;
    }
    let is_short = text.chars().count() <= SHORT;
    let one = if says("bye") {
        Heard::Bye
    } else if is_short && says("wait") {
        Heard::Wait
    } else if is_short && says("greeting") {
        Heard::Greeting
    } else if is_question && is_short {
        Heard::Question
    } else {
        Heard::Statement
    };
    vec![one]
}

fn mentions(tongue: &Tongue, name: &str, text: &str) -> bool {
    tongue
        .keywords
        .get(name)
        .is_some_and(|words| words.iter().any(|word| contains(text, word)))
}

/// Whether a text has a word or phrase. `word*` has any ending; a word of a script without spaces may
/// stand anywhere.
fn contains(text: &str, keyword: &str) -> bool {
    let (word, any_ending) = match keyword.strip_suffix('*') {
        Some(word) => (word, true),
        None => (keyword, false),
    };
    if word.chars().any(is_ideograph) {
        return text.contains(word);
    }
    text.match_indices(word).any(|(at, found)| {
        let before = text[..at].chars().next_back();
        let after = text[at + found.len()..].chars().next();
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !is_letter(before) && (any_ending || !is_letter(after))
    })
}

#[cfg(test)]
mod tests {
    use super::{super::script::script, *};

    #[test]
    fn customers_understand_agents() {
        for (text, expected) in [
            ("Hello! How can I help?", Heard::Greeting),
            ("Could you send us a photo of the lid?", Heard::Photo),
            ("Please show me.", Heard::Photo),
            ("What is your order number, please?", Heard::Order),
            ("Hi Hannah! Which colour would you like?", Heard::Colour),
            ("What’s your e-mail?", Heard::Email),
            ("One moment please", Heard::Wait),
            ("Is there anything else?", Heard::Bye),
            ("Would Tuesday suit you?", Heard::Question),
            ("Which of them do you have in mind", Heard::Statement),
            (
                "It has been at the depot since yesterday and comes to you tomorrow between 9 and 12.",
                Heard::Statement,
            ),
            ("Можете прислать фотографию крышки?", Heard::Photo),
            ("Подскажите номер заказа", Heard::Order),
            ("Какого цвета?", Heard::Colour),
            ("Одну минуту, пожалуйста", Heard::Wait),
            ("Здравствуйте!", Heard::Greeting),
            ("您好，请问订单号是多少？", Heard::Order),
            ("方便拍张照片吗？", Heard::Photo),
            ("请稍等", Heard::Wait),
            ("Wie lautet Ihre Anschrift?", Heard::Address),
            ("Können Sie ein Foto schicken?", Heard::Photo),
            ("¿Me da su dirección?", Heard::Address),
            ("¡Hasta pronto!", Heard::Bye),
            ("ما هو رقم الطلب؟", Heard::Order),
            ("お写真を送っていただけますか？", Heard::Photo),
        ] {
            assert_eq!(understand(script(), text, &[]), [expected], "{text}");
        }
    }

    #[test]
    fn what_was_told_is_not_told_again_unasked() {
        let text = "Done, the new address is on the parcel, which leaves this afternoon.";
        let heard = |told: &[Heard]| understand(script(), text, told);
        assert_eq!(heard(&[]), [Heard::Address]);
        assert_eq!(heard(&[Heard::Address]), [Heard::Statement]);
        let again = "Sorry, which address was it?";
        assert_eq!(
            understand(script(), again, &[Heard::Address]),
            [Heard::Address]
        );
    }

    #[test]
    fn colleagues_are_understood_by_their_own_script() {
        let chance = &mut super::super::chance::Chance::new(3);
        for tongue in script().tongues() {
            for (asked, name) in &ASKED[..4] {
                for _ in 0..6 {
                    let text = tongue.agent(name, "Jonas", "Hannah", chance);
                    assert_eq!(understand(script(), &text, &[]), [*asked], "{text}");
                }
            }
            let text = tongue.agent("bye", "Jonas", "Hannah", chance);
            assert_eq!(understand(script(), &text, &[]), [Heard::Bye], "{text}");
            for story in &tongue.stories {
                let told: Vec<Heard> = ASKED
                    .iter()
                    .filter(|(_, name)| Some(*name) == story.ask.as_deref())
                    .map(|(asked, _)| *asked)
                    .collect();
                for text in story.solve.iter().chain(&story.more_solve) {
                    let heard = understand(script(), text, &told);
                    let is_plain = matches!(
                        heard[..],
                        [Heard::Statement | Heard::Question | Heard::Wait]
                    );
                    assert!(is_plain, "{heard:?}: {text}");
                }
            }
        }
    }
}
