//! Step 3: the line for the team's site, and the wait for its first visit.

use maud::{Markup, html};

use super::{
    address,
    view::{At, foot, frame},
};
use crate::{
    db::DbError,
    desk::{
        channel::{self, Channel},
        setup::Progress,
    },
    t,
    web::{
        answer::{Refusal, Reply, ok},
        layout::{channel_badge, icon_sm},
        reach,
        request::{AsAdmin, Ask, Caller},
        snippet,
    },
};

/// What is known of the first visit.
enum Visit {
    None,
    Seen { origin: Option<String> },
}

pub(super) async fn first_web_chat(ask: &Ask) -> Result<Option<Channel>, Refusal> {
    let channels = ask.house.db.read::<_, DbError>(channel::all).await?;
    Ok(channels.into_iter().next())
}

async fn visit_of(ask: &Ask, channel: &Channel) -> Result<Visit, Refusal> {
    let origin = ask.house.visits.first(&channel.site_key);
    let id = channel.id;
    // What was seen before a restart is known by those who wrote.
    let is_seen = origin.is_some()
        || ask
            .house
            .db
            .read::<_, DbError>(move |reader| channel::has_visitors(reader, id))
            .await?;
    Ok(if is_seen {
        Visit::Seen {
            origin: origin.filter(|origin| origin != "null"),
        }
    } else {
        Visit::None
    })
}

/// What the page asks now and then while it waits.
pub(in crate::web::front_door) async fn visit(ask: Ask, _admin: AsAdmin) -> Reply {
    let visit = match first_web_chat(&ask).await? {
        Some(channel) => visit_of(&ask, &channel).await?,
        None => Visit::None,
    };
    ok(&match visit {
        Visit::None => serde_json::json!({ "seen": false }),
        Visit::Seen { origin } => serde_json::json!({ "seen": true, "origin": origin }),
    })
}

pub(super) async fn view(ask: &Ask, caller: &Caller, reached: Progress) -> Result<Markup, Refusal> {
    let channel = first_web_chat(ask).await?;
    let visit = match &channel {
        Some(channel) => visit_of(ask, channel).await?,
        None => Visit::None,
    };
    let lang = caller.lang;
    let (is_seen, origin) = match visit {
        Visit::None => (false, None),
        Visit::Seen { origin } => (true, origin),
    };
    Ok(frame(
        lang,
        &caller.preferences.theme,
        At::of(Progress::Channel, reached),
        &html! {
            form."setup__card" method="post" action="/setup/channel" aria-labelledby="heading" {
                header {
                    h1 #heading { (t!(lang, "setup-channel-title")) }
                    p."setup__lead" { (t!(lang, "setup-channel-lead")) }
                }
                @if let Some(channel) = &channel {
                    div.card.setrow."setrow--in" {
                        (channel_badge(channel.kind, "lg"))
                        div.grow {
                            p."setrow__t" { (t!(lang, "web-chat")) }
                            p."setrow__d" { (t!(lang, "web-chat-what")) }
                        }
                    }
                    div.stack {
                        div.row.between {
                            p.small.medium { (t!(lang, "paste-before")) " " code { "</body>" } }
                            (snippet::copy(lang, "snippet"))
                        }
                        (snippet::shown("snippet", &ask.house.widget_url(), &channel.site_key))
                        (reach::notice(lang, &ask.house.widget_url()))
                        p.row.small.muted #waiting role="status" hidden[is_seen] {
                            span.spin { (icon_sm("loader-circle")) } (t!(lang, "waiting-first-visit"))
                        }
                        p.notice."notice--ok".small #seen role="status" hidden[!is_seen] {
                            (icon_sm("circle-check"))
                            span {
                                b.semi { (t!(lang, "first-visit")) } " "
                                span #seen-from dir="auto" { (origin.as_deref().unwrap_or_default()) }
                            }
                        }
                        noscript { a.small href="/setup?step=channel" { (t!(lang, "look-again")) } }
                    }
                }
                (foot(lang, Some(address(Progress::Shop)), true, &t!(lang, "go-on")))
            }
        },
    ))
}
