use std::{collections::BTreeSet, time::Duration};

use super::*;
use crate::{
    base::{
        id::{ConversationId, MessageId, TagId},
        lang::Lang,
        time::Timestamp,
    },
    db::memory::Memory,
    desk::{
        cast,
        closing::{self, choice, close},
        conversation::{
            Status, receipt,
            say::{self, Draft},
        },
        customer::{edit, tag, visitor::Visitor},
        team::Agent,
        waitlist::claim,
    },
};

mod found;
mod fuzz;
mod urgent;

/// A shop with a chat in every state: who wrote, by name.
struct Shop {
    memory: Memory,
    ana: Agent,
    bo: Agent,
    vip: TagId,
    chats: Vec<(&'static str, ConversationId, Visitor)>,
}

impl Shop {
    fn open() -> Self {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
        memory
            .act(|tx| choice::install_defaults(tx, Lang::En))
            .unwrap();
        let mut chats = Vec::new();
        // Wilma waits, Anton and Boris are with Ana and Bo, Carla was answered, Dora is done.
        for name in ["Wilma", "Anton", "Boris", "Carla", "Dora"] {
            memory.advance(Duration::from_secs(60));
            let visitor = memory.act(|tx| cast::visitor(tx, name)).unwrap();
            let said = memory.act(|tx| cast::write(tx, visitor, "Hello")).unwrap();
            chats.push((name, said.conversation, visitor));
        }
        memory.act(|tx| cast::visitor(tx, "Nemo")).unwrap();
        let vip = memory
            .act(|tx| tag::add(tx, chats[0].2.customer, "VIP"))
            .unwrap()
            .id;
        let mut shop = Self {
            memory,
            ana: ana.clone(),
            bo: bo.clone(),
            vip,
            chats,
        };
        shop.claim("Anton", &ana);
        shop.claim("Boris", &bo);
        shop.claim("Carla", &ana);
        shop.answer("Carla", &ana);
        shop.claim("Dora", &bo);
        shop.close("Dora", &bo);
        shop
    }

    fn id(&self, name: &str) -> ConversationId {
        self.chats.iter().find(|chat| chat.0 == name).unwrap().1
    }

    fn claim(&mut self, name: &str, agent: &Agent) {
        let id = self.id(name);
        self.memory.advance(Duration::from_secs(1));
        self.memory
            .act(|tx| claim::claim(tx, agent, id, None))
            .unwrap();
    }

    fn answer(&mut self, name: &str, agent: &Agent) {
        let id = self.id(name);
        let draft = Draft {
            text: "On its way".to_owned(),
            attachments: Vec::new(),
            key: None,
            ..Default::default()
        };
        self.memory.advance(Duration::from_secs(1));
        self.memory
            .act(|tx| say::by_agent(tx, agent, id, &draft, None))
            .unwrap();
    }

    fn close(&mut self, name: &str, agent: &Agent) {
        let id = self.id(name);
        self.memory.advance(Duration::from_secs(1));
        self.memory
            .act(|tx| {
                let answers = close::Answers {
                    chat_type: Some(closing::chat_types(tx)?[0].id),
                    reason: Some(closing::reasons(tx)?[0].id),
                    ..close::Answers::default()
                };
                close::by_agent(tx, agent, id, &answers)
            })
            .unwrap();
    }

    fn page(
        &mut self,
        filter: &Filter,
        order: Order,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Page<Listed, Cursor> {
        let viewer = self.ana.id;
        self.memory
            .act(|tx| list(tx, viewer, filter, order, after, limit))
            .unwrap()
    }

    fn names(&mut self, filter: &Filter, order: Order) -> Vec<String> {
        let page = self.page(filter, order, None, 50);
        page.rows
            .into_iter()
            .map(|listed| listed.conversation.customer_name)
            .collect()
    }

    fn counts(&mut self, filter: &Filter) -> Counts {
        let viewer = self.ana.id;
        self.memory.act(|tx| count(tx, viewer, filter)).unwrap()
    }
}

fn order(sort: Sort, descending: bool) -> Order {
    Order { sort, descending }
}

#[test]
fn every_order_goes_both_ways() {
    let mut shop = Shop::open();
    for (sort, ascending) in [
        (Sort::Activity, ["Wilma", "Anton", "Boris", "Carla", "Dora"]),
        (Sort::Created, ["Wilma", "Anton", "Boris", "Carla", "Dora"]),
        (Sort::Customer, ["Anton", "Boris", "Carla", "Dora", "Wilma"]),
        (Sort::Status, ["Wilma", "Anton", "Boris", "Carla", "Dora"]),
    ] {
        let all = Filter::default();
        assert_eq!(shop.names(&all, order(sort, false)), ascending, "{sort:?}");
        let mut descending = ascending;
        descending.reverse();
        assert_eq!(shop.names(&all, order(sort, true)), descending, "{sort:?}");
    }
}

#[test]
fn pages_join_without_gap_or_repeat() {
    let mut shop = Shop::open();
    // Names that tie in the order of names.
    let customer = shop.chats[1].2.customer;
    let named = edit::Edit {
        name: Some("boris".to_owned()),
        ..edit::Edit::default()
    };
    shop.memory
        .act(|tx| edit::edit(tx, customer, 0, &named))
        .unwrap();
    for sort in [Sort::Activity, Sort::Created, Sort::Customer, Sort::Status] {
        for descending in [false, true] {
            let order = order(sort, descending);
            let whole = shop.page(&Filter::default(), order, None, 50);
            assert_eq!((whole.rows.len(), whole.next), (5, None));
            let mut after: Option<Cursor> = None;
            let mut joined = Vec::new();
            loop {
                let page = shop.page(&Filter::default(), order, after.as_ref(), 2);
                joined.extend(page.rows.iter().map(|listed| listed.conversation.id));
                let Some(next) = page.next else { break };
                // Through the address bar and back.
                after = Some(order.resume(&next.to_string()).unwrap());
            }
            let expected: Vec<_> = whole
                .rows
                .iter()
                .map(|listed| listed.conversation.id)
                .collect();
            assert_eq!(joined, expected, "{order:?}");
        }
    }
}

#[test]
fn a_cursor_of_another_order_is_refused() {
    let mut shop = Shop::open();
    let page = shop.page(&Filter::default(), Order::default(), None, 2);
    let cursor = page.next.unwrap().to_string();
    assert!(Order::default().resume(&cursor).is_ok());
    for (order, text) in [
        (order(Sort::Customer, false), cursor.as_str()),
        (Order::default(), "17"),
        (Order::default(), "'; drop table"),
        (Order::default(), ""),
    ] {
        assert_eq!(order.resume(text), Err(order::BadCursor), "{text:?}");
    }
}

#[test]
fn tabs_agree_with_statuses_and_with_their_numbers() {
    let mut shop = Shop::open();
    let viewer = shop.ana.id;
    for base in [
        Filter::default(),
        Filter {
            assignee: Assignee::Agent(viewer),
            ..Filter::default()
        },
        Filter {
            unread: true,
            ..Filter::default()
        },
        Filter {
            text: "wil".to_owned(),
            ..Filter::default()
        },
    ] {
        let counts = shop.counts(&base);
        for tab in Tab::ALL {
            let filter = Filter {
                tab,
                ..base.clone()
            };
            let rows = shop.page(&filter, Order::default(), None, 50).rows;
            assert_eq!(rows.len() as i64, counts.of(tab), "{filter:?}");
            for listed in rows {
                let conversation = listed.conversation;
                let belongs = match tab {
                    Tab::All => conversation.status() != Status::Fresh,
                    Tab::Open => {
                        !matches!(conversation.status(), Status::Closed | Status::Archived)
                    }
                    Tab::New => conversation.status() == Status::New,
                    Tab::Active => conversation.status() == Status::Active,
                    Tab::AwaitingResponse => conversation.status() == Status::AwaitingResponse,
                    Tab::NeedsReply => conversation.needs_reply(),
                    Tab::Transferred => conversation.status() == Status::Transferred,
                    Tab::Bot => conversation.status() == Status::Fresh,
                    Tab::WrapUp => conversation.status() == Status::WrapUp,
                    Tab::Closed => conversation.status() == Status::Closed,
                    Tab::Archived => conversation.status() == Status::Archived,
                };
                assert!(belongs, "{tab:?} {:?}", conversation.status());
            }
        }
    }
    let expected = Counts {
        open: 4,
        new: 1,
        active: 2,
        awaiting_response: 1,
        transferred: 0,
        bot: 0,
        wrap_up: 0,
        needs_reply: 3,
        closed: 1,
        archived: 0,
        most: Some(counts::MOST_OF_ALL),
    };
    assert_eq!(shop.counts(&Filter::default()), expected);
}

#[test]
fn filters_narrow_the_list() {
    let mut shop = Shop::open();
    let (ana, bo) = (shop.ana.id, shop.bo.id);
    let any = Filter::default;
    let rows = shop
        .page(&any(), order(Sort::Created, false), None, 50)
        .rows;
    let first = &rows[0].conversation;
    let chat_type = shop
        .memory
        .act(|tx| closing::chat_types(tx))
        .unwrap()
        .remove(0)
        .id;
    let text = |text: &str| Filter {
        text: text.to_owned(),
        ..any()
    };
    let whose = |word: &str| Filter {
        assignee: Assignee::from_word(word, ana).unwrap(),
        ..any()
    };
    let all = vec!["Wilma", "Anton", "Boris", "Carla", "Dora"];
    for (filter, expected) in [
        (any(), all.clone()),
        (
            Filter {
                channel: Some(first.channel),
                ..any()
            },
            all.clone(),
        ),
        (
            Filter {
                channel: Some(crate::base::id::ChannelId(99)),
                ..any()
            },
            vec![],
        ),
        (
            Filter {
                queue: Some(first.queue),
                ..any()
            },
            all.clone(),
        ),
        (
            Filter {
                tag: Some(shop.vip),
                ..any()
            },
            vec!["Wilma"],
        ),
        (
            Filter {
                chat_type: Some(chat_type),
                ..any()
            },
            vec!["Dora"],
        ),
        (
            Filter {
                rating: Some(5),
                ..any()
            },
            vec![],
        ),
        (
            Filter {
                needs_reply: true,
                ..any()
            },
            vec!["Wilma", "Anton", "Boris"],
        ),
        (
            Filter {
                to: Some(rows[2].conversation.created_at),
                ..any()
            },
            vec!["Wilma", "Anton"],
        ),
        (
            Filter {
                from: Some(rows[3].conversation.last_activity_at),
                ..any()
            },
            vec!["Carla", "Dora"],
        ),
        (whose("me"), vec!["Anton", "Carla"]),
        (whose("none"), vec!["Wilma"]),
        (whose("any"), all),
        (whose(&bo.to_string()), vec!["Boris", "Dora"]),
        (text(" WIL "), vec!["Wilma"]),
        (text("vi"), vec!["Wilma"]),
        (text("dora@post"), vec!["Dora"]),
        (text("ilma"), vec!["Wilma"]),
        (text("wilma ilm"), vec!["Wilma"]),
        (text("wilma dora"), vec![]),
        (text("%"), vec![]),
        (text("_orna"), vec![]),
    ] {
        let names = shop.names(&filter, order(Sort::Created, false));
        assert_eq!(names, expected, "{filter:?}");
    }
    assert_eq!(Assignee::from_word("mine", ana), None);
}

#[test]
fn a_chat_in_full_says_who_had_part_in_it_and_how_it_ended() {
    let mut shop = Shop::open();
    let (dora, carla) = (shop.id("Dora"), shop.id("Carla"));
    let all = MessageId(0);
    let detail = shop
        .memory
        .act(|tx| detail::of(tx, dora, all))
        .unwrap()
        .unwrap();
    assert_eq!(detail.chat_type.as_deref(), Some("Order"));
    assert_eq!(detail.closing_reason.as_deref(), Some("Solved"));
    let lines: Vec<_> = detail
        .agents
        .iter()
        .map(|face| face.name.as_str())
        .collect();
    assert_eq!(lines, ["Bo"]);
    assert_eq!((detail.first_reply_after, detail.rated_at), (None, None));
    let detail = shop
        .memory
        .act(|tx| detail::of(tx, carla, all))
        .unwrap()
        .unwrap();
    assert!(detail.first_reply_after > Some(Duration::from_secs(1)));
    let nothing = shop
        .memory
        .act(|tx| detail::of(tx, ConversationId(99), all));
    assert!(nothing.unwrap().is_none());
}

#[test]
fn unread_is_the_viewer_s_own() {
    let mut shop = Shop::open();
    let (id, visitor) = (shop.id("Anton"), shop.chats[1].2);
    let said = shop
        .memory
        .act(|tx| cast::write(tx, visitor, "Are you there?"))
        .unwrap();
    let unread = |shop: &mut Shop| -> BTreeSet<(String, i64)> {
        let filter = Filter {
            unread: true,
            ..Filter::default()
        };
        let page = shop.page(&filter, Order::default(), None, 50);
        page.rows
            .into_iter()
            .map(|listed| (listed.conversation.customer_name, listed.unread))
            .collect()
    };
    assert!(unread(&mut shop).contains(&("Anton".to_owned(), 2)));
    let (ana, bo) = (shop.ana.id, shop.bo.id);
    shop.memory
        .act(|tx| receipt::agent_looked(tx, bo, id, said.id, receipt::Eyes::Chat))
        .unwrap();
    assert!(unread(&mut shop).contains(&("Anton".to_owned(), 2)));
    // What its owner sees of it beside a list is no receipt, or the customer would wait for an answer.
    let seen = shop
        .memory
        .act(|tx| {
            receipt::agent_looked(tx, ana, id, said.id, receipt::Eyes::Preview)?;
            receipt::owner_read(tx, id)
        })
        .unwrap();
    assert!(seen < said.id);
    assert!(unread(&mut shop).contains(&("Anton".to_owned(), 2)));
    shop.memory
        .act(|tx| receipt::agent_looked(tx, ana, id, MessageId(i64::MAX), receipt::Eyes::Chat))
        .unwrap();
    assert!(unread(&mut shop).iter().all(|(name, _)| name != "Anton"));
    // What is written after that nobody has seen, whatever number a program named.
    let more = shop
        .memory
        .act(|tx| cast::write(tx, visitor, "Hello?"))
        .unwrap();
    assert!(unread(&mut shop).contains(&("Anton".to_owned(), 1)));
    let seen = shop.memory.act(|tx| receipt::owner_read(tx, id)).unwrap();
    assert!(seen < more.id);
}

#[test]
fn what_the_row_shows_is_there() {
    let mut shop = Shop::open();
    let rows = shop
        .page(&Filter::default(), order(Sort::Created, false), None, 50)
        .rows;
    let tags: Vec<_> = rows[0].tags.iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!(tags, ["VIP"]);
    assert_eq!(rows[0].chat_type, None);
    assert_eq!(rows[4].chat_type.as_deref(), Some("Order"));
    assert_eq!(rows[4].conversation.agent().unwrap().name, "Bo");
}

/// What nobody has to read to find it: names first, then what was said, the newest first; then page by page.
/// A period: what began before its end and was going on after its beginning, however long it took.
#[test]
fn a_period_holds_short_chats_and_long_ones() {
    let mut shop = Shop::open();
    let begun = shop.memory.act(|tx| Ok::<_, DbError>(tx.now)).unwrap();
    let ana = shop.ana.clone();
    // Anton's chat ends at once, Carla's after three weeks.
    shop.close("Anton", &ana);
    shop.memory.advance(Duration::from_secs(21 * 86_400));
    shop.close("Carla", &ana);
    let day = Duration::from_secs(86_400);
    let mut within = |from: Timestamp, to: Timestamp| {
        let filter = Filter {
            tab: Tab::Closed,
            from: Some(from),
            to: Some(to),
            ..Filter::default()
        };
        let names = shop.names(&filter, order(Sort::Created, false));
        assert_eq!(names.len() as i64, shop.counts(&filter).closed);
        names
    };
    assert_eq!(
        within(begun.minus(day), begun.plus(day)),
        ["Anton", "Carla", "Dora"]
    );
    assert_eq!(
        within(begun.plus(day * 10), begun.plus(day * 11)),
        ["Carla"]
    );
    assert_eq!(within(begun.minus(day * 9), begun.minus(day * 8)), [""; 0]);
}
