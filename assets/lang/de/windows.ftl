# Wie lange Kunden auf einem Kanal geantwortet werden kann.

# Neben dem Schreibfeld
js-window-minutes = noch { $count } Min.
js-window-hours = noch { $count } Std.
js-window-days = noch { $count } T.
js-window-placeholder = Zurzeit käme nichts an
window-messages = { $count ->
    [one] noch 1 Nachricht
   *[other] noch { $count } Nachrichten
}
window-last = { $count ->
    [one] Eine letzte Nachricht
   *[other] { $count } letzte Nachrichten
}
window-shut = Fenster zu
sms-parts-more = Als wie viele SMS es befördert und bezahlt wird. In eine passen 160 Zeichen; mit Zeichen außerhalb des SMS-Alphabets, etwa Emoji, 70.
window-minutes = { $count ->
    [one] 1 Minute
   *[other] { $count } Minuten
}
window-hours = { $count ->
    [one] 1 Stunde
   *[other] { $count } Stunden
}
window-days = { $count ->
    [one] 1 Tag
   *[other] { $count } Tage
}
window-rule = Antworten kommen hier bis zu { $span } nach einer Nachricht des Kunden an.
window-persons-now = Jetzt kommt nur an, was ein Mensch schreibt.
window-closed-title = Das Antwortfenster ist geschlossen.
window-quota-used = { $count ->
    [one] Nach jeder Nachricht eines Kunden kommt hier eine Nachricht an, und sie ist gesendet.
   *[other] Nach jeder Nachricht eines Kunden kommen hier { $count } Nachrichten an, und alle sind gesendet.
}
window-never-asked = Der Kunde hat hier noch nicht geschrieben.
window-refused = Die Plattform hat die letzte Antwort nicht angenommen (Code { $code }).
window-reopens = Sobald { $name } schreibt, können Sie wieder antworten; Ihr Entwurf bleibt erhalten.
window-still = Einen Kommentar können Sie jederzeit hinterlassen.
window-templates = Freigegebene Vorlagen werden weiterhin zugestellt.
window-last-title = { $count ->
    [one] Noch eine Nachricht.
   *[other] Noch { $count } Nachrichten.
}
window-last-more = Die Zeit ({ $span }) ist um. Mehr kommt nicht an, bis { $name } wieder schreibt. Sagen Sie das Wichtigste.
window-asked = Letzte Nachricht des Kunden:
window-late = Das Antwortfenster schließt vorher. Hat { $name } bis dahin nicht geschrieben, kommt Ihre Nachricht zu Ihnen zurück.
outgoing-window-closed = Das Antwortfenster war schon geschlossen.
closing-too-late = { $name } wird nicht um eine Bewertung gebeten: Das Antwortfenster ist geschlossen.
line-unasked-window = Keine Umfrage gesendet: Das Antwortfenster war geschlossen
line-untold-window = Automatische Nachricht nicht gesendet: Das Antwortfenster war geschlossen
line-window-refused = Die Plattform hat eine Antwort abgelehnt (Code { $code }). Das Antwortfenster ist zu, bis der Kunde schreibt
refusal-window-closed = { $reason ->
    [quota-used] Alle Nachrichten, die hier nach einer des Kunden ankommen, sind gesendet. Sie können wieder antworten, sobald er schreibt.
    [refused] Die Plattform stellt diesem Kunden zurzeit nichts zu (Code { $code }). Sie können wieder antworten, sobald er schreibt.
    [never-asked] Hier kommt nichts an, bevor der Kunde geschrieben hat.
   *[time-up] Das Antwortfenster ist geschlossen: Der Kunde hat zu lange nicht geschrieben. Sie können wieder antworten, sobald er schreibt.
}

# Die Seite eines Kanals bei den Admins
channel-window = Antwortfenster
window-lead = Viele Plattformen stellen Antworten nur eine Zeit lang nach der letzten Nachricht des Kunden zu. Die Konsole zählt herunter, und nichts tut so, als wäre es gesendet, wenn die Zeit um ist.
window-usual-none = Ein Webchat hat von sich aus keine Grenze.
window-limit = Begrenzen, wie lange Kunden geantwortet werden kann
window-limit-more = Nur Nachrichten des Kunden beginnen die Zeit neu. Zur Sicherheit endet jedes Fenster eine Minute früher.
window-free = Offen für
window-free-hint = In dieser Zeit kommt alles an.
window-persons = Danach nur für Menschen
window-persons-hint = Automatische Nachrichten und Umfragen entfallen in dieser Zeit. 0: gar nicht.
window-unit = Einheit
window-unit-minutes = Minuten
window-unit-hours = Stunden
window-unit-days = Tage
window-extra = Letzte Nachrichten
window-extra-hint = Wie viele noch ankommen, wenn alle Zeit um ist. 0 bis { $most }.
window-quota = Nachrichten auf jede eines Kunden
window-quota-hint = 1 bis { $most }. Leer: beliebig viele.
window-automated = Die letzte darf eine automatische sein
window-automated-more = Sonst bleiben die letzten Nachrichten den Menschen vorbehalten.
window-number-wrong = Eine ganze Zahl von { $least } bis { $most }.
window-time-wrong = Von 5 Minuten bis zu einem Jahr.
act-window_changed = Antwortfenster geändert, Webchat

# Templates, which a platform delivers when nothing else is
templates-open = Vorlage senden
templates-title = { $name } eine Vorlage senden
templates-sub = Diese hat die Plattform freigegeben und stellt sie jederzeit zu. Füllen Sie die Lücken aus und sehen Sie, wie es sich lesen wird.
templates-search = Vorlage suchen
templates-none = Noch ist keine Vorlage freigegeben, die nur aus Text besteht. Sobald es eine gibt, steht sie hier.
templates-none-found = Keine Vorlage passt.
templates-again = Neu abrufen
templates-fetched = Abgerufen:
templates-trouble = Die Liste war gerade nicht abrufbar.
templates-mend = Konto öffnen
templates-ask-admin = Bitten Sie Ihre Administration, das Konto anzusehen.
templates-blank = Lücke „{ $name }“
templates-blank-header = Lücke „{ $name }“ in der Überschrift
templates-link = Ende des Links unter „{ $label }“
templates-reads = So wird sie zugestellt
templates-send = Vorlage senden
delivery-template = Die Plattform hat diese Vorlage nicht angenommen.
refusal-template-changed = Diese Vorlage hat sich geändert. Schließen Sie das Fenster und wählen Sie sie neu.
refusal-template-empty = Füllen Sie „{ $name }“ aus.
refusal-template-long = „{ $name }“ ist zu lang: { $most } Zeichen passen hinein.
