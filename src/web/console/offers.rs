//! What is held out to the agent: a pop-up that counts down, in which they accept or decline.

use maud::{Markup, html};

use super::{invites, list::List};
use crate::{
    base::id::ConversationId,
    desk::{
        conversation::Reserved,
        routing::offer::{self, DeclineError, Offer},
    },
    t,
    web::{
        answer::{Reply, see_other},
        layout::{channel_kind_name, chat_path, customer_avatar, customer_name, mark, person_path},
        request::{AsAgent, Ask},
    },
};

/// The place of the pop-up, which the browser draws anew with the list.
pub(super) fn island(list: &List) -> Markup {
    let (offers, asked) = (&list.counter.offers, &list.counter.invites);
    let more = (offers.len() + asked.len()).saturating_sub(1);
    html! {
        div #offers {
            @match (offers.first(), asked.first()) {
                // One at a time: what ends first is answered first.
                (Some(offer), Some(asked)) if asked.invite.expires_at < offer.expires_at => { (invites::pop_up(list, asked, more)) }
                (Some(offer), _) => { (pop_up(list, offer, more)) }
                (None, Some(asked)) => { (invites::pop_up(list, asked, more)) }
                (None, None) => {}
            }
        }
    }
}

fn pop_up(list: &List, offer: &Offer, more: usize) -> Markup {
    let lang = list.agent.lang;
    let chat = &offer.conversation;
    let path = chat_path(chat.id);
    let name = customer_name(lang, chat.customer, &chat.customer_name);
    let seconds = offer.expires_at.since(list.now).as_secs();
    let how = chat.reservation.map(|held| held.how);
    let forwarded = offer.forwarded_by.as_ref();
    html! {
        section.offer.float."float--offer" role="alertdialog" aria-labelledby="offer-title" aria-describedby="offer-words"
            id={ "offer-" (chat.id) } data-offer=(chat.id) data-name=(name)
            data-until=(offer.expires_at.0) data-lasts=(offer.lasts().as_millis()) {
            div."offer__bar" { svg aria-hidden="true" { rect height="100%" width="100%" {} } }
            div."offer__body" {
                div.row."row--3" {
                    span.offerbell { (mark("bell")) }
                    div.grow {
                        p.xs.muted {
                            @match (how, forwarded) {
                                (Some(Reserved::Previous), _) => (t!(lang, "offer-previous")),
                                (Some(Reserved::Forward), Some(by)) => (t!(lang, "offer-forwarded", name = by)),
                                _ => (t!(lang, "offer-new")),
                            }
                        }
                        h2.semi.small #offer-title { (t!(lang, "offer-queue", queue = &chat.queue_name)) }
                    }
                    span.countdown.num role="timer" data-countdown aria-label=(t!(lang, "offer-left", seconds = seconds.to_string().as_str())) { (seconds) }
                }
                div.row."row--3"."row--top" {
                    (customer_avatar(chat.customer, &chat.customer_name, chat.channel_kind, "lg"))
                    div.grow {
                        p.semi dir="auto" { (name) }
                        p.xs.muted {
                            (channel_kind_name(lang, chat.channel_kind))
                            @if !chat.customer_email.is_empty() {
                                " · " a."offer__known" href=(person_path(chat.customer)) { (chat.customer_email) }
                                " · " (t!(lang, "offer-known"))
                            }
                        }
                        p.small."offer__q"."clamp-3" #offer-words dir="auto" { "“" (chat.preview) "”" }
                    }
                }
                div."offer__acts" {
                    form method="post" action={ (path) "/decline" } data-list-form {
                        button."btn btn--danger-quiet w-full" data-offer-decline { (t!(lang, "offer-decline")) }
                    }
                    form method="post" action={ (path) "/claim" } data-take=(chat.id) {
                        button."btn btn--success w-full" data-offer-accept { (t!(lang, "offer-accept")) }
                    }
                }
                p.xs.faint.center {
                    (t!(lang, "offer-decline-more"))
                    @if list.agent.preferences.shortcuts {
                        span."offer__keys" { " " kbd { "A" } " " (t!(lang, "offer-keys-accept")) ", " kbd { "D" } " " (t!(lang, "offer-keys-decline")) }
                    }
                    @if more > 0 { " · " (t!(lang, "offer-more", count = more)) }
                }
            }
        }
    }
}

/// The agent will not take what is held for them.
pub(super) async fn decline(ask: Ask, agent: AsAgent) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let who = agent.agent.clone();
    ask.house
        .db
        .write::<_, DeclineError>(move |tx| offer::decline(tx, &who, id))
        .await?;
    see_other("/console")
}
