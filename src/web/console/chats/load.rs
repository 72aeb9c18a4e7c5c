//! What the page shows, read in one go.

use std::collections::HashMap;

use super::{
    views::{self, Shown},
    wish::Wish,
};
use crate::{
    base::{
        id::{ChatTypeId, ConversationId, CriterionId, EventId, MessageId, ReasonId, ScoreId},
        time::Timestamp,
    },
    db::{DbError, Page, Reader},
    desk::{
        bot::Bot,
        channel::{self, Channel},
        chats::{
            self, Counts, Cursor, Listed, Tab,
            detail::{self, Detail},
            view,
        },
        closing::choice,
        conversation::{
            message::{self, Entry},
            watch,
        },
        customer::{
            directory::Known,
            tag::{self, Used},
        },
        event, hours,
        quality::{
            self, Score, Version,
            bookmark::{self, Bookmark},
        },
        queue::{self, Queue},
        search, setting,
        team::{
            Agent, Face,
            roster::{self, Member},
        },
        translation,
    },
    web::{House, log::known_in},
};

/// The list with everything around it.
pub(super) struct List {
    pub(super) wish: Wish,
    pub(super) viewer: Agent,
    pub(super) page: Page<Listed, Cursor>,
    pub(super) counts: Counts,
    /// Where the words were said, for the listed chats in which somebody said them.
    pub(super) hits: HashMap<ConversationId, Entry>,
    pub(super) choices: Choices,
    /// Whether a bot answers on some channel.
    pub(super) has_bot: bool,
    /// What was noted last with the bookmarks of the listed chats that have any.
    pub(super) bookmarks: HashMap<ConversationId, String>,
    /// The views that the viewer may open with one click.
    pub(super) views: Vec<Shown>,
    pub(super) now: Timestamp,
    /// What happens after this event is told by the stream.
    pub(super) seen: EventId,
}

/// What one may choose from in the filters.
pub(super) struct Choices {
    pub(super) channels: Vec<Channel>,
    pub(super) queues: Vec<Queue>,
    pub(super) agents: Vec<Member>,
    pub(super) tags: Vec<Used>,
    pub(super) types: Vec<choice::Listed<ChatTypeId>>,
    pub(super) reasons: Vec<choice::Listed<ReasonId>>,
}

/// One chat beside the list.
pub(super) struct Pane {
    pub(super) wish: Wish,
    pub(super) viewer: Agent,
    pub(super) detail: Detail,
    /// Who follows it without being in it.
    pub(super) watchers: Vec<Face>,
    /// What was thought of it, as far as the viewer may read that.
    pub(super) scores: Vec<Score>,
    /// What those said before that were changed.
    pub(super) versions: HashMap<ScoreId, Vec<Version>>,
    /// By what it is judged.
    pub(super) criteria: Vec<choice::Listed<CriterionId>>,
    /// What of it is worth talking about.
    pub(super) bookmarks: Vec<Bookmark>,
    /// Newest entry with the words that were searched for.
    pub(super) hit: Option<MessageId>,
    /// Whether the log begins before what is shown.
    pub(super) has_earlier: bool,
    /// Whether the house translates.
    pub(super) translates: bool,
    /// Whom the directory knows among the addresses and numbers in it.
    pub(super) known: Known,
}

impl List {
    /// Whether the shop has never had a chat: the list is empty although nothing narrows it.
    pub(super) fn is_new_shop(&self) -> bool {
        self.counts.of(Tab::All) == 0 && !self.wish.narrows()
    }
}

/// Reads the list.
pub(super) async fn list(house: &House, viewer: Agent, wish: Wish) -> Result<List, DbError> {
    if !wish.text.trim().is_empty() {
        house.complete_index().await?;
    }
    if wish.behind.is_some() {
        house.complete_courses().await?;
    }
    house
        .db
        .read::<_, DbError>(move |reader| read_list(reader, viewer, wish))
        .await
}

fn read_list(reader: &Reader<'_>, viewer: Agent, wish: Wish) -> Result<List, DbError> {
    // Read first, so that nothing is missed.
    let seen = event::newest(reader)?;
    let filter = wish.filter_in(&hours::house_zone(reader)?, viewer.id, reader.now);
    let (page, counts) = chats::overview(
        reader,
        viewer.id,
        &filter,
        wish.order,
        wish.after.as_ref(),
        wish.rows,
    )?;
    let mut hits = HashMap::new();
    for listed in &page.rows {
        if let Some(hit) = listed.hit
            && let Some(entry) = message::by_id(reader, hit)?
        {
            hits.insert(listed.conversation.id, entry);
        }
    }
    let mut bookmarks = HashMap::new();
    for listed in &page.rows {
        let id = listed.conversation.id;
        if let Some(note) = bookmark::newest_note(reader, id)? {
            bookmarks.insert(id, note);
        }
    }
    Ok(List {
        bookmarks,
        counts,
        choices: Choices {
            channels: channel::all(reader)?,
            queues: queue::all(reader)?,
            agents: roster::everybody(reader)?,
            tags: tag::all(reader)?,
            types: choice::all(reader)?,
            reasons: choice::all(reader)?,
        },
        has_bot: setting::get::<Bot>(reader)?.answers_anybody(),
        views: views::shown(reader, viewer.id, view::of_agent(reader, viewer.id)?)?,
        now: reader.now,
        seen,
        wish,
        viewer,
        page,
        hits,
    })
}

/// Reads one chat; `None` when there is none.
pub(super) async fn pane(
    house: &House,
    viewer: Agent,
    wish: Wish,
    id: ConversationId,
) -> Result<Option<Pane>, DbError> {
    house
        .db
        .read::<_, DbError>(move |reader| read_pane(reader, viewer, wish, id))
        .await
}

fn read_pane(
    reader: &Reader<'_>,
    viewer: Agent,
    wish: Wish,
    id: ConversationId,
) -> Result<Option<Pane>, DbError> {
    let hit = search::newest_in(reader, &wish.text, id)?;
    let after = match wish.since {
        Some(since) => since,
        // Of a very long chat one reads the end, as it goes on; or what was searched for, if that stands further up.
        None => match (message::before_last(reader, id, detail::MOST)?, hit) {
            (Some(before), Some(hit)) if hit <= before => MessageId(hit.0 - 1),
            (Some(before), _) => before,
            (None, _) => MessageId(0),
        },
    };
    let Some(detail) = detail::of(reader, id, after)? else {
        return Ok(None);
    };
    let scores = quality::of_chat(reader, &viewer, id)?;
    let mut versions = HashMap::new();
    for score in scores.iter().filter(|score| score.changed_at.is_some()) {
        versions.insert(score.id, quality::versions(reader, score.id)?);
    }
    Ok(Some(Pane {
        known: known_in(reader, &detail.entries)?,
        watchers: watch::of(reader, id)?,
        scores,
        versions,
        criteria: quality::criteria(reader)?,
        bookmarks: bookmark::of_chat(reader, id)?,
        wish,
        viewer,
        detail,
        hit,
        has_earlier: after > MessageId(0),
        translates: translation::is_on(reader)?,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::memory::Memory,
        desk::{
            cast,
            conversation::say::{self, Draft},
        },
    };

    #[test]
    fn of_a_very_long_chat_one_reads_its_end_or_what_was_searched_for() {
        let mut memory = Memory::new();
        let ana = memory.act(|tx| cast::agent(tx, "Ana")).unwrap();
        let said = memory
            .act(|tx| cast::waiting_chat(tx, "Hannah", "Hello"))
            .unwrap();
        let (id, mut newest) = (said.conversation, said.id);
        for number in 0..detail::MOST + 20 {
            let draft = Draft {
                text: if number == 3 {
                    "The spout of the teapot".to_owned()
                } else {
                    "and so on".to_owned()
                },
                attachments: Vec::new(),
                key: None,
                ..Default::default()
            };
            let said = memory.act(|tx| say::comment(tx, &ana, id, &draft));
            newest = said.unwrap().id;
        }
        while memory.act(search::catch_up).unwrap() {}
        let mut pane = |text: &str, since: Option<MessageId>| {
            let wish = Wish {
                text: text.to_owned(),
                since,
                ..Wish::default()
            };
            memory
                .act(|tx| read_pane(tx, ana.clone(), wish, id))
                .unwrap()
                .unwrap()
        };
        let plain = pane("", None);
        assert!(!plain.detail.has_more && plain.has_earlier && plain.hit.is_none());
        assert_eq!(plain.detail.entries.len(), detail::MOST, "the end of it");
        assert_eq!(plain.detail.entries.last().map(Entry::id), Some(newest));
        let found = pane("teapot", None);
        assert_eq!(found.hit, Some(found.detail.entries[0].id()));
        assert!(found.has_earlier && found.detail.has_more);
        // Who asks for another part of the log gets that part.
        let beginning = pane("teapot", Some(MessageId(0)));
        assert!(!beginning.has_earlier && beginning.detail.has_more);
        let later = pane("teapot", beginning.detail.entries.last().map(Entry::id));
        assert_eq!(later.detail.entries.len(), 21);
        assert!(later.has_earlier);
    }
}
