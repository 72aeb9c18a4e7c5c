//! What helps with writing: the guard's look at a draft, clean-up, short forms.

use serde::Deserialize;

use crate::{
    db::DbError,
    desk::{
        attachment,
        clean_up::CleanUp,
        conversation::{message, say::SayError},
        guard, setting,
        short_form::{self, Whose},
    },
    web::{
        answer::{Refusal, Reply, ok},
        request::{AsAgent, Ask},
        sensitive,
    },
};

/// What somebody is about to send.
#[derive(Deserialize)]
struct Draft {
    #[serde(default)]
    text: String,
    /// Names of the files beside it.
    #[serde(default)]
    file: Vec<String>,
}

impl Draft {
    fn checked(self) -> Result<Self, Refusal> {
        let length = self.text.chars().count();
        if length > message::LONGEST {
            return Err(SayError::TooLong(length).into());
        }
        if self.file.len() > attachment::MOST_PER_MESSAGE {
            return Err(SayError::UnknownAttachment.into());
        }
        Ok(self)
    }
}

/// Looks through a draft while it is being written.
pub(super) async fn check(mut ask: Ask, agent: AsAgent) -> Reply {
    let draft = ask.form::<Draft>().await?.checked()?;
    let guard = ask.house.db.read::<_, DbError>(guard::current).await?;
    let finds = guard.look(agent.lang, &draft.text, &draft.file);
    ok(&serde_json::json!({ "finds": sensitive::told(&finds, &draft.text) }))
}

/// Cleans a draft or the part of it that is selected.
pub(super) async fn clean(mut ask: Ask, _agent: AsAgent) -> Reply {
    let draft = ask.form::<Draft>().await?.checked()?;
    let choice: CleanUp = ask.house.db.read::<_, DbError>(setting::get).await?;
    let (text, removed) = choice.clean(&draft.text);
    ok(&serde_json::json!({ "text": text, "removed": removed }))
}

/// Short forms: one's own, which go before the team's.
pub(super) async fn short_forms(ask: Ask, agent: AsAgent) -> Reply {
    let id = agent.id;
    let (own, team) = ask
        .house
        .db
        .read::<_, DbError>(move |reader| {
            let own = short_form::list(reader, Whose::Own(id))?;
            Ok((own, short_form::list(reader, Whose::Team)?))
        })
        .await?;
    ok(&serde_json::json!({ "own": own, "team": team }))
}
