//! What customers tell of themselves beside their words.

use super::*;
use crate::{
    db::memory::Memory,
    desk::{attachment::AttachmentKind, cast, channel::ChannelKind, fetch::Stub},
};

fn bot(memory: &mut Memory) -> Account {
    let account = memory.act(|tx| cast::account(tx, ChannelKind::Telegram, "@kettle_bot"));
    account.unwrap()
}

#[test]
fn a_file_whose_size_is_beyond_all_is_asked_for_as_any_other() {
    let mut memory = Memory::new();
    let account = bot(&mut memory);
    let files = [Some(9), Some(u64::MAX), None].map(|size| Stub {
        source: "file-1".to_owned(),
        kind: AttachmentKind::File,
        name: "bill.pdf".to_owned(),
        size,
    });
    let news = News {
        sender: Sender {
            external_id: "5511".to_owned(),
            ..Sender::default()
        },
        at: None,
        what: What::Said(Letter {
            id: "5511:1".to_owned(),
            files: files.to_vec(),
            ..Letter::default()
        }),
    };
    let sizes: Vec<Option<u64>> = memory
        .act(|tx| {
            take(tx, &account, &[news], &[], None)?;
            tx.list("select size from fetch order by position", [], |row| {
                row.get(0)
            })
        })
        .unwrap();
    assert_eq!(sizes, [Some(9), None, None]);
}

#[test]
fn a_number_that_somebody_known_gives_is_noted_where_there_is_none() {
    let mut memory = Memory::new();
    let account = bot(&mut memory);
    let mut number_after = |id: &str, phone: &str| -> String {
        let news = News {
            sender: Sender {
                external_id: "5511".to_owned(),
                name: "Ana".to_owned(),
                phone: phone.to_owned(),
                ..Sender::default()
            },
            at: None,
            what: What::Said(Letter {
                id: id.to_owned(),
                text: format!("Words of {id}"),
                ..Letter::default()
            }),
        };
        memory
            .act(|tx| {
                take(tx, &account, &[news], &[], None)?;
                tx.get("select max(phone) from customer", [], |row| row.get(0))
            })
            .unwrap()
    };
    // Pressing Start is the first thing, and a contact is shared when it is asked for.
    assert_eq!(number_after("5511:1", ""), "");
    assert_eq!(number_after("5511:2", "+34600111222"), "+34600111222");
    // What stands there stays.
    assert_eq!(number_after("5511:3", "+34600333444"), "+34600111222");
    assert_eq!(number_after("5511:4", ""), "+34600111222");
}
