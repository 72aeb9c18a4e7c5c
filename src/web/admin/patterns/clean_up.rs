//! What clean-up removes, and a place to try it.

use http::StatusCode;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use super::{
    super::{Room, heading, show, show_with},
    in_words,
};
use crate::{
    base::lang::Lang,
    db::DbError,
    desk::{
        clean_up::{self, CleanUp, CleanUpError, MOST, Own},
        setting,
    },
    t,
    web::{
        answer::{Reply, see_other},
        field::{Field, Wrong, choice},
        meanwhile,
        request::{AsAdmin, Ask},
        saved::{self, Wish},
    },
};

/// Between what is found and what takes its place, on a line of the form.
const ARROW: &str = "=>";

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Typed {
    act: String,
    markup: Option<String>,
    letters: Option<String>,
    invisible: Option<String>,
    tracking: Option<String>,
    signatures: Option<String>,
    blanks: Option<String>,
    tracking_names: String,
    signature_lines: String,
    own: String,
    sample: String,
}

impl Typed {
    fn of(choice: &CleanUp) -> Self {
        let ticked = |is_on: bool| is_on.then(|| "on".to_owned());
        let own = choice.own.iter().map(|own| {
            if own.replace.is_empty() {
                own.find.clone()
            } else {
                format!("{} {ARROW} {}", own.find, own.replace)
            }
        });
        Self {
            markup: ticked(choice.markup),
            letters: ticked(choice.letters),
            invisible: ticked(choice.invisible),
            tracking: ticked(choice.tracking),
            signatures: ticked(choice.signatures),
            blanks: ticked(choice.blanks),
            tracking_names: choice.tracking_names.join(" "),
            signature_lines: choice.signature_lines.join("\n"),
            own: own.collect::<Vec<_>>().join("\n"),
            ..Self::default()
        }
    }

    /// The line on which the pattern at this place stands, both counted from 1: empty lines are none.
    fn line_of(&self, place: usize) -> usize {
        let lines = self.own.lines().zip(1..);
        let mut written = lines.filter(|(line, _)| !line.trim().is_empty());
        written
            .nth(place.saturating_sub(1))
            .map_or(place, |(_, number)| number)
    }

    fn choice(&self) -> CleanUp {
        let own = self
            .own
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| {
                let (find, replace) = line.split_once(ARROW).unwrap_or((line, ""));
                Own {
                    find: find.trim().to_owned(),
                    replace: replace.trim().to_owned(),
                }
            });
        CleanUp {
            markup: self.markup.is_some(),
            letters: self.letters.is_some(),
            invisible: self.invisible.is_some(),
            tracking: self.tracking.is_some(),
            signatures: self.signatures.is_some(),
            blanks: self.blanks.is_some(),
            tracking_names: self
                .tracking_names
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
            signature_lines: self.signature_lines.lines().map(str::to_owned).collect(),
            own: own.collect(),
        }
    }
}

pub(in crate::web::admin) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let choice: CleanUp = ask.house.db.read::<_, DbError>(setting::get).await?;
    let typed = Typed::of(&choice);
    let inside = view(admin.lang, &typed, &typed, &Wrong::default(), &wish);
    show(&ask, &admin, Room::CleanUp, &inside).await
}

pub(in crate::web::admin) async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let now: CleanUp = ask.house.db.read::<_, DbError>(setting::get).await?;
    let now = Typed::of(&now);
    let typed = meanwhile::form(&mut ask, &now).await?;
    let (lang, choice) = (admin.lang, typed.choice());
    let outcome = if typed.act == "try" {
        choice.checked().map(drop)
    } else {
        let origin = admin.origin(&ask);
        let outcome = ask
            .house
            .db
            .write(move |tx| clean_up::choose(tx, &origin, &choice))
            .await;
        if outcome.is_ok() {
            return see_other("/admin/clean-up?saved=choice");
        }
        outcome
    };
    let (status, wrong) = match outcome {
        Ok(()) => (StatusCode::OK, Wrong::default()),
        Err(CleanUpError::Db(error)) => return Err(error.into()),
        Err(CleanUpError::Own(place, error)) => {
            let (line, why) = (typed.line_of(place), in_words(lang, &error));
            let why = t!(lang, "clean-up-line", line = line, why = &why);
            (StatusCode::BAD_REQUEST, Wrong::at("own", why))
        }
        Err(CleanUpError::TooMany(_)) => (
            StatusCode::BAD_REQUEST,
            Wrong::at("own", t!(lang, "clean-up-many", most = MOST)),
        ),
    };
    let inside = view(lang, &now, &typed, &wrong, &Wish::default());
    show_with(status, &ask, &admin, Room::CleanUp, &inside).await
}

fn view(lang: Lang, now: &Typed, typed: &Typed, wrong: &Wrong, wish: &Wish) -> Markup {
    html! {
        (heading(&t!(lang, "room-clean-up"), &t!(lang, "clean-up-lead"), &html! {}))
        (saved::notice(lang, !wish.saved.is_empty()))
        form.card."card--pad".stack."stack--4" method="post" action="/admin/clean-up" {
            (meanwhile::shown(now))
            div.formgrid {
                (choice::check("markup", &t!(lang, "clean-markup"), typed.markup.is_some()))
                (choice::check("letters", &t!(lang, "clean-letters"), typed.letters.is_some()))
                (choice::check("tracking", &t!(lang, "clean-tracking"), typed.tracking.is_some()))
                (choice::check("invisible", &t!(lang, "clean-invisible"), typed.invisible.is_some()))
                (choice::check("signatures", &t!(lang, "clean-signatures"), typed.signatures.is_some()))
                (choice::check("blanks", &t!(lang, "clean-blanks"), typed.blanks.is_some()))
                (Field::new("clean", "tracking_names", t!(lang, "clean-tracking-names")).value(&typed.tracking_names).longest(2_000)
                    .hint(t!(lang, "clean-tracking-names-hint")).optional(lang))
                (Field::new("clean", "signature_lines", t!(lang, "clean-signature-lines")).value(&typed.signature_lines).longest(4_000).lines(2)
                    .hint(t!(lang, "clean-signature-lines-hint")).optional(lang))
                (Field::new("clean", "own", t!(lang, "clean-own")).value(&typed.own).longest(8_000).lines(3)
                    .hint(t!(lang, "clean-own-hint")).optional(lang).wide().judged(wrong))
            }
            div.row { button.btn."btn--primary" name="act" value="save" { (t!(lang, "save")) } }
            (Field::new("clean", "sample", t!(lang, "pattern-try")).value(&typed.sample).longest(10_000).lines(3).optional(lang).wide())
            div.row { button.btn name="act" value="try" { (t!(lang, "clean-deed")) } }
            @if typed.act == "try" && wrong.is_empty() {
                div.trial role="status" {
                    p.small.semi { (t!(lang, "clean-after")) }
                    p.pre dir="auto" { (typed.choice().clean(&typed.sample).0) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Typed;

    #[test]
    fn a_pattern_is_named_by_the_line_on_which_it_stands() {
        let typed = Typed {
            own: "\na => b\n  \n(c".to_owned(),
            ..Typed::default()
        };
        assert_eq!((typed.line_of(1), typed.line_of(2)), (2, 4));
    }
}
