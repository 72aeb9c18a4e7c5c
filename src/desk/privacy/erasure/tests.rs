use super::*;
use crate::{
    db::memory::Memory,
    desk::{
        cast,
        conversation::say::{self, Draft},
        customer::{
            merge::{self, Choice},
            note, tag,
            visitor::{self, Visitor},
        },
        event::Event,
        figures::{course, daily},
        privacy::pointing_to,
        search,
        team::Agent,
        waitlist::claim,
    },
};

struct Shop {
    memory: Memory,
    ana: Agent,
    origin: Origin,
    hannah: Visitor,
    chat: ConversationId,
}

/// Hannah, who has written and was answered and written about, and Omar, who is somebody else.
fn shop() -> Shop {
    let mut memory = Memory::new();
    let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
    let origin = Origin {
        agent: Some(ana.id),
        address: String::new(),
    };
    let hannah = memory.act(|tx| cast::visitor(tx, "Hannah")).unwrap();
    let chat = memory
        .act::<_, anyhow::Error>(|tx| {
            let chat = cast::write(tx, hannah, "Where is my kettle?")?.conversation;
            claim::claim(tx, &ana, chat, None)?;
            let comment = Draft {
                text: "She is in a hurry".to_owned(),
                ..Draft::default()
            };
            say::comment(tx, &ana, chat, &comment)?;
            note::write(tx, &ana, hannah.customer, "Likes oolong")?;
            tag::add(tx, hannah.customer, "VIP")?;
            cast::waiting_chat(tx, "Omar", "Hello")?;
            while search::catch_up(tx)? {}
            while course::catch_up(tx)? {}
            Ok(chat)
        })
        .unwrap();
    Shop {
        memory,
        ana,
        origin,
        hannah,
        chat,
    }
}

impl Shop {
    fn begin(&mut self, typed: &str) -> Result<ErasureId, EraseError> {
        let (origin, id) = (self.origin.clone(), self.hannah.customer);
        self.memory.act(|tx| begin(tx, &origin, id, typed))
    }

    fn finish(&mut self) {
        loop {
            let erasure = self.memory.act(|tx| under_way(tx)).unwrap().remove(0);
            if self.memory.act(|tx| step(tx, &erasure)).unwrap() == Step::Empty {
                return;
            }
        }
    }

    fn rows(&mut self, sql: &str) -> i64 {
        self.memory
            .act::<_, DbError>(|tx| tx.get(sql, [], |row| row.get(0)))
            .unwrap()
    }
}

#[test]
fn whoever_is_to_be_erased_is_named_first() {
    let mut shop = shop();
    for typed in ["", "Hanna", "yes"] {
        let refused = shop.begin(typed);
        assert!(matches!(refused, Err(EraseError::NotConfirmed)), "{typed}");
    }
    assert_eq!(shop.rows("select count(*) from erasure"), 0);
    shop.begin("  hannah ").unwrap();
    let twice = shop.begin("Hannah");
    assert!(matches!(twice, Err(EraseError::NotFound)), "once is enough");
}

#[test]
fn who_is_being_erased_is_found_to_be_nobody_else() {
    let mut shop = shop();
    let omar = CustomerId(shop.rows("select max(id) from customer"));
    shop.begin("Hannah").unwrap();
    // A colleague's page, on which the two stand side by side, was open before.
    let (ana, origin, hannah) = (shop.ana.clone(), shop.origin.clone(), shop.hannah.customer);
    for (kept, gone) in [(hannah, omar), (omar, hannah)] {
        let merged = shop.memory.act(|tx| {
            let choice = merge::Choice::default();
            merge::merge(tx, &ana, &origin, kept, gone, choice)
        });
        assert!(
            matches!(merged, Err(merge::MergeError::NotFound)),
            "{merged:?}"
        );
    }
    shop.finish();
    let left = format!("select count(*) from conversation where customer_id = {omar}");
    assert_eq!(shop.rows(&left), 1, "Omar's chat is his own");
    assert_eq!(shop.rows("select count(*) from conversation"), 1);
}

#[test]
fn who_has_no_name_is_named_by_number() {
    let mut memory = Memory::new();
    let customer = memory
        .act::<_, DbError>(|tx| {
            let id = customer::create(tx, "", "")?;
            Ok(customer::by_id(tx, id)?.expect("just made"))
        })
        .unwrap();
    assert_eq!(to_type(&customer), "1");
    assert!(confirms("1", &customer));
    assert!(!confirms("", &customer));
}

#[test]
fn the_first_act_makes_them_unknown_and_the_last_step_leaves_no_row() {
    let mut shop = shop();
    let id = shop.hannah.customer;
    let found = shop.memory.act(|tx| count(tx, id)).unwrap();
    assert!(found.messages >= 1, "{found:?}");
    let expected = Count {
        chats: 1,
        messages: found.messages,
        comments: 1,
        notes: 1,
        accounts: 1,
        ..Count::default()
    };
    assert_eq!(found, expected);
    let before = shop.rows("select max(id) from event");
    shop.begin("Hannah").unwrap();
    let identity = shop.hannah.identity;
    let has_token = shop.memory.act(|tx| visitor::has_token(tx, identity));
    assert!(!has_token.unwrap(), "no browser is theirs any more");
    for (what, sql) in [
        (
            "a name",
            "select count(*) from customer where name = 'Hannah' or email like 'hannah%'",
        ),
        (
            "an open chat",
            "select count(*) from conversation where customer_id = 1 and state <> 'closed'",
        ),
        ("a note", "select count(*) from note"),
        (
            "an account",
            "select count(*) from identity where username <> '' and customer_id = 1",
        ),
    ] {
        assert_eq!(shop.rows(sql), 0, "{what}");
    }
    shop.finish();
    for (what, sql) in [
        ("a customer", "select count(*) from customer where id = 1"),
        (
            "an account",
            "select count(*) from identity where customer_id = 1",
        ),
        (
            "a chat",
            "select count(*) from conversation where customer_id = 1",
        ),
        (
            "a course",
            "select count(*) from course where conversation_id = 1",
        ),
        (
            "a message",
            "select count(*) from message where conversation_id = 1",
        ),
        (
            "words in the index",
            "select count(*) from message_search where message_search match 'kettle'",
        ),
        (
            "an event of the chat",
            "select count(*) from event where conversation_id = 1 and kind not in ('message', 'comment')",
        ),
    ] {
        assert_eq!(shop.rows(sql), 0, "{what}");
    }
    assert_eq!(
        shop.rows("select count(*) from customer"),
        1,
        "Omar is still here"
    );
    assert_eq!(
        shop.rows("select count(*) from message where author = 'customer'"),
        1
    );
    assert!(
        shop.rows("select max(id) from event") > before,
        "numbers go on"
    );
    let log = shop.memory.act(|tx| audit::newest(tx, 1)).unwrap();
    assert_eq!(
        (log[0].act.as_str(), log[0].subject.as_str()),
        ("customer_erased", "#1")
    );
    assert!(log[0].detail.starts_with("1 chats, "), "{}", log[0].detail);
    let told: Vec<String> = shop
        .memory
        .announced
        .iter()
        .filter_map(|announced| announced.downcast_ref::<Event>())
        .skip_while(|event| event.id.0 <= before)
        .filter_map(|event| event.data.clone())
        .collect();
    assert!(
        told.iter()
            .any(|data| data.contains("\"status\":\"closed\""))
    );
    let traces = shop
        .memory
        .act::<_, DbError>(|tx| {
            tx.list(
                "select data from event where id > ?1 and data is not null",
                [before],
                |row| row.get::<_, String>(0),
            )
        })
        .unwrap();
    for data in traces {
        assert!(
            !data.contains("Hannah") && !data.contains("kettle?"),
            "{data}"
        );
    }
}

#[test]
fn figures_and_lists_still_agree() {
    let mut shop = shop();
    let (ana, chat) = (shop.ana.clone(), shop.chat);
    shop.memory.act(|tx| cast::close(tx, &ana, chat)).unwrap();
    shop.memory.advance(std::time::Duration::from_secs(7_200));
    shop.memory
        .act::<_, DbError>(|tx| {
            while course::catch_up(tx)? {}
            while daily::catch_up(tx)? {}
            Ok(())
        })
        .unwrap();
    assert!(
        shop.rows("select count(*) from counted where conversation_id = 1") > 0,
        "the premise"
    );
    assert!(shop.rows("select count(*) from day_sum") > 0, "the premise");
    shop.begin("Hannah").unwrap();
    shop.finish();
    shop.memory
        .act::<_, DbError>(|tx| {
            while course::catch_up(tx)? {}
            Ok(())
        })
        .unwrap();
    assert_eq!(
        shop.rows("select count(*) from counted where conversation_id = 1"),
        0
    );
    assert_eq!(
        shop.rows("select count(*) from course where conversation_id = 1"),
        0
    );
    assert_eq!(
        shop.rows("select count(*) from day_sum"),
        0,
        "Omar is not counted yet"
    );
}

#[test]
fn whoever_they_were_found_to_be_goes_with_them() {
    let mut shop = shop();
    let (ana, origin, hannah) = (shop.ana.clone(), shop.origin.clone(), shop.hannah.customer);
    shop.memory
        .act::<_, anyhow::Error>(|tx| {
            let hanni = cast::visitor(tx, "Hanni")?;
            cast::write(tx, hanni, "Me again")?;
            merge::merge(tx, &ana, &origin, hannah, hanni.customer, Choice::default())?;
            Ok(())
        })
        .unwrap();
    shop.begin("Hannah").unwrap();
    shop.finish();
    assert_eq!(shop.rows("select count(*) from customer"), 1, "Omar alone");
    assert_eq!(shop.rows("select count(*) from merge"), 0);
    assert_eq!(shop.rows("select count(*) from identity"), 1);
}

#[test]
fn whatever_belongs_to_an_account_or_a_customer_goes_with_it() {
    let mut memory = Memory::new();
    for (table, column) in pointing_to(&mut memory, "identity") {
        let is_known = column == "identity_id"
            && (OF_IDENTITY.contains(&table.as_str())
                || matches!(table.as_str(), "conversation" | "attachment"));
        assert!(
            is_known,
            "{table}.{column} would be left, or hold the account"
        );
    }
    for (table, column) in pointing_to(&mut memory, "customer") {
        let is_known = OF_CUSTOMER.contains(&table.as_str())
            || matches!(
                table.as_str(),
                "conversation" | "identity" | "merge" | "customer"
            );
        assert!(
            is_known,
            "{table}.{column} would be left, or hold the customer"
        );
    }
}
