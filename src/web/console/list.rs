//! The first pane: the bell button, who waits, one's own chats, those of today, the team. One island
//! (`#list`), drawn anew whenever something happened.

use maud::{Markup, html};

use super::{forward, invites, oversight, row, serving, together, wrap_up};
use crate::{
    base::{id::ConversationId, time::Timestamp},
    db::{DbError, Reader},
    desk::{
        counter::{self, Colleague, Counter, Waiting},
        forward as handing,
        invite::board::Board,
        outgoing::{self, Stranded},
        team::{Agent, Availability, availability},
    },
    t,
    web::layout::{agent_avatar, icon, icon_sm, icon_xs, mark},
};

/// What the pane shows.
pub(super) struct List {
    pub(super) agent: Agent,
    pub(super) counter: Counter,
    /// Who is at the counter besides.
    pub(super) now: Timestamp,
    /// The chat that is open beside it.
    pub(super) current: Option<ConversationId>,
    /// Who of those that wait ask about the same, as far as the agent may take them.
    pub(super) alike: Vec<Vec<ConversationId>>,
    /// How colleagues stand with that chat.
    pub(super) board: Board,
    /// What they wrote that could not leave.
    pub(super) stranded: Vec<Stranded>,
    /// The time zone of the agent's clock, as far as the house knows.
    pub(super) zone: String,
}

impl List {
    pub(super) fn load(
        reader: &Reader<'_>,
        agent: &Agent,
        current: Option<ConversationId>,
    ) -> Result<Self, DbError> {
        Ok(Self {
            counter: counter::of(reader, agent)?,
            board: Board::load(reader, agent.id, current)?,
            alike: Vec::new(),
            stranded: outgoing::stranded(reader, agent.id)?,
            now: reader.now,
            zone: handing::zone_of(reader, agent.id)?,
            agent: agent.clone(),
            current,
        })
    }

    /// With those put together who ask about the same.
    pub(super) fn grouped(mut self, groups: &[Vec<ConversationId>]) -> Self {
        let may_take = |id: &ConversationId| {
            let mut waiting = self.counter.waiting.iter();
            waiting.any(|one| {
                let chat = &one.conversation;
                chat.id == *id && one.held_for.is_none() && chat.needs_reply()
            })
        };
        let mine = groups.iter().map(|group| {
            let mine: Vec<_> = group.iter().filter(|id| may_take(id)).copied().collect();
            mine
        });
        self.alike = mine.filter(|group| group.len() > 1).collect();
        self
    }

    /// The pane.
    pub(super) fn show(&self) -> Markup {
        let lang = self.agent.lang;
        let waiting = self.counter.waiting_count;
        html! {
            aside.list #list aria-label=(t!(lang, "list")) data-waiting=(waiting) data-now=(self.now.0) {
                header."list__top" {
                    div."list__calls" { (self.next(waiting)) (self.wait_button()) }
                    div."list__status" {
                        (serving::states(self))
                        (serving::queues(self))
                        span.push.faint.xs.num.none.nowrap title=(t!(lang, "load-more")) {
                            (self.counter.mine.iter().filter(|mine| !mine.is_guest).count()) " / " (self.agent.chat_limit)
                        }
                        (self.bell())
                    }
                }
                (serving::notices(self))
                (self.wait_list())
                (row::stranded(self))
                (row::mentions(self))
                div."list__body".scroll #chats {
                    h2."list__sec".eyebrow { (t!(lang, "my-chats")) }
                    @if self.counter.mine.is_empty() {
                        p.small.muted.pad-list { (t!(lang, "my-chats-none")) }
                    } @else {
                        ul #mine { @for mine in &self.counter.mine { (row::mine(self, mine)) } }
                    }
                    (oversight::section(self))
                    (wrap_up::section(self))
                    (forward::shown::later(self))
                    h2."list__sec".eyebrow {
                        span { (t!(lang, "past-day")) }
                        a href="/chats" { (t!(lang, "more-chats")) }
                    }
                    @if self.counter.past.is_empty() {
                        p.small.muted.pad-list { (t!(lang, "past-none")) }
                    } @else {
                        ul #past { @for past in &self.counter.past { (row::past(self, past)) } }
                    }
                }
                // Here it moves no row that somebody is about to click.
                div.hints #hints data-keep data-dirty {}
                (self.team())
            }
        }
    }

    fn next(&self, waiting: i64) -> Markup {
        let lang = self.agent.lang;
        html! {
            form.grow method="post" action="/console/next" data-take="next" {
                @if waiting > 0 {
                    button.nextchat.w-full aria-describedby="waiting-words" title=(t!(lang, "next-more")) {
                        (mark("bell")) span { (t!(lang, "next-chat")) }
                        @if self.agent.preferences.shortcuts { kbd { "N" } }
                        span.count #waiting-words aria-label=(t!(lang, "waiting-count", count = waiting)) { (waiting) }
                    }
                } @else {
                    button.nextchat.is-quiet.w-full { (mark("bell")) span { (t!(lang, "nobody-waits")) } }
                }
            }
        }
    }

    fn wait_button(&self) -> Markup {
        let lang = self.agent.lang;
        html! {
            @if !self.counter.waiting.is_empty() {
                button.waitbtn type="button" aria-expanded="true" aria-controls="wait" data-act="wait"
                    aria-label=(t!(lang, "wait-list")) title=(t!(lang, "wait-list-more")) {
                    (icon("list-ordered"))
                    svg."icon icon--xs chev" aria-hidden="true" { use href={ (crate::web::assets::path("icons.svg")) "#i-chevron-down" } {} }
                }
            }
        }
    }

    /// Whether the bell can be heard; the browser knows, and says so here.
    fn bell(&self) -> Markup {
        let lang = self.agent.lang;
        html! {
            button.chip.bellchip #bell-state type="button" data-act="arm" data-volume=(self.agent.preferences.volume) hidden {
                (icon_sm("bell-off")) span { (t!(lang, "bell-blocked")) }
            }
        }
    }

    fn wait_list(&self) -> Markup {
        let lang = self.agent.lang;
        let newest_first = self.agent.preferences.newest_first;
        // With what is held for a colleague, which is seen though it is not theirs to take.
        let listed = i64::try_from(self.counter.waiting.len()).unwrap_or_default();
        let count = self.counter.waiting_count.max(listed);
        html! {
            @if !self.counter.waiting.is_empty() {
                section.waitpanel #wait aria-label=(t!(lang, "wait-list")) {
                    header."waitpanel__head" {
                        span { (t!(lang, "waiting")) } span.faint.num { (count) }
                        form.push method="post" action="/console/order" data-list-form {
                            button."chip chip--sm" name="newest_first" value=(!newest_first) title=(t!(lang, "order-turn")) {
                                @if newest_first { (icon_xs("arrow-up")) (t!(lang, "order-newest")) }
                                @else { (icon_xs("arrow-down-wide-narrow")) (t!(lang, "order-longest")) }
                            }
                        }
                    }
                    @for group in &self.alike { (together::group(self, group)) }
                    ul."waitpanel__rows".scroll #waiting tabindex="-1" {
                        @for waiting in &self.counter.waiting { (self.waiting(waiting)) }
                    }
                }
            }
        }
    }

    fn waiting(&self, waiting: &Waiting) -> Markup {
        row::waiting(self, waiting)
    }

    fn team(&self) -> Markup {
        let lang = self.agent.lang;
        let there = |colleague: &Colleague| {
            colleague.agent.availability != Availability::Offline
                && availability::is_present(&colleague.agent, self.now)
        };
        let at_counter = self
            .counter
            .colleagues
            .iter()
            .filter(|one| there(one))
            .count();
        html! {
            @if !self.counter.colleagues.is_empty() {
                section.team #team aria-label=(t!(lang, "team")) {
                    h2."list__sec".eyebrow {
                        span { (t!(lang, "team")) }
                        span.faint.medium { (t!(lang, "at-counter", count = at_counter)) }
                    }
                    ul."team__rows" {
                        @for colleague in &self.counter.colleagues {
                            @let shown = if there(colleague) { colleague.agent.availability } else { Availability::Offline };
                            li.trow id={ "colleague-" (colleague.agent.id) } data-name=(colleague.agent.name) {
                                (agent_avatar(colleague.agent.id, &colleague.agent.name, "sm", Some(shown)))
                                span.truncate { bdi { (colleague.agent.name) } span."sr-only" { ", " (name_of(lang, shown)) } }
                                (colleague_languages(&colleague.agent))
                                (invites::mark_or_load(lang, &self.board, colleague))
                                (invites::plus(lang, &self.board, &colleague.agent))
                            }
                        }
                    }
                }
            }
        }
    }
}

pub(super) fn name_of(lang: crate::base::lang::Lang, availability: Availability) -> String {
    match availability {
        Availability::Available => t!(lang, "available"),
        Availability::Away => t!(lang, "away"),
        Availability::Offline => t!(lang, "offline"),
    }
    .into_owned()
}

/// The languages a colleague speaks, in short.
pub(super) fn colleague_languages(agent: &Agent) -> Markup {
    html! {
        @if !agent.languages.is_empty() { span.xs.faint."trow__lang" { (agent.languages) } }
    }
}
