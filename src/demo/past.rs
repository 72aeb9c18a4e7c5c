//! Writes the past into the file, by the desk's own acts and with the clock in the hand.

use std::{
    collections::HashMap,
    future::poll_fn,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::Poll,
    time::Duration,
};

use anyhow::Context;

use super::{
    counter,
    crowd::Tokens,
    handing, people, places,
    plan::{Act, Chat, Ending, Plan, Step},
    script::{Person, enclosure, script},
    shop, writing,
};
use crate::{
    base::{
        id::{AgentId, ConversationId, MessageId},
        secret::Secret,
        time::{Clock, Timestamp},
    },
    db::{Db, DbError, Tx},
    desk::{
        arrival::{self, Greeting},
        attachment::{
            Uploader,
            digest::Digest,
            read,
            store::{self, NewFile},
        },
        channel::Channel,
        closing::{
            self, close,
            survey::{self, RateError},
        },
        conversation::{
            self, receipt,
            say::{self, Draft},
        },
        customer::{
            self,
            edit::{self, Edit},
            field, note, page_view, tag,
            visitor::{self, Visitor},
        },
        figures::{course, daily},
        prompter::past as answers,
        search,
        team::{Agent, availability},
        waitlist::{claim, previous},
    },
};

/// How often the team is seen: far more often than would make them absent.
const LOOKS_EVERY: Duration = Duration::from_secs(10);
/// How long somebody looks at a page.
const PAGE: Duration = Duration::from_secs(20);

/// Acts that are handed in at once, so that a thousand of them cost a few syncs of the disk.
const AT_ONCE: usize = 1_000;

/// A house whose past is being written.
pub(super) struct Past<'a> {
    db: &'a Db,
    /// The file's own, held by hand at the beginning of it all at the latest.
    clock: &'a Clock,
    book: Arc<Mutex<Book>>,
}

impl<'a> Past<'a> {
    /// Opens the counter, with a team of `staff` at least.
    pub(super) async fn begin(
        db: &'a Db,
        clock: &'a Clock,
        password_hash: String,
        base_url: String,
        staff: usize,
    ) -> anyhow::Result<Self> {
        let (team, channel) = db
            .write::<_, anyhow::Error>(move |tx| {
                let (mut team, channel) = counter::open(tx, &password_hash)?;
                for number in 0..staff.saturating_sub(team.len()) {
                    team.push(counter::engage(tx, &password_hash, number)?);
                }
                Ok((team, channel))
            })
            .await?;
        let book = Arc::new(Mutex::new(Book {
            conversations: Vec::new(),
            chats: Vec::new(),
            team,
            channel,
            base_url,
            visitors: HashMap::new(),
            staffed_at: Timestamp(0),
        }));
        Ok(Self { db, clock, book })
    }

    /// How those of the team are called.
    pub(super) fn names(&self) -> Vec<String> {
        let book = lock(&self.book);
        book.team.iter().map(|agent| agent.name.clone()).collect()
    }

    /// Lets a stretch of time pass.
    pub(super) async fn live(&self, plan: Plan) -> anyhow::Result<()> {
        {
            let mut book = lock(&self.book);
            book.conversations = vec![None; plan.chats.len()];
            book.chats = plan.chats;
        }
        let next: Vec<Timestamp> = plan.steps.iter().skip(1).map(|step| step.at).collect();
        if let Some(first) = plan.steps.first() {
            self.clock.advance(first.at.since(self.clock.now()));
        }
        let mut next = next.into_iter();
        let mut steps = plan.steps.into_iter().peekable();
        while steps.peek().is_some() {
            let acts = steps.by_ref().take(AT_ONCE).map(|step| {
                let (book, clock, next) = (self.book.clone(), self.clock.clone(), next.next());
                self.db.write::<_, anyhow::Error>(move |tx| {
                    let mut book = lock(&book);
                    let outcome = book.perform(tx, &step);
                    // Each act finds the clock as the one before has left it.
                    if let Some(next) = next {
                        clock.advance(next.since(step.at));
                    }
                    outcome.with_context(|| format!("chat {}: {:?}", step.chat, step.act))
                })
            });
            all_in_order(acts).await?;
        }
        Ok(())
    }

    /// What follows the event table comes up to date.
    pub(super) async fn index(&self) -> anyhow::Result<()> {
        while self.db.write::<_, DbError>(search::catch_up).await? {}
        while self.db.write::<_, DbError>(course::catch_up).await? {}
        while self.db.write::<_, DbError>(daily::catch_up).await? {}
        Ok(())
    }

    /// As [`Past::index`], and what the team has learned from it.
    pub(super) async fn learn(&self) -> anyhow::Result<()> {
        self.index().await?;
        while self.db.write::<_, DbError>(answers::catch_up).await? {}
        Ok(())
    }

    /// Leaves the counter as the present finds it; answers what the browsers of the cast have kept.
    pub(super) async fn end(self) -> anyhow::Result<Tokens> {
        let db = self.db;
        let last = lock(&self.book).last_of(0);
        if let Some((agent, chat)) = last {
            db.write::<_, anyhow::Error>(move |tx| handing::put_off(tx, &agent, chat))
                .await?;
        }
        // The second of the team will have something to say about theirs.
        let last = lock(&self.book).last_of(1);
        if let Some((colleague, chat)) = last {
            db.write::<_, anyhow::Error>(move |tx| writing::leave_word(tx, &colleague, chat))
                .await?;
        }
        db.write::<_, anyhow::Error>(counter::rules).await?;
        let kept = std::mem::take(&mut lock(&self.book).visitors);
        let cast = script().cast.len();
        Ok(kept
            .into_iter()
            .filter(|(customer, _)| *customer < cast)
            .map(|(customer, (token, _))| (customer, token))
            .collect())
    }
}

/// Hands all acts in at once, in their order.
async fn all_in_order<F>(acts: impl Iterator<Item = F>) -> anyhow::Result<()>
where
    F: Future<Output = anyhow::Result<()>>,
{
    let mut acts: Vec<Pin<Box<F>>> = acts.map(Box::pin).collect();
    let mut outcome = Ok(());
    poll_fn(|context| {
        acts.retain_mut(|act| match act.as_mut().poll(context) {
            Poll::Pending => true,
            Poll::Ready(result) => {
                if outcome.is_ok() {
                    outcome = result;
                }
                false
            }
        });
        if acts.is_empty() {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
    outcome
}

fn lock(book: &Mutex<Book>) -> std::sync::MutexGuard<'_, Book> {
    book.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What the acts of the week know of each other.
struct Book {
    chats: Vec<Chat>,
    conversations: Vec<Option<ConversationId>>,
    team: Vec<Agent>,
    channel: Channel,
    base_url: String,
    /// Browsers, by the customer's place in the cast.
    visitors: HashMap<usize, (Secret, Visitor)>,
    /// When the team was seen last.
    staffed_at: Timestamp,
}

impl Book {
    /// The newest chat of one of the team.
    fn last_of(&self, member: usize) -> Option<(Agent, ConversationId)> {
        let chats = self.chats.iter().zip(&self.conversations).rev();
        let (_, id) = chats
            .filter(|(chat, _)| chat.agent == member)
            .find(|(_, id)| id.is_some())?;
        Some((self.team.get(member)?.clone(), (*id)?))
    }

    fn perform(&mut self, tx: &mut Tx<'_>, step: &Step) -> anyhow::Result<()> {
        let chat = self.chats[step.chat];
        let person = &*people::person(chat.customer);
        let agent = self.team[chat.agent].clone();
        match &step.act {
            Act::Arrives(pages) => self.arrive(tx, chat.customer, person, pages),
            Act::Says(text, photo) => self.say(tx, step.chat, text, photo.as_deref()),
            Act::Claims => {
                let id = self.conversation(step.chat)?;
                // Whoever had the customer before leaves them to a colleague.
                previous::let_go(tx, id)?;
                claim::claim(tx, &agent, id, None)?;
                Ok(())
            }
            Act::Replies(text) => {
                let id = self.conversation(step.chat)?;
                let said = say::by_agent(tx, &agent, id, &draft(text), None)?;
                Ok(receipt::customer_has(tx, id, said.id, said.id)?)
            }
            Act::Comments(text) => {
                let colleague = self.team[(chat.agent + 1) % self.team.len()].clone();
                let id = self.conversation(step.chat)?;
                say::comment(tx, &colleague, id, &draft(text))?;
                Ok(())
            }
            Act::Remembers => remember(tx, &agent, self.visitor(chat.customer)?, person),
            Act::Closes(ending) => self.close(tx, step.chat, &agent, *ending),
            Act::Leaves => {
                let conversation = conversation::by_id(tx, self.conversation(step.chat)?)?;
                let conversation = conversation.context("the chat is there")?;
                Ok(close::by_customer(tx, &conversation)?)
            }
            Act::Rates(score, words) => {
                let visitor = self.visitor(chat.customer)?;
                let id = self.conversation(step.chat)?;
                match survey::rate(tx, visitor.identity, id, *score, words) {
                    // Whoever was asked a short while ago is left in peace.
                    Err(RateError::NotAsked) => Ok(()),
                    outcome => Ok(outcome?),
                }
            }
        }
    }

    fn conversation(&self, chat: usize) -> anyhow::Result<ConversationId> {
        self.conversations[chat].context("the chat has not begun")
    }

    fn visitor(&self, customer: usize) -> anyhow::Result<Visitor> {
        let known = self.visitors.get(&customer);
        Ok(known.context("the customer has not come yet")?.1)
    }

    /// The counter is always staffed, so that nobody finds it closed.
    fn staff(&mut self, tx: &mut Tx<'_>) -> anyhow::Result<()> {
        if tx.now.since(self.staffed_at) < LOOKS_EVERY {
            return Ok(());
        }
        self.staffed_at = tx.now;
        let team: Vec<AgentId> = self.team.iter().map(|agent| agent.id).collect();
        Ok(availability::seen(tx, &team)?)
    }

    fn arrive(
        &mut self,
        tx: &mut Tx<'_>,
        customer: usize,
        person: &Person,
        pages: &[String],
    ) -> anyhow::Result<()> {
        self.staff(tx)?;
        let steps: Vec<page_view::Step> = (0..)
            .zip(pages)
            .map(|(n, page)| page_view::Step {
                url: format!("{}/shop/{page}", self.base_url),
                title: shop::title(page),
                at: tx.now.minus(PAGE * (pages.len() - n) as u32),
                begins: n == 0,
                referrer: String::new(),
            })
            .collect();
        if let Some((_, visitor)) = self.visitors.get(&customer) {
            return Ok(page_view::arrive(tx, *visitor, &steps)?);
        }
        let greeting = Greeting {
            name: person.name.clone(),
            email: person.email.clone(),
            page: steps
                .last()
                .map(|step| step.url.clone())
                .unwrap_or_default(),
            pages: steps,
            language: person.language.clone(),
            user_agent: person.device_in_words().to_owned(),
            address: places::address_of(customer),
            ..Greeting::default()
        };
        let begun = arrival::begin(tx, &self.channel, &greeting)?;
        let visitor = visitor::resolve(tx, begun.token.hash())?.context("has just begun")?;
        self.visitors.insert(customer, (begun.token, visitor));
        Ok(())
    }

    fn say(
        &mut self,
        tx: &mut Tx<'_>,
        chat: usize,
        text: &str,
        photo: Option<&str>,
    ) -> anyhow::Result<()> {
        self.staff(tx)?;
        let visitor = self.visitor(self.chats[chat].customer)?;
        let mut draft = draft(text);
        draft.attachments.extend(
            photo
                .map(|name| attach(tx, Uploader::Customer(visitor.identity), name))
                .transpose()?,
        );
        let said = arrival::message(tx, visitor, &draft)?;
        self.conversations[chat] = Some(said.conversation);
        Ok(())
    }

    fn close(
        &self,
        tx: &mut Tx<'_>,
        chat: usize,
        agent: &Agent,
        ending: Ending,
    ) -> anyhow::Result<()> {
        let id = self.conversation(chat)?;
        let newest = conversation::by_id(tx, id)?.map(|conversation| conversation.last_message);
        receipt::agent_looked(
            tx,
            agent.id,
            id,
            newest.unwrap_or(MessageId(0)),
            receipt::Eyes::Chat,
        )?;
        let types = closing::chat_types(tx)?;
        let reasons = closing::reasons(tx)?;
        let answers = close::Answers {
            chat_type: types
                .get(self.chats[chat].matter as usize)
                .map(|kind| kind.id),
            reason: reasons.get(ending as usize).map(|reason| reason.id),
            note: String::new(),
            survey: ending == Ending::Solved,
            was_asked: true,
            ..close::Answers::default()
        };
        close::by_agent(tx, agent, id, &answers)?;
        Ok(())
    }
}

/// What the team knows of some customers.
fn remember(
    tx: &mut Tx<'_>,
    agent: &Agent,
    visitor: Visitor,
    person: &Person,
) -> anyhow::Result<()> {
    for name in &person.tags {
        tag::add(tx, visitor.customer, name)?;
    }
    if !person.note.is_empty() {
        note::write(tx, agent, visitor.customer, &person.note)?;
    }
    for (filled, known) in field::of_customer(tx, visitor.customer)?
        .iter()
        .zip([person.order.as_str(), tier(person)])
    {
        field::fill(tx, visitor.customer, filled.field.id, &filled.value, known)?;
    }
    if !person.phone.is_empty() || !person.company.is_empty() {
        let known = Edit {
            phone: Some(person.phone.clone()),
            company: Some(person.company.clone()),
            ..Edit::default()
        };
        let customer = customer::by_id(tx, visitor.customer)?.context("the customer is there")?;
        edit::edit(tx, customer.id, customer.revision, &known)?;
    }
    Ok(())
}

/// How the shop sees a customer; empty for most.
fn tier(person: &Person) -> &'static str {
    match person.tags.first().map(String::as_str) {
        Some("VIP") => "Gold",
        Some("Wholesale") => "Trade",
        _ => "",
    }
}

/// Uploads a file and answers what to send it by.
pub(super) fn attach(tx: &mut Tx<'_>, uploader: Uploader, name: &str) -> anyhow::Result<String> {
    let shown = enclosure(name).context("there is no such file")?;
    let bytes = shown.bytes;
    let file = NewFile {
        kind: shown.kind,
        name: shown.name,
        media_type: shown.media_type.to_owned(),
        width: shown.pixels.map(|(width, _)| width),
        height: shown.pixels.map(|(_, height)| height),
        duration_ms: shown.duration_ms,
        levels: shown.levels.to_owned(),
        announced_size: bytes.len() as u64,
    };
    let upload = store::begin(tx, uploader, &file)?;
    for (position, piece) in (0..).zip(bytes.chunks(store::PIECE)) {
        store::append(tx, &upload, position, piece)?;
    }
    let stored = read::digest(tx, upload.content)?;
    Ok(store::finish(tx, &upload, &Digest::of(bytes), &stored)?.id)
}

fn draft(text: &str) -> Draft {
    Draft {
        text: text.to_owned(),
        attachments: Vec::new(),
        key: None,
        ..Default::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::{week, year};

    #[tokio::test]
    async fn a_year_passes_in_the_file_before_the_week() {
        let now = Timestamp(1_763_700_000_000);
        let wish = year::Wish {
            messages: 1_500,
            seed: 1,
        };
        let clock = Clock::by_hand(year::start(now));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("shop.db");
        let db = Db::open(&path, clock.clone(), Box::new(|_| ())).unwrap();
        let base = "http://127.0.0.1:7700".to_owned();
        let past = Past::begin(&db, &clock, "hash".to_owned(), base, 5)
            .await
            .unwrap();
        for day in year::Year::new(wish, past.names(), now) {
            past.live(day).await.unwrap();
        }
        past.live(week::plan(1, now)).await.unwrap();
        past.index().await.unwrap();
        past.end().await.unwrap();
        let count = |sql: &'static str| {
            db.peek::<_, DbError>(|reader| reader.get::<i64>(sql, [], |row| row.get(0)))
                .unwrap()
        };
        for (sql, least) in [
            (
                "select count(*) from message where author <> 'system'",
                1_900,
            ),
            ("select count(*) from customer", 290),
            ("select count(distinct agent_id) from conversation", 5),
            ("select count(*) from course", 190),
            ("select count(*) from message_search", 1_900),
            (
                "select max(created_at) - min(created_at) from conversation",
                355 * 86_400_000,
            ),
        ] {
            assert!(count(sql) >= least, "{sql}: {}", count(sql));
        }
    }

    #[tokio::test]
    async fn a_week_passes_in_the_file() {
        let now = Timestamp(1_763_700_000_000);
        let week = week::plan(1, now);
        let chats = week.chats.len() as i64;
        let clock = Clock::by_hand(week::start(now));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("shop.db");
        let db = Db::open(&path, clock.clone(), Box::new(|_| ())).unwrap();
        let base = "http://127.0.0.1:7700".to_owned();
        let past = Past::begin(&db, &clock, "hash".to_owned(), base, 0)
            .await
            .unwrap();
        past.live(week).await.unwrap();
        let tokens = past.end().await.unwrap();
        let count = |sql: &'static str| {
            db.peek::<_, DbError>(|reader| reader.get(sql, [], |row| row.get(0)))
                .unwrap()
        };
        let closed: i64 = count("select count(*) from conversation where state = 'closed'");
        assert_eq!(closed, chats - 1, "one was put off");
        for (sql, least) in [
            (
                "select count(*) from conversation where rating is not null",
                20,
            ),
            (
                "select count(*) from attachment where message_id is not null",
                3,
            ),
            ("select count(*) from page_view", 40),
            ("select count(*) from note", 2),
            ("select count(*) from customer_tag", 5),
            ("select count(*) from message where internal = 1", 4),
            (
                "select max(n) from (select count(*) n from conversation group by customer_id)",
                3,
            ),
        ] {
            let found: i64 = count(sql);
            assert!(found >= least, "{sql}: {found}");
        }
        let shut: i64 = count("select count(*) from conversation where offline = 1");
        assert_eq!(shut, 0, "the counter was staffed");
        let ahead: i64 = count("select count(*) from message where created_at > 1763700000000");
        assert_eq!((ahead, tokens.len()), (0, 18));
        let db_ = db.clone();
        tokio::task::spawn_blocking(move || db_.close())
            .await
            .unwrap();
    }
}
