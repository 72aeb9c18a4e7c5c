//! What is told of acts on articles.

use crate::{
    desk::content::{article::ArticleError, article_sheet},
    web::answer::Refusal,
};

impl From<ArticleError> for Refusal {
    fn from(error: ArticleError) -> Self {
        match error {
            ArticleError::NoName => Self::bad("no-name"),
            ArticleError::NameTaken => Self::conflict("name-taken"),
            ArticleError::NoCategory | ArticleError::NotFound => Self::not_found(),
            ArticleError::NoText | ArticleError::Half(_) => Self::bad("empty"),
            ArticleError::TooLong(_, length) => Self::bad("too-long").with("length", length),
            ArticleError::BadLanguage(_) | ArticleError::Twice(_) => Self::bad("bad-language"),
            ArticleError::Conflict(_) => Self::conflict("article-changed"),
            ArticleError::Db(error) => error.into(),
        }
    }
}

impl From<article_sheet::TakeError> for Refusal {
    fn from(error: article_sheet::TakeError) -> Self {
        use article_sheet::TakeError as Why;
        match error {
            Why::Category(error) => error.into(),
            Why::Article(error) => error.into(),
            Why::Db(error) => error.into(),
        }
    }
}
