//! The second pane: the chat's head, what there is to know at once, its log, and what one writes in.

use maud::{Markup, html};

use super::{
    chat::{Chat, Stance},
    composer, content_language, deeds, forward, invites, outgoing, oversight, priority, silence,
    together, wrap_up,
};
use crate::{
    base::lang::Lang,
    desk::conversation::State,
    t,
    web::{
        assets,
        layout::{channel_kind_name, chat_path, customer_name, icon, icon_sm, portrait},
        moment::{Style, moment},
    },
};

/// The pane around a chat.
pub(super) fn pane(chat: &Chat) -> Markup {
    let lang = chat.agent.lang;
    let id = chat.conversation.id;
    let name = name_of(chat);
    html! {
        section.conv #conv aria-label=(t!(lang, "conversation")) data-chat=(id) data-stance=(chat.stance().word())
            data-customer=(chat.conversation.customer) data-identity=(chat.conversation.identity)
            data-preview[chat.has_preview] {
            (head(chat))
            (banners(chat))
            div."conv__log" {
                div.log.scroll #log role="log" aria-relevant="additions"
                    aria-label=(t!(lang, "log-with", name = &name)) tabindex="0" {
                    // A long log loses its beginning in the browser; then there is more above, too.
                    a.earlier href={ (chat_path(id)) "/earlier" } data-earlier hidden[!chat.has_more] { (t!(lang, "log-earlier")) }
                    (chat.log().entries(&chat.entries, None))
                }
                button."btn btn--sm jump" #jump type="button" hidden { (icon_sm("arrow-down")) span {} }
                div.dropzone.dropover #drop hidden { (icon("image-down")) b.semi { (t!(lang, "drop-here")) } span.small { (t!(lang, "drop-rule")) } }
            }
            (composer::composer(chat))
            @if chat.stance() == Stance::Mine { (outgoing::dialog(chat)) }
        }
    }
}

/// The pane when no chat is open.
pub(super) fn quiet(lang: Lang, waiting: i64) -> Markup {
    html! {
        section.conv #conv aria-label=(t!(lang, "conversation")) data-stance="none" data-waiting=(waiting) {
            div.empty."conv__empty" {
                svg viewBox="0 0 200 120" width="200" height="120" aria-hidden="true" { use href={ (assets::path("art.svg")) "#quiet" } {} }
                @if waiting > 0 {
                    h2."empty__t" { (t!(lang, "quiet-waiting", count = waiting)) }
                    p."empty__p" { (t!(lang, "quiet-waiting-more")) }
                } @else {
                    h2."empty__t" { (t!(lang, "quiet")) }
                    p."empty__p" { (t!(lang, "quiet-more")) }
                }
                div.row {
                    a.btn href="/chats" { (icon("inbox")) (t!(lang, "quiet-chats")) }
                    button."btn btn--ghost" type="button" data-act="test-bell" { (icon("volume-2")) (t!(lang, "quiet-test")) }
                }
            }
        }
    }
}

/// Who it is with, and what can be done. Drawn anew when something about the chat changes.
pub(super) fn head(chat: &Chat) -> Markup {
    let lang = chat.agent.lang;
    let conversation = &chat.conversation;
    let stance = chat.stance();
    let may_end = chat.is_owner()
        || (chat.may_take_over()
            && !matches!(stance, Stance::Ended | Stance::Barred | Stance::PutAway));
    let path = chat_path(conversation.id);
    html! {
        header."conv__head" #head {
            a."iconbtn only-mobile" href="/console" data-mobile-go="list" aria-label=(t!(lang, "back-to-chats")) {
                svg.icon.flip aria-hidden="true" { use href={ (assets::path("icons.svg")) "#i-chevron-left" } {} }
            }
            (portrait(conversation.customer, &conversation.customer_name, Some(conversation.channel_kind), "", chat.portrait.as_ref()))
            div."conv__who" {
                h2."conv__name" {
                    span.truncate dir="auto" { (name_of(chat)) }
                    @if chat.returns { span."pill pill--brand not-mobile" { (t!(lang, "returning")) } }
                }
                p."conv__sub" {
                    span.truncate { (channel_kind_name(lang, conversation.channel_kind)) " (" bdi { (conversation.channel_name) } ")" }
                    // Shown while the panel beside it knows that they are on the site.
                    span.onsite { "· " span."ok medium none" { (t!(lang, "on-site-now")) } }
                }
            }
            div."conv__acts" {
                (shown(lang))
                (content_language::chip(chat))
                (priority::menu(chat))
                (invites::menu(chat))
                (deeds::all(chat, may_end))
                @if may_end {
                    (forward::shown::button(chat))
                    a."btn btn--danger-quiet" href={ (path) "/close" } data-open-close title=(t!(lang, "close-chat-more")) {
                        (icon("x")) span { (t!(lang, "close-chat")) }
                    }
                }
                button."iconbtn only-narrow" type="button" data-side-toggle aria-label=(t!(lang, "customer-panel")) {
                    svg."icon flip not-mobile" aria-hidden="true" { use href={ (assets::path("icons.svg")) "#i-panel-right" } {} }
                    svg."icon only-mobile" aria-hidden="true" { use href={ (assets::path("icons.svg")) "#i-user-round" } {} }
                }
            }
        }
    }
}

/// What of the log is on the screen; the browser hides the rest.
fn shown(lang: Lang) -> Markup {
    let label = t!(lang, "shows");
    html! {
        details.menubox."menubox--end not-mobile" #shown data-menu {
            summary.iconbtn aria-label=(label) title=(label) { (icon("list-filter")) }
            div.popover.menu {
                button."menu__item" type="button" data-show="all" { (t!(lang, "shows-all")) }
                button."menu__item" type="button" data-show="comments" { (t!(lang, "shows-comments")) }
                button."menu__item" type="button" data-show="messages" { (t!(lang, "shows-messages")) }
            }
        }
    }
}

/// What one has to know at once about this chat.
pub(super) fn banners(chat: &Chat) -> Markup {
    let lang = chat.agent.lang;
    let path = chat_path(chat.conversation.id);
    html! {
        div."conv__banners" #banners {
            @match &chat.conversation.state {
                State::Scheduled if chat.standing.is_some() => {
                    @if let Some(handed) = &chat.standing { (forward::shown::banner(chat, handed)) }
                }
                State::Waiting { .. } | State::Scheduled | State::Fresh => {
                    div."banner banner--info" role="status" {
                        (icon("eye"))
                        span.grow { b.semi { (t!(lang, "preview-waits")) } " " (t!(lang, "preview-waits-more")) }
                        @if chat.may_take_over() { (oversight::watch(chat)) }
                        form method="post" action={ (path) "/claim" } data-take=(chat.conversation.id) {
                            button."btn btn--sm btn--primary" { (t!(lang, "pick")) }
                        }
                    }
                }
                State::Active { .. } if chat.stance() == Stance::Mine => {
                    (invites::banner(chat))
                    (oversight::onlookers(chat))
                    @if let Some(found) = &chat.together { (together::banner(lang, found)) }
                    @if let Some(handed) = &chat.standing { (forward::shown::reminder(lang, handed)) }
                }
                State::Active { agent, .. } => { (oversight::banner(chat, agent)) }
                State::WrappingUp { agent, until, .. } => { (wrap_up::banner(chat, agent, *until)) }
                State::Closed { .. } => { (ended(chat, &path)) }
            }
            (silence::banner(chat))
        }
    }
}

/// How the chat ended, and the way on.
fn ended(chat: &Chat, path: &str) -> Markup {
    let lang = chat.agent.lang;
    let (agent, at) = match &chat.conversation.state {
        State::Closed { agent, at } => (agent.as_ref(), *at),
        State::Fresh
        | State::Waiting { .. }
        | State::Scheduled
        | State::Active { .. }
        | State::WrappingUp { .. } => {
            return html! {};
        }
    };
    html! {
        div."banner banner--quiet" role="status" {
            (icon("circle-check"))
            span.grow {
                b.semi {
                    @if let Some(agent) = agent { (t!(lang, "ended-by", name = &agent.name)) } @else { (t!(lang, "ended")) }
                }
                " " (moment(at, Style::Day))
                @if chat.conversation.archived_at.is_some() { " · " span title=(t!(lang, "archived-means")) { (t!(lang, "chats-status-archived")) } }
                @if let Some(rating) = chat.conversation.rating { " · " (t!(lang, "rated", rating = rating)) }
                @if !chat.conversation.rating_comment.is_empty() { " · " bdi { (t!(lang, "quoted", words = &chat.conversation.rating_comment)) } }
            }
            @if let Some(open) = chat.goes_on_in {
                a."btn btn--sm" href=(chat_path(open)) data-open=(open) { (t!(lang, "goes-on")) }
            } @else if !chat.is_blocked && (chat.conversation.archived_at.is_none() || chat.may_take_over()) {
                form method="post" action={ (path) "/reopen" } data-act-form {
                    button."btn btn--sm" { (icon_sm("lock-open")) (t!(lang, "reopen")) }
                }
            }
        }
    }
}

pub(super) fn name_of(chat: &Chat) -> String {
    customer_name(
        chat.agent.lang,
        chat.conversation.customer,
        &chat.conversation.customer_name,
    )
}
