//! Changes of what was sent, on their way to where it stands.

use super::*;
use crate::desk::watched::standing;

#[test]
fn a_change_is_carried_to_where_the_message_stands() {
    let mut desk = Desk::open(ChannelKind::Telegram);
    let id = desk.is_there("It costs 12", "5511:9");
    desk.edits(id, "It costs 21").unwrap();
    assert_eq!(desk.amending(id), Some(Amending::UnderWay));
    assert_eq!(desk.due(), (vec![], vec![id]));
    let revision = desk.changes(id).unwrap();
    assert_eq!(
        (revision.before.text.as_str(), revision.names.as_slice()),
        ("It costs 12", &["5511:9".to_owned()][..])
    );
    let after = revision.after.clone().unwrap();
    assert_eq!(after.text, "It costs 21");
    // Changed once more while that is made: the customer has the words between, and gets the last.
    desk.edits(id, "It costs 22").unwrap();
    assert_eq!(desk.due(), (vec![], vec![]), "it is under way");
    desk.memory
        .act(|tx| changing::done(tx, &revision, &[]))
        .unwrap();
    let revision = desk.changes(id).unwrap();
    assert_eq!(revision.before.text, "It costs 21");
    assert_eq!(revision.after.clone().unwrap().text, "It costs 22");
    desk.memory
        .act(|tx| changing::done(tx, &revision, &[]))
        .unwrap();
    assert_eq!(desk.amending(id), None);
    // Changed and changed back before its turn came: nothing is to be done.
    desk.edits(id, "It costs 23").unwrap();
    desk.edits(id, "It costs 22").unwrap();
    assert!(desk.changes(id).is_none());
    assert_eq!(desk.amending(id), None);
    desk.takes_back(id).unwrap();
    let revision = desk.changes(id).unwrap();
    assert_eq!(revision.after, None);
    desk.memory
        .act(|tx| changing::done(tx, &revision, &["5511:9".to_owned()]))
        .unwrap();
    assert_eq!(desk.amending(id), None);
    // What is still told of it is known to be ours.
    let channel = desk.account.channel.id;
    let known = desk.memory.act(|tx| known(tx, channel, "5511:9")).unwrap();
    assert_eq!(known, Some(id));
}

#[test]
fn a_change_has_its_turn_among_what_is_said() {
    let mut desk = Desk::open(ChannelKind::Telegram);
    let old = desk.is_there("old", "5511:9");
    let before = desk.answers("before").unwrap().id;
    desk.edits(old, "new").unwrap();
    let behind = desk.answers("behind").unwrap().id;
    assert_eq!(desk.due(), (vec![before], vec![]));
    let parcel = desk.begins(before);
    assert_eq!(desk.due(), (vec![], vec![]));
    desk.arrives(&parcel, 1);
    assert_eq!(desk.due(), (vec![], vec![old]));
    let revision = desk.changes(old).unwrap();
    assert_eq!(desk.due(), (vec![], vec![]));
    // Put off, it still comes first; refused, it holds up nothing, and one click tries it again.
    desk.memory
        .act(|tx| changing::put_off(tx, &revision.amendment, Some(5 * SECOND), "busy"))
        .unwrap();
    assert_eq!(desk.due(), (vec![], vec![]));
    desk.memory.advance(5 * SECOND);
    let revision = desk.changes(old).unwrap();
    let no = "message can't be edited";
    desk.memory
        .act(|tx| changing::failed(tx, revision.amendment.message, "400", no))
        .unwrap();
    let told = Amending::Failed {
        code: "400".to_owned(),
        words: no.to_owned(),
    };
    assert_eq!(desk.amending(old), Some(told));
    assert_eq!(desk.due(), (vec![behind], vec![]));
    desk.memory.act(|tx| retry(tx, old)).unwrap();
    let parcel = desk.begins(behind);
    desk.arrives(&parcel, 1);
    assert_eq!(desk.changes(old).unwrap().before.text, "old");
    // A process that ends in the middle of it begins it again.
    desk.memory
        .act(|tx| recover(tx, |_| false, |_| Remedy::Ask))
        .unwrap();
    assert_eq!(desk.due(), (vec![], vec![old]));
}

#[test]
fn changes_that_wait_are_counted_as_messages_are() {
    let mut desk = Desk::open(ChannelKind::Telegram);
    let id = desk.is_there("old", "5511:9");
    let channel = desk.account.channel.id;
    let counted = |desk: &mut Desk| {
        let look = |tx: &mut Tx<'_>| Ok::<_, DbError>((outbox::count(tx, channel)?, standing(tx)?));
        let (waiting, standing) = desk.memory.act(look).unwrap();
        (waiting, standing.amendments, standing.amendments_oldest)
    };
    assert_eq!(counted(&mut desk), (0, vec![], Duration::ZERO));
    desk.edits(id, "new").unwrap();
    desk.answers("behind").unwrap();
    desk.memory.advance(HOUR);
    let queued = vec![(amendment::Stage::Queued, 1)];
    assert_eq!(counted(&mut desk), (2, queued, HOUR));
    desk.changes(id).unwrap();
    let changing = vec![(amendment::Stage::Changing, 1)];
    assert_eq!(counted(&mut desk), (2, changing, HOUR));
    // What was refused waits no more, and is counted as that.
    desk.memory
        .act(|tx| changing::failed(tx, id, "400", "no"))
        .unwrap();
    let failed = vec![(amendment::Stage::Failed, 1)];
    assert_eq!(counted(&mut desk), (1, failed, Duration::ZERO));
}

#[test]
fn a_change_is_given_up_after_a_day_and_after_some_falls() {
    let mut desk = Desk::open(ChannelKind::Telegram);
    let id = desk.is_there("old", "5511:9");
    desk.memory.advance(30 * HOUR);
    desk.edits(id, "new").unwrap();
    for tries in 0..20 {
        let revision = desk.changes(id).unwrap_or_else(|| panic!("after {tries}"));
        desk.memory
            .act(|tx| changing::put_off(tx, &revision.amendment, None, "no connection"))
            .unwrap();
        desk.memory.advance(HOUR);
    }
    desk.memory.advance(5 * HOUR);
    let revision = desk.changes(id).unwrap();
    desk.memory
        .act(|tx| changing::put_off(tx, &revision.amendment, None, "no connection"))
        .unwrap();
    let is_given_up = |desk: &mut Desk, why: &str| {
        let told = desk.amending(id);
        assert!(
            matches!(&told, Some(Amending::Failed { code, .. }) if code == why),
            "{told:?}"
        );
    };
    is_given_up(&mut desk, "unreachable");
    desk.memory.act(|tx| retry(tx, id)).unwrap();
    for _ in 0..=MOST_FALLS {
        desk.memory.act(|tx| changing::broke(tx, id)).unwrap();
    }
    is_given_up(&mut desk, BROKEN);
}

#[test]
fn only_what_is_there_or_has_not_left_is_changed() {
    // Not yet on its way: its new words are the ones that leave, and what was taken back never does.
    let mut desk = Desk::open(ChannelKind::Vk);
    let waits = desk.answers("slip").unwrap().id;
    desk.edits(waits, "word").unwrap();
    assert_eq!(desk.amending(waits), None);
    let parcel = desk.begins(waits);
    assert_eq!(parcel.message.text, "word");
    // On its way: nobody knows which words it had.
    let refused = desk.edits(waits, "other");
    assert!(matches!(refused, Err(AmendError::OnItsWay)), "{refused:?}");
    // Taken back then, it is taken away once it is there, or never gets there.
    desk.takes_back(waits).unwrap();
    assert_eq!(desk.due(), (vec![], vec![]), "after it is there");
    desk.arrives(&parcel, 1);
    assert_eq!(desk.due().1, [waits]);
    assert_eq!(desk.changes(waits).unwrap().names, ["word-0"]);
    let late = desk.sets_out("late");
    desk.takes_back(late.message.id).unwrap();
    desk.memory
        .act(|tx| failed(tx, late.message.id, "901", ""))
        .unwrap();
    assert!(desk.changes(late.message.id).is_none());
    assert_eq!(desk.amending(late.message.id), None);

    // Perhaps there, or there in part.
    let doubtful = desk.sets_out("doubtful");
    desk.memory
        .act(|tx| unknown(tx, doubtful.message.id, ""))
        .unwrap();
    let part = desk.sets_out("part");
    desk.memory
        .act(|tx| {
            aftermath::arrived(tx, &part, Some("7001:20"), false)?;
            failed(tx, part.message.id, "914", "")
        })
        .unwrap();
    for id in [doubtful.message.id, part.message.id] {
        let refused = desk.edits(id, "other");
        assert!(matches!(refused, Err(AmendError::InDoubt)), "{refused:?}");
    }
    let refused = desk.takes_back(doubtful.message.id);
    assert!(matches!(refused, Err(AmendError::InDoubt)), "{refused:?}");
    desk.takes_back(part.message.id).unwrap();
    assert_eq!(desk.changes(part.message.id).unwrap().names, ["7001:20"]);
}

#[test]
fn parts_are_known_in_the_order_in_which_they_came() {
    let mut desk = Desk::open(ChannelKind::Telegram);
    let parcel = desk.sets_out("long");
    let names = ["5511:9", "5511:10", "5511:101"];
    for (part, name) in names.iter().enumerate() {
        desk.memory
            .act(|tx| aftermath::arrived(tx, &parcel, Some(name), part == 2))
            .unwrap();
    }
    let id = parcel.message.id;
    desk.edits(id, "short").unwrap();
    let revision = desk.changes(id).unwrap();
    assert_eq!(revision.names, names);
    // Fewer are enough for it since.
    desk.memory
        .act(|tx| changing::done(tx, &revision, &names.map(str::to_owned)[1..]))
        .unwrap();
    desk.edits(id, "shorter").unwrap();
    assert_eq!(desk.changes(id).unwrap().names, ["5511:9"]);
}

#[test]
fn each_channel_says_whether_and_for_how_long() {
    let sent_at = Timestamp(1_763_700_000_000);
    for (kind, hours, expected) in [
        (ChannelKind::WebChat, 24, "yes"),
        (ChannelKind::WebChat, 25, "late"),
        (ChannelKind::Telegram, 48, "yes"),
        (ChannelKind::Telegram, 49, "late"),
        (ChannelKind::Vk, 24, "yes"),
        (ChannelKind::Vk, 25, "late"),
        (ChannelKind::WhatsApp, 0, "never"),
        (ChannelKind::Sms, 0, "never"),
        (ChannelKind::Email, 0, "never"),
        (ChannelKind::Messenger, 0, "never"),
        (ChannelKind::WeChat, 0, "never"),
        (ChannelKind::MiniProgram, 0, "never"),
        (ChannelKind::Custom, 0, "never"),
    ] {
        let told = match amend::in_time(kind, sent_at, sent_at.plus(hours * HOUR)) {
            Ok(()) => "yes",
            Err(AmendError::NotHere) => "never",
            Err(_) => "late",
        };
        assert_eq!(told, expected, "{kind:?} {hours}");
    }
}
