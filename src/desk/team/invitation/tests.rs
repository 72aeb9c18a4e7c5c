use super::*;
use crate::{
    base::time::Clock,
    db::{Db, memory::Memory},
    desk::{cast, departure, team::session},
};

fn newcomer(name: &str) -> Newcomer {
    Newcomer {
        email: format!("{}@kettle.example", name.to_lowercase()),
        name: name.to_owned(),
        lang: Lang::Ru,
        password_hash: "hash".to_owned(),
    }
}

fn house() -> (Memory, Agent, Origin) {
    let mut memory = Memory::new();
    let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
    let origin = Origin {
        agent: Some(ana.id),
        address: "192.0.2.1".to_owned(),
    };
    (memory, ana, origin)
}

#[test]
fn a_link_lets_one_colleague_in() {
    let (mut memory, _, origin) = house();
    let made = memory
        .act(|tx| invite(tx, &origin, Role::Supervisor, ""))
        .unwrap();
    assert_eq!(memory.act(|tx| pending(tx)).unwrap().len(), 1);
    let token = made.token.hash();
    let bo = memory
        .act(|tx| accept(tx, token, &newcomer("Bo"), "192.0.2.7"))
        .unwrap();
    assert_eq!((bo.role, bo.lang), (Role::Supervisor, Lang::Ru));
    let second = memory.act(|tx| accept(tx, token, &newcomer("Cy"), ""));
    assert!(matches!(second, Err(LinkError::Used)));
    assert!(memory.act(|tx| pending(tx)).unwrap().is_empty());
    let acts: Vec<String> = memory
        .act(|tx| audit::newest(tx, 9))
        .unwrap()
        .into_iter()
        .map(|line| line.act)
        .collect();
    assert_eq!(acts, ["joined", "invited"]);
}

#[test]
fn a_link_made_for_an_address_is_for_it_alone() {
    let (mut memory, _, origin) = house();
    let made = memory
        .act(|tx| invite(tx, &origin, Role::Agent, " Cy@Kettle.example"))
        .unwrap();
    let joined = memory
        .act(|tx| accept(tx, made.token.hash(), &newcomer("Mallory"), ""))
        .unwrap();
    assert_eq!(joined.email, "cy@kettle.example");
}

#[test]
fn a_new_link_for_an_address_replaces_the_old_one() {
    let (mut memory, _, origin) = house();
    let mut make = |email: &str| {
        memory
            .act(|tx| invite(tx, &origin, Role::Agent, email))
            .unwrap()
    };
    let (old, open) = (make("cy@kettle.example"), make(""));
    let new = make("Cy@kettle.example");
    let still_works: Vec<_> = memory
        .act(|tx| pending(tx))
        .unwrap()
        .into_iter()
        .map(|link| link.id)
        .collect();
    assert_eq!(still_works, [new.id, open.id]);
    let late = memory.act(|tx| accept(tx, old.token.hash(), &newcomer("Cy"), ""));
    assert!(matches!(late, Err(LinkError::Used)));
}

#[test]
fn a_newcomer_who_cannot_join_keeps_the_link() {
    let (mut memory, _, origin) = house();
    let made = memory
        .act(|tx| invite(tx, &origin, Role::Agent, ""))
        .unwrap();
    let token = made.token.hash();
    let taken = memory.act(|tx| accept(tx, token, &newcomer("Ana"), ""));
    assert!(matches!(taken, Err(LinkError::Join(JoinError::EmailTaken))));
    assert!(
        memory
            .act(|tx| accept(tx, token, &newcomer("Bo"), ""))
            .is_ok()
    );
}

#[test]
fn links_end() {
    let (mut memory, ana, origin) = house();
    let join = memory
        .act(|tx| invite(tx, &origin, Role::Agent, ""))
        .unwrap();
    let reset_link = memory.act(|tx| offer_reset(tx, &origin, ana.id)).unwrap();
    let withdrawn = memory
        .act(|tx| invite(tx, &origin, Role::Agent, ""))
        .unwrap();
    assert!(
        memory
            .act(|tx| withdraw(tx, &origin, withdrawn.id))
            .unwrap()
    );
    assert!(
        !memory
            .act(|tx| withdraw(tx, &origin, withdrawn.id))
            .unwrap()
    );
    let look =
        |memory: &mut Memory, made: &Made| memory.act(|tx| look_up(tx, made.token.hash())).err();
    assert!(matches!(
        look(&mut memory, &withdrawn),
        Some(LinkError::Used)
    ));
    assert!(look(&mut memory, &reset_link).is_none());
    memory.advance(RESET_LIVES);
    assert!(matches!(
        look(&mut memory, &reset_link),
        Some(LinkError::Expired)
    ));
    assert!(look(&mut memory, &join).is_none());
    memory.advance(JOIN_LIVES);
    let late = memory.act(|tx| accept(tx, join.token.hash(), &newcomer("Bo"), ""));
    assert!(matches!(late, Err(LinkError::Expired)));
    assert!(memory.act(|tx| pending(tx)).unwrap().is_empty());
}

#[test]
fn whoever_is_no_admin_any_more_has_no_link_to_come_back_by() {
    let (mut memory, ana, origin) = house();
    let mut admin = |name: &'static str| {
        let agent = memory.act(|tx| cast::admin(tx, name)).unwrap();
        let own = Origin {
            agent: Some(agent.id),
            address: String::new(),
        };
        let join = memory.act(|tx| invite(tx, &own, Role::Admin, "")).unwrap();
        let reset_link = memory.act(|tx| offer_reset(tx, &own, ana.id)).unwrap();
        (agent.id, join, reset_link)
    };
    let (bo, bo_joins, bo_resets) = admin("Bo");
    let (cy, cy_joins, cy_resets) = admin("Cy");
    let of_ana = memory
        .act(|tx| invite(tx, &origin, Role::Agent, ""))
        .unwrap();
    memory
        .act(|tx| departure::deactivate(tx, &origin, bo))
        .unwrap();
    let is_over = |memory: &mut Memory, made: &Made| {
        let looked = memory.act(|tx| look_up(tx, made.token.hash()));
        matches!(looked, Err(LinkError::Used))
    };
    for (made, expected) in [(&bo_joins, true), (&bo_resets, true), (&cy_joins, false)] {
        assert_eq!(is_over(&mut memory, made), expected, "{made:?}");
    }
    memory
        .act(|tx| account::change_role(tx, &origin, cy, Role::Supervisor))
        .unwrap();
    for (made, expected) in [(&cy_joins, true), (&cy_resets, true), (&of_ana, false)] {
        assert_eq!(is_over(&mut memory, made), expected, "{made:?}");
    }
}

#[test]
fn a_reset_ends_every_session_and_works_once() {
    let (mut memory, ana, origin) = house();
    let session = memory
        .act(|tx| session::open(tx, ana.id, &session::SignIn::default()))
        .unwrap();
    let older = memory.act(|tx| offer_reset(tx, &origin, ana.id)).unwrap();
    let made = memory.act(|tx| offer_reset(tx, &origin, ana.id)).unwrap();
    let superseded = memory.act(|tx| reset(tx, older.token.hash(), "stolen", ""));
    assert!(matches!(superseded, Err(LinkError::Used)));
    let token = made.token.hash();
    memory.act(|tx| reset(tx, token, "new hash", "")).unwrap();
    let again = memory.act(|tx| reset(tx, token, "other hash", ""));
    assert!(matches!(again, Err(LinkError::Used)));
    let (_, hash) = memory
        .act(|tx| super::super::by_email(tx, &ana.email))
        .unwrap()
        .unwrap();
    assert_eq!(hash.as_deref(), Some("new hash"));
    let known = memory
        .act(|tx| session::resolve(tx, session.hash()))
        .unwrap();
    assert!(known.is_none());
}

#[test]
fn a_link_does_only_what_it_was_made_for() {
    let (mut memory, ana, origin) = house();
    let made = memory.act(|tx| offer_reset(tx, &origin, ana.id)).unwrap();
    let token = made.token.hash();
    let joined = memory.act(|tx| accept(tx, token, &newcomer("Bo"), ""));
    assert!(matches!(joined, Err(LinkError::Unknown)));
    assert!(memory.act(|tx| reset(tx, token, "new hash", "")).is_ok());
    let unknown = memory.act(|tx| look_up(tx, Secret::new("guess").hash()));
    assert!(matches!(unknown, Err(LinkError::Unknown)));
}

#[test]
fn of_fifty_who_follow_one_link_one_joins() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.db");
    let db = Db::open(&path, Clock::machine(), Box::new(|_| ())).unwrap();
    let made = db
        .write_blocking(|tx| invite(tx, &Origin::default(), Role::Agent, ""))
        .unwrap();
    let token = made.token.hash();
    let racers: Vec<_> = (0..50)
        .map(|n| {
            let db = db.clone();
            let racer = newcomer(&format!("Racer{n}"));
            std::thread::spawn(move || db.write_blocking(move |tx| accept(tx, token, &racer, "")))
        })
        .collect();
    let outcomes: Vec<_> = racers
        .into_iter()
        .map(|racer| racer.join().unwrap())
        .collect();
    let joined = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    let late = outcomes
        .iter()
        .filter(|outcome| matches!(outcome, Err(LinkError::Used)))
        .count();
    assert_eq!((joined, late), (1, 49));
    db.close();
}
