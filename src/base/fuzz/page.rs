//! What a browser makes of HTML, for targets that write some: every tag with its attributes, and the words between.

use std::cell::RefCell;

use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// An element begins, with its attributes by name.
    Start(String, Vec<(String, String)>),
    /// It ends.
    End(String),
    /// Words, without escapes.
    Words(String),
    /// A comment or a doctype.
    Other,
}

#[derive(Default)]
struct Parts(RefCell<Vec<Part>>);

impl TokenSink for Parts {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut parts = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(more) => match parts.last_mut() {
                Some(Part::Words(words)) => words.push_str(&more),
                _ => parts.push(Part::Words(more.to_string())),
            },
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                let attributes = tag
                    .attrs
                    .iter()
                    .map(|one| (one.name.local.to_string(), one.value.to_string()));
                let mut attributes: Vec<_> = attributes.collect();
                attributes.sort();
                parts.push(Part::Start(tag.name.to_string(), attributes));
            }
            Token::TagToken(tag) => parts.push(Part::End(tag.name.to_string())),
            Token::CommentToken(_) | Token::DoctypeToken(_) => parts.push(Part::Other),
            Token::NullCharacterToken | Token::EOFToken | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

/// The parts of some HTML.
pub(crate) fn read(html: &str) -> Vec<Part> {
    let input = BufferQueue::default();
    input.push_back(html.into());
    // A mark in front is the transport's, and was taken off there.
    let options = TokenizerOpts {
        discard_bom: false,
        ..TokenizerOpts::default()
    };
    let tokenizer = Tokenizer::new(Parts::default(), options);
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.take()
}

/// All words of some HTML.
pub(crate) fn words(html: &str) -> String {
    let words = read(html).into_iter().filter_map(|part| match part {
        Part::Words(words) => Some(words),
        _ => None,
    });
    words.collect()
}

/// Nothing in it but these elements, and nothing in those that acts, loads or leads anywhere but to sites, mailboxes,
/// telephones and, where `may_be_ours`, pages of the house.
pub(crate) fn assert_harmless(html: &str, elements: &[&str], may_be_ours: bool) {
    for part in read(html) {
        let (name, attributes) = match part {
            Part::Start(name, attributes) => (name, attributes),
            Part::End(_) | Part::Words(_) => continue,
            Part::Other => panic!("a comment in {html}"),
        };
        assert!(elements.contains(&name.as_str()), "<{name}> in {html}");
        for (called, value) in attributes {
            let begins = |starts: &[&str]| {
                let value = value.trim_start().to_ascii_lowercase();
                starts.iter().any(|start| value.starts_with(start))
            };
            let is_ours = may_be_ours && begins(&["/"]) && !begins(&["//", "/\\"]);
            let may = match (name.as_str(), called.as_str()) {
                ("a", "href") => begins(&["http:", "https:", "mailto:", "tel:"]) || is_ours,
                ("img", "src") => {
                    (begins(&["https:", "cid:", "data:image/"]) && !begins(&["data:image/svg"]))
                        || is_ours
                }
                (
                    _,
                    "style" | "srcset" | "action" | "formaction" | "background" | "href" | "src",
                ) => false,
                (_, called) => !called.starts_with("on"),
            };
            assert!(may, "{called}={value:?} of <{name}> in {html}");
        }
    }
}
