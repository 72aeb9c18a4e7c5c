//! A file with many messages, written by the desk's own acts.

use std::path::Path;

use shopbell::{
    base::time::Clock,
    db::DbError,
    desk::{
        arrival, channel,
        conversation::say::{Draft, SayError},
        customer::visitor,
        search,
    },
    ops::folder,
};

/// Conversations the messages are spread over.
const CONVERSATIONS: i64 = 20_000;
/// Messages in one act.
const BATCH: i64 = 1_000;

/// Adds `messages` to a closed house.
pub(crate) fn fill(data: &Path, messages: i64) {
    // The house that lets go of the lock may still be closing.
    let _lock = folder::lock(data).expect("the house is closed");
    let db = folder::open_file(data, Clock::machine()).expect("the file opens");
    let site = db
        .peek::<_, DbError>(channel::all)
        .expect("channels")
        .into_iter()
        .next()
        .expect("a site");
    let mut visitors = Vec::new();
    for number in 0..CONVERSATIONS.min(messages / 10) {
        let site = site.clone();
        let begun = db
            .write_blocking::<_, DbError>(move |tx| {
                let greeting = arrival::Greeting {
                    name: format!("Customer {number}"),
                    ..arrival::Greeting::default()
                };
                let begun = arrival::begin(tx, &site, &greeting)?;
                visitor::resolve(tx, begun.token.hash())
            })
            .expect("begins");
        visitors.push(begun.expect("known"));
    }
    let mut written = 0;
    while written < messages {
        let chosen: Vec<_> = (written..written + BATCH)
            .map(|number| {
                (
                    number,
                    visitors[usize::try_from(number).expect("small") % visitors.len()],
                )
            })
            .collect();
        db.write_blocking::<_, SayError>(move |tx| {
            for &(number, visitor) in &chosen {
                let draft = Draft {
                    text: format!(
                        "Message {number}: is the kettle still there, and when could you send it?"
                    ),
                    attachments: Vec::new(),
                    key: None,
                    ..Default::default()
                };
                arrival::message(tx, visitor, &draft)?;
            }
            Ok(())
        })
        .expect("writes");
        written += BATCH;
    }
    while db
        .write_blocking::<_, DbError>(search::catch_up)
        .expect("indexes")
    {}
    db.close();
}
