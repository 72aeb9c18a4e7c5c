//! One pattern: what it looks for, what a writer is told, what happens, and a place to try it.

use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use super::{super::heading, in_words};
use crate::{
    base::{expression, lang::Lang},
    desk::guard::{Deed, Find, Guard, Look, Pattern, Patterns, edit::Wanted},
    t,
    web::{
        confirm::Confirm,
        field::{Field, Wrong, choice},
        meanwhile,
        saved::Wish,
    },
};

/// What the form says.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    act: String,
    name: String,
    look: String,
    rule: String,
    advice: String,
    deed: String,
    on: Option<String>,
    masks: Option<String>,
    sample: String,
}

impl Typed {
    pub(super) fn new() -> Self {
        Self {
            look: "words".to_owned(),
            deed: "warn".to_owned(),
            on: Some("on".to_owned()),
            ..Self::default()
        }
    }

    pub(super) fn of(pattern: &Pattern) -> Self {
        let ticked = |is_on: bool| is_on.then(|| "on".to_owned());
        Self {
            name: pattern.name.clone(),
            look: pattern.look.word().to_owned(),
            rule: pattern.look.rule().to_owned(),
            advice: pattern.advice.clone(),
            deed: match pattern.deed {
                Deed::Warn => "warn".to_owned(),
                Deed::Block => "block".to_owned(),
            },
            on: ticked(pattern.is_on),
            masks: ticked(pattern.masks),
            ..Self::default()
        }
    }

    /// Whether it shall be tried and not be stored.
    pub(super) fn is_trial(&self) -> bool {
        self.act == "try"
    }

    fn look(&self, pattern: Option<&Pattern>) -> Look {
        match pattern.map(|pattern| &pattern.look) {
            Some(look) if look.is_shipped() => look.clone(),
            _ if self.look == "expression" => Look::Expression(self.rule.clone()),
            _ => Look::Words(self.rule.replace('\r', "")),
        }
    }

    pub(super) fn wanted(&self, pattern: Option<&Pattern>) -> Wanted {
        Wanted {
            look: self.look(pattern),
            name: self.name.clone(),
            advice: self.advice.clone(),
            deed: if self.deed == "block" {
                Deed::Block
            } else {
                Deed::Warn
            },
            is_on: self.on.is_some(),
            masks: self.masks.is_some(),
        }
    }

    /// Whether the rule can be tried.
    pub(super) fn judge(&self, lang: Lang, pattern: Option<&Pattern>) -> Wrong {
        let outcome = match self.look(pattern) {
            Look::Words(words) => expression::compile_words(words.lines()).map(drop),
            Look::Expression(rule) => expression::compile(rule.trim()).map(drop),
            Look::Card | Look::Iban | Look::NationalId => Ok(()),
        };
        match outcome {
            Ok(()) => Wrong::default(),
            Err(error) => Wrong::at("rule", in_words(lang, &error)),
        }
    }

    fn finds(&self, lang: Lang, pattern: Option<&Pattern>) -> Vec<Find> {
        let one = Pattern {
            id: 0,
            look: self.look(pattern),
            name: String::new(),
            advice: String::new(),
            deed: Deed::Warn,
            is_on: true,
            masks: false,
        };
        Guard::new(&Patterns { list: vec![one] }).look(lang, &self.sample, &[])
    }
}

pub(super) fn view(
    lang: Lang,
    pattern: Option<&Pattern>,
    typed: &Typed,
    wrong: &Wrong,
    wish: Option<&Wish>,
) -> Markup {
    let shipped = pattern.filter(|pattern| pattern.look.is_shipped());
    let (title, action) = match pattern {
        Some(pattern) => (
            pattern.title(lang),
            format!("/admin/patterns/{}", pattern.id),
        ),
        None => (t!(lang, "pattern-new"), "/admin/patterns".to_owned()),
    };
    let back = html! { a.btn href="/admin/patterns" { (t!(lang, "pattern-all")) } };
    let shipped_name = shipped.map(|pattern| lang.text(&format!("pattern-{}", word(pattern))));
    let shipped_advice =
        shipped.map(|pattern| lang.text(&format!("pattern-{}-advice", word(pattern))));
    html! {
        (heading(&title, &t!(lang, "patterns-lead"), &back))
        form.card."card--pad".stack."stack--4" method="post" action=(action) {
            @if let Some(pattern) = pattern { (meanwhile::shown(&Typed::of(pattern))) }
            div.formgrid {
                (name_field(lang, typed, wrong, shipped_name.as_deref()))
                (choice::segments("deed", &t!(lang, "pattern-then"), &typed.deed,
                    &[("warn", t!(lang, "deed-warn")), ("block", t!(lang, "deed-block"))]))
                @match shipped {
                    Some(pattern) => p.wide.muted.small { (lang.text(&format!("look-{}-more", word(pattern)))) },
                    None => {
                        (choice::segments("look", &t!(lang, "pattern-looks-for"), &typed.look,
                            &[("words", t!(lang, "look-words")), ("expression", t!(lang, "look-expression"))]))
                        (Field::new("pattern", "rule", t!(lang, "pattern-rule")).value(&typed.rule).lines(4).longest(4_000)
                            .hint(t!(lang, "pattern-rule-hint")).wide().required().judged(wrong))
                    }
                }
                (Field::new("pattern", "advice", t!(lang, "pattern-advice")).value(&typed.advice).longest(200).optional(lang)
                    .placeholder(shipped_advice.as_deref().unwrap_or("")).hint(t!(lang, "pattern-advice-hint")).wide())
            }
            @if shipped.is_some() {
                (choice::switch_row("masks", "eye-off", &t!(lang, "pattern-masks"), &t!(lang, "pattern-masks-more"), typed.masks.is_some()))
            }
            (choice::switch_row("on", "shield-alert", &t!(lang, "pattern-on"), &t!(lang, "pattern-on-more"), typed.on.is_some()))
            div.row { button.btn."btn--primary" name="act" value="save" { (t!(lang, "save")) } }
            (Field::new("pattern", "sample", t!(lang, "pattern-try")).value(&typed.sample).lines(3).longest(10_000).optional(lang).wide())
            div.row { button.btn name="act" value="try" { (t!(lang, "pattern-try-deed")) } }
            @if typed.is_trial() && wrong.is_empty() { (found(lang, typed, &typed.finds(lang, pattern))) }
        }
        @if let Some(pattern) = pattern.filter(|pattern| !pattern.look.is_shipped()) {
            div.row {
                (Confirm {
                    lang, id: "remove", here: &action, is_open: wish.is_some_and(|wish| wish.sure == "remove"),
                    deed: &t!(lang, "pattern-remove"), symbol: "trash-2",
                    title: &t!(lang, "pattern-remove-sure", name = &pattern.name), meaning: &t!(lang, "pattern-remove-more"),
                    action: &format!("{action}/remove"),
                }.show())
            }
        }
    }
}

fn word(pattern: &Pattern) -> String {
    pattern.look.word().replace('_', "-")
}

fn name_field<'a>(
    lang: Lang,
    typed: &'a Typed,
    wrong: &'a Wrong,
    shipped: Option<&'a str>,
) -> Field<'a> {
    let field = Field::new("pattern", "name", t!(lang, "pattern-name"))
        .value(&typed.name)
        .longest(60)
        .judged(wrong);
    match shipped {
        Some(name) => field.placeholder(name).optional(lang),
        None => field.required(),
    }
}

/// The sample with what was found in marks.
fn found(lang: Lang, typed: &Typed, finds: &[Find]) -> Markup {
    let mut pieces = Vec::new();
    let mut done = 0;
    for find in finds {
        // Two finds may overlap; the first has the mark.
        if find.range.start < done {
            continue;
        }
        pieces.push((typed.sample.get(done..find.range.start), false));
        pieces.push((typed.sample.get(find.range.clone()), true));
        done = find.range.end;
    }
    pieces.push((typed.sample.get(done..), false));
    html! {
        div.trial role="status" {
            p.small.semi { (t!(lang, "pattern-found", count = finds.len())) }
            p.pre dir="auto" {
                @for (piece, is_find) in pieces {
                    @if is_find { mark.pat { (piece.unwrap_or_default()) } } @else { (piece.unwrap_or_default()) }
                }
            }
        }
    }
}
