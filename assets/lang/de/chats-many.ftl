# Die Seite „Chats“: viele Chats auf einmal, Ansichten, das Archiv und „keine Antwort nötig“.
chats-tab-transferred = Weitergeleitet
chats-keys-pick = Chat ankreuzen
chats-keys-pick-range = Bis zu diesem Chat ankreuzen

# Viele auf einmal
bulk-bar = Was mit den angekreuzten Chats geschieht
bulk-pick = Chat mit { $name } ankreuzen
bulk-all = Alle auf dieser Seite ankreuzen
bulk-none = Alle Kreuze entfernen
bulk-tag = Verschlagworten
bulk-close = Schließen
bulk-forward = Weiterleiten
bulk-archive = Archivieren
bulk-unarchive = Aus dem Archiv holen
bulk-tag-title = Schlagwort für die Kunden
bulk-tag-sub = Der Kunde jedes dieser Chats bekommt dieses Schlagwort.
bulk-close-title = Chats schließen
bulk-close-sub = Was Sie hier wählen, gilt für alle. Wer wieder schreibt, beginnt einen neuen Chat.
bulk-survey-more = Wer eine Antwort bekam und heute noch nicht gefragt wurde, kann den Chat bewerten.
bulk-forward-title = Chats weiterleiten
bulk-forward-sub = Sie kommen sofort auf die Warteliste und behalten ihre Wartezeit.
bulk-tagged = { $count ->
    [0] Kein Chat hat ein Schlagwort bekommen.
    [one] { $count } Chat hat das Schlagwort.
   *[other] { $count } Chats haben das Schlagwort.
}
bulk-closed = { $count ->
    [0] Kein Chat wurde geschlossen.
    [one] { $count } Chat geschlossen.
   *[other] { $count } Chats geschlossen.
}
bulk-forwarded = { $count ->
    [0] Kein Chat wurde weitergeleitet.
    [one] { $count } Chat weitergeleitet.
   *[other] { $count } Chats weitergeleitet.
}
bulk-archived = { $count ->
    [0] Kein Chat wurde archiviert.
    [one] { $count } Chat archiviert.
   *[other] { $count } Chats archiviert.
}
bulk-unarchived = { $count ->
    [0] Kein Chat wurde aus dem Archiv geholt.
    [one] { $count } Chat aus dem Archiv geholt.
   *[other] { $count } Chats aus dem Archiv geholt.
}
bulk-undone = { $count ->
    [0] Nichts wurde rückgängig gemacht.
    [one] { $count } Chat ist wieder wie vorher.
   *[other] { $count } Chats sind wieder wie vorher.
}
bulk-stayed = { $count ->
    [one] { $count } blieb, wie er war:
   *[other] { $count } blieben, wie sie waren:
}
bulk-undo = Rückgängig machen
bulk-dismiss = Diese Meldung wegräumen
js-bulk-count = { $count } angekreuzt
js-bulk-elsewhere = ({ $count } nicht mehr in dieser Liste)
js-bulk-full = Höchstens { $most } Chats auf einmal.
refusal-bulk-none = Kreuzen Sie mindestens einen Chat an.
refusal-bulk-too-many = { $count } Chats sind zu viele auf einmal: { $most } gehen.
refusal-bulk-already = Das war schon so.
refusal-bulk-moved-on = Hier ging es inzwischen weiter.
refusal-undo-too-late = Das lässt sich nicht mehr rückgängig machen.
refusal-supervisors-only = Das kann nur die Teamleitung.

# Archiv
archived-means = Er lässt sich lesen und finden, aber nicht mehr beschreiben. Schreibt der Kunde, beginnt ein neuer Chat.
archive-means = Diesen Chat ablegen. Lesen und finden lässt er sich weiterhin.
unarchive-means = Der Chat ist wieder ein geschlossener und lässt sich wieder öffnen.
refusal-archived = Dieser Chat ist archiviert. Die Teamleitung kann ihn aus dem Archiv holen.
refusal-archive-open = Dieser Chat ist noch offen. Schließen Sie ihn zuerst.
refusal-archive-wrap-up = { $name } ist noch mit der Nacharbeit beschäftigt.
refusal-archive-was-of = { $name } hatte diesen Chat. Archivieren kann ihn nur dieselbe Person oder die Teamleitung.
line-archived = { $name } hat diesen Chat archiviert
line-unarchived = { $name } hat diesen Chat aus dem Archiv geholt
line-end-undone = Das Ende wurde zurückgenommen; der Kunde wartet wie zuvor
archiving = Archiv
archiving-lead = Archivierte Chats sind aus dem Weg. Gefunden werden sie wie bisher, und keine Zahl ändert sich.
archiving-on = Geschlossene Chats von selbst archivieren
archiving-hint = Sobald so lange nichts mehr darin geschehen ist.
archiving-days = Nach so vielen Tagen
archiving-bad-days = Bitte eine Zahl von { $least } bis { $most } Tagen.
act-archiving_changed = Zeitpunkt der Archivierung geändert

# Keine Antwort nötig
no-answer-needed = Keine Antwort nötig
no-answer-means = Der Kunde wartet auf nichts; seine nächste Nachricht zählt wieder
line-no-answer-needed = { $name }: keine Antwort nötig

# Ansichten
views = Ansichten
views-save = Ansicht speichern
views-edit = Ansicht ändern
views-name = Name der Ansicht
views-share = Das ganze Team hat sie
views-begin = Meine Seite „Chats“ beginnt mit ihr
views-of-team = Die Teamleitung pflegt diese Ansicht für alle.
views-delete = Ansicht löschen
views-shared-means = Ansicht des Teams
views-own-means = Ihre eigene Ansicht
views-first = Ihre erste Ansicht:
refusal-view-nameless = Geben Sie der Ansicht einen Namen.
refusal-view-name-taken = Eine andere Ansicht heißt schon so.
refusal-view-too-many = { $most } Ansichten genügen. Löschen Sie zuerst eine.
