//! What supervisors think of how the chat was answered, below what is known of it.

use maud::{Markup, html};

use super::{load::Pane, pane::address_of, wish_of};
use crate::{
    base::{
        id::{AgentId, ConversationId, CriterionId},
        lang::Lang,
    },
    desk::{
        quality::{self, BEST, Judgement, LONGEST_NOTE, Score, ScoreError, Version},
        team::{Face, Role},
    },
    t,
    web::{
        answer::{Refusal, Reply, see_other},
        field::choice,
        figures::words::decimal,
        layout::{icon_sm, icon_xs},
        moment::{Style, moment},
        request::{AsSupervisor, Ask},
    },
};

/// The section; nothing for those who neither read scores here nor give them.
pub(super) fn section(pane: &Pane) -> Markup {
    let lang = pane.viewer.lang;
    let judged = may_be_judged(pane);
    let mine = pane.scores.iter().find(|score| score.by == pane.viewer.id);
    html! {
        @if !pane.scores.is_empty() || !judged.is_empty() {
            details #chat-scores {
                summary { (icon_sm("badge-check")) span { (t!(lang, "scores")) } span.push.semi { (total(lang, &pane.scores)) } (icon_xs("chevron-down")) }
                div."detail__inside" {
                    @for score in &pane.scores { (shown(pane, score)) }
                    @if !judged.is_empty() { (form(pane, mine, &judged)) }
                }
            }
        }
    }
}

/// Whose work the viewer may judge here: that of those who had part in it, and not their own.
fn may_be_judged(pane: &Pane) -> Vec<&Face> {
    if !pane.viewer.may_act_as(Role::Supervisor) {
        return Vec::new();
    }
    let owner = pane.detail.conversation.agent();
    let mut faces: Vec<&Face> = owner.into_iter().collect();
    for face in &pane.detail.agents {
        if faces.iter().all(|known| known.id != face.id) {
            faces.push(face);
        }
    }
    faces.retain(|face| face.id != pane.viewer.id);
    faces
}

fn total(lang: Lang, scores: &[Score]) -> Markup {
    let sum: i64 = scores.iter().map(Score::hundredths).sum();
    let count = i64::try_from(scores.len()).unwrap_or(0);
    html! {
        @match u64::try_from(sum.checked_div(count).unwrap_or(0)) {
            Ok(mean) if count > 0 => (decimal(lang, mean)),
            _ => span.faint { (t!(lang, "scores-none")) },
        }
    }
}

fn shown(pane: &Pane, score: &Score) -> Markup {
    let lang = pane.viewer.lang;
    html! {
        div.scoreline {
            p.small {
                b.num { (decimal(lang, u64::try_from(score.hundredths()).unwrap_or(0))) } " "
                bdi { (t!(lang, "score-by", by = &score.by_name, agent = &score.agent_name)) }
                " · " (moment(score.changed_at.unwrap_or(score.at), Style::Day))
            }
            p.xs.muted { @for (place, (criterion, mark)) in score.marks.iter().enumerate() {
                @if place > 0 { " · " } bdi { (name_of(pane, *criterion)) } " " (mark)
            } }
            @if !score.note.is_empty() { p."small scoreline__note" dir="auto" { (score.note) } }
            @if let Some(versions) = pane.versions.get(&score.id) {
                details."scoreline__before xs" id={ "score-" (score.id) } {
                    summary.linkbtn { (t!(lang, "score-changed")) }
                    @for version in versions { (before(lang, version)) }
                }
            }
        }
    }
}

/// What it said before, and until when.
fn before(lang: Lang, version: &Version) -> Markup {
    html! {
        p.muted {
            b.num { (decimal(lang, u64::try_from(version.hundredths()).unwrap_or(0))) } " "
            bdi { (version.agent_name) } " · " (moment(version.until, Style::Day))
            @if !version.note.is_empty() { " · " bdi { (version.note) } }
        }
    }
}

fn name_of(pane: &Pane, criterion: CriterionId) -> &str {
    let found = pane.criteria.iter().find(|known| known.id == criterion);
    found.map_or("", |known| known.name.as_str())
}

fn form(pane: &Pane, mine: Option<&Score>, judged: &[&Face]) -> Markup {
    let lang = pane.viewer.lang;
    let about = mine.map(|score| score.agent.to_string());
    let faces: Vec<(String, String)> = judged
        .iter()
        .map(|face| (face.id.to_string(), face.name.clone()))
        .collect();
    let faces: Vec<(&str, std::borrow::Cow<'_, str>)> = faces
        .iter()
        .map(|(id, name)| (id.as_str(), name.as_str().into()))
        .collect();
    let first = faces.first().map_or("", |(id, _)| id);
    // One that is not offered any more stays in the score that has it.
    let criteria = pane.criteria.iter().filter(|criterion| {
        !criterion.is_retired || mine.is_some_and(|score| score.mark(criterion.id).is_some())
    });
    html! {
        form.scoreform #score-form method="post" action=(address_of(pane, "score")) data-pane-form data-keep {
            @if faces.len() > 1 {
                (choice::select("score", "agent", &t!(lang, "score-whose"), about.as_deref().unwrap_or(first), &faces))
            } @else { input type="hidden" name="agent" value=(first); }
            @for criterion in criteria {
                (marks(lang, criterion.id, &criterion.name, mine.and_then(|score| score.mark(criterion.id))))
            }
            div.field {
                label."field__label" for="score-note" { (t!(lang, "score-note")) }
                textarea.textarea #score-note name="note" rows="2" maxlength=(LONGEST_NOTE) dir="auto" { (mine.map_or("", |score| &score.note)) }
            }
            button."btn btn--primary btn--sm" { @if mine.is_some() { (t!(lang, "score-change")) } @else { (t!(lang, "score-save")) } }
        }
    }
}

fn marks(lang: Lang, id: CriterionId, name: &str, chosen: Option<i64>) -> Markup {
    let field = format!("mark-{id}");
    let label = format!("criterion-{id}");
    html! {
        div.markrow role="radiogroup" aria-labelledby=(label) {
            bdi.small id=(label) { (name) }
            div."seg seg--choice" {
                label title=(t!(lang, "score-not-here")) {
                    input type="radio" name=(field) value="" checked[chosen.is_none()];
                    span { span aria-hidden="true" { "–" } span."sr-only" { (t!(lang, "score-not-here")) } }
                }
                @for mark in 1..=BEST {
                    label { input type="radio" name=(field) value=(mark) checked[chosen == Some(mark)]; span { (mark) } }
                }
            }
        }
    }
}

/// What the form says: fields named by their criterion.
fn read(fields: Vec<(String, String)>) -> Result<Judgement, Refusal> {
    let mut judgement = Judgement::default();
    let number = |text: &str| text.parse::<i64>().map_err(|_| Refusal::bad("bad-form"));
    for (name, value) in fields {
        match (name.as_str(), name.strip_prefix("mark-")) {
            ("agent", _) if !value.is_empty() => judgement.agent = Some(AgentId(number(&value)?)),
            ("note", _) => judgement.note = value,
            (_, Some(criterion)) if !value.is_empty() => {
                let mark = (CriterionId(number(criterion)?), number(&value)?);
                judgement.marks.push(mark);
            }
            _ => {}
        }
    }
    Ok(judgement)
}

/// Judges the chat.
pub(super) async fn give(mut ask: Ask, supervisor: AsSupervisor) -> Reply {
    let id: ConversationId = ask.place("id")?;
    let judgement = read(ask.form().await?)?;
    let who = supervisor.agent.clone();
    ask.house
        .db
        .write::<_, ScoreError>(move |tx| quality::give(tx, &who, id, &judgement))
        .await?;
    see_other(&wish_of(&ask)?.opened(id).address())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_from_their_fields() {
        let fields = |pairs: &[(&str, &str)]| {
            let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
            read(pairs.iter().map(own).collect())
        };
        let read = fields(&[
            ("agent", "7"),
            ("mark-1", "5"),
            ("mark-2", ""),
            ("mark-3", "9"),
            ("note", "Warm"),
        ])
        .unwrap();
        assert_eq!(read.agent, Some(AgentId(7)));
        assert_eq!(read.marks, [(CriterionId(1), 5), (CriterionId(3), 9)]);
        assert_eq!(read.note, "Warm");
        assert!(fields(&[("agent", "")]).unwrap().agent.is_none());
        for wrong in [("mark-1", "good"), ("mark-x", "5"), ("agent", "me")] {
            assert!(fields(&[wrong]).is_err(), "{wrong:?}");
        }
    }
}
