//! First run: one act that turns an empty file into a house with an admin and an open counter.

use serde::{Deserialize, Serialize};

use crate::{
    base::{id::AgentId, lang::Lang, text},
    db::{DbError, Tx},
    desk::{
        audit::{self, Origin},
        channel::{self, Channel, Settings},
        closing::choice,
        content::language::Content,
        forward::kind,
        queue,
        setting::{self, Setting, Team},
        team::{self, JoinError, NewAgent, Role},
    },
};

/// How far the wizard has come: the step it shows next. Stored, so that a restart in the middle
/// does not begin again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// The shop's name and the console's language.
    Shop,
    /// The snippet for the site.
    Channel,
    /// Links for colleagues.
    Team,
    /// A test of the bell.
    Bell,
    /// It is over, or never was: the house was set up by commands.
    #[default]
    Done,
}

impl Progress {
    /// The steps in their order.
    pub const STEPS: [Self; 4] = [Self::Shop, Self::Channel, Self::Team, Self::Bell];

    /// The step after this one.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Shop => Self::Channel,
            Self::Channel => Self::Team,
            Self::Team => Self::Bell,
            Self::Bell | Self::Done => Self::Done,
        }
    }
}

impl Setting for Progress {
    const KEY: &'static str = "first_run";
}

/// A step of the wizard was gone through or skipped. Going back and forth loses no ground.
pub fn pass(tx: &mut Tx<'_>, step: Progress) -> Result<(), DbError> {
    let reached: Progress = setting::get(tx)?;
    if step.next() > reached {
        setting::put(tx, &step.next())?;
    }
    Ok(())
}

/// What the wizard asked.
#[derive(Debug, Clone)]
pub struct FirstRun {
    /// Name customers see.
    pub team: String,
    /// The first admin's name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Argon2id in PHC form.
    pub password_hash: String,
    /// Language of their console and of what the house begins with.
    pub lang: Lang,
    /// The team's name for its web chat, such as its site's address; empty: the team's name.
    pub channel: String,
    /// How that web chat begins.
    pub settings: Settings,
}

/// What there is afterwards.
#[derive(Debug)]
pub struct House {
    /// The first admin.
    pub admin: AgentId,
    /// The web chat, with the key for the snippet.
    pub channel: Channel,
}

/// Why the house was not set up.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// Somebody did it before, or was quicker.
    #[error("this house is set up already")]
    AlreadySetUp,
    /// Customers need a name to see.
    #[error("the team needs a name")]
    NoTeamName,
    /// The admin could not join as they described themselves.
    #[error(transparent)]
    Join(JoinError),
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Sets the house up, if nobody has: of any number who try, one does.
pub fn set_up(tx: &mut Tx<'_>, first: &FirstRun, address: &str) -> Result<House, SetupError> {
    if !team::is_empty(tx)? {
        return Err(SetupError::AlreadySetUp);
    }
    let team_name = text::clean_line(&first.team, 80);
    if team_name.is_empty() {
        return Err(SetupError::NoTeamName);
    }
    let mut team: Team = setting::get(tx)?;
    team.name.clone_from(&team_name);
    setting::put(tx, &team)?;
    queue::begin(tx, &first.lang.text("default-queue"))?;
    let admin = team::join(
        tx,
        &NewAgent {
            email: first.email.clone(),
            name: first.name.clone(),
            role: Role::Admin,
            lang: first.lang,
            password_hash: first.password_hash.clone(),
        },
    )
    .map_err(|error| match error {
        JoinError::Db(error) => SetupError::Db(error),
        other => SetupError::Join(other),
    })?;
    choice::install_defaults(tx, first.lang)?;
    kind::install_defaults(tx, first.lang)?;
    let language = first.lang.code().to_owned();
    setting::put(tx, &Content { language })?;
    let site = text::clean_line(&first.channel, 80);
    let name = if site.is_empty() { &team_name } else { &site };
    let channel = channel::add_web_chat(tx, name, &first.settings)?;
    let origin = Origin {
        agent: Some(admin),
        address: address.to_owned(),
    };
    setting::put(tx, &Progress::Shop)?;
    audit::log(tx, &origin, "set_up", &team_name)?;
    Ok(House { admin, channel })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::time::Clock,
        db::{Db, memory::Memory},
        desk::closing,
    };

    fn first_run(name: &str) -> FirstRun {
        FirstRun {
            team: "Kite & Kettle".to_owned(),
            name: name.to_owned(),
            email: format!("{}@kettle.example", name.to_lowercase()),
            password_hash: "hash".to_owned(),
            lang: Lang::Ru,
            channel: String::new(),
            settings: Settings::default(),
        }
    }

    #[test]
    fn one_act_opens_the_counter() {
        let mut memory = Memory::new();
        let house = memory
            .act(|tx| set_up(tx, &first_run("Ana"), "127.0.0.1"))
            .unwrap();
        memory
            .act(|tx| {
                let admin = team::by_id(tx, house.admin)?.expect("has just joined");
                assert_eq!((admin.role, admin.lang), (Role::Admin, Lang::Ru));
                assert_eq!(setting::get::<Team>(tx)?.name, "Kite & Kettle");
                assert_eq!(house.channel.name, "Kite & Kettle");
                assert_eq!(queue::of_member(tx, house.admin)?[0].0.name, "Прилавок");
                assert_eq!(closing::chat_types(tx)?.len(), 6);
                assert_eq!(closing::reasons(tx)?.len(), 3);
                let line = audit::newest(tx, 1)?.remove(0);
                assert_eq!((line.act.as_str(), line.agent.as_str()), ("set_up", "Ana"));
                Ok::<_, DbError>(())
            })
            .unwrap();
        let again = memory.act(|tx| set_up(tx, &first_run("Mallory"), ""));
        assert!(matches!(again, Err(SetupError::AlreadySetUp)));
    }

    #[test]
    fn the_wizard_remembers_its_step() {
        let mut memory = Memory::new();
        let reached = |memory: &mut Memory| memory.act(|tx| setting::get::<Progress>(tx)).unwrap();
        assert_eq!(reached(&mut memory), Progress::Done, "no wizard ran here");
        memory
            .act(|tx| set_up(tx, &first_run("Ana"), "127.0.0.1"))
            .unwrap();
        assert_eq!(reached(&mut memory), Progress::Shop);
        for (passed, expected) in [
            (Progress::Shop, Progress::Channel),
            (Progress::Channel, Progress::Team),
            (Progress::Shop, Progress::Team),
            (Progress::Bell, Progress::Done),
            (Progress::Channel, Progress::Done),
        ] {
            memory.act(|tx| pass(tx, passed)).unwrap();
            assert_eq!(reached(&mut memory), expected, "after {passed:?}");
        }
    }

    #[test]
    fn a_refused_set_up_leaves_nothing_behind() {
        let mut memory = Memory::new();
        for (first, expected) in [
            (
                FirstRun {
                    team: " ".to_owned(),
                    ..first_run("Ana")
                },
                "the team needs a name",
            ),
            (
                FirstRun {
                    name: String::new(),
                    ..first_run("Ana")
                },
                "a name is needed",
            ),
            (
                FirstRun {
                    email: "ana".to_owned(),
                    ..first_run("Ana")
                },
                "this does not look like a mail address",
            ),
        ] {
            let refused = memory.act(|tx| set_up(tx, &first, "")).unwrap_err();
            assert_eq!(refused.to_string(), expected);
        }
        assert!(memory.act(|tx| channel::all(tx)).unwrap().is_empty());
        assert!(memory.act(|tx| set_up(tx, &first_run("Ana"), "")).is_ok());
    }

    #[test]
    fn of_fifty_who_set_up_at_once_one_does() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("shop.db");
        let db = Db::open(&path, Clock::machine(), Box::new(|_| ())).unwrap();
        let racers: Vec<_> = (0..50)
            .map(|n| {
                let (db, first) = (db.clone(), first_run(&format!("Racer{n}")));
                std::thread::spawn(move || db.write_blocking(move |tx| set_up(tx, &first, "")))
            })
            .collect();
        let outcomes: Vec<_> = racers
            .into_iter()
            .map(|racer| racer.join().unwrap())
            .collect();
        let won = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        let late = outcomes
            .iter()
            .filter(|outcome| matches!(outcome, Err(SetupError::AlreadySetUp)))
            .count();
        assert_eq!((won, late), (1, 49));
        db.close();
    }
}
