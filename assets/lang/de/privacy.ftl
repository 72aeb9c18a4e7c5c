# Was das Haus über eine Person im Kundenkreis hat: herausgegeben und endgültig gelöscht.

people-privacy = Daten
privacy-title = Personenbezogene Daten
export-title = Alles herausgeben
export-lead = Ein ZIP-Archiv, das Programme lesen können, für den Kunden oder einen anderen Dienst.
export-holds = Darin sind Konten, Kontaktdaten, Schlagwörter, Notizen, Chats mit Kommentaren und Dateien, Umfragen, angesehene Seiten und was das Protokoll über den Kunden sagt. Wie die Teamleitung die Arbeit im Team beurteilt hat, gehört nicht dazu.
export-password = Ihr Passwort
export-do = Herunterladen
erase-title = Endgültig löschen
erase-lead = Nichts davon lässt sich zurücknehmen. Wer danach wieder schreibt, ist ein neuer Kunde.
erase-goes = Was verschwindet
erase-record =
    Name, Kontaktdaten, Schlagwörter und Felder, mit { $count ->
        [one] einem Konto
       *[other] { $count } Konten
    }
erase-chats = Chats: { $chats }, mit Nachrichten: { $messages } und Kommentaren: { $comments }. Offene enden jetzt; niemandem wird etwas gesagt.
erase-files =
    { $count ->
        [0] Keine Dateien
        [one] Eine Datei
       *[other] { $count } Dateien
    }, außer jemand anderes hat die gleiche bekommen
erase-notes = Notizen: { $notes }. Seiten der Website: { $pages }
erase-derived = Was daraus entstanden ist: Suche, frühere Antworten, Übersetzungen, was Webhooks gesagt wurde und im Protokoll steht. Kennzahlen und Beurteilungen zählen diese Chats nicht mehr.
erase-stays = Was bleibt
erase-stays-log = Dass Sie einen Kunden mit dieser Nummer gelöscht haben, und wann
erase-stays-others = Was andere in Chats anderer Kunden über ihn geschrieben haben
erase-stays-backups =
    { $count ->
        [one] Eine Sicherung neben der Datei des Hauses, vom
       *[other] { $count } Sicherungen neben der Datei des Hauses, vom
    }
erase-backups-how = Sie enthalten diesen Kunden, bis Sie sie löschen, ebenso wie die, die Sie anderswo aufbewahren.
erase-no-backups = Neben der Datei des Hauses liegt keine Sicherung. Anderswo aufbewahrte enthalten diesen Kunden weiterhin.
erase-stays-outside = Nachrichten auf dem Gerät des Kunden, auf anderen Plattformen und bei den Empfängern Ihrer Webhooks
erase-type = Tippen Sie „{ $name }“, um zu löschen
erase-not-it = Das ist nicht, was verlangt wird. Tippen Sie genau „{ $name }“.
erase-do = Endgültig löschen
erased-title = Gelöschte Kunden
erased-lead = Kunden stehen hier mit ihrer Nummer: Mehr ist von ihnen nicht bekannt.
erased-none = Noch niemand wurde gelöscht
erased-who = Wer
erased-state = Stand
erased-by-age = Chats, deren Frist abgelaufen war
erased-begun = Chats und Dateien werden entfernt
erased-file = Entfernt; was in der Datei übrig ist, wird im nächsten ruhigen Moment überschrieben
erased-done = Aus der Datei verschwunden seit
log-customer = Kunde Nr. { $number }
act-customer_exported = hat alles mitgenommen über
act-customer_erased = hat endgültig gelöscht:

# Wie lange es aufbewahrt wird

room-privacy = Aufbewahrung
kept-lead = Was Kunden hinterlassen, wird entfernt, wenn es älter ist, als Sie es brauchen: jede Nacht um drei, endgültig.
kept-usual = Wie lange
kept-usual-lead = Gezählt ab dem letzten Ereignis in einem Chat. Was entfernt ist, ist fort wie ein gelöschter Kunde: Kennzahlen zählen es nicht mehr.
kept-chats = Beendete Chats
kept-files = Dateien und Bilder
kept-voice = Sprachnachrichten
kept-addresses = Netzadresse und Gerät von Besuchern
kept-bookmarked = Lesezeichen behalten
kept-bookmarked-hint = Chats mit Lesezeichen bleiben, samt ihren Dateien
kept-pages = Seiten, die Besucher angesehen haben, werden immer nach 30 Tagen vergessen.
kept-by-channel = Andere Fristen für einzelne Kanäle
kept-as-usual = Wie oben
kept-ever = Für immer behalten
kept-years =
    { $count ->
        [one] Nach einem Jahr
       *[other] Nach { $count } Jahren
    }
kept-months =
    { $count ->
        [one] Nach einem Monat
       *[other] Nach { $count } Monaten
    }
kept-nothing = Heute ist nichts alt genug
kept-today = Heute würden entfernt: Chats: { $chats }, Dateien: { $files }, Sprachnachrichten: { $voice }, Adressen: { $addresses }
kept-last = Zuletzt wurde etwas entfernt
kept-nightly = Es geschieht nachts um drei, nach der Uhr des Hauses
kept-doubted = Nichts wird entfernt: Der Uhr ist nicht zu trauen seit
kept-doubted-more = Sie ist um mehr als einen Tag gesprungen, oder das Haus war länger geschlossen. Stimmt das Datum, entfernen Sie jetzt; oder warten Sie: Nach einem ruhigen Tag geht es von selbst weiter.
kept-run = Jetzt entfernen
kept-run-sure = Jetzt entfernen, was zu alt ist?
kept-run-more = Bitte prüfen Sie, ob das Datum dieses Computers stimmt. Was entfernt ist, lässt sich nicht zurückholen.
fetch-expired = Entfernt: Sie war älter, als Dateien hier aufbewahrt werden
act-retention_changed = hat geändert, wie lange Daten aufbewahrt werden
act-retention_run = hat entfernen lassen, was zu alt war

# Zustimmung vor einem Chat

consent-is-notice = Nur mitteilen: niemand muss ein Häkchen setzen
consent-told = Vor dem Chat mitgeteilt:
consent-given = Vor dem Chat zugestimmt:
widget-withdraw = Einwilligung widerrufen
widget-withdraw-more = Der Chat endet, und wir verfolgen nicht mehr, welche Seiten Sie ansehen. Bevor Sie wieder schreiben, werden Sie erneut gefragt.
widget-withdraw-erase = Löschen Sie auch, was ich geschrieben habe
widget-withdrawn = Erledigt. Wir wissen Bescheid.
line-consent-withdrawn = Der Kunde hat seine Einwilligung widerrufen
line-consent-withdrawn-erase = Der Kunde hat seine Einwilligung widerrufen und möchte, dass alles gelöscht wird
consent-withdrawn = Widerrufen:
consent-erase = Gelöscht werden möchte er auch.
consent-erase-here = Ansehen, was dabei verloren geht
consent-erase-admin = Das kann ein Admin.
window-withdrawn-shut = Einwilligung widerrufen
window-withdrawn-title = { $name } hat die Einwilligung widerrufen.
window-withdrawn-more = Es kann nichts gesendet werden, bis wieder von selbst hier geschrieben oder neu zugestimmt wird; Ihr Entwurf bleibt erhalten.
closing-withdrawn = { $name } wird nicht um eine Bewertung gebeten: Die Einwilligung ist widerrufen.
line-unasked-withdrawn = Keine Umfrage gesendet: Der Kunde hat seine Einwilligung widerrufen
line-untold-withdrawn = Automatische Nachricht nicht gesendet: Der Kunde hat seine Einwilligung widerrufen
delivery-withdrawn = Nicht gesendet: Der Kunde hat seine Einwilligung widerrufen.
refusal-consent-withdrawn = Dieser Kunde hat seine Einwilligung widerrufen. Bis er wieder hier schreibt oder neu zustimmt, kann ihm nichts gesendet werden.
transcript-mail-withdrawn = Dieser Kunde hat seine Einwilligung widerrufen: Der Chat kann nur an Kollegen gesendet werden.
refusal-nothing-withdrawn = Es gibt nichts zu widerrufen.
