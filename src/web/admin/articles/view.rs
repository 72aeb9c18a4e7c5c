//! The screen: categories, the articles of one, and the article that is written.

use std::borrow::Cow;

use maud::{DOCTYPE, Markup, html};

use super::{
    super::shelves::{self, Refused, Row, Shown, Stock as _},
    Here, Stock,
    edit::{Beside, Typed},
};
use crate::{
    base::{lang::Lang, text},
    desk::content::{
        article::{Article, LONGEST, LONGEST_NAME, LONGEST_TITLE, Text},
        language::{self, LANGUAGES, own_name},
        markdown,
    },
    t,
    web::{
        assets,
        confirm::Confirm,
        field::{self, Field, Wrong, choice},
        help::markup::markup,
        layout::{flag_of, icon_sm},
        moment::{Style, moment},
        saved::Wish,
    },
};

/// Where the preview appears.
const PREVIEW: &str = "article-preview";

/// Everything around what is written: `side` is the third column.
pub(super) fn screen(
    lang: Lang,
    stock: &Stock,
    here: Here,
    refused: &Refused,
    wish: &Wish,
    side: &Markup,
) -> Markup {
    let mut all = stock.catalogue.iter().flat_map(|(_, articles)| articles);
    let is_open = all.any(|article| article.published_at.is_some());
    let open = html! {
        @if is_open { a.btn href="/help" target="_blank" rel="noopener" { (icon_sm("external-link")) (t!(lang, "articles-open")) } }
    };
    let rows = shelves(stock);
    let shown = Shown {
        shelf: here.category.map(|id| id.0),
        is_writing: here.is_writing,
    };
    let items = |place: usize| {
        let articles = stock.catalogue.get(place).map_or(&[][..], |(_, all)| all);
        html! {
            @for (place, article) in articles.iter().enumerate() {
                (row(lang, stock, article, here, wish, (place, articles.len())))
            }
        }
    };
    Stock::SHELVES.room(lang, &rows, shown, (refused, wish), items, (&open, side))
}

fn shelves(stock: &Stock) -> Vec<Row<'_>> {
    let rows = stock.catalogue.iter().map(|(category, articles)| Row {
        id: category.id.0,
        name: &category.name,
        count: articles.len(),
    });
    rows.collect()
}

fn row(
    lang: Lang,
    stock: &Stock,
    article: &Article,
    here: Here,
    wish: &Wish,
    (place, count): (usize, usize),
) -> Markup {
    let path = format!("/admin/articles/{}", article.id);
    let is_here = here.article == Some(article.id);
    let codes: Vec<&str> = article
        .texts
        .iter()
        .map(|(text, _)| text.language.as_str())
        .collect();
    let read = language::pick(&codes, lang.code(), &stock.content.language);
    let preview =
        read.and_then(|(code, _)| article.texts.iter().find(|(text, _)| text.language == code));
    html! {
        li.qrow."is-on"[is_here] {
            a.grow href=(path) aria-current=[is_here.then_some("page")] {
                b.medium dir="auto" { (article.name) }
                @if article.published_at.is_none() { " " span.pill { (t!(lang, "article-draft")) } }
                @if let Some((text, _)) = preview {
                    span.xs.muted.qrow__text dir="auto" { (text::preview(&markdown::plain(&text.text), 90)) }
                }
            }
            (shelves::flags(codes.into_iter()))
            @if here.category.is_some() && !here.is_writing {
                (shelves::steps(lang, &format!("{path}/move"), &article.name, article.id.0, place, count, wish))
            }
        }
    }
}

/// The third column when nothing is chosen.
pub(super) fn nothing_chosen(lang: Lang, stock: &Stock) -> Markup {
    html! {
        div.empty.quickempty {
            (icon_sm("book-open"))
            p.muted {
                @if stock.catalogue.is_empty() { (t!(lang, "articles-begin")) } @else { (t!(lang, "articles-choose")) }
            }
        }
    }
}

/// The form in which an article is written.
pub(super) fn editor(
    lang: Lang,
    stock: &Stock,
    here: Here,
    typed: &Typed,
    beside: &Beside,
    wrong: &Wrong,
    wish: &Wish,
) -> Markup {
    let path = match here.article {
        Some(id) => format!("/admin/articles/{id}"),
        None => "/admin/articles".to_owned(),
    };
    let categories: Vec<(String, &str)> = stock
        .catalogue
        .iter()
        .map(|(category, _)| (category.id.to_string(), &*category.name))
        .collect();
    let chosen = typed
        .category
        .map(|category| category.to_string())
        .unwrap_or_default();
    let choices: Vec<(&str, Cow<'_, str>)> = categories
        .iter()
        .map(|(id, name)| (&**id, (*name).into()))
        .collect();
    html! {
        @if let Some(why) = wrong.beside("conflict") {
            p.notice."notice--warn".small role="alert" { (icon_sm("users-round")) span { (why) } }
        }
        form.stack."stack--4" method="post" action=(path) data-reply-form {
            input type="hidden" name="revision" value=(typed.revision);
            (Field::new("article", "name", t!(lang, "article-name")).value(&typed.name).longest(LONGEST_NAME)
                .hint(t!(lang, "reply-name-hint")).focused(here.article.is_none() && wrong.is_empty()).judged(wrong))
            div {
                (choice::select("article", "category", &t!(lang, "article-category"), &chosen, &choices))
                (field::error("article-category", wrong.beside("category")))
            }
            (texts(lang, stock, typed, beside, wrong))
            p.field__hint { (t!(lang, "article-markdown")) }
            (choice::check("published", &t!(lang, "article-published"), typed.published.is_some()))
            (choice::check("for_bot", &t!(lang, "article-for-bot"), typed.for_bot.is_some()))
            div.row."row--wrap" {
                button.btn."btn--primary" { (t!(lang, "save")) }
                @for path in &beside.paths {
                    a.small href=(path) target="_blank" rel="noopener" { (icon_sm("external-link")) (path.split('/').nth(2).unwrap_or("")) }
                }
            }
        }
        iframe.articleframe name=(PREVIEW) title=(t!(lang, "article-preview")) src="about:blank" {}
        @if let Some(id) = here.article {
            (earlier(lang, &path, beside))
            (Confirm {
                lang, id: "article-delete", here: &path, is_open: wish.sure == "article-delete", deed: &t!(lang, "content-delete"), symbol: "trash-2",
                title: &t!(lang, "reply-delete-sure", name = &typed.name), meaning: &t!(lang, "article-delete-meaning"),
                action: &format!("/admin/articles/{id}/delete"),
            }.show())
        }
    }
}

/// A title and a text for each language, and a pair for another.
fn texts(lang: Lang, stock: &Stock, typed: &Typed, beside: &Beside, wrong: &Wrong) -> Markup {
    let default = stock.content.language.as_str();
    // A pair without a language is the last one, for another; what was typed in it stays there.
    let (mut known, open): (Vec<Text>, Vec<Text>) = typed
        .texts()
        .into_iter()
        .partition(|text| !text.language.is_empty());
    let empty = |language: &str| Text {
        language: language.to_owned(),
        title: String::new(),
        text: String::new(),
    };
    let theirs: Vec<&Text> = beside
        .theirs
        .iter()
        .flat_map(|article| article.texts.iter().map(|(text, _)| text))
        .collect();
    let wanted = theirs.iter().map(|text| text.language.as_str());
    for code in wanted.chain([default]) {
        if !known.iter().any(|text| text.language == code) {
            known.push(empty(code));
        }
    }
    known.sort_by_key(|text| (text.language != default, text.language.clone()));
    let begun = open.into_iter().next().unwrap_or_else(|| empty(""));
    html! {
        fieldset.field.articletexts {
            legend."sr-only" { (t!(lang, "reply-texts")) }
            (field::error("article-texts", wrong.beside("text")))
            @for text in &known {
                @let other = theirs.iter().find(|other| other.language == text.language && **other != text);
                (text_box(lang, text, other.copied()))
            }
            div.stack {
                select.select."select--sm" name="language" aria-label=(t!(lang, "reply-language-other")) {
                    option value="" { (t!(lang, "reply-language-other")) }
                    @for (code, name) in LANGUAGES {
                        @if !known.iter().any(|text| text.language == code) { option value=(code) lang=(code) { (name) } }
                    }
                }
                input.input name="title" value=(begun.title) dir="auto" maxlength=(LONGEST_TITLE) autocomplete="off"
                    aria-label=(t!(lang, "article-title-other")) placeholder=(t!(lang, "article-title"));
                textarea.textarea name="text" rows="3" dir="auto" maxlength=(LONGEST) aria-label=(t!(lang, "reply-text-other")) { "\n" (begun.text) }
            }
        }
    }
}

fn text_box(lang: Lang, text: &Text, theirs: Option<&Text>) -> Markup {
    let Text {
        language,
        title,
        text,
    } = text;
    let (title_id, text_id) = (format!("title-{language}"), format!("text-{language}"));
    html! {
        div.stack {
            input type="hidden" name="language" value=(language);
            div.row.between {
                label.field__label.row."row--1" for=(title_id) {
                    @if let Some(flag) = flag_of(language) { (flag) }
                    span lang=(language) { (own_name(language)) }
                    @if own_name(language) != language && language.contains('-') { span.faint { (language) } }
                }
                // Shown by the server in the frame below; nothing is saved by it.
                button.btn."btn--sm" name="show" value=(language) formaction="/admin/articles/preview" formtarget=(PREVIEW) formnovalidate {
                    (icon_sm("eye")) (t!(lang, "article-preview"))
                }
            }
            input.input id=(title_id) name="title" value=(title) dir="auto" lang=(language) maxlength=(LONGEST_TITLE) autocomplete="off"
                placeholder=(t!(lang, "article-title")) aria-label=(t!(lang, "article-title-in", language = own_name(language)));
            textarea.textarea id=(text_id) name="text" rows="12" dir="auto" lang=(language) maxlength=(LONGEST)
                aria-label=(t!(lang, "article-text-in", language = own_name(language))) { "\n" (text) }
            @if let Some(theirs) = theirs {
                details.articletheirs open {
                    summary.small.semi { (t!(lang, "article-theirs")) }
                    p.semi dir="auto" lang=(language) { (theirs.title) }
                    pre.small dir="auto" lang=(language) tabindex="0" { (theirs.text) }
                }
            }
        }
    }
}

/// What it said before, to bring back.
fn earlier(lang: Lang, path: &str, beside: &Beside) -> Markup {
    html! {
        @if !beside.versions.is_empty() {
            details.articleversions {
                summary.small.muted { (t!(lang, "article-versions", count = beside.versions.len())) }
                ul.stack {
                    @for version in &beside.versions {
                        li.stack."stack--1" {
                            div.row."row--wrap".small {
                                span lang=(version.text.language) { (own_name(&version.text.language)) }
                                span.muted { (t!(lang, "article-version-until")) " " (moment(version.until, Style::Due)) }
                                @if !version.by.is_empty() { span.muted dir="auto" { (version.by) } }
                                form.push method="post" action={ (path) "/restore" } {
                                    input type="hidden" name="language" value=(version.text.language);
                                    button.btn."btn--sm" name="until" value=(version.until.0) { (icon_sm("undo-2")) (t!(lang, "article-restore")) }
                                }
                            }
                            p.semi.small dir="auto" { (version.text.title) }
                            pre.small dir="auto" tabindex="0" { (version.text.text) }
                        }
                    }
                }
            }
        }
    }
}

/// A text as readers will have it.
pub(super) fn preview(text: &Text) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(text.language) {
            head {
                meta charset="utf-8";
                title { (text.title) }
                link rel="stylesheet" href=(assets::path("console/page-help.css"));
            }
            body.help."help--preview" {
                main."help__main" {
                    article { h1 dir="auto" { (text.title) } div.prose dir="auto" { (markup(&text.text)) } }
                }
            }
        }
    }
}
