//! The screens of the names under which agents write.

use std::borrow::Cow;

use maud::{Markup, html};

use super::{House, PATH, Typed};
use crate::{
    base::{id::AgentId, lang::Lang},
    desk::{
        agent_identity::{AgentIdentity, edit},
        channel::Channel,
        team::Agent,
    },
    t,
    web::{
        admin::heading,
        field::{self, Field, Wrong, choice},
        identities,
        layout::icon_sm,
        saved::{self, Wish},
    },
    wire::agent::FILES,
};

/// All of them, and what is usual on each channel.
pub(super) fn all(lang: Lang, house: &House, wish: &Wish) -> Markup {
    let way = html! {
        a.btn."btn--primary" href="/admin/identities/new" { (icon_sm("plus")) (t!(lang, "identity-new")) }
    };
    html! {
        (heading(&t!(lang, "room-identities"), &t!(lang, "identities-lead"), &way))
        (saved::notice(lang, !wish.saved.is_empty()))
        @if house.identities.is_empty() {
            div.card.empty { p."empty__t" { (t!(lang, "identities-none")) } p.small.muted { (t!(lang, "identities-none-more")) } }
        } @else {
            ul.card.identities { @for one in &house.identities { (row(lang, house, one)) } }
        }
        @if house.identities.iter().any(|one| !one.is_retired) {
            @for channel in &house.channels { (usual(lang, house, channel)) }
        }
    }
}

fn row(lang: Lang, house: &House, one: &AgentIdentity) -> Markup {
    let names = |agents: &[AgentId]| {
        let named: Vec<&str> = house
            .agents
            .iter()
            .filter(|agent| agents.contains(&agent.id))
            .map(|agent| agent.name.as_str())
            .collect();
        named.join(", ")
    };
    let places: Vec<&str> = house
        .channels
        .iter()
        .filter(|channel| one.channels.contains(&channel.id))
        .map(|channel| channel.name.as_str())
        .collect();
    html! {
        li.setrow {
            (portrait(one))
            div.grow {
                p."setrow__t".anywhere {
                    a.plainlink href={ (PATH) "/" (one.mask.id) } { bdi { (one.mask.name) } }
                    @if one.is_retired { span.pill."pill--archived" { (t!(lang, "identity-retired")) } }
                }
                p."setrow__d".anywhere {
                    @if let Some(owner) = one.owner { (t!(lang, "identity-of")) " " bdi { (names(&[owner])) } }
                    @else if one.for_all { (t!(lang, "identity-all")) }
                    @else { (t!(lang, "identity-some")) " " bdi { (names(&one.agents)) } }
                    " · "
                    @if one.everywhere { (t!(lang, "identity-everywhere")) } @else { bdi { (places.join(", ")) } }
                }
            }
            div.row { a.btn."btn--sm" href={ (PATH) "/" (one.mask.id) } aria-label=(t!(lang, "edit-person", name = &one.mask.name)) { (icon_sm("pencil")) } }
        }
    }
}

fn portrait(one: &AgentIdentity) -> Markup {
    let tint = crate::wire::tint(one.mask.id.0);
    html! {
        span.avatar.{ "av" (tint) } aria-hidden="true" {
            @if let Some(picture) = &one.mask.picture { img src={ (FILES) "/" (picture) } alt=""; }
            @else { (crate::base::text::initials(&one.mask.name)) }
        }
    }
}

/// What customers of a channel see unless an agent chooses.
fn usual(lang: Lang, house: &House, channel: &Channel) -> Markup {
    let form = format!("usual-{}", channel.id);
    let ids: Vec<(String, &str)> = house
        .identities
        .iter()
        .filter(|one| !one.is_retired && (one.everywhere || one.channels.contains(&channel.id)))
        .map(|one| (one.mask.id.to_string(), one.mask.name.as_str()))
        .collect();
    let own = ("", t!(lang, "identity-own"));
    let choices: Vec<(&str, Cow<'_, str>)> = std::iter::once(own)
        .chain(ids.iter().map(|(id, name)| (id.as_str(), Cow::from(*name))))
        .collect();
    let now = channel.settings.identity.map(|id| id.to_string());
    html! {
        form.card method="post" action={ (PATH) "/usual/" (channel.id) } {
            header."card__head" { h3."card__title".grow { (t!(lang, "identity-usual")) " " bdi { (channel.name) } } }
            div.setrow { div.grow {
                (choice::select(&form, "identity", &t!(lang, "identity-usual-which"), now.as_deref().unwrap_or(""), &choices))
                p."field__hint" { (t!(lang, "identity-usual-more")) }
            } }
            (choice::switch_row("only", "id-card", &t!(lang, "identity-only"), &t!(lang, "identity-only-more"), channel.settings.identity_only))
            div.setrow { button.btn."btn--primary" { (t!(lang, "save")) } }
        }
    }
}

pub(super) fn form(
    lang: Lang,
    house: &House,
    one: Option<&AgentIdentity>,
    typed: &Typed,
    wrong: &Wrong,
) -> Markup {
    // Whoever has left stays chosen: with nobody chosen it would be everybody's.
    let is_named = |agent: &Agent| {
        one.is_some_and(|one| one.owner == Some(agent.id) || one.agents.contains(&agent.id))
    };
    let agents: Vec<&Agent> = house
        .agents
        .iter()
        .filter(|agent| agent.deactivated_at.is_none() || is_named(agent))
        .collect();
    let ids: Vec<(String, Cow<'_, str>)> = agents
        .iter()
        .map(|agent| (agent.id.to_string(), called(lang, agent)))
        .collect();
    let role = ("", t!(lang, "identity-role"));
    let owners: Vec<(&str, Cow<'_, str>)> = std::iter::once(role)
        .chain(ids.iter().map(|(id, name)| {
            (
                id.as_str(),
                t!(lang, "identity-alias", name = name.as_ref()),
            )
        }))
        .collect();
    let path = one.map_or(PATH.to_owned(), |one| format!("{PATH}/{}", one.mask.id));
    html! {
        p { a.row.small href=(PATH) { span.flip { (icon_sm("arrow-left")) } (t!(lang, "room-identities")) } }
        header.sechead { div.grow { h2 { @if let Some(one) = one { bdi { (one.mask.name) } } @else { (t!(lang, "identity-new")) } } } }
        form.card."card--pad".stack."stack--4" method="post" action=(path) {
            div.formgrid {
                (Field::new("identity", "name", t!(lang, "identity-name")).value(&typed.name).longest(edit::LONGEST)
                    .hint(t!(lang, "identity-name-hint")).required().judged(wrong))
                (Field::new("identity", "title", t!(lang, "public-title")).value(&typed.title).longest(edit::LONGEST)
                    .placeholder(&t!(lang, "public-title-example")).optional(lang).judged(wrong))
                (choice::select("identity", "owner", &t!(lang, "identity-whose"), &typed.owner, &owners))
                (identities::picture(lang, &typed.picture, wrong))
            }
            (boxes("agent", &t!(lang, "identity-who"), &t!(lang, "identity-who-more"),
                agents.iter().map(|agent| (agent.id.to_string(), called(lang, agent), typed.agent.contains(&agent.id)))))
            (boxes("channel", &t!(lang, "identity-where"), &t!(lang, "identity-where-more"),
                house.channels.iter().map(|channel| (channel.id.to_string(), channel.name.as_str().into(), typed.channel.contains(&channel.id)))))
            (field::error("identity", wrong.beside("identity")))
            div.row { button.btn."btn--primary" { (t!(lang, "save")) } a.btn href=(PATH) { (t!(lang, "cancel")) } }
        }
        @if let Some(one) = one {
            form.card.setrow method="post" action={ (path) @if one.is_retired { "/restore" } @else { "/retire" } } {
                (crate::web::layout::icon("ban"))
                div.grow {
                    p."setrow__t" { @if one.is_retired { (t!(lang, "identity-restore")) } @else { (t!(lang, "identity-retire")) } }
                    p."setrow__d" { (t!(lang, "identity-retire-more")) }
                }
                div.row { button.btn."btn--sm" { @if one.is_retired { (t!(lang, "identity-restore")) } @else { (t!(lang, "identity-retire")) } } }
            }
        }
    }
}

/// A member by name, and whether they have left.
fn called(lang: Lang, agent: &Agent) -> Cow<'_, str> {
    match agent.deactivated_at {
        None => agent.name.as_str().into(),
        Some(_) => format!("{} ({})", agent.name, t!(lang, "deactivated")).into(),
    }
}

/// Several to tick.
fn boxes<'a>(
    name: &str,
    label: &str,
    more: &str,
    each: impl Iterator<Item = (String, Cow<'a, str>, bool)>,
) -> Markup {
    html! {
        fieldset.field {
            legend."field__label" { (label) }
            div.row."row--wrap" {
                @for (value, words, is_on) in each {
                    label.check.small { input type="checkbox" name=(name) value=(value) checked[is_on]; span.anywhere dir="auto" { (words) } }
                }
            }
            p."field__hint" { (more) }
        }
    }
}
