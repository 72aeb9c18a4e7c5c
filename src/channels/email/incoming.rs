//! What a mail means for the house. Pure.

use super::mail::{Action, File, Mail, Own, Proof};
use crate::{
    base::time::Timestamp,
    desk::{
        attachment::AttachmentKind,
        fetch::Stub,
        intake::{Letter, News, Report, Sender, What},
        mail::Envelope,
    },
};

/// Where a mail is in its folder.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) validity: u32,
    pub(super) uid: u32,
}

/// A file of a mail, by where the mail is and what it is called: `validity:uid:part:id`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Source<'a> {
    pub(super) validity: u32,
    pub(super) uid: u32,
    /// `None`: the whole mail.
    pub(super) part: Option<usize>,
    pub(super) id: &'a str,
}

impl<'a> Source<'a> {
    pub(super) fn read(source: &'a str) -> Option<Self> {
        let mut parts = source.splitn(4, ':');
        Some(Self {
            validity: parts.next()?.parse().ok()?,
            uid: parts.next()?.parse().ok()?,
            part: match parts.next()? {
                "whole" => None,
                part => Some(part.parse().ok()?),
            },
            id: parts.next()?,
        })
    }
}

/// What happened with this mail: nothing when it is one of ours that came round.
pub(super) fn news(mail: Mail, place: Place, came: Option<Timestamp>) -> Vec<News> {
    let (letter, envelope) = (letter(&mail, place), envelope(&mail));
    match mail.is_ours {
        Own::Sent => Vec::new(),
        // Written with our address in another program: whoever it went to was answered there.
        Own::Elsewhere => envelope
            .to
            .into_iter()
            .map(|external_id| News {
                sender: Sender {
                    external_id,
                    ..Sender::default()
                },
                at: came,
                what: What::Answered {
                    letter: letter.clone(),
                    ours: None,
                },
            })
            .collect(),
        Own::No => {
            let sender = sender(&mail);
            let what = match mail.bounce {
                // It got there: nothing that anybody has to know.
                Some(bounce) if bounce.action == Action::Delivered => return Vec::new(),
                Some(bounce) => {
                    let report = Report {
                        is_final: bounce.action != Action::Delayed,
                        code: match bounce.action {
                            Action::Probably => "probably".to_owned(),
                            Action::Failed | Action::Delayed | Action::Delivered => bounce.status,
                        },
                        words: bounce.words,
                        of: bounce.of,
                    };
                    What::Bounced(letter, Box::new(envelope), Box::new(report))
                }
                None => What::Mailed(letter, Box::new(envelope)),
            };
            vec![News {
                sender,
                at: came,
                what,
            }]
        }
    }
}

/// Of a mail that is too large to be read here, what its head says and the whole of it as a file that is not fetched.
pub(super) fn too_large(head: Mail, size: u64, place: Place, came: Option<Timestamp>) -> Vec<News> {
    let mut head = head;
    head.files.clear();
    head.html = None;
    head.shown.clone_from(&head.subject);
    head.text.clone_from(&head.subject);
    let id = head.id.clone();
    let mut news = news(head, place, came);
    for one in &mut news {
        if let What::Mailed(letter, _) | What::Bounced(letter, ..) = &mut one.what {
            letter.files = vec![Stub {
                source: format!("{}:{}:whole:{id}", place.validity, place.uid),
                kind: AttachmentKind::File,
                name: "mail.eml".to_owned(),
                size: Some(size),
            }];
        }
    }
    news
}

/// Whose mail it is. A machine that writes for somebody, such as a form on a site, says to whom an answer goes: that
/// person it is, or everybody who fills in the form would be one customer.
fn sender(mail: &Mail) -> Sender {
    let (address, name) = match &mail.reply_to {
        Some(reply_to) if mail.is_automatic => (reply_to.as_str(), ""),
        Some(_) | None => (mail.from.address.as_str(), mail.from.called()),
    };
    let address = match address {
        "" => "unknown",
        address => address,
    };
    Sender {
        external_id: address.to_lowercase(),
        name: match name {
            "" => address.split('@').next().unwrap_or_default().to_owned(),
            name => name.to_owned(),
        },
        // Whatever name stands beside it: it may lie, the address is what is answered.
        username: address.to_owned(),
        language: mail.language.clone(),
        email: if address.contains('@') {
            address.to_owned()
        } else {
            String::new()
        },
        ..Sender::default()
    }
}

fn letter(mail: &Mail, place: Place) -> Letter {
    let text = match mail.shown.trim() {
        "" if mail.files.is_empty() => mail.subject.as_str(),
        shown => shown,
    };
    let text = match text {
        "" if mail.files.is_empty() => "…",
        text => text,
    };
    Letter {
        id: mail.id.clone(),
        text: text.to_owned(),
        files: mail
            .files
            .iter()
            .map(|file| stub(file, &mail.id, place))
            .collect(),
        is_automatic: mail.is_automatic,
        ..Letter::default()
    }
}

fn stub(file: &File, id: &str, place: Place) -> Stub {
    Stub {
        source: format!("{}:{}:{}:{id}", place.validity, place.uid, file.part),
        kind: match file.media_type.split('/').next() {
            Some("image") => AttachmentKind::Image,
            Some("audio") => AttachmentKind::Voice,
            _ => AttachmentKind::File,
        },
        name: file.name.clone(),
        size: Some(file.size as u64),
    }
}

fn envelope(mail: &Mail) -> Envelope {
    Envelope {
        subject: mail.subject.clone(),
        in_reply_to: mail.in_reply_to.clone(),
        references: mail.references.clone(),
        tagged: mail.tagged,
        to: mail.to.iter().map(|to| to.address.to_lowercase()).collect(),
        is_proved: match mail.proof {
            Proof::Unknown => None,
            Proof::Passed => Some(true),
            Proof::Failed => Some(false),
        },
        reply_to: mail.reply_to.clone().unwrap_or_default(),
        whole: (mail.text.trim() != mail.shown.trim()).then(|| mail.text.clone()),
        html: mail.html.clone(),
        pictures: mail
            .files
            .iter()
            .enumerate()
            .filter(|(_, file)| file.is_inside)
            .filter_map(|(place, file)| Some((file.content_id.clone()?, place)))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channels::email::mail::{Bounce, Mailbox};

    const PLACE: Place = Place {
        validity: 7,
        uid: 42,
    };

    fn mail() -> Mail {
        Mail {
            id: "1@customers.example".to_owned(),
            from: Mailbox {
                address: "Mia@Customers.example".to_owned(),
                name: "Mia Okafor".to_owned(),
            },
            subject: "Kettle".to_owned(),
            shown: "Does it whistle?".to_owned(),
            text: "Does it whistle?".to_owned(),
            ..Mail::default()
        }
    }

    fn only(mail: Mail) -> News {
        let mut news = news(mail, PLACE, None);
        assert_eq!(news.len(), 1, "{news:?}");
        news.remove(0)
    }

    fn letter_of(news: &News) -> (&Letter, &Envelope) {
        match &news.what {
            What::Mailed(letter, envelope) => (letter, envelope),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_sender_is_their_address() {
        let said = only(mail());
        assert_eq!(said.sender.external_id, "mia@customers.example");
        assert_eq!(said.sender.name, "Mia Okafor");
        assert_eq!(said.sender.email, "Mia@Customers.example");
        let (letter, envelope) = letter_of(&said);
        assert_eq!(letter.text, "Does it whistle?");
        assert_eq!(
            (envelope.subject.as_str(), &envelope.whole),
            ("Kettle", &None)
        );
    }

    #[test]
    fn a_form_on_a_site_writes_for_many() {
        let reply_to = Some("Omar@customers.example".to_owned());
        for (is_automatic, expected) in [
            (true, "omar@customers.example"),
            (false, "mia@customers.example"),
        ] {
            let said = only(Mail {
                is_automatic,
                reply_to: reply_to.clone(),
                ..mail()
            });
            assert_eq!(said.sender.external_id, expected);
            let (letter, envelope) = letter_of(&said);
            assert_eq!(letter.is_automatic, is_automatic);
            assert_eq!(envelope.reply_to, "Omar@customers.example");
        }
    }

    #[test]
    fn there_is_always_something_to_see() {
        for (shown, subject, files, expected) in [
            ("", "Kettle", 0, "Kettle"),
            ("", "", 0, "…"),
            ("", "Kettle", 1, ""),
            ("Hi", "Kettle", 1, "Hi"),
        ] {
            let file = File {
                name: "a.jpg".to_owned(),
                media_type: "image/jpeg".to_owned(),
                size: 9,
                part: 3,
                ..File::default()
            };
            let said = only(Mail {
                shown: shown.to_owned(),
                subject: subject.to_owned(),
                files: vec![file; files],
                ..mail()
            });
            let (letter, _) = letter_of(&said);
            assert_eq!(letter.text, expected);
            if let Some(file) = letter.files.first() {
                assert_eq!(file.kind, AttachmentKind::Image);
                let source = Source::read(&file.source).unwrap();
                assert_eq!((source.validity, source.uid, source.part), (7, 42, Some(3)));
                assert_eq!(source.id, "1@customers.example");
            }
        }
    }

    #[test]
    fn a_mail_that_is_too_large_says_so() {
        let head = Mail {
            shown: String::new(),
            text: String::new(),
            ..mail()
        };
        let news = too_large(head, 31_000_000, PLACE, None);
        let (letter, _) = letter_of(&news[0]);
        assert_eq!(letter.text, "Kettle");
        assert_eq!(letter.files[0].size, Some(31_000_000));
        assert_eq!(Source::read(&letter.files[0].source).unwrap().part, None);
    }

    #[test]
    fn our_own_mails_are_nobody_elses() {
        let ours = |is_ours| Mail {
            is_ours,
            to: vec![Mailbox {
                address: "Mia@Customers.example".to_owned(),
                name: String::new(),
            }],
            ..mail()
        };
        assert_eq!(news(ours(Own::Sent), PLACE, None), []);
        let told = only(ours(Own::Elsewhere));
        assert_eq!(told.sender.external_id, "mia@customers.example");
        assert!(
            matches!(told.what, What::Answered { ours: None, .. }),
            "{told:?}"
        );
    }

    #[test]
    fn a_report_says_what_became_of_which_mail() {
        for (action, expected) in [
            (Action::Failed, Some(("5.1.1", true))),
            (Action::Probably, Some(("probably", true))),
            (Action::Delayed, Some(("5.1.1", false))),
            (Action::Delivered, None),
        ] {
            let told = news(
                Mail {
                    bounce: Some(Bounce {
                        of: vec!["sb.1.0@kettle.example".to_owned()],
                        action,
                        status: "5.1.1".to_owned(),
                        words: "No such user".to_owned(),
                        ..Bounce::default()
                    }),
                    ..mail()
                },
                PLACE,
                None,
            );
            let said = told.first().map(|news| match &news.what {
                What::Bounced(_, _, report) => (report.code.as_str(), report.is_final),
                other => panic!("{other:?}"),
            });
            assert_eq!(said, expected, "{action:?}");
        }
    }

    #[test]
    fn pictures_that_stand_in_a_mail_are_found_among_its_files() {
        let file = |name: &str, id: Option<&str>| File {
            name: name.to_owned(),
            content_id: id.map(str::to_owned),
            is_inside: id.is_some(),
            ..File::default()
        };
        let mail = Mail {
            html: Some("<img src=\"cid:cup@customers.example\">".to_owned()),
            files: vec![
                file("plan.pdf", None),
                file("cup.png", Some("cup@customers.example")),
            ],
            ..mail()
        };
        let envelope = envelope(&mail);
        let found = envelope.pictures.get("cup@customers.example");
        assert_eq!(found, Some(&1));
        assert_eq!(envelope.pictures.len(), 1);
        assert_eq!(letter(&mail, PLACE).files[1].name, "cup.png");
    }
}
