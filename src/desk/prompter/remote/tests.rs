use super::{
    Fault, Kind, all,
    brief::{self, Line, Who},
    edit::{self, PATIENCE, PrompterError, Wanted},
    in_force, one, went,
};
use crate::{
    base::{
        id::{ConversationId, MessageId, PrompterId},
        signed_post,
    },
    db::memory::Memory,
    desk::{
        audit::Origin,
        cast,
        conversation::{self, say},
        team::Agent,
    },
};

fn wanted(name: &str) -> Wanted {
    Wanted {
        name: name.to_owned(),
        address: "http://127.0.0.1:11434/v1/".to_owned(),
        secret: None,
        model: "small".to_owned(),
        instruction: String::new(),
        patience_seconds: 3,
        for_messages: true,
        hears_all: false,
    }
}

fn add(memory: &mut Memory, kind: Kind, wanted: &Wanted) -> Result<PrompterId, PrompterError> {
    memory.act(|tx| edit::add(tx, &Origin::default(), kind, wanted))
}

#[test]
fn a_prompter_whose_key_cannot_be_read_is_not_asked_until_it_has_another() {
    let mut memory = Memory::new();
    let keyed = Wanted {
        secret: Some("sk-1".to_owned()),
        ..wanted("Model")
    };
    let model = add(&mut memory, Kind::Completions, &keyed).unwrap();
    let stock = add(&mut memory, Kind::Webhook, &wanted("Stock room")).unwrap();
    let open = add(&mut memory, Kind::Completions, &wanted("Local")).unwrap();
    memory.change_key();
    let asked = |memory: &mut Memory| -> Vec<PrompterId> {
        let all = memory.act(|tx| in_force(tx)).unwrap();
        all.into_iter().map(|one| one.id).collect()
    };
    assert_eq!(
        asked(&mut memory),
        [open],
        "one without a key has none to miss"
    );
    let read = memory.act(|tx| one(tx, model)).unwrap().unwrap();
    assert!(read.is_locked && read.secret.expose().is_empty());
    // A change of something else takes nothing away; another key sets it right, and so does a webhook's new secret.
    let unkeyed = wanted("Model");
    let change = |memory: &mut Memory, id, wanted: &Wanted| {
        memory
            .act(|tx| edit::change(tx, &Origin::default(), id, wanted))
            .unwrap();
    };
    change(&mut memory, model, &unkeyed);
    assert_eq!(asked(&mut memory), [open]);
    change(&mut memory, model, &keyed);
    change(&mut memory, stock, &wanted("Stock room"));
    assert_eq!(asked(&mut memory), [model, stock, open]);
    let stock = memory.act(|tx| one(tx, stock)).unwrap().unwrap();
    assert!(signed_post::key(stock.secret.expose()).is_some());
}

#[test]
fn a_prompter_is_added_changed_moved_switched_and_removed() {
    let mut memory = Memory::new();
    let origin = Origin::default();
    let local = add(&mut memory, Kind::Completions, &wanted("Local")).unwrap();
    let stock = add(&mut memory, Kind::Webhook, &wanted("Stock room")).unwrap();
    let read = memory.act(|tx| all(tx)).unwrap();
    assert_eq!(
        read[0].address, "http://127.0.0.1:11434/v1",
        "without a slash at the end"
    );
    assert_eq!(read[0].secret.expose(), "");
    // A webhook gets a secret that can be signed with.
    assert!(signed_post::key(read[1].secret.expose()).is_some());

    // No new secret keeps the one that is there; an empty one takes it away.
    let keyed = Wanted {
        secret: Some("sk-1".to_owned()),
        ..wanted("Local model")
    };
    memory
        .act(|tx| edit::change(tx, &origin, local, &keyed))
        .unwrap();
    memory
        .act(|tx| edit::change(tx, &origin, local, &wanted("Local model")))
        .unwrap();
    let key = |memory: &mut Memory| {
        let read = memory.act(|tx| one(tx, local)).unwrap().unwrap();
        read.secret.expose().to_owned()
    };
    assert_eq!(key(&mut memory), "sk-1");
    let bare = Wanted {
        secret: Some(String::new()),
        ..wanted("Local model")
    };
    memory
        .act(|tx| edit::change(tx, &origin, local, &bare))
        .unwrap();
    assert_eq!(key(&mut memory), "");

    let order = |memory: &mut Memory| -> Vec<PrompterId> {
        memory
            .act(|tx| all(tx))
            .unwrap()
            .iter()
            .map(|one| one.id)
            .collect()
    };
    memory.act(|tx| edit::shift(tx, stock, true)).unwrap();
    assert_eq!(order(&mut memory), [stock, local]);
    memory.act(|tx| edit::shift(tx, stock, true)).unwrap();
    assert_eq!(order(&mut memory), [stock, local], "it is first already");
    memory
        .act(|tx| edit::switch(tx, &origin, stock, false))
        .unwrap();
    let asked = memory.act(|tx| in_force(tx)).unwrap();
    assert_eq!(asked.iter().map(|one| one.id).collect::<Vec<_>>(), [local]);
    memory.act(|tx| edit::remove(tx, &origin, stock)).unwrap();
    assert_eq!(order(&mut memory), [local]);
    let acts = memory
        .act(|tx| {
            tx.list("select act, subject from audit order by id", [], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
            })
        })
        .unwrap();
    assert_eq!(
        acts.first().unwrap(),
        &("prompter_added".to_owned(), "Local".to_owned())
    );
    assert_eq!(
        acts.last().unwrap(),
        &("prompter_removed".to_owned(), "Stock room".to_owned())
    );
    assert!(!acts.iter().any(|(_, subject)| subject.contains("sk-1")));
}

#[test]
fn what_cannot_be_is_refused_and_nothing_changes() {
    let mut memory = Memory::new();
    add(&mut memory, Kind::Completions, &wanted("Local")).unwrap();
    let check =
        |memory: &mut Memory, kind, wanted: Wanted, is_expected: fn(&PrompterError) -> bool| {
            let error = add(memory, kind, &wanted).unwrap_err();
            assert!(is_expected(&error), "{wanted:?}: {error:?}");
        };
    for name in ["", "  \n"] {
        check(&mut memory, Kind::Completions, wanted(name), |error| {
            matches!(error, PrompterError::NoName)
        });
    }
    check(&mut memory, Kind::Webhook, wanted("LOCAL"), |error| {
        matches!(error, PrompterError::NameTaken)
    });
    for address in [
        "",
        "kettle.example",
        "ftp://kettle.example",
        "http://",
        "javascript:alert(1)",
        "https://ana:secret@kettle.example",
        "https://a b",
    ] {
        let bad = Wanted {
            address: address.to_owned(),
            ..wanted("Other")
        };
        check(&mut memory, Kind::Webhook, bad, |error| {
            matches!(error, PrompterError::BadAddress)
        });
    }
    for seconds in [0, PATIENCE.end() + 1] {
        let bad = Wanted {
            patience_seconds: seconds,
            ..wanted("Other")
        };
        check(&mut memory, Kind::Completions, bad, |error| {
            matches!(error, PrompterError::BadPatience)
        });
    }
    for (kind, secret) in [
        (Kind::Webhook, "secret"),
        (Kind::Webhook, "whsec_c2hvcnQ="),
        (Kind::Completions, "sk-1\r\nx: y"),
    ] {
        let bad = Wanted {
            secret: Some(secret.to_owned()),
            ..wanted("Other")
        };
        check(&mut memory, kind, bad, |error| {
            matches!(error, PrompterError::BadSecret)
        });
    }
    let long = Wanted {
        instruction: "x".repeat(edit::LONGEST_INSTRUCTION + 1),
        ..wanted("Other")
    };
    check(&mut memory, Kind::Completions, long, |error| {
        matches!(error, PrompterError::TooLong)
    });
    assert_eq!(memory.act(|tx| all(tx)).unwrap().len(), 1);
    for number in 1..edit::MOST {
        add(
            &mut memory,
            Kind::Webhook,
            &wanted(&format!("No. {number}")),
        )
        .unwrap();
    }
    check(&mut memory, Kind::Webhook, wanted("Other"), |error| {
        matches!(error, PrompterError::TooMany)
    });
}

#[test]
fn a_fault_is_remembered_since_it_began_and_forgotten_when_it_ends() {
    let mut memory = Memory::new();
    let id = add(&mut memory, Kind::Completions, &wanted("Local")).unwrap();
    let began = memory
        .act(|tx| {
            went(tx, id, Some(Fault::Late))?;
            Ok::<_, crate::db::DbError>(tx.now)
        })
        .unwrap();
    memory.act(|tx| went(tx, id, Some(Fault::Refused))).unwrap();
    let read = memory.act(|tx| one(tx, id)).unwrap().unwrap();
    assert_eq!(read.fault, Some((Fault::Refused, began)));
    memory.act(|tx| went(tx, id, None)).unwrap();
    assert_eq!(memory.act(|tx| one(tx, id)).unwrap().unwrap().fault, None);
}

/// A chat of Hannah's with everything in it that must not leave.
fn talk(memory: &mut Memory) -> (Agent, ConversationId, Vec<MessageId>) {
    memory
        .act(|tx| {
            let ana = cast::agent(tx, "Ana")?;
            cast::waiting_chat(tx, "Omar", "omars-own-words")?;
            let hannah = cast::visitor(tx, "Hannah")?;
            let mut ids = Vec::new();
            let first = cast::write(
                tx,
                hannah,
                "Hello, Hannah here. Mail hannah@post.example or +49 40 5550112.",
            )?;
            ids.push(first.id);
            let chat = first.conversation;
            ids.push(
                cast::write(
                    tx,
                    hannah,
                    "I paid with 4111 1111 1111 1111, order KK-10482.",
                )?
                .id,
            );
            crate::desk::waitlist::claim::claim(tx, &ana, chat, None).expect("it waits");
            let draft = say::Draft {
                text: "secret-remark".to_owned(),
                ..say::Draft::default()
            };
            say::comment(tx, &ana, chat, &draft).expect("she may note");
            Ok::<_, crate::db::DbError>((ana, chat, ids))
        })
        .unwrap()
}

#[test]
fn nothing_leaves_that_must_not() {
    let mut memory = Memory::new();
    let (_, chat, ids) = talk(&mut memory);
    let asked = add(&mut memory, Kind::Completions, &wanted("Local")).unwrap();
    let read = |memory: &mut Memory, message| {
        memory
            .act(|tx| {
                let chat = conversation::by_id(tx, chat)?.unwrap();
                brief::of_message(tx, &one(tx, asked)?.unwrap(), &chat, message)
            })
            .unwrap()
    };
    let whole = read(&mut memory, None).unwrap();
    let words = format!("{whole:?}");
    for private in [
        "Hannah",
        "hannah@",
        "5550112",
        "4111",
        "KK-10482",
        "secret-remark",
        "omars-own-words",
        "claimed",
    ] {
        assert!(!words.contains(private), "{private}: {words}");
    }
    assert_eq!(whole.chosen, None);
    assert_eq!(
        whole.messages.first(),
        Some(&Line {
            from: Who::Customer,
            text: "Hello, {customer.first_name|…} here. Mail … or ….".to_owned(),
        })
    );
    assert_eq!(
        whole
            .messages
            .iter()
            .filter(|line| line.from == Who::Customer)
            .count(),
        2
    );

    // The message that is pointed at is the last one that goes along.
    let first = read(&mut memory, Some(ids[0])).unwrap();
    assert_eq!(
        first.messages.last().map(|line| &line.text),
        first.chosen.as_ref()
    );
    assert!(!format!("{first:?}").contains("I paid"));
    assert_eq!(
        read(&mut memory, Some(MessageId(1))),
        None,
        "there is none before the first"
    );

    // A question has nothing of the chat with it unless it is to.
    let ask = |memory: &mut Memory, with_context| {
        memory
            .act(|tx| {
                let chat = conversation::by_id(tx, chat)?.unwrap();
                brief::of_question(
                    tx,
                    &one(tx, asked)?.unwrap(),
                    &chat,
                    "What does Hannah's order KK-10482 weigh?",
                    with_context,
                )
            })
            .unwrap()
    };
    let alone = ask(&mut memory, false);
    assert_eq!(alone.messages, []);
    assert_eq!(
        alone.question.as_deref(),
        Some("What does {customer.first_name|…}'s order … weigh?")
    );
    assert_eq!(ask(&mut memory, true).messages, whole.messages);
}

#[test]
fn what_is_the_team_s_own_hears_all_but_what_a_pattern_finds() {
    let mut memory = Memory::new();
    let (_, chat, _) = talk(&mut memory);
    let own = Wanted {
        hears_all: true,
        ..wanted("Stock room")
    };
    let asked = add(&mut memory, Kind::Webhook, &own).unwrap();
    let words = memory
        .act(|tx| {
            let chat = conversation::by_id(tx, chat)?.unwrap();
            brief::of_message(tx, &one(tx, asked)?.unwrap(), &chat, None)
        })
        .unwrap()
        .map(|brief| format!("{:?}", brief.messages))
        .unwrap();
    for goes_along in ["Hannah", "hannah@", "5550112", "KK-10482"] {
        assert!(words.contains(goes_along), "{goes_along}: {words}");
    }
    for private in ["4111", "secret-remark", "omars-own-words", "claimed"] {
        assert!(!words.contains(private), "{private}: {words}");
    }
}
