//! A house whose log another program copies to a stand-by (O7).

use std::fs;

use rusqlite::Connection;
use tempfile::TempDir;

use crate::process::{Process, done, file, log, refused, say, serve, set_up};

/// What such a program does: it keeps a table of its own, holds the log back by reading, and ends it itself.
struct Copier(Connection);

impl Copier {
    fn begin(data: &std::path::Path) -> Self {
        let connection = Connection::open(file(data)).unwrap();
        connection
            .execute_batch(
                "pragma busy_timeout = 5000; pragma wal_autocheckpoint = 0;
                 create table if not exists _litestream_seq (id integer primary key, seq integer);
                 insert into _litestream_seq (id, seq) values (1, 1) on conflict (id) do update set seq = seq + 1;
                 begin; select count(1) from _litestream_seq",
            )
            .unwrap();
        Self(connection)
    }

    fn checkpoint(&self) {
        self.0
            .execute_batch("rollback; pragma wal_checkpoint(truncate); begin; select count(1) from _litestream_seq")
            .unwrap();
    }
}

fn start(data: &std::path::Path) -> Process {
    let mut command = serve(data);
    command.arg("--replicated");
    Process::of(command)
}

#[test]
fn a_log_that_is_copied_to_a_stand_by_is_neither_cut_nor_refused() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    set_up(&data);
    let log_length = || fs::metadata(data.join("shopbell.db-wal")).map_or(0, |log| log.len());
    // It may come before the house, whose log it then begins. Without a word for that, it looks like another's.
    let copier = Copier::begin(&data);
    let told = refused(&data, &["channel", "list"]);
    assert!(told.contains("-wal does not belong to it"), "{told}");
    let house = start(&data);
    let token = house.visitor();
    say(house.address, &token, "1", "Could I see the plan?").unwrap();
    house.signal("TERM");
    assert!(house.wait().success());
    assert!(log_length() > 0, "what was not copied yet stays");

    // The copier goes on while the house is closed, and begins another log.
    copier.checkpoint();
    drop(copier);
    let copier = Copier::begin(&data);
    assert!(log_length() > 0, "the premise");
    let said = done(&data, &["verify"]);
    assert!(said.starts_with("1 messages in 1 chats"), "{said}");
    let house = start(&data);
    say(house.address, &token, "2", "And the other one?").unwrap();
    copier.checkpoint();
    say(house.address, &token, "3", "Are you there?").unwrap();
    done(&data, &["backup"]);
    house.kill();
    drop(copier);
    let house = start(&data);
    let messages = log(house.address, &token, "/api/v1/visitor/messages");
    assert_eq!(messages.len(), 3);
}
