# Articles: in the admin's room, in the help centre and in the widget.
room-articles = Articles
articles-lead = Answers that everybody can read: in your help centre, in the widget, and for your team while it writes.
articles-begin = Begin with a category on the left, such as Delivery. Or import a table.
articles-choose = Choose an article to change it, or write a new one.
articles-back = Articles
articles-open = Help centre
articles-import = Import articles
articles-import-lead = A table or JSON as the export gives it. Articles with the same category and name are replaced, others stay; what is replaced can be brought back.
articles-import-hint = The first line of a table names its columns: category, name, published, bot, language, title, text. Each language is a line of its own.
article-new = Article
article-name = Name
article-name-taken = This category has an article with this name.
article-category = Category
article-category-needed = Choose a category.
article-text-needed = Write it in at least one language.
article-half = { $language } needs both a title and a text.
article-too-long = The text in { $language } has { $length } characters; up to 40,000 fit.
article-changed-meanwhile = A colleague has saved this article since you opened it. Their words stand below yours where they differ: take over what you need, then save again.
article-theirs = What your colleague saved
article-markdown = Markdown: ## Heading, **bold**, - list, 1. steps, [words](https://link). A blank line begins a new paragraph.
article-published = Published: everybody can read it
article-for-bot = The bot may answer with it
article-preview = Preview
article-draft = Draft
article-title = Title
article-title-in = Title in { $language }
article-title-other = Title in another language
article-text-in = Text in { $language }
article-delete-meaning = It is gone from the help centre, and links to it lead nowhere. Unpublish it to keep it as a draft.
article-versions = { $count ->
    [one] One earlier version
   *[other] { $count } earlier versions
}
article-version-until = until
article-restore = Bring back
category-list = Categories
category-all = All
category-new = New category
category-add = Add category
category-name = Name of the category { $name }
category-name-taken = There is a category with this name.
category-empty = No articles yet.
categories-none = No categories yet.
category-delete-sure = Delete the category “{ $name }”?
category-delete-meaning = { $count ->
    [0] It holds no articles.
    [one] The article in it is deleted, too.
   *[other] The { $count } articles in it are deleted, too.
}
category-names = In other languages
category-names-more = Readers see the category’s name. Where it has none in their language, they see the one in { $language }.
category-name-other = Name in another language
refusal-article-changed = A colleague has just changed this article.

help-title = Help from { $team }
help-lead = Answers to what is asked most.
help-heading = How can we help?
help-search = Search for answers
help-search-go = Search
help-found = { $count ->
    [0] Nothing found for “{ $words }”
    [one] One answer for “{ $words }”
   *[other] { $count } answers for “{ $words }”
}
help-none = Try other words, or fewer of them.
help-all = All articles
help-way = Where you are
help-languages = Languages
help-changed = Last changed on
help-ask = No answer here? Write to us: the chat is in the corner.
widget-help-search = Search for answers
widget-help-none = Nothing found. Write to us below.
widget-help-new-tab = opens in a new tab

act-article_category_added = added the category of articles
act-article_category_renamed = renamed a category of articles to
act-article_category_deleted = deleted the category of articles
act-article_category_called = named in other languages the category of articles
act-article_added = added the article
act-article_changed = changed the article
act-article_deleted = deleted the article
act-articles_imported = imported articles (new + changed):
