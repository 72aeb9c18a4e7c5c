//! How the console behaves for oneself.

use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use super::own_session;
use crate::{
    db::DbError,
    desk::{
        outgoing::LONGEST_HOLD,
        team::{Agent, Preferences, account, availability},
    },
    t,
    web::{
        answer::{Reply, done, see_other},
        field::choice,
        meanwhile,
        request::{AsAgent, Ask},
    },
};

#[derive(Serialize, Deserialize)]
struct Typed {
    theme: String,
    volume: u8,
    shortcuts: Option<String>,
    ctrl_enter: Option<String>,
    #[serde(default)]
    undo_seconds: u8,
    undo_on_web_chat: Option<String>,
    voice_direct: Option<String>,
    accepts_at_once: Option<String>,
    holds_chats: Option<String>,
}

impl Typed {
    fn of(agent: &Agent) -> Self {
        let own = &agent.preferences;
        let on = |is_on: bool| is_on.then(|| "on".to_owned());
        Self {
            theme: own.theme.clone(),
            volume: own.volume,
            shortcuts: on(own.shortcuts),
            ctrl_enter: on(own.ctrl_enter),
            undo_seconds: own.undo_for(),
            undo_on_web_chat: on(own.undoes_on_web_chat()),
            voice_direct: on(own.voice_direct),
            accepts_at_once: on(own.accepts_at_once),
            holds_chats: on(agent.holds_chats),
        }
    }
}

pub(super) async fn save(mut ask: Ask, agent: AsAgent) -> Reply {
    own_session(&agent)?;
    // An admin may say for them that their chats stay theirs, and the rail has a button for the theme.
    let typed = meanwhile::form(&mut ask, &Typed::of(&agent)).await?;
    let preferences = Preferences {
        theme: typed.theme,
        volume: typed.volume,
        shortcuts: typed.shortcuts.is_some(),
        ctrl_enter: typed.ctrl_enter.is_some(),
        undo_seconds: Some(typed.undo_seconds.min(LONGEST_HOLD)),
        undo_on_web_chat: Some(typed.undo_on_web_chat.is_some()),
        voice_direct: typed.voice_direct.is_some(),
        accepts_at_once: typed.accepts_at_once.is_some(),
        ..agent.preferences.clone()
    };
    let (id, holds) = (agent.id, typed.holds_chats.is_some());
    ask.house
        .db
        .write::<_, DbError>(move |tx| {
            account::set_preferences(tx, id, &preferences)?;
            availability::set_holding(tx, id, holds)
        })
        .await?;
    see_other("/account?saved=preferences")
}

#[derive(Deserialize)]
struct Theme {
    theme: String,
}

/// What the button in the rail sets.
pub(super) async fn set_theme(mut ask: Ask, agent: AsAgent) -> Reply {
    own_session(&agent)?;
    let Theme { theme } = ask.form().await?;
    let preferences = Preferences {
        theme,
        ..agent.preferences.clone()
    };
    store(&ask, &agent, preferences).await?;
    done()
}

async fn store(ask: &Ask, agent: &AsAgent, preferences: Preferences) -> Result<(), DbError> {
    let id = agent.id;
    ask.house
        .db
        .write(move |tx| account::set_preferences(tx, id, &preferences))
        .await
}

pub(super) fn card(agent: &Agent) -> Markup {
    let (lang, own) = (agent.lang, &agent.preferences);
    let themes = [
        ("system", t!(lang, "theme-system")),
        ("light", t!(lang, "theme-light")),
        ("dark", t!(lang, "theme-dark")),
    ];
    let seconds = |count: u8| t!(lang, "undo-send-seconds", count = i64::from(count));
    let undos = [
        ("0", t!(lang, "undo-send-never")),
        ("3", seconds(3)),
        ("5", seconds(5)),
        ("10", seconds(10)),
    ];
    html! {
        form.card method="post" action="/account/preferences" {
            (meanwhile::shown(&Typed::of(agent)))
            header."card__head" { h2."card__title".grow { (t!(lang, "preferences")) } }
            div."setrow setrow--halves" {
                (choice::segments("theme", &t!(lang, "theme"), &own.theme, &themes))
                div.field {
                    label.field__label for="volume" { (t!(lang, "bell-volume")) }
                    div.row {
                        input.grow.range #volume type="range" name="volume" min="0" max="100" step="5" value=(own.volume);
                        output.num.w-3 for="volume" #volume-now { (own.volume) }
                        button.btn."btn--sm" type="button" data-ring-volume="volume" hidden { (t!(lang, "bell-ring")) }
                    }
                    p."field__hint" { (t!(lang, "bell-volume-hint")) }
                }
            }
            (choice::switch_row("shortcuts", "keyboard", &t!(lang, "shortcuts"), &t!(lang, "shortcuts-more"), own.shortcuts))
            (choice::switch_row("ctrl_enter", "send-horizontal", &t!(lang, "ctrl-enter"), &t!(lang, "ctrl-enter-more"), own.ctrl_enter))
            div."setrow setrow--halves" {
                (choice::segments("undo_seconds", &t!(lang, "undo-send"), &own.undo_for().to_string(), &undos))
                p."field__hint" { (t!(lang, "undo-send-more")) }
            }
            (choice::switch_row("undo_on_web_chat", "undo-2", &t!(lang, "undo-web-chat"), &t!(lang, "undo-web-chat-more"), own.undoes_on_web_chat()))
            (choice::switch_row("voice_direct", "mic", &t!(lang, "voice-direct"), &t!(lang, "voice-direct-more"), own.voice_direct))
            (choice::switch_row("accepts_at_once", "zap", &t!(lang, "accepts-at-once"), &t!(lang, "accepts-at-once-more"), own.accepts_at_once))
            (choice::switch_row("holds_chats", "inbox", &t!(lang, "holds-chats"), &t!(lang, "holds-chats-more"), agent.holds_chats))
            div.setrow { button.btn."btn--primary" { (t!(lang, "save")) } }
        }
    }
}
