//! A little history whose every number is known, and long ones in which figures agree with the lists behind them.

use std::time::Duration;

use super::{
    LocalTime,
    count::{Behind, Count},
    course, daily,
    period::{self, Choice, Period},
    report::{self, Cut, Group, Question, Report},
    spread::{Share, Spread, Times},
    tests::anything,
};
use crate::{
    base::{
        chance::Chance,
        id::{AgentId, ChannelId, ChatTypeId, ConversationId, QueueId, ReasonId},
        lang::Lang,
        time::Timestamp,
    },
    db::{DbError, Tx, memory::Memory},
    desk::{
        cast,
        chats::{self, Assignee, Filter, Order, Tab},
        closing::{
            choice,
            close::{self, Answers},
            reopen, survey,
        },
        conversation::{
            self,
            say::{self, Draft},
        },
        customer::visitor::Visitor,
        delivery,
        forward::{self, To, Wish},
        hours,
        team::{Agent, availability},
        waitlist::{claim, give},
    },
};

fn words(text: &str) -> Draft {
    Draft {
        text: text.to_owned(),
        ..Draft::default()
    }
}

/// A shop in Berlin.
pub(super) struct Shop {
    pub(super) memory: Memory,
    pub(super) ana: Agent,
    pub(super) bo: Agent,
}

impl Shop {
    pub(super) fn open() -> Self {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::supervisor(tx, "Ana")).unwrap();
        let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
        memory
            .act(|tx| choice::install_defaults(tx, Lang::En))
            .unwrap();
        memory
            .act(|tx| {
                let open = "[[540,1080]]";
                let week = format!("[{open},{open},{open},{open},{open},[],[]]");
                tx.execute(
                    "insert into hours (name, zone, week) values ('Weekdays', 'Europe/Berlin', ?1)",
                    [week],
                )
            })
            .unwrap();
        Self { memory, ana, bo }
    }

    pub(super) fn pass(&self, seconds: u64) {
        self.memory.advance(Duration::from_secs(seconds));
    }

    pub(super) fn arrives(&mut self, name: &str) -> (Visitor, ConversationId) {
        let here = [self.ana.id, self.bo.id];
        self.memory.act(|tx| availability::seen(tx, &here)).unwrap();
        let visitor = self.memory.act(|tx| cast::visitor(tx, name)).unwrap();
        let chat = self.writes(visitor);
        (visitor, chat)
    }

    pub(super) fn writes(&mut self, visitor: Visitor) -> ConversationId {
        let said = self
            .memory
            .act(|tx| cast::write(tx, visitor, "Is it in stock?"));
        said.unwrap().conversation
    }

    pub(super) fn takes(&mut self, agent: &Agent, chat: ConversationId) {
        drop(self.memory.act(|tx| claim::claim(tx, agent, chat, None)));
    }

    pub(super) fn answers(
        &mut self,
        agent: &Agent,
        chat: ConversationId,
    ) -> Option<crate::base::id::MessageId> {
        let said = self
            .memory
            .act(|tx| say::by_agent(tx, agent, chat, &words("It is"), None));
        said.ok().map(|said| said.id)
    }

    pub(super) fn leaves(&mut self, chat: ConversationId) {
        self.memory
            .act(|tx| {
                let chat = conversation::by_id(tx, chat)?.unwrap();
                close::by_customer(tx, &chat)
            })
            .unwrap();
    }

    pub(super) fn follow(&mut self) {
        while self.memory.act(course::catch_up).unwrap() {}
        assert!(self.memory.act(|tx| course::is_current(tx)).unwrap());
        while self.memory.act(daily::catch_up).unwrap() {}
        assert!(self.memory.act(|tx| daily::is_current(tx)).unwrap());
    }

    /// Follows, and reads the days from one to another.
    fn report(&mut self, ask: impl FnOnce(&mut Question)) -> Report {
        self.follow();
        let mut question = anything(Timestamp(0), Timestamp(i64::MAX / 2));
        ask(&mut question);
        let zone = hours::zone::find("Europe/Berlin").unwrap();
        let until = Timestamp(4_102_444_800_000).min(question.to);
        let clock = LocalTime::of(&zone, question.from, until);
        self.memory
            .act(|tx| report::of(tx, &question, &clock, &Cut::Hours))
            .unwrap()
    }
}

fn spread(seconds: Vec<u32>) -> Spread {
    seconds.into_iter().collect::<Times>().spread()
}

#[test]
fn every_number_of_a_little_history_is_known() {
    let mut shop = Shop::open();
    let (ana, bo) = (shop.ana.clone(), shop.bo.clone());
    // It is Friday, 2025-11-21, 05:40 in Berlin. Hannah opens the widget and writes ten minutes later.
    let hannah = shop.memory.act(|tx| cast::visitor(tx, "Hannah")).unwrap();
    shop.memory
        .act(|tx| availability::seen(tx, &[ana.id]))
        .unwrap();
    shop.pass(600);
    let first = shop.writes(hannah);
    shop.memory
        .act(|tx| tx.execute("update conversation set offline = 0", []))
        .unwrap();
    shop.pass(60);
    shop.takes(&ana, first);
    shop.pass(30);
    shop.answers(&ana, first).unwrap();
    shop.pass(100);
    shop.writes(hannah);
    shop.pass(5);
    shop.writes(hannah);
    shop.pass(35);
    shop.memory
        .act(|tx| say::comment(tx, &ana, first, &words("a regular")))
        .unwrap();
    let answer = shop.answers(&bo, first);
    assert_eq!(answer, None, "it is Ana's");
    shop.answers(&ana, first).unwrap();
    let answers = Answers {
        survey: true,
        ..Answers::default()
    };
    shop.memory
        .act(|tx| close::by_agent(tx, &ana, first, &answers))
        .unwrap();
    shop.memory
        .act(|tx| survey::rate(tx, hannah.identity, first, 4, ""))
        .unwrap();
    // Omar gives up. Vera waits on.
    let (_, second) = shop.arrives("Omar");
    shop.pass(20);
    shop.leaves(second);
    shop.arrives("Vera");
    shop.pass(61);

    let report = shop.report(|_| {});
    let total = &report.total;
    assert_eq!((total.new, total.closed, total.given_up), (3, 2, 1));
    assert_eq!((total.incoming, total.outgoing), (5, 2));
    assert_eq!(total.first, spread(vec![90]));
    assert_eq!(total.response, spread(vec![90, 40]));
    assert_eq!(total.wait, spread(vec![60]));
    assert_eq!(total.resolution, spread(vec![230, 20]));
    assert_eq!(total.in_target, Share { part: 0, of: 3 });
    assert_eq!(
        (total.stars.hundredths(), total.stars.count()),
        (Some(400), 1)
    );
    assert_eq!(total.answered, Share { part: 1, of: 1 });
    let patient = shop.report(|question| question.target = Duration::from_secs(90));
    // Vera has not waited for so long yet.
    assert_eq!(patient.total.in_target, Share { part: 1, of: 2 });

    // Hannah, Omar and Vera came before six in the morning.
    assert_eq!((report.begun[4][5], report.parts[5].new), (3, 3));
    assert_eq!(report.written.iter().flatten().sum::<u64>(), 5);
    let keys = |groups: &[Group]| {
        groups
            .iter()
            .map(|group| (group.key, group.numbers.new, group.numbers.closed))
            .collect::<Vec<_>>()
    };
    assert_eq!(keys(&report.agents), [(None, 2, 1), (Some(ana.id.0), 1, 1)]);
    assert_eq!(report.agents[1].numbers.response, spread(vec![90, 40]));
    assert_eq!(keys(&report.reasons), [(None, 0, 2)]);
    assert_eq!(keys(&report.queues).len(), 1);
    // Of Bo there is nothing at all, and of another channel neither.
    let nothing = shop.report(|question| question.agent = Some(bo.id));
    assert_eq!(nothing.total, report::Numbers::default());
    let nothing = shop.report(|question| question.channel = Some(ChannelId(9)));
    assert_eq!(
        nothing,
        Report {
            parts: nothing.parts.clone(),
            ..Report::default()
        }
    );

    // What certainly did not arrive has answered nobody.
    let (_, third) = shop.arrives("Iris");
    shop.takes(&bo, third);
    let lost = shop.answers(&bo, third).unwrap();
    shop.memory.act(|tx| delivery::failed(tx, lost)).unwrap();
    let report = shop.report(|question| question.agent = Some(bo.id));
    assert_eq!((report.total.outgoing, report.total.response.count), (0, 0));
    // A chat that goes on has not ended.
    shop.memory
        .act(|tx| reopen::reopen(tx, &ana, first))
        .unwrap();
    assert_eq!(shop.report(|_| {}).total.closed, 1);
}

#[test]
fn a_night_is_no_wait_and_closed_hours_are_subtracted() {
    let mut shop = Shop::open();
    let ana = shop.ana.clone();
    shop.memory
        .act(|tx| {
            cast::site(tx)?;
            tx.execute("update queue set policy = '{\"hours\":1}'", [])
        })
        .unwrap();
    // 05:40 in Berlin; the shop opens at nine. Ana takes the chat at 09:05 and answers at 09:10.
    let (hannah, chat) = shop.arrives("Hannah");
    shop.pass(3 * 3_600 + 25 * 60);
    shop.takes(&ana, chat);
    shop.pass(300);
    shop.answers(&ana, chat).unwrap();
    // At 17:55 Hannah writes again, and is answered on Monday at 09:03.
    shop.pass(8 * 3_600 + 45 * 60);
    shop.writes(hannah);
    shop.pass(63 * 3_600 + 8 * 60);
    shop.answers(&ana, chat).unwrap();
    shop.memory.act(|tx| cast::close(tx, &ana, chat)).unwrap();

    let plain = shop.report(|_| {}).total;
    assert_eq!(
        (plain.first.count, plain.wait.count, plain.in_target.of),
        (0, 0, 0)
    );
    assert_eq!(plain.response, spread(vec![63 * 3_600 + 8 * 60]));
    let open = shop.report(|question| question.open_only = true).total;
    assert_eq!(
        (open.first, open.wait),
        (spread(vec![600]), spread(vec![300]))
    );
    assert_eq!(open.response, spread(vec![600, 480]));
    assert_eq!(open.resolution, spread(vec![9 * 3_600 + 180]));
    assert_eq!(open.in_target, Share { part: 0, of: 1 });
    assert_eq!((open.new, open.closed), (plain.new, plain.closed));
}

/// Sixty chats over two weeks in which anything may happen.
pub(super) fn history(seed: u64) -> Shop {
    let mut shop = Shop::open();
    let mut chance = Chance::new(seed);
    let (queues, types, reasons) = shop
        .memory
        .act(|tx| {
            cast::site(tx)?;
            tx.execute("insert into queue (name) values ('Parcels')", [])?;
            let ids = |tx: &Tx<'_>, table: &str| {
                tx.list(&format!("select id from {table}"), [], |row| {
                    row.get::<_, i64>(0)
                })
            };
            Ok::<_, DbError>((
                ids(tx, "queue")?,
                ids(tx, "chat_type")?,
                ids(tx, "closing_reason")?,
            ))
        })
        .unwrap();
    for number in 0..60 {
        shop.pass(
            chance
                .between(Duration::ZERO, Duration::from_secs(40_000))
                .as_secs(),
        );
        let (visitor, chat) = shop.arrives(&format!("Guest{number}"));
        let queue = chance.pick(&queues).copied();
        shop.memory
            .act(|tx| {
                tx.execute(
                    "update conversation set queue_id = ?2 where id = ?1",
                    (chat, queue),
                )
            })
            .unwrap();
        for _ in 0..chance.below(9) {
            shop.pass(chance.below(900) as u64);
            if chance.in_hundred(40) {
                shop.follow();
            }
            let agent = if chance.in_hundred(60) {
                shop.ana.clone()
            } else {
                shop.bo.clone()
            };
            match chance.below(12) {
                0..=2 => shop.takes(&agent, chat),
                3..=5 => {
                    let said = shop.answers(&agent, chat);
                    if let Some(id) = said.filter(|_| chance.in_hundred(20)) {
                        shop.memory.act(|tx| delivery::failed(tx, id)).unwrap();
                    }
                }
                6 => drop(shop.writes(visitor)),
                7 => drop(shop.memory.act(|tx| give::release(tx, &agent, chat))),
                8 => {
                    let answers = Answers {
                        chat_type: chance
                            .pick(&types)
                            .filter(|_| number % 3 > 0)
                            .map(|id| ChatTypeId(*id)),
                        reason: chance
                            .pick(&reasons)
                            .filter(|_| number % 4 > 0)
                            .map(|id| ReasonId(*id)),
                        survey: true,
                        ..Answers::default()
                    };
                    drop(
                        shop.memory
                            .act(|tx| close::by_agent(tx, &agent, chat, &answers)),
                    );
                    let score = 1 + i64::try_from(chance.below(5)).unwrap();
                    drop(
                        shop.memory
                            .act(|tx| survey::rate(tx, visitor.identity, chat, score, "")),
                    );
                }
                9 => {
                    let to = To::Queue(QueueId(1 + i64::try_from(chance.below(2)).unwrap()));
                    let wish = Wish {
                        to,
                        ..Wish::default()
                    };
                    drop(
                        shop.memory
                            .act(|tx| forward::forward(tx, &agent, chat, &wish)),
                    );
                }
                10 if chance.in_hundred(70) => shop.leaves(chat),
                _ => drop(shop.memory.act(|tx| reopen::reopen(tx, &agent, chat))),
            }
            if chance.in_hundred(10) {
                shop.follow();
            }
        }
    }
    shop
}

/// How many chats the list behind a count has, on its tabs and in its rows.
fn listed(shop: &mut Shop, filter: &Filter) -> u64 {
    let viewer = shop.ana.id;
    let counted = shop
        .memory
        .act(|tx| chats::count(tx, viewer, filter))
        .unwrap()
        .of(Tab::All);
    let rows = shop
        .memory
        .act(|tx| chats::list(tx, viewer, filter, Order::default(), None, 500))
        .unwrap()
        .rows
        .len();
    assert_eq!(rows as i64, counted, "{filter:?}");
    rows as u64
}

#[test]
fn whatever_happened_a_figure_and_the_list_behind_it_agree() {
    let zone = hours::zone::find("Europe/Berlin").unwrap();
    let mut counted = 0;
    for seed in 0..4 {
        let mut shop = history(seed);
        shop.follow();
        let mut chance = Chance::new(seed + 100);
        let now = shop.memory.act(|tx| Ok::<_, DbError>(tx.now)).unwrap();
        let today = period::today(&zone, now);
        for choice in [
            Choice::Today,
            Choice::Week,
            Choice::Thirty,
            Choice::ThisMonth,
            Choice::LastMonth,
        ] {
            let period = Period::of(choice, (None, None), today);
            let (from, to) = period.bounds(&zone);
            let agent = chance.in_hundred(40).then_some(shop.bo.id);
            let queue = chance.in_hundred(40).then_some(QueueId(2));
            let chat_type = chance.in_hundred(20).then_some(ChatTypeId(1));
            let report = shop.report(|question| {
                (question.from, question.to) = (from, to);
                (question.agent, question.queue, question.chat_type) = (agent, queue, chat_type);
            });
            let behind = |count| Behind {
                count,
                from,
                to,
                clock: LocalTime::of(&zone, from, to),
                weekday: None,
                hour: None,
                untyped: false,
                reason: None,
            };
            let filter = |behind| Filter {
                behind: Some(behind),
                queue,
                chat_type,
                assignee: agent.map_or(Assignee::Any, Assignee::Agent),
                ..Filter::default()
            };
            let mut check = |filter: Filter, figure: u64| {
                assert_eq!(
                    listed(&mut shop, &filter),
                    figure,
                    "{seed} {choice:?}: {filter:?}"
                );
                counted += figure;
            };
            let total = &report.total;
            for (count, figure) in [
                (Count::New, total.new),
                (Count::Closed, total.closed),
                (Count::GivenUp, total.given_up),
            ] {
                check(filter(behind(count)), figure);
            }
            for (rating, figure) in (1..).zip(total.stars.each) {
                let filter = filter(behind(Count::Closed));
                check(
                    Filter {
                        rating: Some(rating),
                        ..filter
                    },
                    figure,
                );
            }
            for (weekday, day) in (0..).zip(report.begun) {
                for (hour, figure) in (0..).zip(day) {
                    let behind = Behind {
                        weekday: Some(weekday),
                        hour: Some(hour),
                        ..behind(Count::New)
                    };
                    check(filter(behind), figure);
                }
            }
            for (hour, part) in (0..).zip(&report.parts) {
                for (count, figure) in [
                    (Count::New, part.new),
                    (Count::Closed, part.closed),
                    (Count::GivenUp, part.given_up),
                ] {
                    check(
                        filter(Behind {
                            hour: Some(hour),
                            ..behind(count)
                        }),
                        figure,
                    );
                }
            }
            for (count, of) in [
                (Count::New, (|group| group.numbers.new) as fn(&Group) -> u64),
                (Count::Closed, |group| group.numbers.closed),
                (Count::GivenUp, |group| group.numbers.given_up),
            ] {
                for group in &report.channels {
                    let channel = group.key.map(ChannelId);
                    check(
                        Filter {
                            channel,
                            ..filter(behind(count))
                        },
                        of(group),
                    );
                }
                for group in &report.queues {
                    let queue = group.key.map(QueueId);
                    check(
                        Filter {
                            queue,
                            ..filter(behind(count))
                        },
                        of(group),
                    );
                }
                for group in &report.agents {
                    let assignee = group
                        .key
                        .map_or(Assignee::None, |id| Assignee::Agent(AgentId(id)));
                    check(
                        Filter {
                            assignee,
                            ..filter(behind(count))
                        },
                        of(group),
                    );
                }
                for group in &report.types {
                    let chats = match group.key {
                        Some(id) => Filter {
                            chat_type: Some(ChatTypeId(id)),
                            ..filter(behind(count))
                        },
                        None => filter(Behind {
                            untyped: true,
                            ..behind(count)
                        }),
                    };
                    check(chats, of(group));
                }
            }
            for group in &report.reasons {
                let reason = Some(group.key.map(ReasonId));
                check(
                    filter(Behind {
                        reason,
                        ..behind(Count::Closed)
                    }),
                    group.numbers.closed,
                );
            }
        }
        // Courses that were followed as it went are those that the logs tell.
        let courses = |shop: &mut Shop| {
            shop.memory
                .act(|tx| {
                    tx.list(
                        "select conversation_id, began_at, last_at, steps from course order by conversation_id",
                        [],
                        |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?, row.get::<_, Vec<u8>>(3)?)),
                    )
                })
                .unwrap()
        };
        let followed = courses(&mut shop);
        assert!(!followed.is_empty());
        shop.memory.act(course::forget).unwrap();
        assert!(courses(&mut shop).is_empty());
        shop.follow();
        assert_eq!(courses(&mut shop), followed);
    }
    assert!(
        counted > 1_000,
        "the premise: there is something to count, {counted}"
    );
}
