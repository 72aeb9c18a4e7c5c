//! What an agent changes about themselves, and what an admin changes about an agent.

use super::{Agent, Preferences, Role, by_id, changed, invitation, session};
use crate::{
    base::{
        id::{AgentId, SessionId},
        lang::Lang,
        text,
    },
    db::{DbError, Reader, Tx, named_params},
    desk::{
        audit::{self, Origin},
        timer::{self, Due},
    },
};

/// Most chats in progress that a limit may allow.
pub const HIGHEST_LIMIT: i64 = 100;

/// How an agent wants to be seen, and in which language they work.
#[derive(Debug, Clone)]
pub struct Profile {
    /// As colleagues know them.
    pub name: String,
    /// As customers see them; empty: by name.
    pub public_name: String,
    /// Second line customers see; may be empty.
    pub public_title: String,
    /// Language of their console.
    pub lang: Lang,
}

/// Why an account stayed as it was.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// There is no such member.
    #[error("there is no such member")]
    NotFound,
    /// A member needs a name.
    #[error("a name is needed")]
    NoName,
    /// The limit is not from 1 to [`HIGHEST_LIMIT`].
    #[error("the limit is a number from 1 to {HIGHEST_LIMIT}")]
    BadLimit,
    /// Nobody would be left to run the house.
    #[error("this is the last admin: make somebody else an admin first")]
    LastAdmin,
    /// The password was changed elsewhere since the old one was checked.
    #[error("the password was changed a moment ago")]
    ChangedMeanwhile,
    /// The file.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Changes how an agent appears.
pub fn change_profile(tx: &mut Tx<'_>, id: AgentId, profile: &Profile) -> Result<(), AccountError> {
    let name = text::clean_line(&profile.name, 80);
    if name.is_empty() {
        return Err(AccountError::NoName);
    }
    let found = tx.execute(
        "update agent set name = :name, public_name = :public_name, public_title = :public_title,
           language = :lang
         where id = :id",
        named_params! {
            ":name": name, ":public_name": text::clean_line(&profile.public_name, 80),
            ":public_title": text::clean_line(&profile.public_title, 80),
            ":lang": profile.lang.code(), ":id": id,
        },
    )?;
    if found == 0 {
        return Err(AccountError::NotFound);
    }
    Ok(changed(tx, id)?)
}

/// Stores an agent's own settings. Nobody else is told: they concern their console alone.
pub fn set_preferences(
    tx: &mut Tx<'_>,
    id: AgentId,
    preferences: &Preferences,
) -> Result<(), DbError> {
    let mut preferences = preferences.clone();
    preferences.volume = preferences.volume.min(100);
    if !["system", "light", "dark"].contains(&preferences.theme.as_str()) {
        preferences.theme = Preferences::default().theme;
    }
    let text = serde_json::to_string(&preferences).expect("preferences are plain data");
    tx.execute(
        "update agent set preferences = ?2 where id = ?1",
        (id, text),
    )?;
    Ok(())
}

/// An agent's stored password hash, against which the old password is checked before a change.
pub fn password_hash(reader: &Reader<'_>, id: AgentId) -> Result<Option<String>, DbError> {
    let found = reader.find(
        "select password_hash from agent where id = ?1",
        [id],
        |row| row.get(0),
    )?;
    Ok(found.flatten())
}

/// Changes an agent's own password. `checked` is the stored hash that the old password was found to
/// match; sessions other than `keep` end.
pub fn change_password(
    tx: &mut Tx<'_>,
    origin: &Origin,
    id: AgentId,
    checked: &str,
    new_hash: &str,
    keep: SessionId,
) -> Result<(), AccountError> {
    let agent = by_id(tx, id)?.ok_or(AccountError::NotFound)?;
    if password_hash(tx, id)?.as_deref() != Some(checked) {
        return Err(AccountError::ChangedMeanwhile);
    }
    replace_password(tx, id, new_hash, Some(keep))?;
    Ok(audit::log(tx, origin, "password_changed", &agent.email)?)
}

/// Sets a password without asking for the old one, as the command line does; every session ends.
pub fn set_password(
    tx: &mut Tx<'_>,
    origin: &Origin,
    id: AgentId,
    new_hash: &str,
) -> Result<(), AccountError> {
    let agent = by_id(tx, id)?.ok_or(AccountError::NotFound)?;
    replace_password(tx, id, new_hash, None)?;
    Ok(audit::log(tx, origin, "password_reset", &agent.email)?)
}

/// Stores a new password. Links and sessions that the old one gave do not outlive it.
pub(super) fn replace_password(
    tx: &mut Tx<'_>,
    id: AgentId,
    new_hash: &str,
    keep: Option<SessionId>,
) -> Result<(), DbError> {
    tx.execute(
        "update agent set password_hash = ?2 where id = ?1",
        (id, new_hash),
    )?;
    withdraw_resets(tx, id)?;
    session::end_others(tx, id, keep)
}

/// Makes links that set an agent's password stop working.
pub(super) fn withdraw_resets(tx: &mut Tx<'_>, agent: AgentId) -> Result<(), DbError> {
    let now = tx.now;
    tx.execute(
        "update invitation set used_at = ?2 where agent_id = ?1 and kind = 'reset' and used_at is null",
        (agent, now),
    )?;
    Ok(())
}

/// Changes what a member may do.
pub fn change_role(
    tx: &mut Tx<'_>,
    origin: &Origin,
    id: AgentId,
    role: Role,
) -> Result<(), AccountError> {
    let agent = by_id(tx, id)?.ok_or(AccountError::NotFound)?;
    if agent.role == role {
        return Ok(());
    }
    if role < Role::Admin && is_last_admin(tx, &agent)? {
        return Err(AccountError::LastAdmin);
    }
    tx.execute("update agent set role = ?2 where id = ?1", (id, role))?;
    if agent.role == Role::Admin {
        invitation::withdraw_made_by(tx, origin, id)?;
    }
    let change = format!("{} → {}", agent.role.word(), role.word());
    audit::log_with(tx, origin, "role_changed", &agent.email, &change)?;
    Ok(changed(tx, id)?)
}

/// Changes how many chats in progress a member may have.
pub fn change_limit(
    tx: &mut Tx<'_>,
    origin: &Origin,
    id: AgentId,
    limit: i64,
) -> Result<(), AccountError> {
    if !(1..=HIGHEST_LIMIT).contains(&limit) {
        return Err(AccountError::BadLimit);
    }
    let agent = by_id(tx, id)?.ok_or(AccountError::NotFound)?;
    tx.execute(
        "update agent set chat_limit = ?2 where id = ?1",
        (id, limit),
    )?;
    let change = format!("{} → {limit}", agent.chat_limit);
    audit::log_with(tx, origin, "limit_changed", &agent.email, &change)?;
    Ok(changed(tx, id)?)
}

/// Most languages of one member.
const MOST_LANGUAGES: usize = 16;

/// Which languages a member speaks, by their codes.
pub fn set_languages(
    tx: &mut Tx<'_>,
    origin: &Origin,
    id: AgentId,
    codes: &[String],
) -> Result<(), AccountError> {
    let agent = by_id(tx, id)?.ok_or(AccountError::NotFound)?;
    let mut codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    codes.sort_unstable();
    codes.dedup();
    codes.truncate(MOST_LANGUAGES);
    let languages = codes.join(" ");
    if languages == agent.languages {
        return Ok(());
    }
    tx.execute(
        "update agent set languages = ?2 where id = ?1",
        (id, &languages),
    )?;
    audit::log_with(tx, origin, "languages_changed", &agent.email, &languages)?;
    Ok(changed(tx, id)?)
}

/// Whether a member keeps their chats though nobody is at their console.
pub fn set_holds_chats(
    tx: &mut Tx<'_>,
    origin: &Origin,
    id: AgentId,
    holds: bool,
) -> Result<(), AccountError> {
    let agent = by_id(tx, id)?.ok_or(AccountError::NotFound)?;
    if agent.holds_chats == holds {
        return Ok(());
    }
    tx.execute(
        "update agent set holds_chats = ?2 where id = ?1",
        (id, holds),
    )?;
    if !holds {
        // Whoever is away already is looked at now.
        let now = tx.now;
        timer::set(tx, Due::MissAgent, id.0, now)?;
    }
    let act = if holds { "chats_held" } else { "chats_passed" };
    audit::log(tx, origin, act, &agent.email)?;
    Ok(changed(tx, id)?)
}

/// Lets a deactivated member sign in again, with their old password and role.
pub fn reactivate(tx: &mut Tx<'_>, origin: &Origin, id: AgentId) -> Result<(), AccountError> {
    let agent = by_id(tx, id)?.ok_or(AccountError::NotFound)?;
    if agent.deactivated_at.is_none() {
        return Ok(());
    }
    tx.execute("update agent set deactivated_at = null where id = ?1", [id])?;
    audit::log(tx, origin, "reactivated", &agent.email)?;
    Ok(changed(tx, id)?)
}

/// Whether the house would have no admin without this one.
pub fn is_last_admin(reader: &Reader<'_>, agent: &Agent) -> Result<bool, DbError> {
    let is_admin = agent.role == Role::Admin && agent.deactivated_at.is_none();
    let others = reader.exists(
        "select 1 from agent where role = 'admin' and deactivated_at is null and id <> ?1",
        [agent.id],
    )?;
    Ok(is_admin && !others)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::secret::Secret,
        db::memory::Memory,
        desk::{cast, team},
    };

    fn house() -> (Memory, Agent, Agent, Origin) {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
        let bo = memory.act(|tx| cast::agent(tx, "Bo")).unwrap();
        let origin = Origin {
            agent: Some(ana.id),
            address: "192.0.2.1".to_owned(),
        };
        (memory, ana, bo, origin)
    }

    fn load(memory: &mut Memory, agent: &Agent) -> Agent {
        memory.act(|tx| by_id(tx, agent.id)).unwrap().unwrap()
    }

    #[test]
    fn an_agent_is_seen_as_they_wish() {
        let (mut memory, _, bo, _) = house();
        let mut profile = Profile {
            name: " Bo\nLarsen ".to_owned(),
            public_name: "Care team".to_owned(),
            public_title: "Kettles".to_owned(),
            lang: Lang::Ru,
        };
        memory
            .act(|tx| change_profile(tx, bo.id, &profile))
            .unwrap();
        let changed = load(&mut memory, &bo);
        assert_eq!(changed.face().public_name, "Care team");
        assert_eq!(
            (changed.name.as_str(), changed.lang),
            ("Bo Larsen", Lang::Ru)
        );
        profile.name = " \u{202E} ".to_owned();
        let nameless = memory.act(|tx| change_profile(tx, bo.id, &profile));
        assert!(matches!(nameless, Err(AccountError::NoName)));
        assert_eq!(load(&mut memory, &bo).name, "Bo Larsen");
    }

    #[test]
    fn preferences_stay_within_what_there_is() {
        let (mut memory, _, bo, _) = house();
        let wanted = Preferences {
            volume: 250,
            theme: "url(x)".to_owned(),
            newest_first: true,
            ..Preferences::default()
        };
        memory
            .act(|tx| set_preferences(tx, bo.id, &wanted))
            .unwrap();
        let kept = load(&mut memory, &bo).preferences;
        assert_eq!((kept.volume, kept.theme.as_str()), (100, "system"));
        assert!(kept.newest_first);
    }

    #[test]
    fn until_somebody_chooses_what_they_send_rests_five_seconds_except_on_web_chat() {
        let both = r#"{"undo_seconds":10,"undo_on_web_chat":false}"#;
        let none = r#"{"theme":"dark","undo_seconds":null,"undo_on_web_chat":null}"#;
        for (stored, expected) in [
            ("{}", (5, false)),
            (none, (5, false)),
            (both, (10, false)),
            // From before there was a choice for web chat.
            (r#"{"undo_seconds":3}"#, (3, true)),
            (r#"{"undo_seconds":0}"#, (0, false)),
        ] {
            let own: Preferences = serde_json::from_str(stored).unwrap();
            let chosen = (own.undo_for(), own.undoes_on_web_chat());
            assert_eq!(chosen, expected, "{stored}");
        }
    }

    #[test]
    fn a_new_password_ends_the_other_sessions() {
        let (mut memory, _, bo, origin) = house();
        let mut sign_in = || -> Secret {
            memory
                .act(|tx| session::open(tx, bo.id, &session::SignIn::default()))
                .unwrap()
        };
        let (here, elsewhere) = (sign_in(), sign_in());
        let session = |memory: &mut Memory, token: &Secret| {
            memory.act(|tx| session::resolve(tx, token.hash())).unwrap()
        };
        let keep = session(&mut memory, &here).unwrap().session;
        let checked = memory.act(|tx| password_hash(tx, bo.id)).unwrap().unwrap();
        memory
            .act(|tx| change_password(tx, &origin, bo.id, &checked, "new hash", keep))
            .unwrap();
        assert!(session(&mut memory, &here).is_some());
        assert!(session(&mut memory, &elsewhere).is_none());
        // A second change that was checked against the old password comes too late.
        let late =
            memory.act(|tx| change_password(tx, &origin, bo.id, &checked, "other hash", keep));
        assert!(matches!(late, Err(AccountError::ChangedMeanwhile)));
        memory
            .act(|tx| set_password(tx, &origin, bo.id, "forced hash"))
            .unwrap();
        assert!(session(&mut memory, &here).is_none());
    }

    #[test]
    fn the_house_keeps_an_admin() {
        let (mut memory, ana, bo, origin) = house();
        let demote = |memory: &mut Memory, agent: &Agent| {
            memory.act(|tx| change_role(tx, &origin, agent.id, Role::Agent))
        };
        assert!(matches!(
            demote(&mut memory, &ana),
            Err(AccountError::LastAdmin)
        ));
        memory
            .act(|tx| change_role(tx, &origin, bo.id, Role::Admin))
            .unwrap();
        demote(&mut memory, &ana).unwrap();
        assert!(matches!(
            demote(&mut memory, &bo),
            Err(AccountError::LastAdmin)
        ));
        let newest = memory.act(|tx| audit::newest(tx, 1)).unwrap().remove(0);
        assert_eq!(newest.detail, "admin → agent");
        assert_eq!(newest.subject, ana.email);
    }

    #[test]
    fn a_limit_is_a_sensible_number() {
        let (mut memory, _, bo, origin) = house();
        for (limit, good) in [
            (0, false),
            (1, true),
            (100, true),
            (101, false),
            (-1, false),
        ] {
            let set = memory.act(|tx| change_limit(tx, &origin, bo.id, limit));
            assert_eq!(set.is_ok(), good, "{limit}");
        }
        assert_eq!(load(&mut memory, &bo).chat_limit, 100);
        let nobody = memory.act(|tx| change_limit(tx, &origin, AgentId(99), 3));
        assert!(matches!(nobody, Err(AccountError::NotFound)));
        assert!(!memory.act(|tx| team::is_empty(tx)).unwrap());
    }
}
