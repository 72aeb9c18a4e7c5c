//! What a platform tells of a message before it has answered what it calls it.

use super::*;

#[test]
fn a_receipt_that_comes_before_the_name_of_its_message_is_heard_with_it() {
    for kind in [
        ChannelKind::Messenger,
        ChannelKind::WhatsApp,
        ChannelKind::Sms,
    ] {
        for is_read in [false, true] {
            let mut desk = Desk::open(kind);
            let parcel = desk.sets_out("early");
            let upto = "early-0".to_owned();
            desk.hears(None, What::Receipt { upto, is_read });
            assert_eq!(desk.marks(), (0, 0), "nobody knows of what it speaks");
            desk.arrives(&parcel, 1);
            let id = parcel.message.id.0;
            let read = if is_read { id } else { 0 };
            assert_eq!(desk.marks(), (id, read), "{kind:?}");
        }
        let mut desk = Desk::open(kind);
        let parcel = desk.sets_out("lost");
        desk.is_lost("lost-0");
        assert_eq!(desk.stands(&parcel), "queued");
        desk.arrives(&parcel, 1);
        assert_eq!(desk.stands(&parcel), "failed", "{kind:?}");
        assert_eq!(desk.outbox(&parcel).0, "failed");
        // It can be sent again, and arrives.
        desk.memory.act(|tx| retry(tx, parcel.message.id)).unwrap();
        let again = desk.begins(parcel.message.id);
        desk.memory
            .act(|tx| aftermath::arrived(tx, &again, Some("again"), true))
            .unwrap();
        assert_eq!(desk.stands(&parcel), "sent");
    }
}

#[test]
fn what_was_read_until_an_instant_is_heard_when_it_is_there() {
    let mut desk = Desk::open(ChannelKind::Messenger);
    let parcel = desk.sets_out("early");
    let now = desk.memory.act(|tx| Ok::<_, DbError>(tx.now)).unwrap();
    let until = |at, is_read| What::ReceivedUntil { at, is_read };
    desk.hears(None, until(now, true));
    desk.arrives(&parcel, 1);
    let id = parcel.message.id.0;
    assert_eq!(desk.marks(), (id, id));
    // It says nothing of what was written after it.
    desk.memory.advance(Duration::from_secs(5));
    let later = desk.sets_out("later");
    desk.hears(None, until(now, true));
    desk.arrives(&later, 1);
    assert_eq!(desk.marks(), (id, id));
}

#[test]
fn what_is_never_asked_for_is_kept_for_some_minutes() {
    let mut desk = Desk::open(ChannelKind::Messenger);
    let kept = |desk: &mut Desk| -> i64 {
        let sql = "select count(*) from early_receipt";
        desk.memory
            .act(|tx| tx.get(sql, [], |row| row.get(0)))
            .unwrap()
    };
    // Nothing is on its way: whatever it is about, it is none of ours.
    desk.is_received("somebody else's");
    assert_eq!(kept(&mut desk), 0);
    let parcel = desk.sets_out("slow");
    desk.is_received("slow-0");
    desk.is_received("somebody else's");
    assert_eq!(kept(&mut desk), 2);
    desk.memory.advance(Duration::from_secs(601));
    desk.is_received("another");
    assert_eq!(kept(&mut desk), 1);
    desk.arrives(&parcel, 1);
    assert_eq!(desk.marks(), (0, 0), "it was told too long ago");
}
