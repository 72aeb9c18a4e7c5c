//! The page in the widget's frame. Its script draws everything from what stands in the head.

use std::collections::BTreeMap;

use http::{HeaderValue, header};
use maud::{DOCTYPE, html};
use serde::Serialize;

use super::{lang, or_text, web_chat};
use crate::{
    base::{colour, lang::Lang, punycode, time::Timestamp},
    db::DbError,
    desk::{
        agent_identity,
        attachment::rule,
        channel::{Channel, Settings},
        content::article,
        opening::{self, Opening},
        post,
        setting::{self, Team},
        team::{self, Agent, Availability, Face},
    },
    web::{
        answer::{self, Reply},
        assets,
        files::picker::Picker,
        layers::CONTENT_SECURITY_POLICY,
        request::Ask,
    },
    wire::visitor::AgentShape,
};

/// Faces on the first screen.
const FACES: usize = 3;

#[derive(Serialize)]
struct Boot {
    site: String,
    team: String,
    greeting: String,
    topics: Vec<String>,
    on_colour: String,
    colour: String,
    online: bool,
    /// When the shop opens next, while it is closed by its hours.
    opens: Option<Timestamp>,
    agents: Vec<AgentShape>,
    form: Form,
    offline: Offline,
    files: Files,
    /// Whether there are answers to look through before one writes.
    help: bool,
    /// Whether the team sees what is typed before it is sent.
    preview: bool,
    /// Whether a chat can be sent by mail.
    mails: bool,
    lang: &'static str,
    dir: &'static str,
    text: BTreeMap<String, String>,
}

#[derive(Serialize)]
struct Form {
    name: &'static str,
    email: &'static str,
    consent: String,
    notice: bool,
    privacy_url: String,
}

#[derive(Serialize)]
struct Offline {
    form: bool,
    text: String,
}

/// What visitors may send; whether a file is what it says is decided by its content.
#[derive(Serialize)]
struct Files {
    #[serde(flatten)]
    picker: Picker,
    accept: String,
    voice: bool,
}

pub(super) async fn page(ask: Ask) -> Reply {
    let lang = lang(&ask)?;
    let channel = web_chat(&ask).await?;
    let (id, queue) = (channel.id, channel.queue);
    let (team, opening, agents, has_help, mails) = ask
        .house
        .db
        .read::<_, DbError>(move |reader| {
            let team: Team = setting::get(reader)?;
            let opening = opening::of_queue(reader, queue)?;
            let mut faces: Vec<Face> = Vec::new();
            for agent in in_order(&team::active(reader)?) {
                let face = agent_identity::usual_face(reader, agent, id)?;
                // Several fill one role; customers see it once.
                if !faces
                    .iter()
                    .any(|known| known.mask.is_some() && known.mask == face.mask)
                {
                    faces.push(face);
                }
                if faces.len() == FACES {
                    break;
                }
            }
            let has_help = !article::languages(reader)?.is_empty();
            let mails = !post::mailboxes(reader)?.is_empty();
            Ok((team, opening, faces, has_help, mails))
        })
        .await?;
    let policy = policy(&channel.settings.sites);
    let mut boot = boot(channel, team, opening, &agents, lang);
    boot.help = has_help;
    boot.mails = mails;
    let mut answer = answer::page(html! {
        (DOCTYPE)
        html lang=(lang.code()) dir="ltr" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content";
                title { (boot.team) }
                // An attribute and not a script element: what owners wrote is escaped like everywhere else.
                meta id="boot" content=(serde_json::to_string(&boot).expect("plain data"));
                link rel="stylesheet" href=(assets::path("widget/frame.css"));
                script type="module" src=(assets::path("widget/frame.js")) {}
            }
            body {}
        }
    })?;
    answer
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(answer)
}

/// Only the owner's sites may frame the conversation; before any is named, every site may.
fn policy(sites: &[String]) -> HeaderValue {
    let sites = if sites.is_empty() {
        "http: https:".to_owned()
    } else {
        let sites: Vec<String> = sites.iter().filter_map(|site| as_header(site)).collect();
        sites.join(" ")
    };
    let policy = CONTENT_SECURITY_POLICY.replace(
        "frame-ancestors 'none'",
        &format!("frame-ancestors 'self' {sites}"),
    );
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static(CONTENT_SECURITY_POLICY))
}

/// A site as a header can carry it, whatever alphabet its name is in.
fn as_header(site: &str) -> Option<String> {
    let (scheme, host) = site.split_once("://")?;
    Some(format!("{scheme}://{}", punycode::ascii_host(host)?))
}

/// Those at the counter first.
fn in_order(agents: &[Agent]) -> impl Iterator<Item = &Agent> {
    let (present, others): (Vec<_>, Vec<_>) = agents
        .iter()
        .partition(|agent| agent.availability == Availability::Available);
    present.into_iter().chain(others)
}

fn boot(channel: Channel, team: Team, opening: Opening, agents: &[Face], lang: Lang) -> Boot {
    let allowance = rule::of_customers(&channel);
    let Settings {
        colour,
        greeting,
        topics,
        ask_name,
        ask_email,
        consent,
        consent_is_notice,
        privacy_url,
        offline_form,
        offline_text,
        voice,
        typing_preview,
        ..
    } = channel.settings;
    let picker = Picker::brief(&allowance);
    let text = lang
        .texts("widget-")
        .into_iter()
        .filter(|(name, _)| !name.starts_with("look-"))
        .collect();
    Boot {
        site: channel.site_key,
        team: team.name,
        greeting: or_text(&greeting, lang, "widget-greeting"),
        topics,
        on_colour: colour::ink_on(&colour),
        colour,
        online: opening.is_open,
        opens: opening.opens,
        agents: agents.iter().map(AgentShape::from).collect(),
        form: Form {
            name: ask_name.word(),
            email: ask_email.word(),
            consent,
            notice: consent_is_notice,
            privacy_url,
        },
        offline: Offline {
            form: offline_form,
            text: or_text(&offline_text, lang, "widget-leave-question"),
        },
        files: Files {
            accept: picker.accept(),
            picker,
            voice,
        },
        help: false,
        preview: typing_preview,
        mails: false,
        lang: lang.code(),
        dir: "ltr",
        text,
    }
}

#[cfg(test)]
mod tests {
    use super::policy;

    #[test]
    fn only_the_owner_s_sites_may_frame_the_conversation() {
        let policy_of = |sites: &[&str]| {
            let sites: Vec<String> = sites.iter().map(|site| (*site).to_owned()).collect();
            policy(&sites)
                .to_str()
                .map(str::to_owned)
                .unwrap_or_default()
        };
        assert!(
            policy_of(&["https://shop.example"])
                .contains("frame-ancestors 'self' https://shop.example;")
        );
        assert!(
            policy_of(&["https://булочная.рф"])
                .contains("'self' https://xn--80ab4aie2a4a7d.xn--p1ai;")
        );
        assert!(policy_of(&[]).contains("frame-ancestors 'self' http: https:;"));
        assert!(policy_of(&["https://shop.example\nx"]).contains("frame-ancestors 'none'"));
    }
}
