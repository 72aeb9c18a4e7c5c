use super::*;
use crate::{
    db::memory::Memory,
    desk::{
        absence,
        audit::Origin,
        cast,
        conversation::{
            message::{self, Entry},
            say::{Draft, SayError},
        },
        counter, departure,
        invite::{
            board::{Board, LINGERS, Standing},
            leave::{LeaveError, leave},
        },
        preview,
        waitlist::{self, claim, give},
    },
};

/// Ana has a chat with Hannah; Bo and Cy are at the counter.
struct Desk {
    memory: Memory,
    ana: Agent,
    bo: Agent,
    cy: Agent,
    chat: ConversationId,
    hannah: crate::desk::customer::visitor::Visitor,
}

fn desk() -> Desk {
    let mut memory = Memory::new();
    let mut member = |name| {
        let agent = memory.act(|tx| cast::agent(tx, name)).unwrap();
        let id = agent.id;
        memory.act(|tx| availability::seen(tx, &[id])).unwrap();
        agent
    };
    let (ana, bo, cy) = (member("Ana"), member("Bo"), member("Cy"));
    let hannah = memory.act(|tx| cast::visitor(tx, "Hannah")).unwrap();
    let chat = memory
        .act(|tx| cast::write(tx, hannah, "Twelve kettles, engraved?"))
        .unwrap()
        .conversation;
    memory.act(|tx| claim::claim(tx, &ana, chat, None)).unwrap();
    Desk {
        memory,
        ana,
        bo,
        cy,
        chat,
        hannah,
    }
}

impl Desk {
    fn ask(&mut self, from: &Agent, to: &Agent) -> Result<Invite, AskError> {
        let chat = self.chat;
        self.memory
            .act(|tx| ask(tx, from, chat, to.id, "You did the last one"))
    }

    /// Lets a colleague in.
    fn join(&mut self, colleague: &Agent) {
        let ana = self.ana.clone();
        let invite = self.ask(&ana, colleague).unwrap().id;
        self.memory.act(|tx| accept(tx, colleague, invite)).unwrap();
    }

    fn leave(&mut self, agent: &Agent, to: Option<&Agent>) -> Result<Conversation, LeaveError> {
        let chat = self.chat;
        self.memory
            .act(|tx| leave(tx, agent, chat, to.map(|to| to.id)))
    }

    fn say(&mut self, agent: &Agent, words: &str, seen: Option<i64>) -> Result<i64, SayError> {
        let chat = self.chat;
        let draft = Draft {
            text: words.to_owned(),
            ..Draft::default()
        };
        let seen = seen.map(crate::base::id::MessageId);
        self.memory
            .act(|tx| say::by_agent(tx, agent, chat, &draft, seen))
            .map(|said| said.id.0)
    }

    fn outcome(&mut self, id: InviteId) -> Option<Outcome> {
        let invite = self.memory.act(|tx| by_id(tx, id)).unwrap().unwrap();
        invite.ended.map(|(_, outcome)| outcome)
    }

    fn inside(&mut self) -> Vec<AgentId> {
        let chat = self.chat;
        let faces = self.memory.act(|tx| participant::of(tx, chat)).unwrap();
        faces.into_iter().map(|face| face.id).collect()
    }

    fn owner(&mut self) -> Option<AgentId> {
        let chat = self.chat;
        let chat = self.memory.act(|tx| conversation::by_id(tx, chat));
        let chat = chat.unwrap().unwrap();
        matches!(chat.state, State::Active { .. })
            .then(|| chat.agent().map(|face| face.id))
            .flatten()
    }

    /// Everybody's console is still there after so long.
    fn pass(&mut self, time: Duration) {
        self.memory.advance(time);
        let all = [self.ana.id, self.bo.id, self.cy.id];
        self.memory.act(|tx| availability::seen(tx, &all)).unwrap();
    }

    fn standing(&mut self, agent: &Agent, colleague: &Agent) -> (Standing, Option<Outcome>, bool) {
        let chat = self.chat;
        let (board, colleague) = self
            .memory
            .act(|tx| {
                let board = Board::load(tx, agent.id, Some(chat))?;
                let colleague = team::by_id(tx, colleague.id)?.expect("on the team");
                Ok::<_, DbError>((board, colleague))
            })
            .unwrap();
        let mark = board.mark(colleague.id);
        (
            board.standing(&colleague),
            mark.and_then(|invite| invite.ended).map(|(_, how)| how),
            mark.is_some(),
        )
    }

    fn customer_reads(&mut self) -> Vec<String> {
        let identity = self.hannah.identity;
        let seen = self
            .memory
            .act(|tx| message::of_identity(tx, identity, crate::base::id::MessageId(0), 99))
            .unwrap();
        seen.into_iter().map(|message| message.text).collect()
    }
}

#[test]
fn who_is_asked_may_join_and_answers_beside_the_owner() {
    let mut desk = desk();
    let (ana, bo, cy) = (desk.ana.clone(), desk.bo.clone(), desk.cy.clone());
    assert!(matches!(
        desk.say(&bo, "Yes", None),
        Err(SayError::TakenBy(_))
    ));
    let invite = desk.ask(&ana, &bo).unwrap();
    assert_eq!(desk.ask(&ana, &bo).unwrap().id, invite.id, "asked once");
    assert_eq!(
        desk.standing(&ana, &bo),
        (Standing::Asked, None, true),
        "it is open"
    );
    let waiting = desk.memory.act(|tx| waiting_for(tx, bo.id)).unwrap();
    assert_eq!(waiting.len(), 1);
    assert_eq!(
        waiting[0].words,
        [(true, "Twelve kettles, engraved?".to_owned())]
    );
    assert!(matches!(
        desk.memory.act(|tx| accept(tx, &cy, invite.id)),
        Err(AnswerError::NotFound)
    ));
    for _ in 0..2 {
        desk.memory.act(|tx| accept(tx, &bo, invite.id)).unwrap();
    }
    assert_eq!(desk.inside(), [bo.id]);
    assert!(matches!(desk.ask(&ana, &bo), Err(AskError::Inside(_))));
    // Both write; whoever has not seen the other's words reads them first.
    let first = desk.say(&ana, "Bo knows", None).unwrap();
    let stale = desk.say(&bo, "Yes, twelve is fine", Some(first - 1));
    assert!(matches!(stale, Err(SayError::ChangedMeanwhile(ids)) if ids.len() == 1));
    desk.say(&bo, "Yes, twelve is fine", Some(first)).unwrap();
    // What it gives and what it does not.
    let chat = desk.chat;
    let (load, lists, onlookers, closes, releases) = desk
        .memory
        .act(|tx| {
            let found = conversation::by_id(tx, chat)?.expect("there");
            cast::set_up(tx, |settings| settings.typing_preview = true)?;
            let onlookers = preview::onlookers(tx, &found)?;
            let answers = crate::desk::closing::close::Answers::default();
            Ok::<_, DbError>((
                waitlist::capacity::load(tx, bo.id)?,
                counter::of(tx, &bo)?,
                onlookers,
                crate::desk::closing::close::by_agent(tx, &bo, chat, &answers).is_err(),
                give::release(tx, &bo, chat).is_err(),
            ))
        })
        .unwrap();
    assert_eq!(load, 0, "a guest's place is free");
    assert_eq!(lists.mine.len(), 1);
    assert!(lists.mine[0].is_guest);
    assert_eq!(onlookers, [ana.id, bo.id]);
    assert!(closes && releases, "both are the owner's");
}

#[test]
fn a_request_ends_by_a_no_by_time_and_with_its_chat() {
    let mut desk = desk();
    let (ana, bo, cy) = (desk.ana.clone(), desk.bo.clone(), desk.cy.clone());
    let no = desk.ask(&ana, &bo).unwrap().id;
    desk.memory
        .act(|tx| reject(tx, &bo, no, "On the phone"))
        .unwrap();
    assert_eq!(desk.outcome(no), Some(Outcome::Rejected));
    assert!(matches!(
        desk.memory.act(|tx| accept(tx, &bo, no)),
        Err(AnswerError::Over(Outcome::Rejected))
    ));
    let shown = (Standing::Able, Some(Outcome::Rejected), true);
    assert_eq!(desk.standing(&ana, &bo), shown);
    desk.pass(LINGERS);
    assert_eq!(desk.standing(&ana, &bo), (Standing::Able, None, false));

    let late = desk.ask(&ana, &bo).unwrap().id;
    desk.pass(LASTS);
    desk.memory.act(|tx| time_is_up(tx, late)).unwrap();
    assert_eq!(desk.outcome(late), Some(Outcome::Expired));

    // Somebody else has it now: what Ana asked is asked no more, and who is in it stays.
    desk.join(&cy);
    let open = desk.ask(&ana, &bo).unwrap().id;
    let supervisor = desk.memory.act(|tx| cast::supervisor(tx, "Sue")).unwrap();
    let chat = desk.chat;
    desk.memory
        .act(|tx| give::assign(tx, &supervisor, chat, supervisor.id))
        .unwrap();
    assert_eq!(desk.outcome(open), Some(Outcome::Withdrawn));
    assert_eq!(desk.inside(), [cy.id]);
    let open = desk.ask(&cy, &bo).unwrap().id;
    desk.memory
        .act(|tx| cast::close(tx, &supervisor, chat))
        .unwrap();
    assert_eq!(desk.outcome(open), Some(Outcome::Withdrawn));
    assert_eq!(desk.inside(), []);
    assert!(matches!(desk.ask(&ana, &bo), Err(AskError::NotActive)));
}

#[test]
fn nobody_is_asked_who_would_not_see_it_or_by_somebody_from_outside() {
    let mut desk = desk();
    let (ana, bo, cy) = (desk.ana.clone(), desk.bo.clone(), desk.cy.clone());
    assert!(matches!(desk.ask(&cy, &bo), Err(AskError::NotInside)));
    let set = |desk: &mut Desk, state| {
        let id = desk.bo.id;
        desk.memory
            .act(|tx| availability::set(tx, id, state, ""))
            .unwrap();
    };
    set(&mut desk, Availability::Offline);
    assert!(matches!(desk.ask(&ana, &bo), Err(AskError::Offline(_))));
    assert_eq!(desk.standing(&ana, &bo).0, Standing::Offline);
    set(&mut desk, Availability::Away);
    let id = bo.id;
    desk.memory
        .act(|tx| tx.execute("update agent set chat_limit = 0 where id = ?1", [id]))
        .unwrap();
    let open = desk.ask(&ana, &bo).unwrap().id;
    desk.memory
        .act(|tx| departure::deactivate(tx, &Origin::default(), id))
        .unwrap();
    assert_eq!(desk.outcome(open), Some(Outcome::Withdrawn));
    assert!(matches!(desk.ask(&ana, &bo), Err(AskError::NoSuchAgent)));
}

#[test]
fn there_is_always_one_owner() {
    let mut desk = desk();
    let (ana, bo, cy) = (desk.ana.clone(), desk.bo.clone(), desk.cy.clone());
    assert!(matches!(desk.leave(&bo, None), Err(LeaveError::NotInside)));
    assert!(matches!(
        desk.leave(&ana, None),
        Err(LeaveError::LastInside)
    ));
    desk.join(&bo);
    desk.join(&cy);
    assert!(matches!(
        desk.leave(&ana, None),
        Err(LeaveError::NoSuccessor)
    ));
    let itself = desk.leave(&ana, Some(&ana));
    assert!(matches!(itself, Err(LeaveError::NotAmongThem)));
    desk.leave(&ana, Some(&cy)).unwrap();
    assert_eq!((desk.owner(), desk.inside()), (Some(cy.id), vec![bo.id]));
    desk.leave(&bo, None).unwrap();
    assert_eq!((desk.owner(), desk.inside()), (Some(cy.id), vec![]));
    assert!(matches!(desk.leave(&cy, None), Err(LeaveError::LastInside)));
}

#[test]
fn who_is_inside_goes_on_when_the_owner_is_gone() {
    let mut desk = desk();
    let (bo, cy) = (desk.bo.clone(), desk.cy.clone());
    desk.join(&bo);
    desk.join(&cy);
    // Bo's console is gone as well.
    desk.memory.advance(Duration::from_secs(3_600));
    let there = cy.id;
    desk.memory
        .act(|tx| availability::seen(tx, &[there]))
        .unwrap();
    let gone = desk.ana.id;
    desk.memory.act(|tx| absence::look(tx, gone)).unwrap();
    assert_eq!((desk.owner(), desk.inside()), (Some(cy.id), vec![bo.id]));
    // Who leaves the team leaves it to those inside, if one is there, and else to everybody.
    desk.memory
        .act(|tx| departure::deactivate(tx, &Origin::default(), there))
        .unwrap();
    assert_eq!((desk.owner(), desk.inside()), (None, vec![]));
}

#[test]
fn the_customer_reads_of_comings_and_goings_only_if_the_house_wants_it() {
    let mut desk = desk();
    let bo = desk.bo.clone();
    desk.join(&bo);
    desk.leave(&bo, None).unwrap();
    let chat = desk.chat;
    let log = desk
        .memory
        .act(|tx| message::of_conversation(tx, chat, crate::base::id::MessageId(0), 99))
        .unwrap();
    let lines: Vec<_> = log
        .into_iter()
        .filter_map(|entry| match entry {
            Entry::Message(message) if !message.is_for_customer() => Some(message.text),
            _ => None,
        })
        .collect();
    assert_eq!(lines, ["team:asked Bo", "team:joined", "team:stepped-out"]);
    let told = ["Twelve kettles, engraved?", "claimed"];
    assert_eq!(desk.customer_reads(), told);
    let rules = Company {
        tells_customers: true,
    };
    desk.memory.act(|tx| setting::put(tx, &rules)).unwrap();
    desk.join(&bo);
    desk.leave(&bo, None).unwrap();
    assert_eq!(desk.customer_reads()[2..], ["joined", "stepped-out"]);
}
