use super::*;
use crate::{
    db::memory::Memory,
    desk::{
        cast,
        event::{Event, Kind},
        team::account,
    },
};

fn new_key(scopes: &str) -> NewKey {
    NewKey {
        name: "Stock robot".to_owned(),
        scopes: scopes.parse().unwrap(),
        expires_at: None,
    }
}

fn house() -> (Memory, Agent, Origin) {
    let mut memory = Memory::new();
    let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
    let origin = Origin {
        agent: Some(ana.id),
        address: String::new(),
    };
    (memory, ana, origin)
}

fn known(memory: &mut Memory, key: &Secret) -> Option<Known> {
    memory.act(|tx| resolve(tx, key.hash())).unwrap()
}

#[test]
fn scopes_are_words() {
    for (words, stored) in [
        ("", Some("")),
        ("write read", Some("read write")),
        ("read read", Some("read")),
        ("admin export", Some("export admin")),
        ("read everything", None),
    ] {
        let scopes = words.parse::<Scopes>().ok();
        assert_eq!(scopes.map(|scopes| scopes.to_string()).as_deref(), stored);
    }
}

#[test]
fn a_key_is_shown_once_and_known_again() {
    let (mut memory, ana, origin) = house();
    let (id, key) = memory
        .act(|tx| create(tx, &origin, &ana, &new_key("read export")))
        .unwrap();
    assert!(key.expose().starts_with(PREFIX));
    let found = known(&mut memory, &key).unwrap();
    assert_eq!((found.id, found.agent.id), (id, ana.id));
    assert!(found.scopes.allow(Scope::Export) && !found.scopes.allow(Scope::Write));
    assert!(found.is_stale);
    memory.act(|tx| touch(tx, id)).unwrap();
    assert!(!known(&mut memory, &key).unwrap().is_stale);
    memory.advance(Duration::from_secs(61));
    assert!(known(&mut memory, &key).unwrap().is_stale);
    let listed = memory.act(|tx| all(tx)).unwrap().remove(0);
    assert!(key.expose().ends_with(&listed.hint));
    assert!(listed.used_at.is_some());
}

#[test]
fn a_key_that_could_not_be_right_is_refused() {
    let (mut memory, _, origin) = house();
    let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
    let mut refused = |new: NewKey| memory.act(|tx| create(tx, &origin, &bo, &new)).err();
    let nameless = NewKey {
        name: " ".to_owned(),
        ..new_key("read")
    };
    let past = NewKey {
        expires_at: Some(Timestamp(5)),
        ..new_key("read")
    };
    assert!(matches!(refused(nameless), Some(KeyError::NoName)));
    assert!(matches!(refused(past), Some(KeyError::EndsInPast)));
    assert!(matches!(refused(new_key("")), Some(KeyError::NoScope)));
    assert!(matches!(
        refused(new_key("export")),
        Some(KeyError::BeyondRights)
    ));
    assert!(refused(new_key("read write")).is_none());
}

#[test]
fn a_key_ends_with_its_time_its_agent_s_right_and_its_revocation() {
    let (mut memory, ana, origin) = house();
    let bo = memory.act(|tx| cast::supervisor(tx, "Bo")).unwrap();
    let timed = NewKey {
        expires_at: memory
            .act(|tx| Ok::<_, DbError>(Some(tx.now.plus(USED_STEP))))
            .unwrap(),
        ..new_key("read")
    };
    let (_, timed) = memory.act(|tx| create(tx, &origin, &ana, &timed)).unwrap();
    let (id, key) = memory
        .act(|tx| create(tx, &origin, &bo, &new_key("read export")))
        .unwrap();
    assert!(known(&mut memory, &timed).is_some());
    memory.advance(USED_STEP);
    assert!(known(&mut memory, &timed).is_none());
    memory
        .act(|tx| account::change_role(tx, &origin, bo.id, Role::Agent))
        .unwrap();
    assert_eq!(known(&mut memory, &key).unwrap().scopes.to_string(), "read");
    memory.announced.clear();
    assert!(memory.act(|tx| revoke(tx, &origin, id)).unwrap());
    assert!(!memory.act(|tx| revoke(tx, &origin, id)).unwrap());
    assert!(known(&mut memory, &key).is_none());
    let told: Vec<&Event> = memory
        .announced
        .iter()
        .filter_map(|announcement| announcement.downcast_ref())
        .collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].kind, Kind::Access);
    assert_eq!(told[0].parse(), Some(Revoked::ApiKey(id)));
}
