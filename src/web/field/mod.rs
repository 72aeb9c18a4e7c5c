//! Fields of forms: a label, what is typed, a hint, and what was wrong beside it.

pub mod choice;
pub mod password;

use std::borrow::Cow;

use maud::{Markup, Render, html};

use super::layout::icon_xs;
use crate::{base::lang::Lang, t};

/// What was not accepted, field by field.
#[derive(Debug, Default)]
pub struct Wrong(Vec<(&'static str, String)>);

impl Wrong {
    /// One field that was not accepted, and why.
    #[must_use]
    pub fn at(field: &'static str, why: impl Into<String>) -> Self {
        Self(vec![(field, why.into())])
    }

    /// Adds another.
    pub fn add(&mut self, field: &'static str, why: impl Into<String>) {
        self.0.push((field, why.into()));
    }

    /// Adds all of another's.
    pub fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// What is wrong with this field.
    #[must_use]
    pub fn beside(&self, field: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(name, _)| *name == field)
            .map(|(_, why)| why.as_str())
    }

    /// Whether the focus belongs into this field: it is the first wrong one.
    #[must_use]
    pub fn begins_with(&self, field: &str) -> bool {
        self.0.first().is_some_and(|(name, _)| *name == field)
    }

    /// Whether everything was accepted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A line to type in.
pub struct Field<'a> {
    form: &'a str,
    name: &'a str,
    label: Cow<'a, str>,
    kind: &'a str,
    value: &'a str,
    hint: Option<Cow<'a, str>>,
    error: Option<&'a str>,
    autocomplete: &'a str,
    placeholder: &'a str,
    longest: Option<usize>,
    optional: Option<Lang>,
    is_required: bool,
    is_wide: bool,
    has_focus: bool,
    lines: usize,
}

impl<'a> Field<'a> {
    /// A field of this name. `form` tells apart the fields of two forms on one screen.
    pub fn new(form: &'a str, name: &'a str, label: impl Into<Cow<'a, str>>) -> Self {
        Self {
            form,
            name,
            label: label.into(),
            kind: "text",
            value: "",
            hint: None,
            error: None,
            autocomplete: "off",
            placeholder: "",
            longest: None,
            optional: None,
            is_required: false,
            is_wide: false,
            has_focus: false,
            lines: 1,
        }
    }

    /// What stands in it already.
    #[must_use]
    pub fn value(mut self, value: &'a str) -> Self {
        self.value = value;
        self
    }

    /// The input's type, such as `email`.
    #[must_use]
    pub fn kind(mut self, kind: &'a str) -> Self {
        self.kind = kind;
        self
    }

    /// What the browser may fill in.
    #[must_use]
    pub fn autocomplete(mut self, what: &'a str) -> Self {
        self.autocomplete = what;
        self
    }

    /// A line below it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Cow<'a, str>>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// An example inside it.
    #[must_use]
    pub fn placeholder(mut self, example: &'a str) -> Self {
        self.placeholder = example;
        self
    }

    /// Most characters.
    #[must_use]
    pub fn longest(mut self, characters: usize) -> Self {
        self.longest = Some(characters);
        self
    }

    /// It may not stay empty.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    /// It says that it may stay empty.
    #[must_use]
    pub fn optional(mut self, lang: Lang) -> Self {
        self.optional = Some(lang);
        self
    }

    /// It takes the form's whole width.
    #[must_use]
    pub fn wide(mut self) -> Self {
        self.is_wide = true;
        self
    }

    /// It begins with the focus.
    #[must_use]
    pub fn focused(mut self, has_focus: bool) -> Self {
        self.has_focus |= has_focus;
        self
    }

    /// Several lines.
    #[must_use]
    pub fn lines(mut self, lines: usize) -> Self {
        self.lines = lines;
        self
    }

    /// What was wrong with it, if anything was.
    #[must_use]
    pub fn judged(mut self, wrong: &'a Wrong) -> Self {
        self.error = wrong.beside(self.name);
        self.has_focus |= wrong.begins_with(self.name);
        self
    }

    fn id(&self) -> String {
        format!("{}-{}", self.form, self.name)
    }

    fn described_by(&self) -> Option<String> {
        described_by(&self.id(), self.hint.is_some(), self.error.is_some())
    }
}

fn described_by(id: &str, has_hint: bool, has_error: bool) -> Option<String> {
    let parts: Vec<String> = [(has_error, "error"), (has_hint, "hint")]
        .into_iter()
        .filter(|(is_there, _)| *is_there)
        .map(|(_, part)| format!("{id}-{part}"))
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// What was wrong, beside its field.
#[must_use]
pub fn error(id: &str, why: Option<&str>) -> Markup {
    html! {
        @if let Some(why) = why {
            p.field__error id={ (id) "-error" } { (icon_xs("circle-alert")) span { (why) } }
        }
    }
}

impl Render for Field<'_> {
    fn render(&self) -> Markup {
        let id = self.id();
        let invalid = self.error.map(|_| "true");
        let placeholder = Some(self.placeholder).filter(|example| !example.is_empty());
        html! {
            div.field.wide[self.is_wide] {
                label.field__label for=(id) {
                    (self.label)
                    @if let Some(lang) = self.optional { span.opt { (t!(lang, "optional")) } }
                }
                @if self.lines > 1 {
                    textarea.textarea id=(id) name=(self.name) rows=(self.lines) dir="auto" spellcheck="false"
                        maxlength=[self.longest] placeholder=[placeholder] required[self.is_required]
                        aria-invalid=[invalid] aria-describedby=[self.described_by()] autofocus[self.has_focus] { "\n" (self.value) }
                } @else {
                    input.input id=(id) name=(self.name) type=(self.kind) value=(self.value) dir="auto"
                        autocomplete=(self.autocomplete) maxlength=[self.longest] placeholder=[placeholder]
                        required[self.is_required] aria-invalid=[invalid]
                        aria-describedby=[self.described_by()] autofocus[self.has_focus];
                }
                (error(&id, self.error))
                @if let Some(hint) = &self.hint { p.field__hint id={ (id) "-hint" } { (hint) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_wrong_stands_beside_its_field() {
        let wrong = Wrong::at("email", "This address looks cut off.");
        let field = Field::new("you", "email", "Email")
            .value("ana@\"><script>")
            .judged(&wrong);
        let html = field.render().into_string();
        assert!(html.contains("aria-invalid=\"true\""), "{html}");
        assert!(html.contains("aria-describedby=\"you-email-error\""));
        assert!(html.contains("autofocus"));
        assert!(html.contains("value=\"ana@&quot;&gt;&lt;script&gt;\""));
        let other = Field::new("you", "name", "Name").judged(&wrong);
        assert!(!other.render().into_string().contains("aria-invalid"));
    }
}
