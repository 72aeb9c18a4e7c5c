//! How one is seen by colleagues and customers, and the language of one's console.

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{own_session, refused};
use crate::{
    base::lang::Lang,
    db::DbError,
    desk::{
        agent_identity::edit::{self, IdentityError},
        team::{
            Agent,
            account::{self, AccountError, Profile},
        },
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        field::{Field, Wrong, choice},
        identities,
        layout::agent_avatar,
        request::{AsAgent, Ask},
    },
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    name: String,
    public_name: String,
    public_title: String,
    lang: String,
    picture: String,
}

impl Typed {
    pub(super) fn of(agent: &Agent) -> Self {
        Self {
            name: agent.name.clone(),
            public_name: agent.public_name.clone(),
            public_title: agent.public_title.clone(),
            lang: agent.lang.code().to_owned(),
            picture: agent.picture.clone().unwrap_or_default(),
        }
    }
}

pub(super) async fn save(mut ask: Ask, agent: AsAgent) -> Reply {
    own_session(&agent)?;
    let typed: Typed = ask.form().await?;
    let profile = Profile {
        name: typed.name.clone(),
        public_name: typed.public_name.clone(),
        public_title: typed.public_title.clone(),
        lang: Lang::from_code(&typed.lang).ok_or_else(|| Refusal::bad("bad-form"))?,
    };
    let id = agent.id;
    let picture = Some(typed.picture.clone()).filter(|picture| !picture.is_empty());
    let outcome = ask
        .house
        .db
        .write(move |tx| {
            account::change_profile(tx, id, &profile)?;
            Ok::<_, Unsaved>(edit::set_own_picture(tx, id, picture.as_deref())?)
        })
        .await;
    match outcome {
        Ok(()) => see_other("/account?saved=profile"),
        Err(Unsaved::Picture(IdentityError::UnknownPicture)) => {
            let wrong = Wrong::at("picture", t!(agent.lang, "refusal-picture-gone"));
            let typed = Typed {
                picture: String::new(),
                ..typed
            };
            refused(&ask, &agent, StatusCode::BAD_REQUEST, &typed, &wrong).await
        }
        Err(Unsaved::Profile(AccountError::NoName)) => {
            let wrong = Wrong::at("name", t!(agent.lang, "name-needed"));
            refused(&ask, &agent, StatusCode::BAD_REQUEST, &typed, &wrong).await
        }
        Err(Unsaved::Picture(other)) => Err(other.into()),
        Err(Unsaved::Profile(other)) => Err(other.into()),
    }
}

/// What of it was not taken.
#[derive(Debug, thiserror::Error)]
enum Unsaved {
    #[error(transparent)]
    Profile(#[from] AccountError),
    #[error(transparent)]
    Picture(#[from] IdentityError),
}

impl From<DbError> for Unsaved {
    fn from(error: DbError) -> Self {
        Self::Profile(error.into())
    }
}

pub(super) fn card(agent: &Agent, typed: &Typed, wrong: &Wrong) -> Markup {
    let lang = agent.lang;
    let languages = Lang::ALL.map(|lang| (lang.code(), lang.own_name().into()));
    html! {
        form.card."card--pad".stack."stack--4" #profile method="post" action="/account/profile" {
            h2."card__title" { (t!(lang, "profile")) }
            div.formgrid {
                (Field::new("profile", "name", t!(lang, "your-name")).value(&typed.name).autocomplete("name").longest(80)
                    .hint(t!(lang, "profile-name-hint")).required().judged(wrong))
                (choice::select("profile", "lang", &t!(lang, "console-language"), &typed.lang, &languages))
                div.stack."stack--4" {
                    (Field::new("profile", "public_name", t!(lang, "public-name")).value(&typed.public_name).longest(80)
                        .placeholder(&agent.name).hint(t!(lang, "public-name-hint")).optional(lang).judged(wrong))
                    (Field::new("profile", "public_title", t!(lang, "public-title")).value(&typed.public_title).longest(80)
                        .placeholder(&t!(lang, "public-title-example")).optional(lang).judged(wrong))
                }
                (preview(agent, typed))
                (identities::picture(lang, &typed.picture, wrong))
            }
            div.row { button.btn."btn--primary" { (t!(lang, "save")) } }
        }
    }
}

/// A customer's message and an answer, as the widget shows them.
fn preview(agent: &Agent, typed: &Typed) -> Markup {
    let lang = agent.lang;
    let name = if typed.public_name.is_empty() {
        &typed.name
    } else {
        &typed.public_name
    };
    html! {
        figure.wgmini.wg__mini {
            figcaption.xs.muted { (t!(lang, "public-preview")) }
            article.msg."msg--out" {
                div."msg__body" { div.bubble dir="auto" { (t!(lang, "preview-question")) } }
                span {}
            }
            article.msg."msg--in" {
                header."msg__who" dir="auto" { span { b #seen-name { (name) } span #seen-title { @if !typed.public_title.is_empty() { ", " (typed.public_title) } } } }
                (agent_avatar(agent.id, name, "sm", None))
                div."msg__body" { div.bubble dir="auto" { (t!(lang, "preview-answer")) } }
            }
        }
    }
}
