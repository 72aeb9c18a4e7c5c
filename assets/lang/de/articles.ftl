# Artikel: im Raum der Admins, im Hilfebereich und im Widget.
room-articles = Artikel
articles-lead = Antworten, die alle lesen können: in Ihrem Hilfebereich, im Widget und für Ihr Team beim Schreiben.
articles-begin = Beginnen Sie links mit einer Kategorie, etwa Lieferung. Oder importieren Sie eine Tabelle.
articles-choose = Wählen Sie einen Artikel, um ihn zu ändern, oder schreiben Sie einen neuen.
articles-back = Alle Artikel
articles-open = Hilfebereich
articles-import = Artikel importieren
articles-import-lead = Eine Tabelle oder JSON, wie der Export sie liefert. Artikel mit gleicher Kategorie und gleichem Namen werden ersetzt, andere bleiben; was ersetzt wird, lässt sich zurückholen.
articles-import-hint = Die erste Zeile einer Tabelle nennt die Spalten: category, name, published, bot, language, title, text. Jede Sprache ist eine eigene Zeile.
article-new = Neuer Artikel
article-name = Bezeichnung
article-name-taken = Diese Kategorie hat schon einen Artikel mit diesem Namen.
article-category = Kategorie
article-category-needed = Wählen Sie eine Kategorie.
article-text-needed = Schreiben Sie ihn in mindestens einer Sprache.
article-half = { $language } braucht einen Titel und einen Text.
article-too-long = Der Text auf { $language } hat { $length } Zeichen; bis zu 40.000 passen.
article-changed-meanwhile = Jemand aus dem Team hat diesen Artikel gespeichert, seit Sie ihn geöffnet haben. Die anderen Worte stehen unter Ihren, wo sie abweichen: Übernehmen Sie, was Sie brauchen, und speichern Sie noch einmal.
article-theirs = Was inzwischen gespeichert wurde
article-markdown = Markdown: ## Überschrift, **fett**, - Liste, 1. Schritte, [Wörter](https://link). Eine leere Zeile beginnt einen neuen Absatz.
article-published = Veröffentlicht: alle können ihn lesen
article-for-bot = Der Bot darf damit antworten
article-preview = Vorschau
article-draft = Entwurf
article-title = Titel
article-title-in = Titel auf { $language }
article-title-other = Titel in einer weiteren Sprache
article-text-in = Text auf { $language }
article-delete-meaning = Er verschwindet aus dem Hilfebereich, und Links darauf führen ins Leere. Nehmen Sie die Veröffentlichung zurück, um ihn als Entwurf zu behalten.
article-versions = { $count ->
    [one] Eine frühere Fassung
   *[other] { $count } frühere Fassungen
}
article-version-until = bis
article-restore = Zurückholen
category-list = Kategorien
category-all = Alle
category-new = Neue Kategorie
category-add = Kategorie hinzufügen
category-name = Name der Kategorie { $name }
category-name-taken = Eine Kategorie mit diesem Namen gibt es schon.
category-empty = Noch keine Artikel.
categories-none = Noch keine Kategorien.
category-delete-sure = Kategorie „{ $name }“ löschen?
category-delete-meaning = { $count ->
    [0] Sie enthält keine Artikel.
    [one] Der Artikel darin wird mit gelöscht.
   *[other] Die { $count } Artikel darin werden mit gelöscht.
}
category-names = In anderen Sprachen
category-names-more = Leser sehen den Namen der Kategorie. Fehlt er in ihrer Sprache, sehen sie den auf { $language }.
category-name-other = Name in einer weiteren Sprache
refusal-article-changed = Jemand aus dem Team hat diesen Artikel gerade geändert.

help-title = Hilfe von { $team }
help-lead = Antworten auf das, was am meisten gefragt wird.
help-heading = Wie können wir helfen?
help-search = Antworten suchen
help-search-go = Suchen
help-found = { $count ->
    [0] Nichts gefunden zu „{ $words }“
    [one] Eine Antwort zu „{ $words }“
   *[other] { $count } Antworten zu „{ $words }“
}
help-none = Versuchen Sie es mit anderen oder weniger Wörtern.
help-all = Alle Artikel
help-way = Wo Sie sind
help-languages = Sprachen
help-changed = Zuletzt geändert am
help-ask = Keine Antwort dabei? Schreiben Sie uns: Der Chat ist in der Ecke.
widget-help-search = Antworten suchen
widget-help-none = Nichts gefunden. Schreiben Sie uns unten.
widget-help-new-tab = öffnet sich in einem neuen Tab

act-article_category_added = Kategorie von Artikeln hinzugefügt:
act-article_category_renamed = Kategorie von Artikeln umbenannt in
act-article_category_deleted = Kategorie von Artikeln gelöscht:
act-article_category_called = Kategorie von Artikeln in anderen Sprachen benannt:
act-article_added = Artikel hinzugefügt:
act-article_changed = Artikel geändert:
act-article_deleted = Artikel gelöscht:
act-articles_imported = Artikel importiert (neu + geändert):
