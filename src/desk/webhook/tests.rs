use std::time::Duration;

use super::{
    delivery::{Answered, News, Stage, Try, begin, due, finish, recover, take_in},
    edit::{Change, WebhookError, add, change, remove, roll, switch},
    log::{Part, forget, older, one, replay, tally},
    *,
};
use crate::{
    base::{id::DeliveryId, signed_post},
    db::memory::Memory,
    desk::{
        audit::{self, Origin},
        event, sealed, timer, trouble,
    },
};

const DAY: Duration = Duration::from_secs(24 * 3_600);

fn wanted(name: &str, url: &str) -> Change {
    Change {
        name: name.to_owned(),
        url: url.to_owned(),
        topics: vec![Topic::CommentCreated, Topic::MessageCreated],
        patience_s: 10,
    }
}

fn answered(status: u16) -> Answered {
    Answered {
        status: Some(status),
        took: Duration::from_millis(34),
        response: "thanks\0".to_owned(),
        ..Answered::default()
    }
}

fn silence() -> Answered {
    Answered {
        words: "it took too long".to_owned(),
        ..Answered::default()
    }
}

/// A house with one webhook, which is told by hand.
struct Desk {
    memory: Memory,
    hook: WebhookId,
    last: i64,
}

impl Desk {
    fn open() -> Self {
        let mut memory = Memory::new();
        let new = wanted("CRM", "https://crm.example/hook");
        let added = memory.act(|tx| add(tx, &Origin::default(), &new));
        let (hook, _) = added.unwrap();
        Self {
            memory,
            hook,
            last: 0,
        }
    }

    /// Something happens in each of these lanes.
    fn happens(&mut self, lanes: &[&str]) {
        let (from, first) = (EventId(self.last), self.last + 1);
        let news: Vec<News> = (first..)
            .zip(lanes)
            .map(|(event, lane)| News {
                event: EventId(event),
                topic: Topic::MessageCreated,
                lane: (*lane).to_owned(),
                conversation: None,
                body: format!("{{\"event_id\":{event}}}"),
            })
            .collect();
        self.last += i64::try_from(lanes.len()).unwrap();
        let (hook, until) = (self.hook, EventId(self.last));
        let taken = self
            .memory
            .act(|tx| take_in(tx, hook, from, until, &news))
            .unwrap();
        assert!(taken);
    }

    fn due(&mut self) -> Vec<i64> {
        let hook = self.hook;
        let due = self.memory.act(|tx| due(tx, hook, 10)).unwrap();
        due.into_iter().map(|id| id.0).collect()
    }

    fn begin(&mut self, id: i64) -> Option<Try> {
        self.memory.act(|tx| begin(tx, DeliveryId(id))).unwrap()
    }

    /// It is posted, and this comes back.
    fn posts(&mut self, id: i64, answered: &Answered) -> Try {
        let tried = self.begin(id).expect("it is due");
        self.memory
            .act(|tx| finish(tx, DeliveryId(id), answered, 0.0))
            .unwrap();
        tried
    }

    fn stage(&mut self, id: i64) -> Stage {
        let hook = self.hook;
        let line = self.memory.act(|tx| one(tx, hook, DeliveryId(id))).unwrap();
        line.unwrap().stage
    }

    fn hook(&mut self) -> Webhook {
        let hook = self.hook;
        self.memory.act(|tx| by_id(tx, hook)).unwrap().unwrap()
    }

    fn trouble(&mut self) -> Option<String> {
        let subject = self.hook.to_string();
        self.memory
            .act(|tx| trouble::find(tx, trouble::Kind::Webhook, &subject))
            .unwrap()
    }

    fn passes(&mut self, time: Duration) {
        self.memory.advance(time);
    }
}

#[test]
fn a_webhook_has_a_name_and_a_whole_address_and_its_secret_is_shown_once() {
    let mut memory = Memory::new();
    let origin = Origin::default();
    for (name, url, patience_s, is_fine) in [
        ("CRM", "https://crm.example/hook", 10, true),
        (" ", "https://crm.example/hook", 10, false),
        ("CRM", "crm.example", 10, false),
        ("CRM", "ftp://crm.example", 10, false),
        ("CRM", "https://crm.example/a b", 10, false),
        ("CRM", "https://crm.example/", 0, false),
        ("CRM", "https://crm.example/", 31, false),
    ] {
        let new = Change {
            patience_s,
            ..wanted(name, url)
        };
        let added = memory.act(|tx| add(tx, &origin, &new));
        assert_eq!(added.is_ok(), is_fine, "{name:?} {url} {patience_s}");
    }
    let hook = memory.act(|tx| all(tx)).unwrap().remove(0);
    assert_eq!(
        hook.topics,
        [Topic::MessageCreated, Topic::CommentCreated],
        "in their own order"
    );
    let id = hook.id;
    let new = Change {
        topics: vec![Topic::Ping, Topic::RuleMatched],
        ..wanted("Shop", "https://shop.example/")
    };
    memory.act(|tx| change(tx, &origin, id, &new)).unwrap();
    let hook = memory.act(|tx| by_id(tx, id)).unwrap().unwrap();
    assert_eq!((hook.name.as_str(), hook.topics.len()), ("Shop", 0));
    memory.act(|tx| remove(tx, &origin, id)).unwrap();
    let again = memory.act(|tx| remove(tx, &origin, id));
    assert!(matches!(again, Err(WebhookError::NotFound)));
    let acts = memory.act(|tx| audit::newest(tx, 5)).unwrap();
    let acts: Vec<_> = acts.iter().map(|line| line.act.as_str()).collect();
    assert_eq!(
        acts,
        ["webhook_removed", "webhook_changed", "webhook_added"]
    );
}

#[test]
fn a_chat_is_told_in_order_and_its_trouble_keeps_no_other_waiting() {
    let mut desk = Desk::open();
    desk.happens(&["chat 1", "chat 1", "chat 2", "chat 1"]);
    assert_eq!(desk.due(), [1, 3]);
    desk.posts(1, &answered(500));
    desk.posts(3, &answered(204));
    assert_eq!(
        desk.due(),
        [0_i64; 0],
        "what comes second waits for the first"
    );
    desk.happens(&["chat 2", "chat 1"]);
    assert_eq!(desk.due(), [5]);
    desk.passes(Duration::from_secs(5));
    assert_eq!(desk.due(), [5, 1]);
    desk.posts(1, &answered(200));
    assert_eq!(desk.stage(1), Stage::Delivered);
    assert_eq!(desk.due(), [5, 2]);
    desk.posts(2, &answered(200));
    desk.posts(4, &answered(200));
    assert_eq!(desk.due(), [5, 6]);
}

#[test]
fn a_try_is_repeated_under_the_same_id_and_signed_anew() {
    let mut desk = Desk::open();
    desk.happens(&["chat 1"]);
    let first = desk.posts(1, &silence());
    assert!(first.message_id.starts_with("msg_"));
    assert!(first.signature.starts_with("v1,"));
    desk.passes(Duration::from_secs(5));
    let second = desk.posts(1, &answered(200));
    assert_eq!(first.message_id, second.message_id);
    assert_eq!(second.timestamp, first.timestamp + 5);
    assert_ne!(first.signature, second.signature);
    assert_eq!(desk.begin(1).map(|tried| tried.body), None, "it got there");
}

#[test]
fn after_a_roll_both_secrets_sign_for_a_day() {
    let mut desk = Desk::open();
    desk.happens(&["chat 1", "chat 2", "chat 3"]);
    let before = desk.begin(1).unwrap();
    let hook = desk.hook;
    let secret = desk.memory.act(|tx| roll(tx, &Origin::default(), hook));
    let secret = secret.unwrap();
    let during = desk.begin(2).unwrap();
    let both: Vec<&str> = during.signature.split(' ').collect();
    let new = signed_post::sign(
        secret.expose(),
        &during.message_id,
        during.timestamp,
        during.body.as_bytes(),
    );
    assert_eq!((both.len(), both[0]), (2, new.as_str()));
    assert_eq!(before.signature.split(' ').count(), 1);
    desk.passes(DAY);
    let after = desk.begin(3).unwrap();
    assert_eq!(after.signature.split(' ').count(), 1);
}

#[test]
fn nothing_goes_out_unsigned_while_the_secret_cannot_be_read() {
    let mut desk = Desk::open();
    desk.happens(&["chat 1"]);
    desk.memory.change_key();
    assert_eq!(desk.begin(1).map(|tried| tried.body), None);
    assert_eq!(desk.stage(1), Stage::Queued, "it waits");
    let hook = desk.hook;
    let subject = hook.to_string();
    let told = |desk: &mut Desk| {
        let subject = subject.clone();
        desk.memory
            .act(|tx| trouble::find(tx, trouble::Kind::Webhook, &subject))
            .unwrap()
    };
    assert_eq!(told(&mut desk).as_deref(), Some("locked"));
    assert_eq!(desk.due(), [] as [i64; 0], "it is not tried over and over");
    // Another secret sets it right at once; the one that nobody could read signs beside it no more.
    let secret = desk.memory.act(|tx| roll(tx, &Origin::default(), hook));
    assert_eq!(told(&mut desk), None);
    assert_eq!(desk.due(), [1]);
    let sent = desk.begin(1).unwrap();
    let expected = signed_post::sign(
        secret.unwrap().expose(),
        &sent.message_id,
        sent.timestamp,
        sent.body.as_bytes(),
    );
    assert_eq!(sent.signature, expected);
}

#[test]
fn what_waited_for_the_key_goes_as_soon_as_it_is_back() {
    let mut desk = Desk::open();
    desk.happens(&["chat 1"]);
    let key = desk.memory.change_key();
    assert!(desk.begin(1).is_none());
    desk.memory.act(sealed::key_is_back).unwrap();
    assert_eq!(
        desk.due(),
        [] as [i64; 0],
        "the premise: another key is none"
    );
    assert_eq!(desk.trouble().as_deref(), Some("locked"));
    desk.memory.give_key(&key);
    desk.memory.act(sealed::key_is_back).unwrap();
    assert_eq!(desk.trouble(), None);
    assert_eq!(desk.due(), [1]);
    assert!(!desk.begin(1).unwrap().signature.is_empty());
}

#[test]
fn what_is_not_taken_is_given_up_after_three_days_and_the_next_goes() {
    let mut desk = Desk::open();
    desk.happens(&["chat 1", "chat 1"]);
    let mut tries = 0;
    let began = desk.memory.act(|tx| Ok::<_, DbError>(tx.now)).unwrap();
    while desk.stage(1) != Stage::Failed {
        if desk.due().contains(&1) {
            desk.posts(1, &answered(302));
            tries += 1;
            // From the third on somebody should look.
            assert_eq!(desk.trouble().is_some(), tries >= 3, "{tries}");
        }
        desk.passes(Duration::from_secs(if tries < 4 { 5 } else { 3_600 }));
    }
    let ended = desk.memory.act(|tx| Ok::<_, DbError>(tx.now)).unwrap();
    assert_eq!(tries, 10);
    let took = ended.since(began);
    assert!(took > 3 * DAY && took < 4 * DAY, "{took:?}");
    assert_eq!(desk.trouble().as_deref(), Some("HTTP 302"));
    assert_eq!(desk.due(), [2]);
    desk.posts(2, &answered(201));
    assert_eq!(desk.trouble(), None, "what takes something is well");
}

#[test]
fn a_receiver_is_left_in_peace_for_as_long_as_it_asks() {
    let mut desk = Desk::open();
    desk.happens(&["chat 1"]);
    let busy = Answered {
        retry_after: Some(Duration::from_secs(120)),
        ..answered(429)
    };
    desk.posts(1, &busy);
    desk.passes(Duration::from_secs(119));
    assert_eq!(desk.due(), [0_i64; 0]);
    desk.passes(Duration::from_secs(1));
    assert_eq!(desk.due(), [1]);
    // The clockwork knows.
    let next = desk.memory.act(timer::take_due).unwrap().unwrap();
    assert_eq!(next.due, timer::Due::Webhooks);
}

#[test]
fn a_receiver_that_is_gone_is_told_no_more_and_the_admin_is() {
    let mut desk = Desk::open();
    desk.happens(&["chat 1", "chat 1", "chat 2"]);
    desk.posts(1, &answered(410));
    let hook = desk.hook();
    assert!(hook.is_gone && hook.off_at.is_some());
    assert_eq!(desk.trouble().as_deref(), Some("gone"));
    assert!(
        desk.begin(3).is_none(),
        "a webhook that rests posts nothing"
    );
    let (hook, last) = (desk.hook, EventId(desk.last));
    let taken = desk
        .memory
        .act(|tx| take_in(tx, hook, last, EventId(9), &[]));
    assert!(!taken.unwrap());
    // Switched on again it is told of what happens from then on, and of what waited.
    let house = event::About::default();
    desk.memory
        .act(|tx| event::record(tx, event::Kind::House, house, &"x"))
        .unwrap();
    let newest = desk.memory.act(|tx| event::newest(tx)).unwrap();
    desk.memory
        .act(|tx| switch(tx, &Origin::default(), hook, true))
        .unwrap();
    let on = desk.hook();
    assert_eq!((on.seen, on.off_at, on.is_gone), (newest, None, false));
    assert_eq!(desk.trouble(), None);
    assert_eq!(desk.due(), [2, 3]);
}

#[test]
fn what_was_under_way_goes_again_after_a_crash_and_nothing_is_taken_in_twice() {
    let mut desk = Desk::open();
    desk.happens(&["chat 1", "chat 1"]);
    let before = desk.begin(1).unwrap();
    desk.memory.act(recover).unwrap();
    assert_eq!(desk.due(), [1]);
    let after = desk.begin(1).unwrap();
    assert_eq!(before.message_id, after.message_id);
    let hook = desk.hook;
    let line = desk.memory.act(|tx| one(tx, hook, DeliveryId(1))).unwrap();
    assert_eq!(line.unwrap().attempts, 1, "a crash is no try in vain");
    // The same page once more: its events are taken in already.
    let hook = desk.hook;
    let again = desk
        .memory
        .act(|tx| take_in(tx, hook, EventId(0), EventId(2), &[]));
    assert!(!again.unwrap());
}

#[test]
fn a_replay_goes_by_itself_under_the_same_id() {
    let mut desk = Desk::open();
    desk.happens(&["chat 1"]);
    let first = desk.posts(1, &answered(200));
    let hook = desk.hook;
    let again = |desk: &mut Desk| {
        desk.memory
            .act(|tx| replay(tx, hook, DeliveryId(1)))
            .unwrap()
    };
    assert!(again(&mut desk));
    assert!(!again(&mut desk), "it is on its way");
    desk.happens(&["chat 1"]);
    assert_eq!(desk.due(), [1, 2], "nothing waits for it");
    let second = desk.posts(1, &answered(500));
    assert_eq!(first.message_id, second.message_id);
    assert_eq!(desk.due(), [2]);
}

#[test]
fn the_log_is_looked_through_in_parts_and_forgotten_after_some_days() {
    let mut desk = Desk::open();
    desk.happens(&["chat 1", "chat 2", "chat 3"]);
    desk.posts(1, &answered(200));
    desk.posts(2, &answered(410));
    let hook = desk.hook;
    let look = |desk: &mut Desk, part| -> Vec<i64> {
        let all = DeliveryId(i64::MAX);
        let lines = desk
            .memory
            .act(|tx| older(tx, hook, part, None, all, 10))
            .unwrap();
        lines.into_iter().map(|line| line.id.0).collect()
    };
    for (part, ids) in [
        (Part::All, &[3, 2, 1][..]),
        (Part::Waiting, &[3]),
        (Part::Delivered, &[1]),
        (Part::Failed, &[2]),
    ] {
        assert_eq!(look(&mut desk, part), ids, "{part:?}");
    }
    let counted = desk.memory.act(|tx| tally(tx, hook)).unwrap();
    assert_eq!((counted.waiting, counted.failed), (1, 1));
    let line = desk
        .memory
        .act(|tx| one(tx, hook, DeliveryId(1)))
        .unwrap()
        .unwrap();
    assert_eq!(
        (line.status, line.took_ms, line.response.as_str()),
        (Some(200), 34, "thanks")
    );
    desk.passes(13 * DAY);
    desk.memory.act(forget).unwrap();
    assert_eq!(look(&mut desk, Part::All).len(), 3);
    // Its receiver is gone for as long: what waits will never be sent.
    desk.passes(2 * DAY);
    desk.memory.act(forget).unwrap();
    assert!(look(&mut desk, Part::All).is_empty());
}
