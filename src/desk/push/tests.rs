use std::time::Duration;

use super::{
    news::{LATE, News, What},
    *,
};
use crate::{
    base::id::EventId,
    db::memory::Memory,
    desk::{
        cast, event,
        team::{
            Agent, Availability, availability,
            session::{self, SignIn},
        },
        waitlist::claim,
    },
};

fn given(name: &str) -> Subscription {
    let mut key = vec![7; 65];
    key[0] = 4;
    Subscription {
        endpoint: format!("https://push.example/{name}"),
        p256dh: key,
        auth: vec![1; 16],
    }
}

/// Somebody who signed in here, and the sign-in.
fn signed_in(memory: &mut Memory, agent: AgentId) -> SessionId {
    let sign_in = SignIn {
        device: "Firefox · Android".to_owned(),
        ..SignIn::default()
    };
    memory
        .act(|tx| {
            let token = session::open(tx, agent, &sign_in)?;
            tx.get(
                "select id from session where token_hash = ?1",
                [token.hash()],
                |row| row.get(0),
            )
        })
        .unwrap()
}

/// An agent with a browser that is told, and its sign-in.
fn told(memory: &mut Memory, name: &str) -> (Agent, SessionId, PushDeviceId) {
    let agent = memory.act(|tx| cast::agent(tx, name)).unwrap();
    let session = signed_in(memory, agent.id);
    let id = memory.act(|tx| allow(tx, session, &given(name))).unwrap();
    (agent, session, id)
}

fn names(memory: &mut Memory, agent: AgentId) -> Vec<String> {
    let devices = memory.act(|tx| of_agent(tx, agent)).unwrap();
    devices
        .into_iter()
        .map(|device| device.subscription.endpoint)
        .collect()
}

#[test]
fn a_browser_is_told_once_and_as_long_as_its_sign_in_holds() {
    let mut memory = Memory::new();
    assert!(!memory.act(|tx| any(tx)).unwrap());
    let (ana, session, id) = told(&mut memory, "Ana");
    let other = signed_in(&mut memory, ana.id);
    // The same browser under a later sign-in, and then with another address.
    memory.act(|tx| allow(tx, other, &given("Ana"))).unwrap();
    assert_eq!(names(&mut memory, ana.id), ["https://push.example/Ana"]);
    assert!(memory.act(|tx| by_id(tx, id)).unwrap().is_none());
    memory.act(|tx| allow(tx, other, &given("moved"))).unwrap();
    memory
        .act(|tx| allow(tx, session, &given("first")))
        .unwrap();
    assert_eq!(
        names(&mut memory, ana.id),
        ["https://push.example/moved", "https://push.example/first"]
    );
    // Signed out.
    memory
        .act(|tx| session::end(tx, ana.id, other).map(drop))
        .unwrap();
    assert_eq!(names(&mut memory, ana.id), ["https://push.example/first"]);
    // Idle for longer than a sign-in without "stay signed in" lasts.
    memory.advance(session::IDLE + Duration::from_secs(1));
    assert_eq!(names(&mut memory, ana.id), Vec::<String>::new());
    assert!(memory.act(|tx| any(tx)).unwrap(), "not swept yet");
}

#[test]
fn what_is_no_subscription_is_not_kept() {
    let mut memory = Memory::new();
    let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
    let session = signed_in(&mut memory, ana.id);
    let good = given("x");
    for bad in [
        Subscription {
            endpoint: "ftp://push.example/x".to_owned(),
            ..good.clone()
        },
        Subscription {
            endpoint: format!("https://push.example/{}", "x".repeat(LONGEST_ENDPOINT)),
            ..good.clone()
        },
        Subscription {
            p256dh: vec![4; 64],
            ..good.clone()
        },
        Subscription {
            p256dh: vec![2; 65],
            ..good.clone()
        },
        Subscription {
            auth: vec![1; 15],
            ..good.clone()
        },
    ] {
        let outcome = memory.act(|tx| allow(tx, session, &bad));
        assert!(matches!(outcome, Err(PushError::Bad)), "{bad:?}");
    }
    assert!(memory.act(|tx| allow(tx, session, &good)).is_ok());
}

#[test]
fn nobody_removes_another_s_and_what_came_of_it_is_kept() {
    let mut memory = Memory::new();
    let (ana, _, id) = told(&mut memory, "Ana");
    let (bo, _, _) = told(&mut memory, "Bo");
    assert!(!memory.act(|tx| remove(tx, bo.id, id)).unwrap());
    let device = |memory: &mut Memory| memory.act(|tx| by_id(tx, id)).unwrap().unwrap();
    memory
        .act(|tx| note(tx, id, Err(&"x".repeat(500))))
        .unwrap();
    let failed = device(&mut memory).failed.unwrap();
    assert_eq!(failed.1.len(), LONGEST_FAILURE);
    memory.act(|tx| note(tx, id, Ok(()))).unwrap();
    let well = device(&mut memory);
    assert!(well.told_at.is_some() && well.failed.is_none());
    assert!(memory.act(|tx| remove(tx, ana.id, id)).unwrap());
    assert!(memory.act(|tx| by_id(tx, id)).unwrap().is_none());
}

#[test]
fn the_house_s_key_is_made_once() {
    let mut memory = Memory::new();
    assert_eq!(memory.act(|tx| key(tx)).unwrap(), None);
    assert_eq!(memory.act(|tx| keep_key(tx, b"one")).unwrap(), b"one");
    assert_eq!(memory.act(|tx| keep_key(tx, b"two")).unwrap(), b"one");
    assert_eq!(memory.act(|tx| key(tx)).unwrap().unwrap(), b"one");
}

/// What has happened since an event.
fn since(memory: &mut Memory, seen: EventId) -> Vec<News> {
    memory.act(|tx| news::page(tx, seen)).unwrap().news
}

fn newest(memory: &mut Memory) -> EventId {
    memory.act(|tx| event::newest(tx)).unwrap()
}

fn whats(news: &[News]) -> Vec<(&str, What)> {
    news.iter()
        .map(|one| (one.agent.name.as_str(), one.what.clone()))
        .collect()
}

#[test]
fn who_waits_is_told_to_those_who_may_take_them_while_they_do() {
    let mut memory = Memory::new();
    let (ana, _, _) = told(&mut memory, "Ana");
    let (bo, _, _) = told(&mut memory, "Bo");
    memory.act(|tx| cast::agent(tx, "Cy")).unwrap();
    let seen = newest(&mut memory);
    let said = memory
        .act(|tx| cast::waiting_chat(tx, "Hannah", "Is the lid sold alone?"))
        .unwrap();
    let news = since(&mut memory, seen);
    assert_eq!(whats(&news), [("Ana", What::Waits), ("Bo", What::Waits)]);
    assert_eq!(news[0].words, "Is the lid sold alone?");
    assert_eq!(
        memory.act(|tx| news::page(tx, seen)).unwrap().touched,
        [said.conversation]
    );

    // Whoever is not at work hears no bell.
    memory
        .act(|tx| availability::set(tx, bo.id, Availability::Offline, ""))
        .unwrap();
    assert_eq!(whats(&since(&mut memory, seen)), [("Ana", What::Waits)]);
    memory
        .act(|tx| availability::set(tx, bo.id, Availability::Available, ""))
        .unwrap();

    // Not to whoever does not serve the queue.
    memory
        .act(|tx| crate::desk::queue::serve(tx, bo.id, &[]))
        .unwrap();
    assert_eq!(whats(&since(&mut memory, seen)), [("Ana", What::Waits)]);
    memory
        .act(|tx| {
            tx.execute("update queue_agent set serving = 1", [])
                .map(drop)
        })
        .unwrap();

    // What is late is no news.
    memory.advance(LATE + Duration::from_secs(1));
    assert_eq!(whats(&since(&mut memory, seen)), []);
    let beginning = memory.act(|tx| news::beginning(tx)).unwrap();
    assert_eq!(beginning, newest(&mut memory));

    // Taken: the other is told who has it.
    assert!(
        memory
            .act(|tx| news::over(tx, bo.id, said.conversation))
            .unwrap()
            .is_none()
    );
    memory
        .act(|tx| claim::claim_next(tx, &ana, None))
        .unwrap()
        .unwrap();
    let over = |memory: &mut Memory, agent| {
        let (news, is_own) = memory
            .act(|tx| news::over(tx, agent, said.conversation))
            .unwrap()
            .unwrap();
        (news.unwrap().what, is_own)
    };
    let with = Some("Ana".to_owned());
    assert_eq!(
        over(&mut memory, bo.id),
        (What::Over { with: with.clone() }, false)
    );
    assert_eq!(over(&mut memory, ana.id), (What::Over { with }, true));
}

#[test]
fn a_customer_s_next_words_are_told_to_whoever_has_the_chat_until_they_answer() {
    let mut memory = Memory::new();
    let (ana, _, _) = told(&mut memory, "Ana");
    told(&mut memory, "Bo");
    let hannah = memory.act(|tx| cast::visitor(tx, "Hannah")).unwrap();
    memory.act(|tx| cast::write(tx, hannah, "Hello")).unwrap();
    memory
        .act(|tx| claim::claim_next(tx, &ana, None))
        .unwrap()
        .unwrap();
    let seen = newest(&mut memory);
    memory
        .act(|tx| cast::write(tx, hannah, "Anybody?"))
        .unwrap();
    let news = since(&mut memory, seen);
    assert_eq!(whats(&news), [("Ana", What::Says)]);
    assert_eq!(news[0].words, "Anybody?");
    memory
        .act(|tx| {
            tx.execute("update conversation set waiting_since = null", [])
                .map(drop)
        })
        .unwrap();
    assert_eq!(whats(&since(&mut memory, seen)), [], "answered meanwhile");
}
