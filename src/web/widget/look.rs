//! How the launcher looks: as JSON, and as a module for sites whose policy lets our scripts in but
//! no requests out.

use std::collections::BTreeMap;

use http::{HeaderValue, StatusCode, header};
use serde::Serialize;

use super::{lang, open_to_all, or_text, web_chat};
use crate::{
    base::{colour, lang::Lang, time::Timestamp},
    db::DbError,
    desk::{
        channel::Channel,
        customer::page_view::PageRules,
        opening::{self, Opening},
        setting::{self, Team},
    },
    web::{
        answer::{Answer, Refusal, Reply, content, ok},
        request::Ask,
    },
};

/// How long a shop's page may go on with the look it has.
const KEPT: HeaderValue = HeaderValue::from_static("public, max-age=60");

#[derive(Serialize)]
struct Look {
    colour: String,
    on_colour: String,
    launcher: String,
    label: String,
    position: String,
    team: String,
    online: bool,
    /// When the shop opens next, while it is closed by its hours.
    opens: Option<Timestamp>,
    teaser: Option<String>,
    voice: bool,
    /// Whether pages are followed only with the visitor's consent.
    ask: bool,
    /// Parameters of addresses that the team may see, beside `utm_*`.
    keep: Vec<String>,
    lang: &'static str,
    dir: &'static str,
    text: BTreeMap<String, String>,
}

pub(super) async fn shape(ask: Ask) -> Reply {
    let look = match look(&ask).await {
        Ok(look) => look,
        Err(refusal) => return Ok(refused(&ask, &refusal)),
    };
    let mut answer = ok(&look)?;
    open_to_all(answer.headers_mut());
    answer.headers_mut().insert(header::CACHE_CONTROL, KEPT);
    Ok(answer)
}

pub(super) async fn module(ask: Ask) -> Reply {
    let look = match look(&ask).await {
        Ok(look) => look,
        Err(refusal) => return Ok(refused(&ask, &refusal)),
    };
    let look = serde_json::to_string(&look).expect("a look is plain data");
    let mut answer = content(
        StatusCode::OK,
        "text/javascript; charset=utf-8",
        format!("export default {look};"),
    );
    open_to_all(answer.headers_mut());
    answer.headers_mut().insert(header::CACHE_CONTROL, KEPT);
    Ok(answer)
}

/// Other sites read the refusal, too: without it their console blames their own policy.
fn refused(ask: &Ask, refusal: &Refusal) -> Answer {
    let mut answer = refusal.to_json(ask.lang());
    open_to_all(answer.headers_mut());
    answer
}

async fn look(ask: &Ask) -> Result<Look, Refusal> {
    let lang = lang(ask)?;
    let channel = web_chat(ask).await?;
    // A site that takes no new chats shows no launcher.
    if channel.paused_at.is_some() {
        return Err(Refusal::not_found());
    }
    ask.house.visits.note(ask, &channel.site_key);
    let queue = channel.queue;
    let (team, opening, rules) = ask
        .house
        .db
        .read::<_, DbError>(move |reader| {
            let team: Team = setting::get(reader)?;
            let rules: PageRules = setting::get(reader)?;
            Ok((team, opening::of_queue(reader, queue)?, rules))
        })
        .await?;
    Ok(draw(channel, team, opening, rules, lang))
}

fn draw(channel: Channel, team: Team, opening: Opening, rules: PageRules, lang: Lang) -> Look {
    let settings = channel.settings;
    Look {
        on_colour: colour::ink_on(&settings.colour),
        colour: settings.colour,
        launcher: settings.launcher,
        label: or_text(&settings.label, lang, "widget-look-label"),
        position: settings.position,
        team: team.name,
        online: opening.is_open,
        opens: opening.opens,
        teaser: Some(settings.teaser).filter(|teaser| !teaser.is_empty()),
        voice: settings.voice,
        ask: settings.pages_need_consent,
        keep: rules.parameters,
        lang: lang.code(),
        dir: "ltr",
        text: lang.texts("widget-look-").into_iter().collect(),
    }
}
