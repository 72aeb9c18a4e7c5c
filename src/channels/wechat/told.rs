//! What a call tells, in XML or JSON: a list of names and words. Nothing in it points elsewhere. Pure.

use std::collections::BTreeMap;

use quick_xml::{Reader, events::Event};
use serde_json::Value;

use super::super::pick;

/// Names and words.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Told(BTreeMap<String, String>);

/// Why a body tells nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Untold {
    /// It is broken.
    Broken,
    /// It defines what its words mean, as the platform never does.
    Defining,
}

impl Told {
    /// Reads a body.
    pub(super) fn read(body: &str) -> Result<Self, Untold> {
        if body.trim_start().starts_with('{') {
            let value: Value = serde_json::from_str(body).map_err(|_| Untold::Broken)?;
            let named = value.as_object().ok_or(Untold::Broken)?;
            let words = named
                .iter()
                .map(|(name, value)| (name.clone(), pick::words(value)));
            return Ok(Self(words.collect()));
        }
        xml(body)
    }

    /// What stands under a name; empty when nothing does.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |words| words.trim())
    }
}

/// Reads the elements right under the one that holds all. Of those further down nothing is needed.
fn xml(body: &str) -> Result<Told, Untold> {
    let mut reader = Reader::from_str(body);
    let mut told = BTreeMap::new();
    let mut path: Vec<String> = Vec::new();
    let mut has_begun = false;
    loop {
        match reader.read_event().map_err(|_| Untold::Broken)? {
            Event::Start(tag) => {
                has_begun = true;
                path.push(tag.name().as_ref().to_owned());
            }
            Event::End(_) => {
                path.pop();
            }
            Event::Text(text) => add(&mut told, &path, &text.xml10_content()),
            Event::CData(text) => add(&mut told, &path, &text.xml10_content()),
            Event::GeneralRef(name) => {
                let c = match name.resolve_char_ref().map_err(|_| Untold::Broken)? {
                    Some(c) => c,
                    None => match &*name.xml10_content() {
                        "amp" => '&',
                        "lt" => '<',
                        "gt" => '>',
                        "quot" => '"',
                        "apos" => '\'',
                        _ => return Err(Untold::Defining),
                    },
                };
                add(&mut told, &path, c.encode_utf8(&mut [0; 4]));
            }
            Event::DocType(_) => return Err(Untold::Defining),
            Event::Eof => break,
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    if has_begun && path.is_empty() {
        Ok(Told(told))
    } else {
        Err(Untold::Broken)
    }
}

fn add(told: &mut BTreeMap<String, String>, path: &[String], words: &str) {
    if let [_, name] = path {
        told.entry(name.clone()).or_default().push_str(words);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_tell_the_same() {
        let xml = "<xml><ToUserName><![CDATA[gh_abc]]></ToUserName><FromUserName><![CDATA[oUSER1]]></FromUserName>\
            <CreateTime>1767225600</CreateTime><MsgType><![CDATA[text]]></MsgType>\
            <Content><![CDATA[你好 <b>&amp;]]></Content><MsgId>23456789012345678</MsgId></xml>";
        let json = r#"{"ToUserName":"gh_abc","FromUserName":"oUSER1","CreateTime":1767225600,"MsgType":"text",
            "Content":"你好 <b>&amp;","MsgId":23456789012345678}"#;
        let quoted = json.replace("23456789012345678", "\"23456789012345678\"");
        let told = Told::read(xml).unwrap();
        assert_eq!(told.get("MsgId"), "23456789012345678");
        assert_eq!(told.get("Content"), "你好 <b>&amp;");
        assert_eq!(told.get("Nothing"), "");
        assert_eq!(told, Told::read(json).unwrap());
        assert_eq!(told, Told::read(&quoted).unwrap());
    }

    #[test]
    fn what_stands_further_down_is_not_read_as_what_stands_above() {
        let body = "<?xml version=\"1.0\"?>\n<xml>\n <Event>SCAN</Event>\n <ScanCodeInfo><Event>x</Event></ScanCodeInfo>\
            <Title>a &lt; b &#38; c</Title><Empty/></xml>\n";
        let told = Told::read(body).unwrap();
        assert_eq!(
            (told.get("Event"), told.get("Title")),
            ("SCAN", "a < b & c")
        );
    }

    #[test]
    fn nothing_is_defined_and_nothing_is_fetched() {
        let bomb = "<!DOCTYPE xml [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">\
            <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><xml><Content>&c;</Content></xml>";
        let file = "<!DOCTYPE xml [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><xml><Content>&f;</Content></xml>";
        let bare = "<xml><Content>&f;</Content></xml>";
        for body in [bomb, file, bare] {
            assert_eq!(Told::read(body), Err(Untold::Defining), "{body}");
        }
    }

    #[test]
    fn what_is_broken_says_so() {
        for body in [
            "",
            "words",
            "<xml>",
            "<xml><Content><![CDATA[cut o",
            "<xml><Content>a</Other></xml>",
            "<xml><Content>&#xD800;</Content></xml>",
            "{",
            "{\"Content\":",
        ] {
            assert_eq!(Told::read(body), Err(Untold::Broken), "{body}");
        }
    }
}
