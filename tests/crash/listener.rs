//! An agent's stream that breaks off with every kill and resumes where it was.

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpStream,
    path::Path,
    time::Duration,
};

use super::{Load, bearer};

/// Event ids in the order in which they were told, after the first of them.
pub(super) struct Told {
    from: i64,
    ids: Vec<i64>,
}

/// Listens until the test is over and everything was heard that was said by then.
pub(super) fn listen(load: &Load, token: &str) -> Told {
    let mut told = Told {
        from: 0,
        ids: Vec::new(),
    };
    loop {
        let is_last = load.is_over();
        // Ends when the house is killed, or after a second of silence once the test is over.
        let _ = hear(load, token, &mut told);
        if is_last {
            return told;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn hear(load: &Load, token: &str, told: &mut Told) -> std::io::Result<()> {
    let address = load.address();
    let mut line = TcpStream::connect(address)?;
    line.set_read_timeout(Some(Duration::from_secs(1)))?;
    let seen = told.ids.last().copied().unwrap_or(told.from);
    write!(
        line,
        "GET /api/v1/agent/events HTTP/1.1\r\nhost: {address}\r\n{}last-event-id: {seen}\r\n\r\n",
        bearer(token)
    )?;
    for read in BufReader::new(line).lines() {
        // Sizes of chunks stand on lines of their own between the fields.
        if let Some(id) = read?.strip_prefix("id: ") {
            told.ids.push(id.trim().parse().unwrap());
        }
    }
    Ok(())
}

/// What was told is what is stored, each once and in order. Some events are not for everybody's ears.
pub(super) fn check(file: &Path, told: &Told) {
    let connection = rusqlite::Connection::open(file).unwrap();
    let sound: String = connection
        .pragma_query_value(None, "integrity_check", |row| row.get(0))
        .unwrap();
    assert_eq!(sound, "ok");
    let stored: Vec<i64> = connection
        .prepare("select id from event where id > ?1 and kind <> 'access' order by id")
        .unwrap()
        .query_map([told.from], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert!(stored.len() > 100, "hardly anything happened");
    assert!(told.ids == stored, "told {:?}\nstored {stored:?}", told.ids);
}
