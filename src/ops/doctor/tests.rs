//! What facts mean, in tables; and that every finding has words.

use std::{io, time::Duration};

use super::{judge, *};
use crate::{
    base::id::ChannelId,
    db::disk::Space,
    desk::{
        amendment,
        channel::ChannelKind,
        outbox::Stage,
        recount::Differences,
        sealed::Standing as Secrets,
        watched::{Line, Standing},
    },
    ops::{
        folder::{Door, DoorFault, Whereabouts},
        vitals::Vitals,
    },
};

const MB: u64 = 1000 * 1000;
const NOW: Timestamp = Timestamp(1_790_000_000_000);

fn days(days: u64) -> Timestamp {
    NOW.minus(Duration::from_secs(days * 86_400))
}

/// Each has words in English, and one that is not well says what to do.
fn is(finding: &Finding, state: &str, verdict: Verdict) {
    assert_eq!(
        (finding.state, finding.verdict),
        (state, verdict),
        "{finding:?}"
    );
    for name in [
        format!("doctor-{}", finding.check),
        format!("doctor-{}-{state}", finding.check),
        format!("doctor-{}-{state}-next", finding.check),
    ] {
        let is_needed = !name.ends_with("-next") || verdict != Verdict::Well;
        for lang in Lang::ALL {
            assert_eq!(lang.text(&name) != name, is_needed, "{lang:?} {name}");
        }
    }
    let words = finding.words(Lang::En);
    assert!(!words.contains('{'), "a place is empty: {words}");
}

#[test]
fn the_folder_is_for_one_account_that_may_write() {
    use Verdict::{Look, Well, Wrong};
    let denied = || Err(io::ErrorKind::PermissionDenied.into());
    let within =
        |folder: u32, file: u32| vec![(".".to_owned(), folder), ("shopbell.db".to_owned(), file)];
    let modes = |file: u32| within(0o700, file);
    is(
        &judge::permissions(true, &modes(0o600), Ok(())),
        "private",
        Well,
    );
    is(
        &judge::permissions(true, &within(0o755, 0o644), Ok(())),
        "open",
        Look,
    );
    is(
        &judge::permissions(true, &modes(0o600), denied()),
        "readonly",
        Wrong,
    );
    is(&judge::permissions(false, &[], denied()), "missing", Wrong);
    is(
        &judge::permissions(true, &modes(0o644), Ok(())),
        "private",
        Well,
    );
    let open = judge::permissions(true, &within(0o750, 0o640), Ok(()));
    assert!(open.words(Lang::En).contains("shopbell.db"));
    for (available, state, verdict) in [
        (20_000 * MB, "roomy", Well),
        (9_000 * MB, "low", Look),
        (900 * MB, "full", Wrong),
    ] {
        let space = Space {
            available,
            total: 100_000 * MB,
        };
        is(&judge::disk(Some(space)), state, verdict);
    }
    is(&judge::disk(None), "unknown", Look);
}

#[test]
fn who_has_the_folder_is_no_trouble_but_a_lock_that_cannot_be_read_is() {
    use Verdict::{Well, Wrong};
    for (holder, state, verdict) in [
        (Ok(Holder::Nobody), "free", Well),
        (Ok(Holder::Somebody(Some(7))), "held", Well),
        (Ok(Holder::Somebody(None)), "held-by-another", Well),
        (
            Err(io::ErrorKind::PermissionDenied.into()),
            "unreadable",
            Wrong,
        ),
    ] {
        is(&judge::lock(&holder), state, verdict);
    }
}

#[test]
fn a_clock_must_not_be_behind_what_is_stored() {
    let ahead = |seconds: u64| Some(NOW.plus(Duration::from_secs(seconds)));
    for (newest, state, verdict) in [
        (None, "forward", Verdict::Well),
        (Some(days(3)), "forward", Verdict::Well),
        (ahead(60), "forward", Verdict::Well),
        (ahead(3_600), "behind", Verdict::Wrong),
    ] {
        is(&judge::clock(newest, NOW), state, verdict);
    }
}

#[test]
fn a_backup_is_a_week_old_at_most() {
    use Verdict::{Well, Wrong};
    for (newest, joined, state, verdict) in [
        (Some(days(0)), None, "fresh", Well),
        (Some(days(7)), Some(days(90)), "fresh", Well),
        (Some(days(8)), Some(days(90)), "old", Wrong),
        (None, Some(days(8)), "none", Wrong),
        (None, Some(days(2)), "young", Well),
        (None, None, "young", Well),
    ] {
        is(&judge::backup(newest, joined, NOW), state, verdict);
    }
}

#[test]
fn what_is_counted_anew_agrees_or_not() {
    let found = Differences {
        homeless: 2,
        newest: 1,
        unfound: 4,
        ..Differences::default()
    };
    let states: Vec<_> = judge::recount(&found)
        .iter()
        .map(|one| {
            is(one, "differ", one.verdict);
            (one.check, one.verdict)
        })
        .collect();
    assert_eq!(
        states,
        [
            ("orphans", Verdict::Wrong),
            ("counters", Verdict::Wrong),
            ("search", Verdict::Look)
        ]
    );
    for one in judge::recount(&Differences::default()) {
        is(&one, "agree", Verdict::Well);
    }
}

#[test]
fn channels_are_told_by_kind_and_number_and_never_by_name() {
    use Verdict::{Look, Well, Wrong};
    let hours = |hours: u64| Some(Duration::from_secs(hours * 3_600));
    let telegram = Line {
        channel: ChannelId(3),
        kind: ChannelKind::Telegram,
        is_paused: false,
        is_well: true,
        heard_ago: hours(0),
        parked: 0,
    };
    let whatsapp = Line {
        kind: ChannelKind::WhatsApp,
        ..telegram.clone()
    };
    for (line, state, verdict) in [
        (telegram.clone(), "heard", Well),
        (
            Line {
                heard_ago: hours(5),
                ..telegram.clone()
            },
            "silent",
            Look,
        ),
        // Nobody has written there for a night: its platform only calls in when somebody does.
        (
            Line {
                heard_ago: hours(5),
                ..whatsapp.clone()
            },
            "heard",
            Well,
        ),
        (
            Line {
                heard_ago: None,
                ..whatsapp.clone()
            },
            "quiet",
            Well,
        ),
        (
            Line {
                parked: 2,
                ..telegram.clone()
            },
            "unread",
            Look,
        ),
        (
            Line {
                is_well: false,
                ..telegram.clone()
            },
            "trouble",
            Wrong,
        ),
        (
            Line {
                is_well: false,
                is_paused: true,
                ..telegram
            },
            "paused",
            Well,
        ),
    ] {
        let standing = Standing {
            lines: vec![line],
            ..Standing::default()
        };
        let finding = judge::standing(&standing).remove(0);
        is(&finding, state, verdict);
        assert_eq!(finding.subject, Some(3));
    }
    for (reached, state, verdict) in [
        (Ok(None), "answers", Well),
        (Ok(Some(-40)), "answers", Well),
        (Ok(Some(-400)), "skewed", Wrong),
        (Err("no connection".to_owned()), "silent", Wrong),
    ] {
        is(&channel_reached("telegram", 3, reached), state, verdict);
    }
}

#[test]
fn what_piles_up_is_told() {
    let usual = || Standing {
        outbox: vec![(Stage::Queued, 3), (Stage::Failed, 9)],
        outbox_oldest: Duration::from_secs(60),
        deliveries: 10,
        browsers: (2, 0),
        ..Standing::default()
    };
    let states = |standing: &Standing| -> Vec<_> {
        let found = judge::standing(standing);
        for one in &found {
            is(one, one.state, one.verdict);
        }
        found.iter().map(|one| (one.check, one.state)).collect()
    };
    assert_eq!(
        states(&usual()),
        [
            ("outbox", "flows"),
            ("webhooks", "flow"),
            ("push", "taken"),
            ("troubles", "none")
        ]
    );
    let piled = Standing {
        outbox_oldest: Duration::from_secs(3_600),
        deliveries: 900,
        browsers: (2, 1),
        troubles: 1,
        ..usual()
    };
    assert_eq!(
        states(&piled),
        [
            ("outbox", "stuck"),
            ("webhooks", "pile"),
            ("push", "failing"),
            ("troubles", "some")
        ]
    );
    // A change of what was sent waits as a message does, and one that was refused no more.
    let changed = |oldest: u64| Standing {
        amendments: vec![
            (amendment::Stage::Queued, 2),
            (amendment::Stage::Changing, 1),
            (amendment::Stage::Failed, 7),
        ],
        amendments_oldest: Duration::from_secs(oldest),
        ..usual()
    };
    for (oldest, state) in [(60, "flows"), (3_600, "stuck")] {
        let found = judge::standing(&changed(oldest));
        let outbox = found.iter().find(|one| one.check == "outbox").unwrap();
        assert_eq!(outbox.state, state, "{oldest}");
        let words = outbox.words(Lang::En);
        assert!(words.contains(": 6"), "{words}");
    }
}

#[test]
fn the_process_and_its_address_are_judged() {
    use Verdict::{Look, Well, Wrong};
    let vitals = |used: u64, most: u64, memory: u64| Vitals {
        memory: Some(memory * MB),
        threads: Some(9),
        cpu: None,
        descriptors: Some(used),
        most_descriptors: Some(most),
    };
    for (used, most, state, verdict) in [
        (90, 524_288, "enough", Well),
        (90, 1_024, "few", Look),
        (1_000, 1_024, "used", Wrong),
    ] {
        is(&judge::descriptors(&vitals(used, most, 20)), state, verdict);
    }
    is(&judge::descriptors(&Vitals::default()), "unknown", Well);
    is(&judge::memory(&vitals(1, 2, 20)), "usual", Well);
    is(&judge::memory(&vitals(1, 2, 900)), "much", Look);
    is(&judge::memory(&Vitals::default()), "unknown", Well);
    let at = |near: &str| Whereabouts {
        url: String::new(),
        near: near.parse().unwrap(),
        door: None,
    };
    is(
        &judge::address(true, Some(&at("127.0.0.1:7700"))),
        "near",
        Well,
    );
    is(
        &judge::address(true, Some(&at("192.168.1.7:80"))),
        "network",
        Look,
    );
    is(&judge::address(true, None), "unknown", Look);
    is(&judge::address(false, None), "closed", Well);
    for (url, reached, states) in [
        (
            "http://127.0.0.1:7700",
            Ok(true),
            [("answers", Well), ("near", Well)],
        ),
        (
            "https://chat.shop.example",
            Ok(true),
            [("answers", Well), ("on", Well)],
        ),
        (
            "https://chat.shop.example",
            Ok(false),
            [("another", Wrong), ("on", Well)],
        ),
        (
            "http://shop.example",
            Err("no answer".to_owned()),
            [("silent", Look), ("off", Look)],
        ),
    ] {
        for (finding, (state, verdict)) in url_reached(url, reached).iter().zip(states) {
            is(finding, state, verdict);
        }
    }
}

#[test]
fn a_certificate_is_judged_by_the_house_that_uses_it() {
    use Verdict::{Look, Well, Wrong};
    let until = |days: i64| Some(NOW.0 + days * 86_400_000);
    let fault = |sort| Some((sort, "it is not for chat.shop.example".to_owned()));
    for (is_own, until, fault, state, verdict) in [
        (true, until(90), None, "own", Well),
        // The house renews its own in time.
        (true, until(3), None, "own", Well),
        (false, until(60), None, "public", Well),
        (false, until(6), None, "ends", Look),
        (false, until(6), fault(DoorFault::Ends), "ends", Look),
        (false, until(-1), None, "over", Wrong),
        (true, until(-1), fault(DoorFault::Over), "over", Wrong),
        (false, until(60), fault(DoorFault::Over), "over", Wrong),
        (false, until(60), fault(DoorFault::Name), "name", Wrong),
        (false, None, fault(DoorFault::Shut), "shut", Wrong),
        (false, until(60), fault(DoorFault::Shut), "shut", Wrong),
    ] {
        let door = Door {
            is_own,
            until,
            fault,
        };
        is(&certificate(&door, NOW), state, verdict);
    }
}

#[test]
fn secrets_are_held_against_the_key() {
    use Verdict::{Look, Well, Wrong};
    let standing = |kept, without_key, spoilt, clear| Secrets {
        kept,
        without_key,
        spoilt,
        clear,
    };
    for (has_key, others, secrets, state, verdict) in [
        (false, 0, standing(0, 0, 0, 0), "none", Well),
        (true, 0, standing(0, 0, 0, 0), "fits", Well),
        (true, 0, standing(3, 0, 0, 0), "fits", Well),
        (true, 0o044, standing(3, 0, 0, 0), "open", Look),
        (true, 0o044, standing(3, 1, 0, 0), "another", Wrong),
        (true, 0, standing(3, 0, 1, 0), "another", Wrong),
        (false, 0, standing(3, 3, 0, 0), "missing", Wrong),
        (false, 0, standing(3, 0, 0, 3), "clear", Look),
        (true, 0, standing(3, 0, 0, 1), "clear", Look),
    ] {
        is(&judge::secrets(has_key, others, secrets), state, verdict);
    }
    let broken = Finding::wrong("key", "unreadable").words_for("why", "line 1 is no key");
    is(&broken, "unreadable", Wrong);
}

#[test]
fn what_is_in_the_file_is_judged_and_no_file_is_named() {
    use Verdict::{Look, Well, Wrong};
    is(&judge::file(Ok(()), false), "glanced", Well);
    is(&judge::file(Ok(()), true), "sound", Well);
    let damaged = crate::db::SchemaError::Damaged("row 7 is torn".to_owned());
    is(&judge::file(Err(&damaged), true), "bad", Wrong);
    is(&Finding::look("file", "none"), "none", Look);
    is(&judge::unread(&DbError::Busy), "slow", Look);
    is(&judge::unread(&DbError::Stopping), "unreadable", Wrong);
    let changed = crate::desk::attachment::proof::Flaw::Changed {
        name: "invoice of Hannah.pdf".to_owned(),
        found: 1,
        expected: 2,
    };
    let told = judge::stored(&Err(changed));
    is(&told, "changed", Wrong);
    assert!(!told.words(Lang::En).contains("Hannah"));
    is(&judge::stored(&Ok(Default::default())), "sound", Well);
}
