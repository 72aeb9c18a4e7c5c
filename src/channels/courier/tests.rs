//! A courier whom one message brings down.

use tokio::sync::{Notify, mpsc};

use super::*;
use crate::{
    base::time::Clock,
    channels::{Answer, Found, roster},
    db::{Db, Tx},
    desk::{
        account::{Account, Introduction},
        amend, cast,
        channel::ChannelKind,
        conversation::say::{self, Clearance, Draft},
        intake::{self, Letter, News, Sender, What},
        team::Agent,
        waitlist::claim,
    },
};

/// A platform that takes everything, but for what brings down whoever would hand it over; for one thing it takes its time.
struct Brittle {
    tell: mpsc::UnboundedSender<String>,
    /// It has taken its time.
    is_over: Arc<Notify>,
}

const BOOM: &str = "boom";
const SLOW: &str = "slow";

impl Brittle {
    fn hears(&self, words: &str) {
        let _ = self.tell.send(words.to_owned());
        assert_ne!(words, BOOM);
    }
}

impl Platform for Brittle {
    fn introduce(&self) -> Answer<'_, Introduction> {
        Box::pin(std::future::ready(Ok(Introduction::default())))
    }

    fn cut(&self, parcel: &Parcel) -> Vec<Part> {
        vec![Part::Text(parcel.message.text.clone())]
    }

    fn say<'a>(
        &'a self,
        parcel: &'a Parcel,
        _: &'a Part,
        _: Option<Bytes>,
    ) -> Answer<'a, Option<String>> {
        Box::pin(async move {
            self.hears(&parcel.message.text);
            if parcel.message.text == SLOW {
                self.is_over.notified().await;
            }
            Ok(Some(format!("{}:1", parcel.message.id)))
        })
    }

    fn amend<'a>(&'a self, revision: &'a Revision) -> Answer<'a, Vec<String>> {
        Box::pin(async move {
            let after = revision.after.as_ref().map_or("", |after| &after.text);
            self.hears(after);
            Ok(Vec::new())
        })
    }

    fn fetch<'a>(&'a self, _: &'a str) -> Answer<'a, Found> {
        Box::pin(std::future::ready(Err(Fault::Lost(String::new()))))
    }

    fn typing<'a>(&'a self, _: &'a str, _: Option<&'a str>) -> Answer<'a, ()> {
        Box::pin(std::future::ready(Ok(())))
    }
}

/// A house on a real file, in which Ana has a chat with each of two customers.
struct Shop {
    office: Office,
    ana: Agent,
    heard: mpsc::UnboundedReceiver<String>,
    is_over: Arc<Notify>,
    _folder: tempfile::TempDir,
}

impl Shop {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let pokes = Arc::default();
        let follower = roster::follow(Arc::clone(&pokes), Box::new(|_| ()));
        let db = Db::open(&folder.path().join("shop.db"), Clock::machine(), follower).unwrap();
        let office = Office::new(db, pokes, None);
        let begun = office.db.write::<_, DbError>(|tx| {
            let ana = cast::agent(tx, "Ana")?;
            let account = cast::account(tx, ChannelKind::Telegram, "@kettle_bot")?;
            for customer in ["5511", "5522"] {
                writes(tx, &account, customer)?;
            }
            for chat in [1, 2] {
                claim::claim(tx, &ana, ConversationId(chat), None).expect("nobody has it");
            }
            Ok((ana, account))
        });
        let (ana, account) = begun.await.unwrap();
        let (tell, heard) = mpsc::unbounded_channel();
        let is_over = Arc::<Notify>::default();
        let brittle = Brittle {
            tell,
            is_over: is_over.clone(),
        };
        office.speaks_by(&account, Arc::new(brittle));
        Self {
            office,
            ana,
            heard,
            is_over,
            _folder: folder,
        }
    }

    async fn says(&self, chat: i64, words: &'static str) -> MessageId {
        let ana = self.ana.clone();
        let said = self.office.db.write::<_, DbError>(move |tx| {
            let draft = Draft {
                text: words.to_owned(),
                ..Draft::default()
            };
            Ok(say::by_agent(tx, &ana, ConversationId(chat), &draft, None).expect("she has it"))
        });
        said.await.unwrap().id
    }

    /// What the platform hears next.
    async fn hears(&mut self) -> String {
        let next = tokio::time::timeout(Duration::from_secs(30), self.heard.recv());
        next.await.expect("a chat stands still").unwrap()
    }

    async fn stands(&self, id: MessageId) -> String {
        let stands = self.office.db.read::<_, DbError>(move |reader| {
            reader.get(
                "select coalesce((select state from outbox where message_id = ?1), 'gone')",
                [id],
                |row| row.get(0),
            )
        });
        stands.await.unwrap()
    }
}

fn writes(tx: &mut Tx<'_>, account: &Account, customer: &str) -> Result<(), DbError> {
    let news = News {
        sender: Sender {
            external_id: customer.to_owned(),
            name: customer.to_owned(),
            ..Sender::default()
        },
        at: None,
        what: What::Said(Letter {
            id: format!("{customer}:1"),
            text: "Hello".to_owned(),
            ..Letter::default()
        }),
    };
    intake::take(tx, account, &[news], &[], None)
}

#[tokio::test]
async fn one_message_that_brings_the_courier_down_holds_up_nobody() {
    let mut shop = Shop::open().await;
    let boom = shop.says(1, BOOM).await;
    shop.says(1, "after").await;
    shop.says(2, "other").await;
    let courier = tokio::spawn(Courier::new(shop.office.clone()).run());
    let mut heard = [shop.hears().await, shop.hears().await, shop.hears().await];
    heard.sort();
    assert_eq!(heard, ["after", BOOM, "other"]);
    // It may have arrived, for all anybody knows, and whoever asks how the house is hears of it.
    assert_eq!(shop.stands(boom).await, "unknown");
    assert_eq!(shop.office.staff().fallen(), [NAME]);
    assert!(shop.office.staff().resting().is_empty());
    courier.abort();
}

#[tokio::test]
async fn one_who_is_set_to_work_again_waits_for_what_the_fallen_one_has_under_way() {
    let mut shop = Shop::open().await;
    let slow = shop.says(1, SLOW).await;
    let fallen = tokio::spawn(Courier::new(shop.office.clone()).run());
    assert_eq!(shop.hears().await, SLOW);
    fallen.abort();
    assert!(fallen.await.is_err(), "it goes on for ever otherwise");
    shop.says(1, "behind").await;
    shop.says(2, "other").await;
    let courier = tokio::spawn(Courier::new(shop.office.clone()).run());
    assert_eq!(shop.hears().await, "other", "no other chat waits for it");
    assert_eq!(shop.stands(slow).await, "sending");
    shop.is_over.notify_one();
    assert_eq!(shop.hears().await, "behind");
    assert_eq!(shop.stands(slow).await, "gone", "it has arrived");
    courier.abort();
}

#[tokio::test]
async fn a_change_that_brings_the_courier_down_holds_up_nobody_else() {
    let mut shop = Shop::open().await;
    let courier = tokio::spawn(Courier::new(shop.office.clone()).run());
    let first = shop.says(1, "first").await;
    assert_eq!(shop.hears().await, "first");
    let ana = shop.ana.clone();
    // The platform has it once its word for it is stored.
    let mut edited = Err(amend::AmendError::NotFound);
    for _ in 0..1_000 {
        let ana = ana.clone();
        edited = shop
            .office
            .db
            .write(move |tx| amend::edit(tx, &ana, first, BOOM, Clearance::Look))
            .await;
        if !matches!(edited, Err(amend::AmendError::OnItsWay)) {
            break;
        }
        tokio::task::yield_now().await;
    }
    edited.unwrap();
    assert_eq!(shop.hears().await, BOOM);
    shop.says(2, "other").await;
    assert_eq!(shop.hears().await, "other");
    // Other words go, whatever became of those.
    let again = shop
        .office
        .db
        .write(move |tx| amend::edit(tx, &ana, first, "second", Clearance::Look));
    again.await.unwrap();
    assert_eq!(shop.hears().await, "second");
    assert_eq!(shop.office.staff().fallen(), [NAME]);
    courier.abort();
}
