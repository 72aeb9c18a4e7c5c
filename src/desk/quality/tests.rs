use std::time::Duration;

use super::{
    summary::{self, Asked, Average},
    *,
};
use crate::{
    base::lang::Lang,
    db::memory::Memory,
    desk::{cast, closing::choice, waitlist::claim},
};

struct Shop {
    memory: Memory,
    jon: Agent,
    bo: Agent,
    chat: ConversationId,
    /// The team's criteria in their order.
    by: Vec<CriterionId>,
}

fn shop() -> Shop {
    let mut memory = Memory::new();
    memory
        .act(|tx| choice::install_defaults(tx, Lang::En))
        .unwrap();
    let jon = memory.act(|tx| cast::supervisor(tx, "Jon")).unwrap();
    let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
    let by = memory.act(|tx| criteria(tx)).unwrap();
    let mut shop = Shop {
        memory,
        jon,
        bo: bo.clone(),
        chat: ConversationId(0),
        by: by.into_iter().map(|one| one.id).collect(),
    };
    shop.chat = shop.had_by(&bo);
    shop
}

impl Shop {
    /// Another chat that this agent has.
    fn had_by(&mut self, agent: &Agent) -> ConversationId {
        let chat = self
            .memory
            .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello"))
            .unwrap()
            .conversation;
        self.memory
            .act(|tx| claim::claim(tx, agent, chat, None))
            .unwrap();
        chat
    }

    fn give(
        &mut self,
        by: &Agent,
        chat: ConversationId,
        marks: &[i64],
    ) -> Result<Score, ScoreError> {
        let judgement = Judgement {
            marks: self.by.iter().copied().zip(marks.iter().copied()).collect(),
            note: "Warm".to_owned(),
            ..Judgement::default()
        };
        self.memory.act(|tx| give(tx, by, chat, &judgement))
    }

    fn read_by(&mut self, viewer: &Agent) -> Vec<i64> {
        let chat = self.chat;
        let scores = self.memory.act(|tx| of_chat(tx, viewer, chat)).unwrap();
        scores.iter().map(Score::hundredths).collect()
    }
}

#[test]
fn each_supervisor_judges_once_and_what_was_changed_is_kept() {
    let mut shop = shop();
    let (jon, bo, chat) = (shop.jon.clone(), shop.bo.clone(), shop.chat);
    assert_eq!(shop.by.len(), 4);
    let first = shop.give(&jon, chat, &[5, 4, 4]).unwrap();
    assert_eq!((first.hundredths(), first.agent), (433, bo.id));
    assert_eq!(first.mark(shop.by[3]), None, "it did not matter here");
    shop.memory.advance(Duration::from_secs(60));
    let same = shop.give(&jon, chat, &[5, 4, 4]).unwrap();
    assert_eq!(same, first, "nothing was changed");
    let second = shop.give(&jon, chat, &[2, 4]).unwrap();
    assert_eq!((second.id, second.hundredths()), (first.id, 300));
    assert_eq!(second.at, first.at);
    assert!(second.changed_at.is_some());
    let before = shop.memory.act(|tx| versions(tx, first.id)).unwrap();
    assert_eq!(before.len(), 1);
    assert_eq!(before[0].hundredths(), 433);

    let ana = shop.memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
    shop.give(&ana, chat, &[1]).unwrap();
    assert_eq!(shop.read_by(&jon), [300, 100]);
}

#[test]
fn a_criterion_that_is_no_longer_offered_stays_in_the_scores_that_had_it() {
    let mut shop = shop();
    let (jon, chat, last) = (shop.jon.clone(), shop.chat, shop.by[3]);
    let other = shop.had_by(&shop.bo.clone());
    shop.give(&jon, chat, &[5, 5, 5, 1]).unwrap();
    shop.memory
        .act(|tx| choice::retire(tx, &crate::desk::audit::Origin::default(), last))
        .unwrap();
    let changed = shop.give(&jon, chat, &[5, 5, 5, 2]).unwrap();
    assert_eq!(changed.mark(last), Some(2));
    let refused = shop.give(&jon, other, &[5, 5, 5, 2]);
    assert!(matches!(refused, Err(ScoreError::BadMark)));
}

#[test]
fn not_everybody_judges_and_not_everything() {
    let mut shop = shop();
    let (jon, bo, chat) = (shop.jon.clone(), shop.bo.clone(), shop.chat);
    let own = shop.had_by(&jon);
    let waiting = shop
        .memory
        .act(|tx| cast::waiting_chat(tx, "Omar", "Hello"))
        .unwrap()
        .conversation;
    let cy = shop.memory.act(|tx| cast::agent(tx, "Cy")).unwrap();
    let refused = shop.give(&bo, chat, &[5]);
    assert!(matches!(refused, Err(ScoreError::SupervisorsOnly)));
    assert!(matches!(shop.give(&jon, own, &[5]), Err(ScoreError::Own)));
    assert!(matches!(
        shop.give(&jon, waiting, &[5]),
        Err(ScoreError::NotTheirs)
    ));
    assert!(matches!(
        shop.give(&jon, chat, &[]),
        Err(ScoreError::NoMarks)
    ));
    assert!(matches!(
        shop.give(&jon, chat, &[6]),
        Err(ScoreError::BadMark)
    ));
    assert!(matches!(
        shop.give(&jon, chat, &[0]),
        Err(ScoreError::BadMark)
    ));
    let mut judgement = Judgement {
        agent: Some(cy.id),
        marks: vec![(shop.by[0], 3)],
        note: String::new(),
    };
    let strange = shop.memory.act(|tx| give(tx, &jon, chat, &judgement));
    assert!(matches!(strange, Err(ScoreError::NotTheirs)));
    judgement.agent = None;
    judgement.note = "x".repeat(LONGEST_NOTE + 1);
    let long = shop.memory.act(|tx| give(tx, &jon, chat, &judgement));
    assert!(matches!(long, Err(ScoreError::TooLong(_))));
    assert_eq!(shop.read_by(&jon), [0_i64; 0]);
}

#[test]
fn agents_read_what_was_said_of_their_own_work_if_the_house_wants_that() {
    let mut shop = shop();
    let (jon, bo, chat) = (shop.jon.clone(), shop.bo.clone(), shop.chat);
    let cy = shop.memory.act(|tx| cast::agent(tx, "Cy")).unwrap();
    shop.give(&jon, chat, &[4]).unwrap();
    assert_eq!((shop.read_by(&bo), shop.read_by(&cy)), (vec![400], vec![]));
    let rules = Quality { agents_see: false };
    shop.memory.act(|tx| setting::put(tx, &rules)).unwrap();
    assert_eq!((shop.read_by(&bo), shop.read_by(&jon)), (vec![], vec![400]));
}

#[test]
fn averages_count_each_score_once() {
    let mut shop = shop();
    let (jon, bo, chat) = (shop.jon.clone(), shop.bo.clone(), shop.chat);
    let ana = shop.memory.act(|tx| cast::agent(tx, "ana")).unwrap();
    let (second, hers) = (shop.had_by(&bo), shop.had_by(&ana));
    let from = shop.memory.act(|tx| Ok::<_, DbError>(tx.now)).unwrap();
    shop.give(&jon, chat, &[5, 5, 5, 5]).unwrap();
    shop.give(&jon, second, &[2]).unwrap();
    shop.give(&jon, hers, &[3, 4]).unwrap();
    shop.memory.advance(Duration::from_secs(3_600));
    let late = shop.had_by(&bo);
    shop.give(&jon, late, &[1]).unwrap();
    let mut asked = Asked {
        from,
        to: from.plus(Duration::from_secs(60)),
        channel: None,
        queue: None,
        agent: None,
        chat_type: None,
    };
    let by = shop.by.clone();
    let mut averages = |asked: &Asked, reads: Reads| {
        let listed = shop
            .memory
            .act(|tx| summary::list(tx, reads, asked))
            .unwrap();
        summary::averages(&listed, &by)
    };
    let of_ana = Average {
        agent: ana.id,
        name: "ana".to_owned(),
        count: 1,
        hundredths: 350,
        by_criterion: vec![Some(300), Some(400), None, None],
    };
    let of_bo = Average {
        agent: bo.id,
        name: "Bo".to_owned(),
        count: 2,
        hundredths: 350,
        by_criterion: vec![Some(350), Some(500), Some(500), Some(500)],
    };
    assert_eq!(averages(&asked, Reads::All), [of_ana, of_bo.clone()]);
    assert_eq!(averages(&asked, Reads::Own(bo.id)), [of_bo]);
    assert_eq!(averages(&asked, Reads::Nothing), []);
    asked.agent = Some(ana.id);
    assert_eq!(averages(&asked, Reads::Own(bo.id)), []);
}
