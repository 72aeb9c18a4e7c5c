use super::*;
use crate::{db::memory::Memory, desk::cast};

struct House {
    memory: Memory,
    ana: AgentId,
    secret: Vec<u8>,
    codes: Vec<Secret>,
}

fn origin() -> Origin {
    Origin::default()
}

/// Ana has set it up with the present code.
fn house() -> House {
    let mut memory = Memory::new();
    let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap().id;
    let secret = memory.act(|tx| begin(tx, ana)).unwrap();
    let mut house = House {
        memory,
        ana,
        secret,
        codes: Vec::new(),
    };
    let code = house.code(0);
    house.codes = house
        .memory
        .act(|tx| confirm(tx, &origin(), ana, &code))
        .unwrap();
    house
}

impl House {
    /// The code of a half minute, counted from the present one.
    fn code(&mut self, steps: i64) -> String {
        let now = self.memory.act(|tx| Ok::<_, DbError>(tx.now)).unwrap();
        one_time::code(&self.secret, one_time::step_of(now) + steps)
    }

    fn spend(&mut self, typed: &str) -> bool {
        let ana = self.ana;
        match self.memory.act(|tx| spend(tx, &origin(), ana, typed)) {
            Ok(()) => true,
            Err(CodeError::Wrong) => false,
            Err(other) => panic!("{other}"),
        }
    }

    fn acts(&mut self) -> Vec<String> {
        let lines = self.memory.act(|tx| audit::newest(tx, 9)).unwrap();
        lines.into_iter().map(|line| line.act).collect()
    }
}

#[test]
fn without_the_house_s_key_a_recovery_code_lets_in_and_no_guess_does() {
    let mut house = house();
    let ana = house.ana;
    house.memory.advance(Duration::from_secs(60));
    house.memory.change_key();
    let good = house.code(0);
    for typed in [good.as_str(), "123456", ""] {
        let refused = house
            .memory
            .act(|tx| spend(tx, &origin(), ana, typed))
            .unwrap_err();
        assert!(matches!(refused, CodeError::Locked), "{typed}: {refused}");
    }
    let code = house.codes[0].expose().to_owned();
    assert!(house.spend(&code));
    let again = house
        .memory
        .act(|tx| spend(tx, &origin(), ana, &code))
        .unwrap_err();
    assert!(matches!(again, CodeError::Locked), "it works once");
    // An admin, or whoever sits at the machine, takes it off; then it is set up anew.
    assert!(house.memory.act(|tx| reset(tx, &origin(), ana)).unwrap());
    house.secret = house.memory.act(|tx| begin(tx, ana)).unwrap();
    let code = house.code(0);
    house
        .memory
        .act(|tx| confirm(tx, &origin(), ana, &code))
        .unwrap();
}

#[test]
fn one_that_was_begun_and_cannot_be_read_is_begun_anew() {
    let mut memory = Memory::new();
    let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap().id;
    let before = memory.act(|tx| begin(tx, ana)).unwrap();
    memory.change_key();
    assert_eq!(memory.act(|tx| pending(tx, ana)).unwrap(), None);
    let after = memory.act(|tx| begin(tx, ana)).unwrap();
    assert_ne!(before, after);
    assert_eq!(memory.act(|tx| pending(tx, ana)).unwrap(), Some(after));
}

#[test]
fn nothing_is_asked_for_until_a_code_has_confirmed_it() {
    let mut memory = Memory::new();
    let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap().id;
    let secret = memory.act(|tx| begin(tx, ana)).unwrap();
    let again = memory.act(|tx| begin(tx, ana)).unwrap();
    assert_eq!(secret, again, "a page loaded anew shows the same");
    assert_eq!(secret.len(), 20);
    assert_eq!(memory.act(|tx| of(tx, ana)).unwrap(), None);
    let wrong = memory.act(|tx| confirm(tx, &origin(), ana, "12345"));
    assert!(matches!(wrong, Err(CodeError::Wrong)));
    assert_eq!(memory.act(|tx| of(tx, ana)).unwrap(), None);
    let mut house = house();
    let ana = house.ana;
    let enrolled = house.memory.act(|tx| of(tx, ana)).unwrap().unwrap();
    assert_eq!(enrolled.codes_left, 10);
    let again = house.memory.act(|tx| begin(tx, ana));
    assert!(matches!(again, Err(CodeError::NotNow)), "never shown again");
}

#[test]
fn a_code_works_once_and_a_clock_may_be_half_a_minute_off() {
    let mut house = house();
    let here = house.code(0);
    assert!(!house.spend(&here), "it has confirmed already");
    let before = house.code(-1);
    assert!(!house.spend(&before), "older than the one that was used");
    let next = house.code(1);
    let (left, right) = next.split_at(3);
    assert!(
        house.spend(&format!(" {left} {right}")),
        "as telephones show it"
    );
    assert!(!house.spend(&next), "a second time");
    let far = house.code(2);
    assert!(!house.spend(&far), "a minute early");
    house.memory.advance(Duration::from_secs(90));
    let late = house.code(-1);
    assert!(house.spend(&late), "half a minute late");
    house.memory.advance(Duration::from_secs(90));
    let later = house.code(-2);
    assert!(!house.spend(&later), "a minute late");
    assert!(!house.spend(""));
}

#[test]
fn a_recovery_code_works_once_however_it_is_typed() {
    let mut house = house();
    let code = house.codes[3].expose().to_owned();
    assert_eq!(code.len(), 19, "four groups of four");
    assert!(house.spend(&code.to_lowercase().replace(' ', "-")));
    assert!(!house.spend(&code), "a second time");
    let ana = house.ana;
    let enrolled = house.memory.act(|tx| of(tx, ana)).unwrap().unwrap();
    assert_eq!(enrolled.codes_left, 9);
    assert_eq!(house.acts()[0], "recovery_code_used");
    let jon = house.memory.act(|tx| cast::agent(tx, "Jon")).unwrap().id;
    let other = house.codes[4].expose().to_owned();
    let stolen = house.memory.act(|tx| spend(tx, &origin(), jon, &other));
    assert!(matches!(stolen, Err(CodeError::NotNow)), "they are Ana's");
    let kept: Vec<Vec<u8>> = house
        .memory
        .act(|tx| tx.list("select code_hash from recovery_code", [], |row| row.get(0)))
        .unwrap();
    let plain = plain(&other);
    assert!(kept.iter().all(|hash| hash != plain.expose().as_bytes()));
}

#[test]
fn switching_off_needs_a_code_and_a_house_that_lets_one() {
    let mut house = house();
    let ana = house.ana;
    let wrong = house
        .memory
        .act(|tx| switch_off(tx, &origin(), ana, "000000"));
    assert!(matches!(wrong, Err(CodeError::Wrong)));
    house.memory.act(|tx| require(tx, &origin(), true)).unwrap();
    let code = house.code(1);
    let held = house.memory.act(|tx| switch_off(tx, &origin(), ana, &code));
    assert!(matches!(held, Err(CodeError::Required)));
    house
        .memory
        .act(|tx| require(tx, &origin(), false))
        .unwrap();
    house
        .memory
        .act(|tx| switch_off(tx, &origin(), ana, &code))
        .unwrap();
    assert_eq!(house.memory.act(|tx| of(tx, ana)).unwrap(), None);
    assert_eq!(
        house.acts()[..3],
        [
            "second_step_off",
            "second_step_optional",
            "second_step_required"
        ]
    );
    let rule: SecondStepRule = house.memory.act(|tx| setting::get(tx)).unwrap();
    assert!(!rule.required);
}

#[test]
fn an_admin_takes_it_from_somebody_who_lost_everything() {
    let mut house = house();
    let ana = house.ana;
    assert!(house.memory.act(|tx| reset(tx, &origin(), ana)).unwrap());
    assert_eq!(house.acts()[0], "second_step_reset");
    assert!(!house.memory.act(|tx| reset(tx, &origin(), ana)).unwrap());
    let secret = house.memory.act(|tx| begin(tx, ana)).unwrap();
    assert_ne!(secret, house.secret, "what was lost is of no use any more");
}

#[test]
fn half_a_sign_in_lasts_ten_minutes_and_is_good_once() {
    let mut house = house();
    let ana = house.ana;
    let token = house.memory.act(|tx| open_half(tx, ana, true)).unwrap();
    let found = house.memory.act(|tx| half(tx, token.hash())).unwrap();
    assert_eq!(
        found.map(|half| (half.agent.id, half.persistent)),
        Some((ana, true))
    );
    house.memory.act(|tx| close_half(tx, token.hash())).unwrap();
    assert!(
        house
            .memory
            .act(|tx| half(tx, token.hash()))
            .unwrap()
            .is_none()
    );
    let token = house.memory.act(|tx| open_half(tx, ana, false)).unwrap();
    house.memory.advance(PATIENCE);
    assert!(
        house
            .memory
            .act(|tx| half(tx, token.hash()))
            .unwrap()
            .is_none()
    );
}
