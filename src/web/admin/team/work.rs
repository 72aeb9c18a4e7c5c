//! How a member works: the languages they speak, and whether their chats stay theirs while they are away.

use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use crate::{
    base::{id::AgentId, lang::Lang},
    db::DbError,
    desk::{
        content::language::{self, LANGUAGES},
        team::{self, Agent, account},
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        field::choice,
        meanwhile,
        request::{AsAdmin, Ask},
    },
};

#[derive(Serialize, Deserialize)]
struct Typed {
    #[serde(default)]
    language: Vec<String>,
    holds: Option<String>,
}

impl Typed {
    fn of(agent: &Agent) -> Self {
        Self {
            language: agent
                .languages
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
            holds: agent.holds_chats.then(|| "on".to_owned()),
        }
    }
}

pub(in crate::web::admin) async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let id: AgentId = ask.place("id")?;
    let found = ask
        .house
        .db
        .read::<_, DbError>(move |reader| team::by_id(reader, id))
        .await?;
    let agent = found.ok_or_else(Refusal::not_found)?;
    let typed = meanwhile::form(&mut ask, &Typed::of(&agent)).await?;
    // Only what the list offers can have been chosen.
    let spoken: Vec<String> = typed
        .language
        .iter()
        .filter_map(|code| language::code(code))
        .collect();
    let (origin, holds) = (admin.origin(&ask), typed.holds.is_some());
    ask.house
        .db
        .write(move |tx| {
            account::set_languages(tx, &origin, id, &spoken)?;
            account::set_holds_chats(tx, &origin, id, holds)
        })
        .await?;
    see_other(&format!("/admin/team/{id}?saved=member"))
}

pub(super) fn card(lang: Lang, agent: &Agent) -> Markup {
    html! {
        form.card method="post" action={ "/admin/team/" (agent.id) "/work" } {
            (meanwhile::shown(&Typed::of(agent)))
            fieldset."setrow".speaks {
                (crate::web::layout::icon("languages"))
                div.grow {
                    legend."setrow__t" { (t!(lang, "speaks")) }
                    p."setrow__d" { (t!(lang, "speaks-more")) }
                    div.row."row--wrap" {
                        @for (code, name) in LANGUAGES {
                            label.check.small {
                                input type="checkbox" name="language" value=(code) checked[agent.speaks(code)];
                                span lang=(code) { (name) }
                            }
                        }
                    }
                }
            }
            (choice::switch_row("holds", "hand", &t!(lang, "member-holds"), &t!(lang, "member-holds-more"), agent.holds_chats))
            div.setrow { button.btn."btn--primary" { (t!(lang, "save")) } }
        }
    }
}

/// The languages somebody speaks, in short, beside their name.
pub(in crate::web) fn chips(agent: &Agent) -> Markup {
    html! {
        @for code in agent.languages.split(' ').filter(|code| !code.is_empty()) {
            span.pill title=[LANGUAGES.iter().find(|(known, _)| *known == code).map(|(_, name)| *name)] { (code) }
        }
    }
}
