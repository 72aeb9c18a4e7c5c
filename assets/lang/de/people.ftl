# Everybody the team knows: the directory, a customer's own page, tables, merging, blocking, places.

refusal-bad-link = Das ist keine Adresse im Web, etwa https://shop.example.
fields-own = Ihre eigenen Felder
fields-more = Was Ihr Team außer Name und Kontakt von seinen Kunden wissen will. Es steht neben jedem Chat.
fields-empty = Noch kein Feld. Eine Bestellnummer, eine Größe, ein Geburtstag: was immer Sie oft fragen.
fields-unknown = nicht bekannt
fields-yes = Ja
fields-no = Nein
field-new = Neues Feld
field-name = Name
field-name-taken = Ein anderes Feld heißt schon so.
field-kind = Was dort steht
field-kind-text = Freitext
field-kind-number = Zahl
field-kind-date = Datum
field-kind-choice = Eins von mehreren
field-kind-boolean = Ja oder nein
field-kind-link = Webadresse
field-kind-fixed = Was dort steht, wurde beim Erstellen des Feldes gewählt und bleibt. Für etwas anderes erstellen Sie ein neues Feld.
field-help = Hilfe
field-help-hint = Eine Zeile, die beim Ausfüllen zu sehen ist.
field-choices = Auswahl
field-choices-hint = Eins je Zeile; nur für „Eins von mehreren“.
field-choices-kept = Eins je Zeile. Wenn Sie etwas wegnehmen, behalten es die Kunden, bei denen es steht.
field-delete = Dieses Feld löschen
field-delete-more = { $count ->
    [0] Es steht nichts darin.
    [one] Was darin über einen Kunden steht, wird mit gelöscht.
   *[other] Was darin über { $count } Kunden steht, wird mit gelöscht.
}
field-delete-sure = „{ $name }“ löschen?
back-to-fields = Alle Felder und Schlagwörter
delete = Löschen
used-by = { $count ->
    [0] noch niemand
    [one] ein Kunde
   *[other] { $count } Kunden
}
tags-more = Etiketten für Kunden. Agenten erstellen sie, indem sie sie neben einen Chat schreiben; hier räumen Sie auf.
tags-empty = Noch kein Schlagwort.
tag-colour = Farbe
tag-colour-number = Farbe { $number }
tag-merge = Mit einem anderen Schlagwort zusammenführen
tag-merge-more = { $count ->
    [0] Niemand hat dieses Schlagwort. Es wird gelöscht.
    [one] Der Kunde mit diesem Schlagwort erhält das andere. Dieses wird gelöscht.
   *[other] Die { $count } Kunden mit diesem Schlagwort erhalten das andere. Dieses wird gelöscht.
}
tag-merge-into = Schlagwort wählen
tag-merge-do = Zusammenführen
tag-delete = Dieses Schlagwort löschen
tag-delete-more = { $count ->
    [0] Niemand hat es.
    [one] Es wird von einem Kunden entfernt.
   *[other] Es wird von { $count } Kunden entfernt.
}
tag-delete-sure = Das Schlagwort „{ $name }“ löschen?
room-customers = Kunden
room-customers-lead = Was Sie über Ihre Kunden festhalten: eigene Felder, Schlagwörter, wo sie sind und welche Seiten sie angesehen haben.
refusal-tag-itself = Ein Schlagwort lässt sich nicht mit sich selbst zusammenführen.
refusal-field-few-choices = Mindestens zwei zur Auswahl sind nötig, eins je Zeile.
refusal-field-many-choices = Höchstens 60 passen in die Auswahl.
refusal-field-many = Höchstens 40 Felder passen.
refusal-bad-number = Das ist keine Zahl. Schreiben Sie sie ohne Tausendertrennung und mit Punkt, etwa 1234.5.
refusal-bad-date = Das ist kein Datum.
refusal-not-a-choice = Das steht nicht mehr zur Auswahl.
people = Personen
people-tabs = Wen die Liste zeigt
people-known = Bekannt
people-everybody = Alle
people-blocked = Gesperrt
people-is-blocked = gesperrt
people-blocks = Wer gesperrt wurde und warum
people-search = Personen suchen
people-search-hint = Name, E-Mail, Telefon oder Firma
people-tag = Schlagwort
people-any-tag = Alle Schlagwörter
people-contact = Kontakt
people-chats = Chats
people-chats-count = { $count ->
    [0] keine Chats
    [one] { $count } Chat
   *[other] { $count } Chats
}
people-last = Letzter Kontakt
people-rows = Liste der Personen
people-pages = Seiten der Liste
people-first = Zum Anfang
people-more = Mehr
people-none = Noch ist niemand bekannt
people-none-more = Wer Ihnen schreibt und Namen oder Adresse nennt, steht hier. Sie können auch selbst jemanden eintragen.
people-none-blocked = Niemand ist gesperrt
people-no-match = Niemand hat dieses Schlagwort
people-not-found = Niemand gefunden für „{ $words }“
people-look-everywhere = Auch unter namenlosen Besuchern suchen
people-new = Neuer Kunde
people-create = Eintragen
people-create-anyway = Trotzdem eintragen
people-nobody = Schreiben Sie einen Namen, eine Adresse oder eine Nummer.
people-known-already = Diese Adresse oder Nummer ist schon bekannt:
people-back = Zurück zur Liste
people-back-to = Zurück zu { $name }
people-import = Importieren
people-export = Exportieren
people-since = Kunde seit
people-details = Angaben
people-reaches = Schreibt über
people-first-seen = zuerst gesehen
people-story = Verlauf
people-no-chats = Hier gab es noch keinen Chat.
people-open-chat = Chat öffnen
people-merge = Zusammenführen
customer-record = Kundenseite öffnen
people-import-title = Kunden importieren
people-import-lead = Aus einer Tabelle, die ein anderes Programm als CSV gespeichert hat. Sie sehen, was geschehen würde, bevor etwas gespeichert wird.
import-paste = Oder fügen Sie die Tabelle ein
import-columns = Die erste Zeile nennt die Spalten; verstanden werden:
import-look = Zeigen, was geschehen würde
import-no-columns = Keine Spalte heißt name, email oder phone. Die erste Zeile muss die Spalten nennen.
js-import-unreadable = Diese Datei ist nicht als UTF-8 gespeichert. Wählen Sie in der Tabellenkalkulation „CSV UTF-8“.
js-import-large = Diese Datei ist zu groß für ein Mal. Teilen Sie die Tabelle auf.
import-found = { $count ->
    [0] Keine Zeile kann übernommen werden.
    [one] Eine Zeile kann übernommen werden.
   *[other] { $count } Zeilen können übernommen werden.
}
import-new = { $count ->
    [0] Niemand Neues
    [one] Ein neuer Kunde
   *[other] { $count } neue Kunden
}
import-doubles = { $count ->
    [one] Einer ist schon bekannt, durch E-Mail oder Telefon
   *[other] { $count } sind schon bekannt, durch E-Mail oder Telefon
}
import-doubles-what = Was geschieht mit denen, die schon bekannt sind?
import-doubles-show = Wer ist das?
import-update = Aktualisieren: Was in der Tabelle steht, ersetzt das Bekannte
import-skip = Auslassen
import-add = Je einen weiteren Kunden anlegen
import-broken = { $count ->
    [one] Eine Zeile ist fehlerhaft
   *[other] { $count } Zeilen sind fehlerhaft
}
import-broken-title = Fehlerhafte Zeilen
import-ignored = Nicht verstanden und ausgelassen: { $columns }
import-in-table = In der Tabelle
import-known-as = Bekannt als
import-on-line = Zeile { $line }:
import-more-broken = { $count ->
    [one] und eine weitere
   *[other] und { $count } weitere
}
import-leave-out = Fehlerhafte Zeilen auslassen
import-do = { $count ->
    [one] Einen Kunden importieren
   *[other] { $count } Kunden importieren
}
import-other = Andere Tabelle
import-done = Importiert: { $added } neu, { $updated } aktualisiert.
import-skipped = { $count ->
    [one] Einer war schon bekannt und wurde ausgelassen.
   *[other] { $count } waren schon bekannt und wurden ausgelassen.
}
import-left-out = { $count ->
    [one] Eine fehlerhafte Zeile wurde ausgelassen.
   *[other] { $count } fehlerhafte Zeilen wurden ausgelassen.
}
fault-width = Sie hat mehr oder weniger Zellen als die erste Zeile.
fault-nobody = Weder Name noch E-Mail noch Telefon.
fault-email = „{ $value }“ ist keine E-Mail-Adresse.
fault-language = „{ $value }“ ist kein Sprachcode.
fault-value = „{ $value }“ passt nicht in „{ $field }“.
fault-twice = Zeile { $line } hat dieselbe E-Mail oder dasselbe Telefon.
refusal-import-broken = Einige Zeilen dieser Tabelle sind fehlerhaft. Es wurde nichts gespeichert. Lassen Sie sie auslassen oder bessern Sie die Tabelle nach.
merge-title = Wer ist noch { $name }?
merge-lead = Chats, Konten, Notizen und Schlagwörter beider kommen zusammen. 30 Tage lang lässt es sich rückgängig machen.
merge-search = Nach dem anderen Eintrag suchen
merge-find = Suchen
merge-alike = Diese sehen ähnlich aus:
merge-none-alike = Niemand sieht ähnlich aus. Suchen Sie nach Name, E-Mail oder Telefon.
merge-choose = Vergleichen
merge-choose-of = Mit { $name } vergleichen
merge-what = Was
merge-stays = bleibt
merge-joins = kommt dazu
merge-means = Wo bei beiden etwas steht, wählen Sie, was gilt. Was auf einer Seite fehlt, kommt von der anderen.
merge-do = Zusammenführen
merge-other = Jemand anders
merge-done = { $agent } hat { $name } mit diesem Kunden zusammengeführt
merge-undo = Rückgängig
refusal-merge-itself = Das ist schon ein und derselbe Kunde.
refusal-merge-blocked = Von den beiden ist jemand gesperrt. Heben Sie zuerst die Sperre auf.
refusal-merge-too-late = Das lässt sich nicht mehr rückgängig machen.
refusal-merge-merged-on = Seither gab es eine weitere Zusammenführung. Machen Sie zuerst die rückgängig.
block = Sperren
block-customer = { $name } sperren
block-sure = { $name } sperren?
block-means = Der Chat wird geschlossen und archiviert. Was dann noch kommt, läutet bei niemandem. Auf der Kundenseite können Sie die Sperre aufheben.
block-reason = Grund
block-reason-for = für Ihr Team
block-spam = Spam oder Werbung
block-abuse = Beleidigung oder Drohung
block-other = Etwas anderes
block-more = In Worten
block-more-when = nötig bei „Etwas anderes“
block-message = Nachricht an den Kunden
block-message-when = auch bei jedem weiteren Versuch gesendet
block-message-default = Danke für Ihre Nachricht. Wir können diese Unterhaltung im Chat nicht fortsetzen.
block-lasts = Wie lange
block-for-ever = Bis jemand die Sperre aufhebt
block-days = { $count ->
    [one] Einen Tag
   *[other] { $count } Tage
}
block-nearby = Auch neue Besucher sperren von
block-nearby-none = Niemanden sonst
block-nearby-hint = Familien, Büros und ganze Orte teilen sich Adressen. Es endet von selbst; wer schon hier war oder Ihrer Website bekannt ist, bleibt unberührt.
block-do = Sperren und schließen
blocked-by = Gesperrt von { $name }
blocked-until = bis
blocked-told = Mitgeteilt:
unblock = Entsperren
js-blocked = Gesperrt. Was jetzt noch kommt, läutet bei niemandem.
blocks-lead = Wer gesperrt wurde, von wem und warum, das Neueste zuerst.
blocks-none = Noch nie wurde jemand gesperrt
blocks-by = Von
blocks-lifted = entsperrt von { $name }
blocks-time-up = die Zeit war um
blocks-nearby = Auch neue Besucher von { $addresses }, bis
blocks-because = Kam von denselben Adressen wie
line-blocked = { $name } hat diesen Kunden gesperrt
line-unblocked = { $name } hat diesen Kunden entsperrt
line-unblocked-in-time = Die Sperre ist vorbei
log-while-blocked = Während der Sperre geschrieben
chats-status-archived = Archiviert
chats-status-archived-means = Abgelegt. Er kann gelesen und gefunden, aber nicht mehr beantwortet werden.
refusal-customer-blocked = Dieser Kunde ist gesperrt. Heben Sie zuerst die Sperre auf.
refusal-block-no-reason = Sagen Sie in Worten, warum. Nur Ihr Team sieht es.
refusal-block-no-message = Schreiben Sie, was der Kunde erfährt.
refusal-block-no-address = Die Netzadresse ist nicht mehr bekannt. Sperren Sie ohne sie.
refusal-block-already = Dieser Kunde ist schon gesperrt.
refusal-block-not-yours = Diese Sperre kann nur { $name } oder die Teamleitung aufheben.
refusal-blocked = Hier kann nichts mehr gesendet werden.
place = Ort
place-none = Kein Ort bekannt.
place-no-file = Kein Ort bekannt: Der Webchat nennt von sich aus keinen, und es ist keine Ortsdatei festgelegt.
place-set = Datei festlegen
place-inside = Kein Ort bekannt: Diese Netzadresse liegt in Ihrem eigenen Netz.
place-unknown = Kein Ort bekannt: Diese Netzadresse steht nicht in der Ortsdatei.
place-caveat = Ungefähr, nach der Netzadresse. Ein VPN oder Mobilfunknetz kann ihn weit verschieben.
place-radius = Auf etwa { $km } km genau.
place-local-time = Ortszeit
place-told = Vom Kunden geteilt
place-told-within = Vom Kunden geteilt, auf { $metres } m genau,
place-maps = Karte:
place-file-missing = Eine solche Datei gibt es auf diesem Rechner nicht.
place-file-unreadable = Die Ortsdatei lässt sich nicht lesen: { $reason }.
place-file-damaged = Das ist keine Ortsdatei (MMDB), oder sie ist beschädigt. Laden Sie sie neu herunter.
place-file-other = Diese Datei („{ $kind }“) kennt keine Orte. Nötig ist eine mit Städten oder Ländern.
places-more = Der Webchat nennt keinen Ort. Eine Datei im MMDB-Format, wie mehrere Anbieter sie kostenlos bieten, sagt ungefähr, wo eine Netzadresse liegt. Sie wird auf diesem Rechner gelesen; niemand wird gefragt.
places-file = Pfad der Datei
places-file-hint = Auf dem Rechner, auf dem Shopbell läuft. Ersetzen Sie die Datei, wird die neue von selbst gelesen.
places-open = In Gebrauch: { $kind }, { $size } MB im Speicher, erstellt am
refusal-not-on-earth = Einen solchen Ort gibt es auf der Erde nicht.
pages-rules-more = Neben einem Webchat sehen Sie, auf welchen Seiten der Besucher ist und war. Nach { $count } Tagen werden sie vergessen.
pages-parameters = Adressparameter, die Sie sehen dürfen
pages-parameters-hint = Etwa ein Suchwort oder eine Artikelnummer, mit Leerzeichen getrennt. Alle anderen werden im Browser des Besuchers abgeschnitten, außer utm_…
pages-bad-name = „{ $name }“ ist kein Name eines Parameters, oder es sind mehr als 20.
pages-earlier = { $count ->
    [one] Eine Seite früherer Besuche
   *[other] { $count } Seiten früherer Besuche
}
pages-from-site = von { $site }
identity-refused-wrong = Die Unterschrift gehört nicht zu dieser Kennung und diesem Schlüssel. Der Besuch bleibt anonym.
identity-refused-expired = Diese Unterschrift ist abgelaufen. Der Besuch bleibt anonym.
identity-refused-early = Diese Unterschrift gilt länger als einen Tag. Unterschreiben Sie für jede Seite neu.
identity-refused-used = Diese Unterschrift wurde schon verwendet. Unterschreiben Sie für jede Seite neu.
identity-refused-undated = Diese Unterschrift hat kein Datum, und der Shop nimmt nur datierte. Der Besuch bleibt anonym.
identity-dated = Nur datierte Unterschriften annehmen
identity-dated-more = Unterschreiben Sie Kennung und Zeit zusammen, wie oben: Eine solche Unterschrift gilt höchstens einen Tag, und einmal. Eine ohne Zeit gilt für immer, auch für alle, die sie auf einer alten Seite finden.
identity-dated-code = mit Datum: gilt eine Stunde, und einmal
people-import-file = Datei
people-import-line = Zeile
people-import-empty = In dieser Tabelle stehen keine Zeilen.
people-import-two-columns = Zwei Spalten heißen „{ $name }“.
people-import-too-long = Mehr als { $most } Zeilen sind zu viel auf einmal. Teilen Sie die Tabelle.
