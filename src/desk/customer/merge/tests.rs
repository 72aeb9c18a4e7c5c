use super::*;
use crate::{
    db::memory::Memory,
    desk::{
        block, cast, conversation,
        customer::{
            self,
            edit::{Edit, EditError, edit},
            note, tag,
            visitor::Visitor,
        },
    },
};

struct Shop {
    memory: Memory,
    ana: Agent,
    hannah: Visitor,
    hanni: Visitor,
}

/// Hannah, who has a tag and a note, and Hanni, who has another tag, a number and an open chat.
fn shop() -> Shop {
    let mut memory = Memory::new();
    let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
    let hannah = memory.act(|tx| cast::visitor(tx, "Hannah")).unwrap();
    let hanni = memory.act(|tx| cast::visitor(tx, "Hanni")).unwrap();
    memory
        .act::<_, anyhow::Error>(|tx| {
            cast::write(tx, hanni, "Hello")?;
            tag::add(tx, hannah.customer, "VIP")?;
            tag::add(tx, hanni.customer, "VIP")?;
            tag::add(tx, hanni.customer, "Gift")?;
            note::write(tx, &ana, hanni.customer, "Likes oolong")?;
            let phone = Edit {
                phone: Some("+49 40 5550112".to_owned()),
                ..Edit::default()
            };
            edit(tx, hanni.customer, 0, &phone)?;
            Ok(())
        })
        .unwrap();
    Shop {
        memory,
        ana,
        hannah,
        hanni,
    }
}

impl Shop {
    fn merge(&mut self) -> Result<MergeId, MergeError> {
        let (ana, kept, gone) = (self.ana.clone(), self.hannah.customer, self.hanni.customer);
        self.memory.act(|tx| {
            merge(
                tx,
                &ana,
                &Origin::default(),
                kept,
                gone,
                Choice {
                    name: true,
                    ..Choice::default()
                },
            )
        })
    }

    /// Name, number, tags, number of notes and of chats.
    fn person(&mut self, id: CustomerId) -> (String, String, String, usize, usize) {
        self.memory
            .act::<_, DbError>(|tx| {
                let customer = by_id(tx, id)?.unwrap();
                let tags = conversation::tags_of(tx, id)?.join(" ");
                let notes = note::of_customer(tx, id, None, 9)?.rows.len();
                let chats = customer::history::of_customer(tx, id, None, 9)?.rows.len();
                Ok((customer.name, customer.phone, tags, notes, chats))
            })
            .unwrap()
    }
}

fn told(
    name: &str,
    phone: &str,
    tags: &str,
    notes: usize,
    chats: usize,
) -> (String, String, String, usize, usize) {
    (name.into(), phone.into(), tags.into(), notes, chats)
}

#[test]
fn two_become_one_with_all_they_had() {
    let mut shop = shop();
    let (kept, gone) = (shop.hannah.customer, shop.hanni.customer);
    shop.merge().unwrap();
    let one = told("Hanni", "+49 40 5550112", "Gift VIP", 1, 1);
    assert_eq!(shop.person(kept), one);
    assert_eq!(
        shop.memory.act(|tx| merged_into(tx, gone)).unwrap(),
        Some(kept)
    );
    assert!(matches!(shop.merge(), Err(MergeError::NotFound)));
    // Their browser goes on as before.
    let hanni = shop.hanni;
    let said = shop
        .memory
        .act(|tx| cast::write(tx, hanni, "Still here"))
        .unwrap();
    let chat = shop
        .memory
        .act(|tx| conversation::by_id(tx, said.conversation))
        .unwrap();
    assert_eq!(chat.unwrap().customer, kept);
}

#[test]
fn one_becomes_two_again() {
    let mut shop = shop();
    let (kept, gone) = (shop.hannah.customer, shop.hanni.customer);
    let (hannah, hanni) = (shop.person(kept), shop.person(gone));
    let id = shop.merge().unwrap();
    assert_eq!(shop.memory.act(|tx| undoable(tx, kept)).unwrap()[0].id, id);
    let both = shop.memory.act(|tx| undo(tx, &Origin::default(), id));
    assert_eq!(both.unwrap(), (kept, gone));
    assert_eq!((shop.person(kept), shop.person(gone)), (hannah, hanni));
    assert!(shop.memory.act(|tx| undoable(tx, kept)).unwrap().is_empty());
    // A repeated request is answered like the first.
    assert!(
        shop.memory
            .act(|tx| undo(tx, &Origin::default(), id))
            .is_ok()
    );
}

#[test]
fn what_changed_since_is_not_taken_back() {
    let mut shop = shop();
    let kept = shop.hannah.customer;
    let id = shop.merge().unwrap();
    let revision = shop
        .memory
        .act(|tx| by_id(tx, kept))
        .unwrap()
        .unwrap()
        .revision;
    let phone = Edit {
        phone: Some("+49 30 1234567".to_owned()),
        ..Edit::default()
    };
    shop.memory
        .act(|tx| edit(tx, kept, revision, &phone))
        .unwrap();
    shop.memory
        .act(|tx| undo(tx, &Origin::default(), id))
        .unwrap();
    let now = shop.person(kept);
    assert_eq!(
        (now.0.as_str(), now.1.as_str()),
        ("Hannah", "+49 30 1234567")
    );
    let late = shop.merge().unwrap();
    shop.memory.advance(UNDOABLE + Duration::from_secs(1));
    assert!(matches!(
        shop.memory.act(|tx| undo(tx, &Origin::default(), late)),
        Err(MergeError::TooLate)
    ));
}

#[test]
fn what_is_written_where_somebody_was_shown_is_about_who_they_are_now() {
    let mut shop = shop();
    let (kept, gone) = (shop.hannah.customer, shop.hanni.customer);
    shop.merge().unwrap();
    let (ana, origin) = (shop.ana.clone(), Origin::default());
    let seen = shop.memory.act(|tx| by_id(tx, kept)).unwrap().unwrap();
    // A colleague has had the page of the one who went open all the while.
    shop.memory
        .act::<_, anyhow::Error>(|tx| {
            note::write(tx, &ana, gone, "Will call on Friday")?;
            tag::add(tx, gone, "Wholesale")?;
            let gift = tag::of_customer(tx, gone)?
                .into_iter()
                .find(|tag| tag.name == "Gift");
            tag::remove(tx, gone, gift.expect("they had it").id)?;
            Ok(())
        })
        .unwrap();
    let one = told("Hanni", "+49 40 5550112", "VIP Wholesale", 2, 1);
    assert_eq!(shop.person(kept), one);
    // Nothing that they have not seen is written over, whatever numbers happen to be the same.
    let phone = Edit {
        phone: Some("+49 30 1234567".to_owned()),
        ..Edit::default()
    };
    let blind = shop.memory.act(|tx| edit(tx, gone, seen.revision, &phone));
    assert!(
        matches!(&blind, Err(EditError::Conflict(now)) if now.id == kept),
        "{blind:?}"
    );
    // Whoever is blocked there is blocked.
    let wanted = block::Wanted {
        reason: "Spam".to_owned(),
        message: "We no longer answer you.".to_owned(),
        ..block::Wanted::default()
    };
    shop.memory
        .act(|tx| block::block(tx, &ana, &origin, gone, &wanted))
        .unwrap();
    assert!(shop.memory.act(|tx| block::holds(tx, kept)).unwrap());
    shop.memory
        .act(|tx| block::lift(tx, &ana, &origin, gone))
        .unwrap();
    assert!(!shop.memory.act(|tx| block::holds(tx, kept)).unwrap());
}

/// Name, number, tags, city: what two merges may both bring.
type Kept = (String, String, String, String);

/// Hannah, Hanni and Johanna, who have some of it each, and what Hannah takes over.
struct Three {
    memory: Memory,
    ana: Agent,
    people: [CustomerId; 3],
}

impl Three {
    fn new() -> Self {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        let people = ["Hannah", "Hanni", "Johanna"]
            .map(|name| memory.act(|tx| customer::create(tx, name, "")).unwrap());
        memory
            .act::<_, anyhow::Error>(|tx| {
                let city = field::Wanted {
                    name: "City".to_owned(),
                    help: String::new(),
                    choices: Vec::new(),
                };
                let city = field::add(tx, &Origin::default(), field::FieldKind::Text, &city)?;
                let [hannah, hanni, johanna] = people;
                tag::add(tx, hannah, "Own")?;
                for (who, phone, place, tags) in [
                    (hanni, "+49 40 5550112", "Ulm", ["VIP", "Gift"]),
                    (johanna, "+49 40 5550113", "Bonn", ["VIP", "Tea"]),
                ] {
                    let phone = Edit {
                        phone: Some(phone.to_owned()),
                        ..Edit::default()
                    };
                    let before = by_id(tx, who)?.map_or(0, |customer| customer.revision);
                    edit(tx, who, before, &phone)?;
                    field::fill(tx, who, city, "", place)?;
                    for name in tags {
                        tag::add(tx, who, name)?;
                    }
                }
                Ok(())
            })
            .unwrap();
        Self {
            memory,
            ana,
            people,
        }
    }

    fn merge(&mut self, nth: usize, takes_name: bool) -> MergeId {
        let (ana, kept, gone) = (self.ana.clone(), self.people[0], self.people[nth]);
        let choice = Choice {
            name: takes_name,
            ..Choice::default()
        };
        self.memory
            .act(|tx| merge(tx, &ana, &Origin::default(), kept, gone, choice))
            .unwrap()
    }

    fn undo(&mut self, id: MergeId) {
        self.memory
            .act(|tx| undo(tx, &Origin::default(), id))
            .unwrap();
    }

    fn stand(&mut self) -> [Kept; 3] {
        let people = self.people;
        self.memory
            .act::<_, DbError>(|tx| {
                Ok(people.map(|id| {
                    let customer = by_id(tx, id).unwrap().unwrap();
                    let tags = conversation::tags_of(tx, id).unwrap().join(" ");
                    let city = field::of_customer(tx, id).unwrap().remove(0).value;
                    (customer.name, customer.phone, tags, city)
                }))
            })
            .unwrap()
    }
}

#[test]
fn merges_are_undone_in_any_order() {
    for names in [[false, false], [true, false], [false, true], [true, true]] {
        for first in [0, 1] {
            // As if the other merge alone had ever been.
            let mut only = Three::new();
            let before = only.stand();
            only.merge(2 - first, names[1 - first]);
            let other = only.stand();
            assert_ne!(before[0], other[0]);

            let mut three = Three::new();
            let merges = [three.merge(1, names[0]), three.merge(2, names[1])];
            three.undo(merges[first]);
            assert_eq!(three.stand(), other, "{names:?}, {first} undone");
            three.undo(merges[1 - first]);
            assert_eq!(three.stand(), before, "{names:?}, {first} undone first");
        }
    }
}

#[test]
fn what_was_written_between_two_merges_or_after_them_stands() {
    let write = |three: &mut Three, name: &str| {
        let (id, name) = (three.people[0], name.to_owned());
        three
            .memory
            .act::<_, anyhow::Error>(|tx| {
                let seen = by_id(tx, id)?.map_or(0, |customer| customer.revision);
                let name = Edit {
                    name: Some(name.clone()),
                    ..Edit::default()
                };
                edit(tx, id, seen, &name)?;
                Ok(())
            })
            .unwrap();
    };
    let mut between = Three::new();
    let first = between.merge(1, true);
    write(&mut between, "Dr. Hannah");
    let second = between.merge(2, false);
    between.undo(first);
    between.undo(second);
    assert_eq!(between.stand()[0].0, "Dr. Hannah");

    let mut after = Three::new();
    let (first, second) = (after.merge(1, true), after.merge(2, true));
    write(&mut after, "Dr. Hannah");
    let kept = after.people[0];
    after
        .memory
        .act::<_, anyhow::Error>(|tx| {
            let vip = tag::of_customer(tx, kept)?
                .into_iter()
                .find(|tag| tag.name == "VIP");
            tag::remove(tx, kept, vip.expect("both brought it").id)?;
            Ok(())
        })
        .unwrap();
    after.undo(first);
    let (name, _, tags, _) = after.stand()[0].clone();
    assert_eq!((name.as_str(), tags.as_str()), ("Dr. Hannah", "Own Tea"));
    after.undo(second);
    assert_eq!(after.stand()[0].0, "Dr. Hannah");
}
