use super::*;
use crate::{
    db::memory::Memory,
    desk::{
        amend, arrival,
        attachment::{
            Uploader,
            digest::Digest,
            read,
            store::{self, NewFile},
        },
        cast,
        conversation::{
            say::{self, Clearance, Draft},
            strike,
        },
        customer::visitor::Visitor,
        team::Agent,
        waitlist::claim,
    },
};

/// Hannah's chat, which Ana has.
struct Chat {
    memory: Memory,
    ana: Agent,
    hannah: Visitor,
    id: ConversationId,
}

fn chat() -> Chat {
    let mut memory = Memory::new();
    let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
    let hannah = memory.act(|tx| cast::visitor(tx, "Hannah")).unwrap();
    let said = memory.act(|tx| cast::write(tx, hannah, "Hello")).unwrap();
    let id = said.conversation;
    memory.act(|tx| claim::claim(tx, &ana, id, None)).unwrap();
    Chat {
        memory,
        ana,
        hannah,
        id,
    }
}

impl Chat {
    fn upload(&mut self, uploader: Uploader, kind: AttachmentKind, name: &str) -> String {
        let file = NewFile {
            kind,
            name: name.to_owned(),
            media_type: "application/pdf".to_owned(),
            width: None,
            height: None,
            duration_ms: None,
            levels: String::new(),
            announced_size: 1,
        };
        self.memory
            .act(|tx| {
                let upload = store::begin(tx, uploader, &file)?;
                store::append(tx, &upload, 0, name.as_bytes())?;
                let stored = read::digest(tx, upload.content)?;
                store::finish(tx, &upload, &Digest::of(name.as_bytes()), &stored)
            })
            .unwrap()
            .id
    }

    fn says(&mut self, who: &str, text: &str, files: &[String]) -> MessageId {
        let draft = Draft {
            text: text.to_owned(),
            attachments: files.to_vec(),
            ..Draft::default()
        };
        let (ana, hannah, id) = (self.ana.clone(), self.hannah, self.id);
        let said = self.memory.act(|tx| match who {
            "Hannah" => arrival::message(tx, hannah, &draft),
            "Ana" => say::by_agent(tx, &ana, id, &draft, None),
            _ => say::comment(tx, &ana, id, &draft),
        });
        said.unwrap().id
    }

    /// What is kept of a sort, the newest first.
    fn kept(&mut self, sort: Sort) -> Vec<String> {
        let customer = self.hannah.customer;
        let page = self.memory.act(|tx| of_customer(tx, customer, sort, 9));
        page.unwrap()
            .rows
            .into_iter()
            .map(|shared| match (shared.link, shared.file) {
                (Some(link), _) => link,
                (None, Some(file)) => file.name,
                (None, None) => panic!("neither link nor file"),
            })
            .collect()
    }
}

#[test]
fn what_both_sides_share_is_kept_by_sort_and_newest_first() {
    let mut chat = chat();
    let (customer, agent) = (
        Uploader::Customer(chat.hannah.identity),
        Uploader::Agent(chat.ana.id),
    );
    let (lid, bill, voice) = (
        chat.upload(customer, AttachmentKind::Image, "lid.jpg"),
        chat.upload(customer, AttachmentKind::File, "bill.pdf"),
        chat.upload(customer, AttachmentKind::Voice, "voice.webm"),
    );
    let first = chat.says(
        "Hannah",
        "See https://kettle.example/lid?a=1, www.kettle.example and https://kettle.example/lid?a=1.",
        &[lid, bill, voice],
    );
    let label = chat.upload(agent, AttachmentKind::Image, "label.jpg");
    chat.says(
        "Ana",
        "ann@post.example, kettle.exe and javascript://x",
        &[label],
    );
    let plan = chat.upload(agent, AttachmentKind::File, "plan.pdf");
    chat.says("comment", "http://desk.example/plan", &[plan]);
    assert_eq!(chat.kept(Sort::Image), ["label.jpg", "lid.jpg"]);
    assert_eq!(chat.kept(Sort::File), ["plan.pdf", "bill.pdf"]);
    assert_eq!(
        chat.kept(Sort::Link),
        [
            "http://desk.example/plan",
            "https://kettle.example/lid?a=1",
            "https://www.kettle.example"
        ]
    );
    let who = chat.hannah.customer;
    let page = chat
        .memory
        .act(|tx| of_customer(tx, who, Sort::Link, 2))
        .unwrap();
    let [newest, older] = &page.rows[..] else {
        panic!("{:?}", page.rows)
    };
    assert!(newest.is_comment && !older.is_comment);
    assert_eq!(
        newest.author.face().map(|face| face.name.as_str()),
        Some("Ana")
    );
    assert_eq!((older.message, &older.author), (first, &Author::Customer));
    assert!(older.words.starts_with("See https"));
    assert!(page.next.is_some(), "there is one more");

    // Of nobody else.
    let other = chat.memory.act(|tx| cast::visitor(tx, "Omar")).unwrap();
    chat.hannah = other;
    assert_eq!(chat.kept(Sort::Link), [""; 0]);
}

#[test]
fn what_was_taken_back_struck_or_changed_is_no_longer_kept() {
    let mut chat = chat();
    let agent = Uploader::Agent(chat.ana.id);
    let (one, two) = (
        chat.upload(agent, AttachmentKind::Image, "one.jpg"),
        chat.upload(agent, AttachmentKind::Image, "two.jpg"),
    );
    let changed = chat.says("Ana", "https://old.example", &[one]);
    let unsent = chat.says("Ana", "https://wrong.example", &[two]);
    let struck = chat.says("comment", "https://struck.example", &[]);
    assert_eq!(chat.kept(Sort::Link).len(), 3, "the premise");
    let (ana, id) = (chat.ana.clone(), chat.id);
    chat.memory
        .act(|tx| amend::edit(tx, &ana, changed, "https://new.example", Clearance::Look))
        .unwrap();
    chat.memory
        .act(|tx| amend::unsend(tx, &ana, unsent))
        .unwrap();
    chat.memory
        .act(|tx| strike::strike(tx, &ana, id, struck))
        .unwrap();
    assert_eq!(chat.kept(Sort::Link), ["https://new.example"]);
    assert_eq!(chat.kept(Sort::Image), ["one.jpg"]);
}

#[test]
fn many_links_of_one_message_are_a_list() {
    let text: Vec<String> = (0..50).map(|n| format!("https://a.example/{n}")).collect();
    assert_eq!(links(&text.join(" ")).len(), MOST_LINKS);
    for text in ["", "Hello", "ftp://a.example", "a://b", "www."] {
        assert_eq!(links(text), [""; 0], "{text}");
    }
}

#[test]
fn ten_thousand_messages_are_read_by_index() {
    let mut chat = chat();
    for number in 0..3 {
        chat.says("Hannah", &format!("https://kettle.example/{number}"), &[]);
    }
    let sql = format!("explain query plan {}", of_customer_sql());
    let (who, sort) = (chat.hannah.customer, Sort::Link);
    let plan: Vec<String> = chat
        .memory
        .act(|tx| tx.list(&sql, (who, sort, 9), |row| row.get(3)))
        .unwrap();
    let searches: Vec<&String> = plan
        .iter()
        .filter(|step| step.starts_with("SEARCH"))
        .collect();
    assert!(searches.len() >= 6, "{plan:#?}");
    for step in &plan {
        let is_scan = step.starts_with("SCAN") && !step.contains("found");
        assert!(!is_scan, "{plan:#?}");
    }
    assert!(
        plan.iter()
            .any(|step| step
                .contains("SEARCH shared USING PRIMARY KEY (conversation_id=? AND kind=?)")),
        "{plan:#?}"
    );
}
