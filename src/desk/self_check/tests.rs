//! What agrees is passed over, and each thing that does not is told, once.

use std::time::Duration;

use super::*;
use crate::{
    db::memory::Memory,
    desk::{cast, figures::course, waitlist::claim},
};

/// A house with a chat that waits, and one that ended yesterday and is counted.
fn house() -> Memory {
    let mut memory = Memory::new();
    let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
    let chat = memory
        .act(|tx| cast::waiting_chat(tx, "Hannah", "Is the teapot back?"))
        .unwrap()
        .conversation;
    memory.act(|tx| claim::claim(tx, &ana, chat, None)).unwrap();
    memory.advance(Duration::from_secs(60));
    memory.act(|tx| cast::close(tx, &ana, chat)).unwrap();
    memory.advance(Duration::from_secs(24 * 60 * 60));
    memory
        .act(|tx| cast::waiting_chat(tx, "Omar", "你好, 茶壶 ✨"))
        .unwrap();
    memory
        .act(|tx| cast::waiting_chat(tx, "Vera", "👋"))
        .unwrap();
    memory
        .act::<_, DbError>(|tx| {
            while search::catch_up(tx)? {}
            while course::catch_up(tx)? {}
            while daily::catch_up(tx)? {}
            Ok(())
        })
        .unwrap();
    memory
}

fn found(memory: &mut Memory) -> Vec<Difference> {
    memory.act(|tx| everything(tx)).unwrap()
}

#[test]
fn a_sound_house_agrees_with_itself() {
    let mut memory = house();
    let days = memory.act(|tx| daily::days(tx)).unwrap();
    assert!(days.is_some(), "the premise: something is counted");
    assert_eq!(found(&mut memory), []);
    assert_eq!(found(&mut Memory::new()), []);
}

#[test]
fn each_difference_is_told() {
    for (change, part, example) in [
        (
            "update conversation set waiting_since = waiting_since - 60000 where id = 2",
            Part::Waiting,
            "2",
        ),
        (
            "delete from message_search where rowid = (select id from message where text like '%teapot%')",
            Part::Index,
            "",
        ),
        (
            "delete from message_search where rowid = (select id from message where text = '👋')",
            Part::Index,
            "",
        ),
        ("delete from day_sum", Part::Sums, ""),
        ("update day_sum set day = day + 1", Part::Sums, "20"),
    ] {
        let mut memory = house();
        memory.act(|tx| tx.execute(change, [])).unwrap();
        let found = found(&mut memory);
        if change.starts_with("delete from day_sum") {
            // Where there are no sums at all, none are told.
            assert_eq!(found, []);
            continue;
        }
        assert_eq!(found.len(), 1, "{change}: {found:?}");
        assert_eq!(found[0].part, part, "{change}");
        assert!(found[0].example.starts_with(example), "{found:?}");
        let told = |memory: &mut Memory| memory.act(|tx| told(tx, part)).unwrap();
        memory.act(|tx| tell(tx, part, Some(&found[0]))).unwrap();
        assert_eq!(told(&mut memory).as_ref(), Some(&found[0]));
        memory.act(|tx| tell(tx, part, None)).unwrap();
        assert_eq!(told(&mut memory), None);
    }
}

#[test]
fn what_is_told_is_read_again() {
    let difference = Difference {
        part: Part::Files,
        count: 3,
        example: "a plan of the shop.pdf".to_owned(),
    };
    let mut memory = Memory::new();
    memory
        .act(|tx| tell(tx, Part::Files, Some(&difference)))
        .unwrap();
    assert_eq!(
        memory.act(|tx| told(tx, Part::Files)).unwrap(),
        Some(difference)
    );
}
