//! Writing one article: where it stands, and its title and words in every language.

use http::{HeaderValue, StatusCode, header};
use serde::Deserialize;

use super::{
    super::{
        Room,
        shelves::{Place, Refused},
        show, show_with,
    },
    Here, Stock, stock, view,
};
use crate::{
    base::{
        id::{ArticleId, CategoryId},
        time::Timestamp,
    },
    desk::content::{
        article::{self, Article, ArticleError, Draft, Text, Version},
        language::own_name,
    },
    t,
    web::{
        answer::{self, Answer, Refusal, Reply, see_other},
        field::Wrong,
        layers::CONTENT_SECURITY_POLICY,
        request::{AsAdmin, Ask},
        saved::Wish,
    },
};

/// Most bytes of the form: a text in several languages, each letter beyond ASCII as up to nine.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// What stands in the form.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub(super) category: Option<CategoryId>,
    pub(super) name: String,
    pub(super) published: Option<String>,
    pub(super) for_bot: Option<String>,
    pub(super) revision: i64,
    /// One for each of `title` and `text`.
    language: Vec<String>,
    title: Vec<String>,
    text: Vec<String>,
    /// The language that is to be looked at.
    show: String,
}

impl Typed {
    fn of(article: &Article) -> Self {
        let texts = article.texts.iter().map(|(text, _)| text);
        Self {
            category: Some(article.category),
            name: article.name.clone(),
            published: article.published_at.map(|_| "on".to_owned()),
            for_bot: article.is_for_bot.then(|| "on".to_owned()),
            revision: article.revision,
            language: texts.clone().map(|text| text.language.clone()).collect(),
            title: texts.clone().map(|text| text.title.clone()).collect(),
            text: texts.map(|text| text.text.clone()).collect(),
            show: String::new(),
        }
    }

    fn draft(&self) -> Draft {
        Draft {
            category: self.category.unwrap_or(CategoryId(0)),
            name: self.name.clone(),
            is_published: self.published.is_some(),
            is_for_bot: self.for_bot.is_some(),
            texts: self.texts(),
        }
    }

    pub(super) fn texts(&self) -> Vec<Text> {
        let parts = self.language.iter().zip(&self.title).zip(&self.text);
        parts
            .map(|((language, title), text)| Text {
                language: language.clone(),
                title: title.clone(),
                text: text.clone(),
            })
            .collect()
    }
}

/// What stands beside the form.
#[derive(Default)]
pub(super) struct Beside {
    /// What the article said before.
    pub(super) versions: Vec<Version>,
    /// What a colleague has saved since the form was opened.
    pub(super) theirs: Option<Article>,
    /// Paths at which readers have it.
    pub(super) paths: Vec<String>,
}

impl Beside {
    async fn read(ask: &Ask, id: ArticleId, stock: &Stock) -> Result<Self, Refusal> {
        let versions = ask
            .house
            .db
            .read::<_, Refusal>(move |reader| Ok(article::versions(reader, id)?))
            .await?;
        let texts = find(stock, id)
            .filter(|article| article.published_at.is_some())
            .map_or(&[][..], |article| &article.texts);
        Ok(Self {
            versions,
            theirs: None,
            paths: texts
                .iter()
                .map(|(text, slug)| crate::web::help::address::of_article(&text.language, slug))
                .collect(),
        })
    }
}

fn find(stock: &Stock, id: ArticleId) -> Option<&Article> {
    let mut all = stock.catalogue.iter().flat_map(|(_, articles)| articles);
    all.find(|article| article.id == id)
}

pub(super) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let id: ArticleId = ask.place("id")?;
    let wish = Wish::of(&ask)?;
    let stock = stock(&ask).await?;
    let article = find(&stock, id).ok_or_else(Refusal::not_found)?;
    let typed = Typed::of(article);
    let here = Here {
        category: Some(article.category),
        article: Some(id),
        is_writing: true,
    };
    let beside = Beside::read(&ask, id, &stock).await?;
    let wrong = Wrong::default();
    let side = view::editor(admin.lang, &stock, here, &typed, &beside, &wrong, &wish);
    let inside = view::screen(admin.lang, &stock, here, &Refused::default(), &wish, &side);
    show(&ask, &admin, Room::Articles, &inside).await
}

#[derive(Deserialize)]
struct For {
    category: Option<CategoryId>,
}

pub(super) async fn new(ask: Ask, admin: AsAdmin) -> Reply {
    let For { category } = ask.query()?;
    let typed = Typed {
        category,
        for_bot: Some("on".to_owned()),
        ..Typed::default()
    };
    let wrong = Wrong::default();
    again(&ask, &admin, None, &typed, StatusCode::OK, &wrong, None).await
}

/// The form as it was sent, with what was wrong with it.
async fn again(
    ask: &Ask,
    admin: &AsAdmin,
    id: Option<ArticleId>,
    typed: &Typed,
    status: StatusCode,
    wrong: &Wrong,
    theirs: Option<Article>,
) -> Result<Answer, Refusal> {
    let stock = stock(ask).await?;
    let here = Here {
        category: typed.category,
        article: id,
        is_writing: true,
    };
    let beside = match id {
        Some(id) => Beside {
            theirs,
            ..Beside::read(ask, id, &stock).await?
        },
        None => Beside::default(),
    };
    let wish = Wish::default();
    let side = view::editor(admin.lang, &stock, here, typed, &beside, wrong, &wish);
    let inside = view::screen(admin.lang, &stock, here, &Refused::default(), &wish, &side);
    show_with(status, ask, admin, Room::Articles, &inside).await
}

pub(super) async fn add(mut ask: Ask, admin: AsAdmin) -> Reply {
    let typed: Typed = ask.form_within(MOST_BYTES).await?;
    let (origin, draft) = (admin.origin(&ask), typed.draft());
    let added = ask
        .house
        .db
        .write(move |tx| article::add(tx, &origin, &draft))
        .await;
    match added {
        Ok(id) => see_other(&format!("/admin/articles/{id}?saved=article")),
        Err(error) => refused(&ask, &admin, None, typed, error).await,
    }
}

pub(super) async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let id: ArticleId = ask.place("id")?;
    let typed: Typed = ask.form_within(MOST_BYTES).await?;
    let (origin, draft, seen) = (admin.origin(&ask), typed.draft(), typed.revision);
    let saved = ask
        .house
        .db
        .write(move |tx| article::change(tx, &origin, id, seen, &draft))
        .await;
    match saved {
        Ok(()) => see_other(&format!("/admin/articles/{id}?saved=article")),
        Err(error) => refused(&ask, &admin, Some(id), typed, error).await,
    }
}

async fn refused(
    ask: &Ask,
    admin: &AsAdmin,
    mut id: Option<ArticleId>,
    mut typed: Typed,
    error: ArticleError,
) -> Reply {
    let lang = admin.lang;
    let mut status = StatusCode::BAD_REQUEST;
    let mut theirs = None;
    let wrong = match error {
        ArticleError::NoName => Wrong::at("name", t!(lang, "choice-name-needed")),
        ArticleError::NameTaken => {
            status = StatusCode::CONFLICT;
            Wrong::at("name", t!(lang, "article-name-taken"))
        }
        ArticleError::NoCategory => Wrong::at("category", t!(lang, "article-category-needed")),
        ArticleError::NoText => Wrong::at("text", t!(lang, "article-text-needed")),
        ArticleError::Half(code) => {
            Wrong::at("text", t!(lang, "article-half", language = own_name(&code)))
        }
        ArticleError::TooLong(code, length) => Wrong::at(
            "text",
            t!(
                lang,
                "article-too-long",
                language = own_name(&code),
                length = length
            ),
        ),
        ArticleError::BadLanguage(code) if code.is_empty() => {
            Wrong::at("text", t!(lang, "reply-language-needed"))
        }
        ArticleError::BadLanguage(code) => {
            Wrong::at("text", t!(lang, "reply-language-bad", code = &code))
        }
        ArticleError::Twice(code) => Wrong::at(
            "text",
            t!(lang, "reply-language-twice", language = own_name(&code)),
        ),
        ArticleError::NotFound if id.is_some() => {
            // It begins anew with what was typed.
            id = None;
            typed.revision = 0;
            status = StatusCode::CONFLICT;
            Wrong::at("conflict", t!(lang, "content-deleted-meanwhile"))
        }
        ArticleError::Conflict(now) => {
            // Whoever saves again has their words before their eyes.
            typed.revision = now.revision;
            status = StatusCode::CONFLICT;
            theirs = Some(*now);
            Wrong::at("conflict", t!(lang, "article-changed-meanwhile"))
        }
        other @ (ArticleError::NotFound | ArticleError::Db(_)) => return Err(other.into()),
    };
    again(ask, admin, id, &typed, status, &wrong, theirs).await
}

/// How readers will have it, for the frame below the form. Nothing is saved.
pub(super) async fn preview(mut ask: Ask, _admin: AsAdmin) -> Reply {
    let typed: Typed = ask.form_within(MOST_BYTES).await?;
    let text = typed
        .texts()
        .into_iter()
        .find(|text| text.language == typed.show)
        .unwrap_or(Text {
            language: typed.show,
            title: String::new(),
            text: String::new(),
        });
    let mut answer = answer::page_with(StatusCode::OK, view::preview(&text));
    let policy =
        CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'");
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        answer
            .headers_mut()
            .insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    Ok(answer)
}

#[derive(Deserialize)]
struct Earlier {
    language: String,
    until: i64,
}

/// Brings earlier words back; those of now become the earlier ones.
pub(super) async fn restore(mut ask: Ask, admin: AsAdmin) -> Reply {
    let id: ArticleId = ask.place("id")?;
    let Earlier { language, until } = ask.form().await?;
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write(move |tx| article::restore(tx, &origin, id, &language, Timestamp(until)))
        .await?;
    see_other(&format!("/admin/articles/{id}?saved=article"))
}

pub(super) async fn move_to(mut ask: Ask, _admin: AsAdmin) -> Reply {
    let id: ArticleId = ask.place("id")?;
    let place: Place = ask.form().await?;
    let to = place.place;
    let category = ask
        .house
        .db
        .write::<_, ArticleError>(move |tx| {
            article::move_to(tx, id, to)?;
            let article = article::by_id(tx, id)?.ok_or(ArticleError::NotFound)?;
            Ok(article.category)
        })
        .await?;
    see_other(&format!(
        "/admin/categories/{category}?{}",
        place.focus(id.0)
    ))
}

pub(super) async fn delete(ask: Ask, admin: AsAdmin) -> Reply {
    let id: ArticleId = ask.place("id")?;
    let origin = admin.origin(&ask);
    let category = ask
        .house
        .db
        .write::<_, ArticleError>(move |tx| {
            let article = article::by_id(tx, id)?.ok_or(ArticleError::NotFound)?;
            article::delete(tx, &origin, id)?;
            Ok(article.category)
        })
        .await?;
    see_other(&format!("/admin/categories/{category}?saved=article"))
}
