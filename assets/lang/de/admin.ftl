# Texts: admin

# What a new house begins with, in the language of its set-up.
default-queue = Theke
default-type-order = Bestellung
default-type-delivery = Lieferung
default-type-product = Frage zum Produkt
default-type-return = Rückgabe
default-type-payment = Zahlung
default-type-other = Sonstiges
default-reason-solved = Gelöst
default-reason-silent = Kunde antwortet nicht
default-reason-passed-on = Weitergegeben

# Words that the rooms share
save = Speichern
saved = Gespeichert.
cancel = Abbrechen
add = Hinzufügen
rename = Umbenennen
actions = Aktionen
never = nie

# The rooms
nav-account = Konto
rooms-shop = Shop
rooms-replies = Chats
rooms-system = System
room-shop = Shop
room-team = Team
room-channels = Kanäle
room-closing = Anliegen und Abschluss
room-keys = API-Schlüssel
room-log = Protokoll

# Shop
shop-lead = Wer Sie sind, für Kunden und Team.
shop-name-hint = Steht oben im Chatfenster und auf der Anmeldeseite.

# Team
team-lead = Wer antwortet, und was jede Person darf.
person = Person
chat-limit = Chats zugleich
chat-limit-hint = Von 1 bis { $most }. Wer so viele offene Chats hat, nimmt keinen weiteren an.
last-seen = Zuletzt da
here-now = gerade da
joined = dabei seit
deactivated = Deaktiviert
edit-person = { $name } bearbeiten
invite-title = Jemanden einladen
invite-more = Sie erhalten einen Link, der eine Person hereinlässt. Mit Adresse lässt er sonst niemanden herein.
invite-ends = der Link endet am
invite-withdraw = Zurückziehen
invite-withdraw-of = Link für { $name } zurückziehen
reset-offer = Neues Passwort
reset-offer-more = Ein Link, um ein neues Passwort zu setzen. Er gilt einmal, eine Stunde lang. Bis dahin gilt das alte.
reset-make = Link erstellen
reset-link = Link zum neuen Passwort
reset-link-more = Geben Sie ihn selbst weiter. Er gilt einmal, eine Stunde lang, und wird nicht noch einmal angezeigt.
sessions-count = { $count ->
    [0] Nirgends angemeldet
    [one] Auf { $count } Gerät angemeldet
   *[other] Auf { $count } Geräten angemeldet
}
open-chats-count = { $count ->
    [one] { $count } offener Chat
   *[other] { $count } offene Chats
}
deactivate = Deaktivieren
deactivate-more = Anmelden geht dann nicht mehr. Der Name bleibt bei allem Geschriebenen stehen.
deactivate-sure = { $name } deaktivieren?
deactivate-meaning = { $count ->
    [0] Die Abmeldung gilt sofort und auf allen Geräten. Sie können die Person später wieder hereinlassen.
    [one] Die Abmeldung gilt sofort und auf allen Geräten, der offene Chat kommt zurück auf die Warteliste. Sie können die Person später wieder hereinlassen.
   *[other] Die Abmeldung gilt sofort und auf allen Geräten, die { $count } offenen Chats kommen zurück auf die Warteliste. Sie können die Person später wieder hereinlassen.
}
reactivate = Wieder hereinlassen
reactivate-more = Das alte Passwort und die alte Rolle gelten dann wieder.

# Web chat
channels-empty = Noch keine Website
channels-empty-more = Fügen Sie unten eine hinzu und setzen Sie dann ihre Zeile auf Ihre Seiten.
channel-add-title = Noch eine Website
channel-add = Webchat hinzufügen
channel-name = Name
channel-name-hint = Nur fürs Team, zum Beispiel die Adresse der Website.
channel-name-needed = Bitte einen Namen angeben, damit das Team weiß, welche Website gemeint ist.
channel-sites = Erlaubte Websites
channel-sites-hint = Eine Adresse pro Zeile. Ohne Angabe darf jede Website mit der Zeile das Chatfenster zeigen.
site-wrong = „{ $site }“ ist keine Adresse einer Website. Richtig ist zum Beispiel https://shop.example
sites-many = Höchstens { $count } Websites. Fügen Sie für weitere einen zweiten Webchat hinzu.
any-site = jede Website
channel-settings = Website
channel-look = Aussehen
channel-open = Offen
channel-paused = Pausiert
channel-try = Ausprobieren
install-title = Auf Ihre Website setzen
install-more = Eine Zeile ans Ende jeder Seite. Bei strenger Content-Security-Policy erlauben Sie diese Adresse in script-src und frame-src; mehr braucht es nicht.
typing-title = Während Kunden tippen
typing-preview = Dem Team zeigen, was Kunden tippen
typing-preview-more = Wer den Chat hat, sieht die Worte vor dem Senden. Das Chatfenster sagt es den Kunden; lange Nummern werden in ihrem Browser verborgen, und nichts davon wird gespeichert.
follow-title = Seiten und Einwilligung
follow-needed = Seiten nur mit Einwilligung verfolgen
follow-needed-more = Solange keine Einwilligung da ist, sendet der Browser nichts über Seiten: keine Adressen, Titel, Verweise oder Kampagnen. Der Chat geht trotzdem.
follow-how = Ihr Cookie-Banner sagt dem Chatfenster, was gewählt wurde. Der Browser merkt es sich für diese Website, auch in anderen Tabs.
follow-yes = bei Einwilligung
follow-no = bei Ablehnung oder Widerruf: was der Browser von Seiten behalten hat, wird vergessen
follow-chat = Die Zustimmung im Formular vor dem Chat gilt nicht dafür: Ohne sie kann man gar nicht chatten.
identity-title = Wer ist auf Ihrer Website angemeldet?
identity-what = Haben die Nutzer Ihrer Website Konten, dann unterschreiben Sie deren Kennung auf Ihrem Server mit dem Geheimnis unten. So wissen Sie, dass sie es wirklich sind, und sie finden ihre Chats auf jedem Gerät wieder. Niemand kann sich mit einer fremden Adresse als jemand anders ausgeben.
identity-on-server = auf Ihrem Server (hier in Node.js)
identity-in-page = auf Ihrer Seite, vor oder nach der Zeile oben
identity-out = wenn sich jemand abmeldet, damit die nächste Person an diesem Browser keine fremden Chats findet
identity-how = Der Hash ist der HMAC-SHA256 der Kennung in Hexadezimalziffern; jede Sprache hat eine Funktion dafür. Mit falschem Hash bleibt der Besuch anonym.
identity-show = Geheimnis anzeigen
identity-secret = Geheimnis
identity-keep = Es gehört nur auf Ihren Server. Wer es hat, kann sich als jeder Ihrer Nutzer ausgeben.
pause = Pausieren
pause-title = Diesen Webchat pausieren
pause-more = Die Glocke verschwindet von der Website, und kein neuer Chat beginnt. Offene Chats laufen weiter.
pause-sure = „{ $name }“ pausieren?
pause-meaning = Kunden können Ihnen auf dieser Website nicht schreiben, bis Sie den Webchat fortsetzen.
resume = Fortsetzen
resume-title = Dieser Webchat ist pausiert
resume-more = Seine Glocke ist nicht zu sehen, und kein neuer Chat beginnt.

# Appearance
colour = Farbe
colour-own = Eigene Farbe
colour-wrong = Eine Farbe besteht aus # und sechs Ziffern, zum Beispiel #0d6570.
colour-readable = Lesbar, { $ratio } : 1
colour-unreadable = Text darauf ist schwer lesbar, { $ratio } : 1 von 4,5
colour-pale = Zu blass auf einer weißen Seite, { $ratio } : 1 von 3
colour-take = Dunklere nehmen:
corner = Ecke
corner-left = Links
corner-right = Rechts
launcher = Knopf
launcher-round = Rund
launcher-wide = Mit Text
launcher-label = Text auf dem Knopf
launcher-label-hint = Erscheint auf dem Knopf mit Text.
look-greets = Die ersten Worte
greeting = Begrüßung
greeting-hint = Die erste Zeile, wenn der Chat aufgeht.
teaser = Ansprache
teaser-hint = Eine Sprechblase neben dem Knopf, einmal pro Besuch. Leer: keine.
topics = Fragen für den Anfang
topics-hint = Eine pro Zeile, höchstens { $count }. Ein Klick sendet sie.
topics-many = Höchstens { $count } Fragen.
look-asks = Vor dem Chat
ask-name = Name
ask-email = E-Mail
ask-never = Nicht fragen
ask-optional = Freiwillig
ask-required = Pflicht
consent = Einwilligung
consent-hint = Ein Satz, dem man vor dem Chat zustimmt. Leer: keiner.
privacy-url = Datenschutzseite
address-wrong = Das ist keine Webadresse. Richtig ist zum Beispiel https://shop.example/privacy
offline-form = Nachrichten, wenn niemand da ist
offline-form-more = Besucher können eine Frage und eine Adresse hinterlassen.
offline-text = Was der geschlossene Shop sagt
preview = Vorschau
preview-screen = Ansicht der Vorschau
preview-home = Chat
preview-form = Formular
preview-closed = Geschlossen
preview-example = Haben Sie sonntags geöffnet?

# Types and closing
closing-lead = Worum es in Chats geht, wie sie enden und was dabei gefragt wird.
chat-types = Anliegen
chat-types-more = Worum es in einem Chat ging.
chat-type-new = Neues Anliegen
closing-reasons = Abschlussgründe
closing-reasons-more = Wie er ausging.
closing-reason-new = Neuer Abschlussgrund
choices-empty = Die Liste ist leer, also wird nichts gefragt.
choices-retired = { $count ->
    [one] { $count } nicht mehr angeboten
   *[other] { $count } nicht mehr angeboten
}
choice-name = Name von { $name }
choice-name-needed = Bitte einen Namen angeben.
choice-name-taken = Dieser Name steht schon auf der Liste.
choice-up = { $name } nach oben
choice-down = { $name } nach unten
choice-retire = { $name } nicht mehr anbieten
choice-restore = Wieder anbieten
closing-rules = Wenn ein Chat geschlossen wird
rule-type = Ein Anliegen muss gewählt werden
rule-type-more = Sonst darf es offen bleiben.
rule-reason = Ein Abschlussgrund muss gewählt werden
rule-reason-more = Sonst darf er offen bleiben.
rule-survey = Kunden fragen, wie es war
rule-survey-more = Schon angekreuzt; beim Schließen lässt es sich abwählen.
rule-survey-daily = Kunden höchstens einmal am Tag fragen
rule-survey-daily-more = Wer mehrere Chats am Tag hat, wird nicht nach jedem gefragt.
rule-courtesy = Ein „Danke!“ öffnet keinen neuen Chat
rule-courtesy-more = Innerhalb von zehn Minuten nach dem Ende kommen Dank und Abschied zum beendeten Chat, und keine Glocke läutet.
refusal-name-taken = Dieser Name steht schon auf der Liste.

# API keys
keys-lead = Verbinden Sie Ihren Shop, Ihr CRM oder ein Skript. Ein Schlüssel kann nie mehr, als Sie selbst dürfen.
keys-empty = Noch kein Schlüssel
keys-empty-more = Erstellen Sie unten einen für jedes Programm, damit Sie jeden einzeln sperren können.
key = Schlüssel
key-may = Darf
key-used = Zuletzt genutzt
key-ends = Endet
key-ended = Abgelaufen
key-of = handelt für { $name }
key-new = Ihr neuer Schlüssel
key-new-more = Kopieren Sie ihn jetzt: Er wird nicht noch einmal angezeigt.
key-make-title = Neuer Schlüssel
key-make = Schlüssel erstellen
key-name = Wofür er ist
key-name-hint = Zum Beispiel „Lagerskript“.
key-name-needed = Schreiben Sie dazu, wofür der Schlüssel ist. So wissen Sie später, welchen Sie sperren.
key-scope-needed = Wählen Sie, was der Schlüssel darf.
key-days = { $count ->
    [one] in { $count } Tag
   *[other] in { $count } Tagen
}
key-year = in einem Jahr
key-never-ends = nie
key-revoke = Sperren
key-revoke-sure = „{ $name }“ sperren?
key-revoke-more = Das Programm, das ihn nutzt, ist sofort ausgesperrt. Das lässt sich nicht rückgängig machen.
scope-read = Chats und Kunden lesen
scope-write = antworten, annehmen, schließen, bearbeiten
scope-export = alle Nachrichten exportieren
scope-admin = Team und Einstellungen verwalten

# Activity log
log-lead = Wer was geändert hat, das Neueste zuerst. Diese Liste kann niemand verändern.
log-when = Wann
log-who = Wer
log-what = Was
log-where = Von wo
log-nobody = unbekannt
log-empty = Hier ist nichts
log-pages = Seiten
log-newest = Neueste
log-older = Ältere
act-sign_in = Anmeldung:
act-sign_in_failed = Vergebliche Anmeldung als
act-set_up = Shop eingerichtet:
act-team_renamed = Shop benannt:
act-agent_added = Per Befehl ins Team aufgenommen:
act-invited = Einladungslink erstellt:
act-invitation_withdrawn = Link zurückgezogen:
act-joined = Neu im Team:
act-reset_offered = Link zum neuen Passwort erstellt für
act-password_reset = Passwort per Link oder Befehl gesetzt:
act-password_changed = Passwort geändert:
act-role_changed = Rolle geändert:
act-limit_changed = Chatgrenze geändert:
act-deactivated = Deaktiviert:
act-reactivated = Wieder hereingelassen:
act-key_created = API-Schlüssel erstellt:
act-key_revoked = API-Schlüssel gesperrt:
act-chat_type_added = Anliegen hinzugefügt:
act-chat_type_renamed = Anliegen umbenannt in
act-chat_type_retired = Anliegen nicht mehr angeboten:
act-closing_reason_added = Abschlussgrund hinzugefügt:
act-closing_reason_renamed = Abschlussgrund umbenannt in
act-closing_reason_retired = Abschlussgrund nicht mehr angeboten:
act-closing_rules_changed = Fragen beim Schließen geändert
act-tag_renamed = Schlagwort umbenannt in
act-tag_deleted = Schlagwort gelöscht:
act-channel_added = Webchat hinzugefügt:
act-channel_changed = Name oder Websites geändert, Webchat
act-channel_paused = Webchat pausiert:
act-channel_resumed = Webchat fortgesetzt:
act-identity_unproven = Falscher Identitätsnachweis, Webchat
act-look_changed = Aussehen geändert, Webchat
act-tag_added = Schlagwort erstellt:
act-tag_merged = Anderes Schlagwort zusammengeführt mit
act-field_added = Kundenfeld erstellt:
act-field_changed = Kundenfeld geändert:
act-field_deleted = Kundenfeld gelöscht:
act-customer_blocked = Kunde gesperrt:
act-customer_unblocked = Kunde entsperrt:
act-customers_merged = Zusammengeführt mit dem Kunden
act-merge_undone = Zusammenführung aufgehoben, Kunde
act-customers_imported = Kunden importiert:
act-customers_exported = Kunden exportiert
act-places_changed = Ortsdatei festgelegt
act-page_rules_changed = Sichtbare Adressparameter geändert
act-files_changed = Angenommene Dateien geändert, Webchat
act-preview_on = Tippvorschau eingeschaltet, Webchat
act-preview_off = Tippvorschau ausgeschaltet, Webchat
act-consent_on = Seiten nur mit Einwilligung eingeschaltet, Webchat
act-consent_off = Seiten nur mit Einwilligung ausgeschaltet, Webchat

# What was typed and not saved

js-form-back = Ihr Text ist wieder da. Gespeichert ist er noch nicht.
