//! The bot: whom it answers on which channel, how sure it has to be, and what it would say.

use std::time::Duration;

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{Room, heading, show, show_with};
use crate::{
    base::{
        id::{ChannelId, PrompterId},
        lang::{Lang, Place},
    },
    db::DbError,
    desk::{
        audit,
        bot::{self, Bot, Mode, Nerve, TAG, Tally, Tried},
        channel::{self, ChannelKind},
        content::language::{self, Content, LANGUAGES},
        conversation::message,
        prompter::remote,
        setting,
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        field::{Field, Wrong, choice},
        layout::{channel_badge, icon_sm},
        request::{AsAdmin, Ask},
        router::{Route, admin, get, post},
        saved::{self, Wish},
    },
};

/// Least and most questions that it may miss.
const MISSES: std::ops::RangeInclusive<u32> = 1..=5;
/// Its figures are those of so many days.
const DAYS: u64 = 30;

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/admin/bot", admin(page)),
        post("/admin/bot", admin(save)),
        post("/admin/bot/try", admin(try_out)),
    ]
}

/// What the screen shows, read in one go.
struct Stock {
    bot: Bot,
    /// What stands in the field of its misses.
    misses: String,
    channels: Vec<(ChannelId, String, ChannelKind)>,
    /// Who else may think for it, and whether that one is on.
    prompters: Vec<(PrompterId, String, bool)>,
    tally: Tally,
    language: String,
}

async fn stock(ask: &Ask) -> Result<Stock, DbError> {
    let since = ask
        .house
        .db
        .clock()
        .now()
        .minus(Duration::from_secs(DAYS * 24 * 3600));
    ask.house
        .db
        .read::<_, DbError>(move |reader| {
            let channels = channel::all(reader)?.into_iter();
            let bot: Bot = setting::get(reader)?;
            // One that is not asked just now stays where it was chosen: saving something else takes it from no channel.
            let is_chosen = |id: PrompterId| bot.minds.values().any(|mind| *mind == id);
            let prompters = remote::all(reader)?
                .into_iter()
                .filter(|one| (one.is_on && !one.is_locked) || is_chosen(one.id))
                .map(|one| (one.id, one.name, one.is_on))
                .collect();
            Ok(Stock {
                misses: bot.misses.to_string(),
                bot,
                prompters,
                channels: channels.map(|one| (one.id, one.name, one.kind)).collect(),
                tally: bot::tally(reader, since)?,
                language: setting::get::<Content>(reader)?.language,
            })
        })
        .await
}

async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let stock = stock(&ask).await?;
    let inside = view(
        admin.lang,
        &stock,
        &Asked::default(),
        &wish,
        &Wrong::default(),
    );
    show(&ask, &admin, Room::Bot, &inside).await
}

#[derive(Deserialize)]
struct Typed {
    #[serde(default)]
    channel: Vec<ChannelId>,
    /// One for each of `channel`.
    #[serde(default)]
    mode: Vec<String>,
    /// Also one for each, where there is a choice; empty: the built-in one.
    #[serde(default)]
    mind: Vec<String>,
    nerve: String,
    misses: String,
}

async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let typed: Typed = ask.form().await?;
    let bad = || Refusal::bad("bad-query");
    let mut modes = std::collections::BTreeMap::new();
    let mut minds = std::collections::BTreeMap::new();
    for (channel, mind) in typed.channel.iter().zip(&typed.mind) {
        if !mind.is_empty() {
            minds.insert(channel.0, mind.parse().map_err(|_| bad())?);
        }
    }
    for (channel, mode) in typed.channel.iter().zip(&typed.mode) {
        let mode = Mode::from_word(mode).ok_or_else(bad)?;
        if mode != Mode::Off {
            modes.insert(channel.0, mode);
        }
    }
    let mut bot = Bot {
        modes,
        nerve: Nerve::from_word(&typed.nerve).ok_or_else(bad)?,
        minds,
        ..Bot::default()
    };
    let misses = typed.misses.trim().parse::<u32>().ok();
    let Some(misses) = misses.filter(|misses| MISSES.contains(misses)) else {
        let lang = admin.lang;
        let why = t!(
            lang,
            "bot-misses-bad",
            least = i64::from(*MISSES.start()),
            most = i64::from(*MISSES.end())
        );
        // What was chosen stays chosen.
        let stock = Stock {
            bot,
            misses: typed.misses,
            ..stock(&ask).await?
        };
        let wrong = Wrong::at("misses", why);
        let inside = view(lang, &stock, &Asked::default(), &Wish::default(), &wrong);
        return show_with(StatusCode::BAD_REQUEST, &ask, &admin, Room::Bot, &inside).await;
    };
    bot.misses = misses;
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write::<_, DbError>(move |tx| {
            setting::put(tx, &bot)?;
            let channels = bot.modes.len().to_string();
            audit::log(tx, &origin, "bot_changed", &channels)
        })
        .await?;
    see_other("/admin/bot?saved=bot")
}

/// A question that was tried, and what the bot would say.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    language: String,
    #[serde(skip)]
    answer: Option<Option<Tried>>,
}

async fn try_out(mut ask: Ask, admin: AsAdmin) -> Reply {
    let mut asked: Asked = ask.form().await?;
    let question: String = asked.q.trim().chars().take(message::LONGEST).collect();
    let code = language::code(&asked.language).unwrap_or_default();
    let answer = ask
        .house
        .db
        .read::<_, DbError>(move |reader| bot::try_out(reader, &question, &code))
        .await?;
    asked.answer = Some(answer);
    let stock = stock(&ask).await?;
    let inside = view(
        admin.lang,
        &stock,
        &asked,
        &Wish::default(),
        &Wrong::default(),
    );
    show(&ask, &admin, Room::Bot, &inside).await
}

fn view(lang: Lang, stock: &Stock, asked: &Asked, wish: &Wish, wrong: &Wrong) -> Markup {
    let Tally {
        begun,
        done,
        handed,
    } = stock.tally;
    html! {
        (heading(&t!(lang, "room-bot"), &t!(lang, "bot-lead"), &html! {}))
        (saved::notice(lang, !wish.saved.is_empty()))
        form.card."card--pad".stack."stack--4" method="post" action="/admin/bot" {
            fieldset.stack {
                legend.semi { (t!(lang, "bot-where")) }
                @for (id, name, kind) in &stock.channels {
                    @let field = format!("bot-mode-{id}");
                    div.field {
                        input type="hidden" name="channel" value=(id);
                        label.field__label.row for=(field) { (channel_badge(*kind, "")) span dir="auto" { (name) } }
                        div.formgrid {
                            select.select id=(field) name="mode" {
                                @for mode in Mode::ALL {
                                    option value=(mode.word()) selected[stock.bot.mode(*id) == mode] { (lang.text(&format!("bot-mode-{}", mode.word()))) }
                                }
                            }
                            @if !stock.prompters.is_empty() {
                                select.select name="mind" aria-label=(t!(lang, "bot-mind", channel = name)) {
                                    option value="" { (t!(lang, "bot-mind-built-in")) }
                                    @for (prompter, name, is_on) in &stock.prompters {
                                        option value=(prompter) selected[stock.bot.mind(*id) == Some(*prompter)] {
                                            (t!(lang, "bot-mind-other", name = name)) @if !is_on { " (" (t!(lang, "rule-off")) ")" }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
                @if !stock.prompters.is_empty() { p.field__hint { (t!(lang, "bot-mind-more")) } }
                @if stock.channels.is_empty() { p.small.muted { (t!(lang, "bot-no-channels")) } }
            }
            (choice::segments("nerve", &t!(lang, "bot-nerve"), stock.bot.nerve.word(),
                &Nerve::ALL.map(|nerve| (nerve.word(), lang.text(&format!("bot-nerve-{}", nerve.word()))))))
            (Field::new("bot", "misses", t!(lang, "bot-misses")).kind("number").value(&stock.misses).judged(wrong))
            p.field__hint { (lang.fill("bot-sources", &[("tag", Place::Text(TAG))])) }
            div.row { button.btn."btn--primary" { (t!(lang, "save")) } }
        }
        section.card."card--pad".stack."stack--4" aria-labelledby="bot-try" {
            h3 #bot-try { (t!(lang, "bot-try")) }
            form.row."row--wrap" method="post" action="/admin/bot/try" {
                label."sr-only" for="bot-q" { (t!(lang, "bot-question")) }
                input.input.grow id="bot-q" name="q" value=(asked.q) required maxlength="500" dir="auto" autocomplete="off" placeholder=(t!(lang, "bot-question"));
                select.select."select--sm" name="language" aria-label=(t!(lang, "bot-language")) {
                    @let chosen = if asked.language.is_empty() { &stock.language } else { &asked.language };
                    @for (code, name) in LANGUAGES { option value=(code) lang=(code) selected[code == chosen] { (name) } }
                }
                button.btn { (icon_sm("search")) (t!(lang, "bot-ask")) }
            }
            @if let Some(answer) = &asked.answer { (tried(lang, answer.as_ref())) }
        }
        p.small.muted { (t!(lang, "bot-tally", days = i64::try_from(DAYS).unwrap_or(0), begun = begun, done = done, handed = handed)) }
    }
}

/// What it would say, and whether it would.
fn tried(lang: Lang, answer: Option<&Tried>) -> Markup {
    html! {
        div role="status" {
            @match answer {
                None => p.notice.small { (icon_sm("info")) span { (t!(lang, "bot-knows-nothing")) } },
                Some(tried) => {
                    p.small."ok"[tried.is_said]."warn"[!tried.is_said] {
                        @let fit = (tried.fit * 100.0).round() as i64;
                        @if tried.is_said { (t!(lang, "bot-says", name = &tried.name, fit = fit)) } @else { (t!(lang, "bot-doubts", name = &tried.name, fit = fit)) }
                    }
                    blockquote.note.bottried dir="auto" { (tried.text) }
                }
            }
        }
    }
}
