# The Chats page: every chat in one list, and each of them to read.
chats-tabs = Status
chats-tab-all = Alle
chats-tab-all-means = Alle Chats, laufende und beendete
chats-tab-open = Offen
chats-tab-open-means = Alle Chats, die nicht beendet sind
chats-tab-needs-reply = Antwort fällig
chats-tab-needs-reply-means = Der Kunde wartet auf die Antwort eines Menschen, wer auch immer den Chat hat
chats-tab-new = Neu
chats-status-new = Neu
chats-status-new-means = Wartet darauf, dass ihn jemand annimmt
chats-tab-active = In Arbeit
chats-status-active = In Arbeit
chats-status-active-means = Jemand aus dem Team hat ihn und ist mit Antworten dran
chats-tab-awaiting = Kunde ist dran
chats-status-awaiting = Kunde ist dran
chats-status-awaiting-means = Das Team hat geantwortet, nun ist der Kunde an der Reihe
chats-tab-closed = Geschlossen
chats-status-closed = Geschlossen
chats-status-closed-means = Der Chat ist beendet
chats-search = Chats durchsuchen
chats-search-hint = Kunde, Agent, Schlagwort, Text
chats-apply = Anzeigen
chats-clear = Filter löschen
chats-drop = Diesen Filter entfernen
chats-more-filters = Filter
chats-channel = Kanal
chats-channel-any = Alle Kanäle
chats-agent = Agent
chats-agent-any = Alle Agenten
chats-agent-me = Ich
chats-agent-none = Niemand
chats-agent-none-yet = Noch niemand
chats-agent-former = { $name } (nicht mehr dabei)
chats-tag = Schlagwort
chats-tag-any = Alle Schlagwörter
chats-period = Zeitraum
chats-period-any = Jederzeit
chats-period-today = Heute
chats-period-days = { $count ->
    [one] Letzter { $count } Tag
   *[other] Letzte { $count } Tage
}
chats-queue = Warteschlange
chats-queue-any = Alle Warteschlangen
chats-type = Anliegen
chats-type-any = Alle Anliegen
chats-rating = Bewertung
chats-rating-any = Bewertet oder nicht
chats-rating-of = { $rating } von 5
chats-rating-not-asked = nicht gefragt
chats-from = Von
chats-to = Bis
chats-from-day = ab { $day }
chats-to-day = bis { $day }
chats-unread = Ungelesen
chats-unread-count = { $count ->
    [one] { $count } Nachricht, die Sie noch nicht gesehen haben
   *[other] { $count } Nachrichten, die Sie noch nicht gesehen haben
}
chats-needs-reply = Antwort fällig
chats-list = Liste der Chats
chats-customer = Kunde
chats-last-message = Letzte Nachricht
chats-status = Status
chats-started = Begonnen
chats-last-activity = Zuletzt aktiv
chats-waits = wartet auf Antwort
chats-comment = Kommentar ans Team
chats-pages = Seiten der Liste
chats-older = Ältere Chats
chats-newest = Zurück nach oben
chats-none = Noch keine Chats
chats-none-more = Sobald ein Kunde schreibt, erscheint sein Chat hier von selbst.
chats-tab-empty = Hier ist gerade nichts
chats-no-older = Ältere Chats gibt es nicht
chats-no-match = Kein Chat passt
chats-not-found = Nichts gefunden für „{ $words }“
chats-no-match-more = Versuchen Sie es mit weniger Filtern oder dem Anfang eines Wortes.
chats-see-all = { $count ->
    [one] { $count } Chat insgesamt ansehen
   *[other] Alle { $count } Chats ansehen
}
chats-back = Zurück zur Liste
chats-close-pane = Zurück zur Liste
chats-agents = Agenten
chats-first-reply = Erste Antwort
chats-first-reply-not-yet = noch nicht
chats-first-reply-never = nie
chats-hours = { $hours } Std. { $minutes } Min.
chats-days = { $days } T. { $hours } Std.
chats-tags = Schlagwörter
chats-ended = Beendet
chats-reason = Grund
chats-note = Notiz
chats-not-said = nicht angegeben
chats-keys-open = Chat öffnen
chats-log = Nachrichten
chats-log-beginning = Von Anfang an
chats-log-later = Spätere Nachrichten
chats-rated = { $name } bewertet den Chat mit { $rating } von 5
chats-open-in-console = In der Konsole öffnen
chats-reopen = Wieder öffnen
chats-reopen-means = Der Chat geht weiter und gehört Ihnen
chats-other-open = Dorthin wechseln
js-chats-found = Chats: { $count }
js-chats-news = { $count } neu
js-chats-gone = Dieser Chat kann nicht angezeigt werden.
