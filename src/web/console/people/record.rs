//! A customer's own page: who they are, through what they write, what the team knows of them, and every chat
//! with them.

use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    super::{
        block,
        customer::{
            EARLIER, Field, Known, Slip, Stand, Tab, history, load, notes, own, pages, person,
            place, shared, tags,
        },
    },
    joining, screen,
};
use crate::{
    base::id::CustomerId,
    db::DbError,
    desk::{
        channel::ChannelKind,
        conversation::{Conversation, Survey},
        customer::{history::Episode, merge},
        team::Role,
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        layout::{
            channel_badge, channel_kind_name, chat_path, customer_name, icon, person_path, portrait,
        },
        moment::{Style, moment},
        request::{AsAgent, Ask},
    },
};

/// How many more chats are shown at a time.
const STEP: usize = 20;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Look {
    tab: String,
    /// The dialog that is open.
    sure: String,
    earlier: Option<usize>,
    images: Option<usize>,
    files: Option<usize>,
    links: Option<usize>,
}

pub(super) async fn show(ask: Ask, agent: AsAgent) -> Reply {
    let id: CustomerId = ask.place("customer")?;
    let look: Look = ask.query()?;
    let gone_to = ask
        .house
        .db
        .read::<_, DbError>(move |reader| merge::merged_into(reader, id))
        .await?;
    if let Some(kept) = gone_to {
        return see_other(&person_path(kept));
    }
    let earlier = look.earlier.unwrap_or(EARLIER).clamp(1, 500);
    let mut known = load(&ask.house, agent.agent.clone(), Stand::Record(id), earlier)
        .await?
        .ok_or_else(Refusal::not_found)?;
    let tab = Tab::from_word(&look.tab);
    if tab == Tab::Files {
        let shown = shared::Shown::new(look.images, look.files, look.links);
        known.shared = shared::load(&ask.house, id, shown).await?;
    }
    let name = customer_name(agent.lang, id, &known.customer.name);
    let inside = html! {
        (island(&known, tab, None))
        @if known.block.is_none() { (block::dialog(&known, look.sure == "block", None)) }
    };
    screen(&ask, &agent, StatusCode::OK, &name, &inside).await
}

/// What is drawn anew after an act or an event.
pub(in crate::web) fn island(known: &Known, tab: Tab, slip: Option<&Slip>) -> Markup {
    let lang = known.agent.lang;
    let customer = &known.customer;
    let name = customer_name(lang, customer.id, &customer.name);
    html! {
        div #side data-gone="/people" data-address=(known.stand.path("panel")) data-customer=(customer.id)
            data-identity=[known.identity.as_ref().map(|identity| identity.id)]
            data-tab=(shown(known, tab).word()) data-more=(known.shared.query()) data-shares=[known.conversation.as_ref().map(|chat| chat.id)] data-there[known.is_there] {
            header."page__head custhead" {
                a.iconbtn href="/people" aria-label=(t!(lang, "people-back")) title=(t!(lang, "people-back")) {
                    svg.icon.flip aria-hidden="true" { use href={ (crate::web::assets::path("icons.svg")) "#i-arrow-left" } {} }
                }
                @let channel = known.conversation.as_ref().map(|chat| chat.channel_kind);
                (portrait(customer.id, &customer.name, channel, "xl", known.portrait.as_ref()))
                div.grow {
                    h1."page__title" { (person::field(known, Field::Name, &name, slip)) }
                    p."small muted row row--wrap" {
                        span { (t!(lang, "people-since")) " " (moment(customer.created_at, Style::Calendar)) }
                        @if known.is_there {
                            span aria-hidden="true" { "·" }
                            span."ok medium row row--1" { i."dot dot--on" {} (t!(lang, "on-site-now")) }
                        }
                    }
                }
                (deeds(known))
            }
            div."page__body" {
                (block::banner(known))
                (joining::undoable(known))
                div.custgrid {
                    div."stack stack--4" {
                        section.card."card--pad"."stack stack--3" aria-labelledby="rec-details" {
                            h2."card__title" #rec-details { (t!(lang, "people-details")) }
                            (person::contact(known, slip))
                            (own::fields(known, slip))
                        }
                        (reaches(known))
                        div.card."card--pad" { (tags::tags(known, slip)) }
                        (place::card(known))
                    }
                    div."stack stack--4" {
                        div.card."card--pad" { (notes::notes(known, slip)) }
                        (story(known, tab))
                    }
                }
            }
        }
    }
}

fn deeds(known: &Known) -> Markup {
    let lang = known.agent.lang;
    let id = known.customer.id;
    html! {
        span."row row--wrap" {
            a."btn not-mobile" href={ (person_path(id)) "/merge" } { (icon("merge")) (t!(lang, "people-merge")) }
            @if known.agent.may_act_as(Role::Admin) {
                a.btn href={ (person_path(id)) "/privacy" } { (icon("shield-alert")) (t!(lang, "people-privacy")) }
            }
            @if known.block.is_none() {
                a."btn btn--danger-quiet" href={ (person_path(id)) "?sure=block" } data-dialog="block-dialog" { (icon("ban")) (t!(lang, "block")) }
            }
            @if let Some(chat) = &known.conversation {
                a."btn btn--primary" href=(chat_path(chat.id)) { (icon("message-square-text")) (t!(lang, "people-open-chat")) }
            }
        }
    }
}

/// Through which accounts they write.
fn reaches(known: &Known) -> Markup {
    let lang = known.agent.lang;
    html! {
        @if !known.accounts.is_empty() {
            section.card."card--pad"."stack stack--3" aria-labelledby="rec-reaches" {
                h2."card__title" #rec-reaches { (t!(lang, "people-reaches")) }
                @for (identity, channel) in &known.accounts {
                    div."row row--3" {
                        (channel_badge(channel.kind, "lg"))
                        div.grow {
                            p."small medium" { (channel_kind_name(lang, channel.kind)) " (" bdi { (channel.name) } ")" }
                            p."xs muted truncate" dir="auto" {
                                @if !identity.username.is_empty() { "“" (identity.username) "” " }
                                @if !identity.email.is_empty() { (identity.email) " " }
                                @if let Some(external) = &identity.external_id { code { (external) } }
                                @if identity.username.is_empty() && identity.email.is_empty() && identity.external_id.is_none() {
                                    (t!(lang, "people-first-seen")) " " (moment(identity.created_at, Style::Date))
                                }
                            }
                        }
                        @if identity.verified {
                            span."row row--1 none ok xs" title=(t!(lang, "customer-verified-more")) { (icon("badge-check")) (t!(lang, "customer-verified")) }
                        }
                    }
                }
            }
        }
    }
}

/// Whether they are somebody whose pages are known.
fn has_pages(known: &Known) -> bool {
    known
        .conversation
        .as_ref()
        .is_some_and(|chat| chat.channel_kind == ChannelKind::WebChat)
}

/// The tab that is shown when this one is wanted.
fn shown(known: &Known, wanted: Tab) -> Tab {
    match wanted {
        Tab::Pages if has_pages(known) => Tab::Pages,
        Tab::Files if known.conversation.is_some() => Tab::Files,
        Tab::Customer | Tab::Pages | Tab::Cards | Tab::Prompter | Tab::Files => Tab::Customer,
    }
}

/// Every chat with them, the pages they were on, or what was shared.
fn story(known: &Known, tab: Tab) -> Markup {
    let lang = known.agent.lang;
    let tab = shown(known, tab);
    let has_tabs = known.conversation.is_some();
    let link = |to: Tab, label: &str| {
        let word = to.word();
        html! { a id={ "rec-" (word) } role="tab" href=(known.stand.path(&format!("panel?tab={word}"))) aria-selected=(tab == to) aria-controls="rec-story" data-side-tab { (label) } }
    };
    html! {
        section.card aria-labelledby="rec-title" {
            header."card__head" {
                h2."card__title grow" #rec-title { (t!(lang, "people-story")) }
                @if has_tabs {
                    div.seg role="tablist" aria-label=(t!(lang, "people-story")) {
                        (link(Tab::Customer, &t!(lang, "nav-chats")))
                        @if has_pages(known) { (link(Tab::Pages, &t!(lang, "customer-pages"))) }
                        (link(Tab::Files, &t!(lang, "customer-files")))
                    }
                }
            }
            div #rec-story role=[has_tabs.then_some("tabpanel")] tabindex=[has_tabs.then_some("0")]
                aria-labelledby=[has_tabs.then(|| format!("rec-{}", tab.word()))] {
                @if tab == Tab::Files {
                    div."card--pad"."stack stack--4" { (shared::shared(known)) }
                } @else if tab == Tab::Pages {
                    div."card--pad"."stack stack--3" { (pages::pages(known)) }
                } @else {
                    @if known.episodes.is_empty() { p.setrow."muted small" { (t!(lang, "people-no-chats")) } }
                    div.timeline { @for episode in &known.episodes { (one(known, episode)) } }
                    @if known.has_more {
                        @let more = known.episodes.len() + STEP;
                        p.pager { a."btn btn--sm" href=(known.stand.path(&format!("panel?earlier={more}"))) data-side-tab { (t!(lang, "customer-earlier-more")) } }
                    }
                }
            }
        }
    }
}

fn one(known: &Known, episode: &Episode) -> Markup {
    let lang = known.agent.lang;
    let chat = &episode.conversation;
    let title = history::title(lang, episode);
    html! {
        article.tl id={ "episode-" (chat.id) } {
            span."tl__i" { (channel_badge(chat.channel_kind, "lg")) }
            div."tl__b" {
                h3."small semi row row--wrap" {
                    a.plainlink.anywhere href={ "/chats?chat=" (chat.id) } dir="auto" { (title) }
                    (crate::web::console::chats::status::pill(lang, chat.status()))
                    (rating(known, chat))
                }
                p."xs muted tl__m" {
                    (channel_kind_name(lang, chat.channel_kind)) " (" bdi { (chat.channel_name) } ")"
                    @if let Some(agent) = chat.agent() { " · " bdi { (agent.name) } }
                    @if let Some(reason) = &episode.closing_reason { " · " bdi { (reason) } }
                }
                @if !chat.preview.is_empty() && chat.preview != title { p."small tl__q clamp-2" dir="auto" { "“" (chat.preview) "”" } }
            }
            span."xs faint nowrap" { (moment(chat.created_at, Style::Day)) }
        }
    }
}

fn rating(known: &Known, chat: &Conversation) -> Markup {
    let lang = known.agent.lang;
    let is_over = chat.has_ended();
    html! {
        @match (chat.rating, chat.survey) {
            (Some(rating), _) => span."xs faint" { (t!(lang, "customer-rated", rating = rating)) },
            (None, Survey::Asked) if is_over => span."xs faint" { (t!(lang, "customer-rating-awaited")) },
            _ => {}
        }
    }
}
