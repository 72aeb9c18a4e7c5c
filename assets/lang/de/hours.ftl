# Texts: hours and greetings

# When the shop opens next, in the middle of a sentence
opens-today = heute um { $time } Uhr
opens-tomorrow = morgen um { $time } Uhr
opens-weekday = am { $day ->
    [1] Montag
    [2] Dienstag
    [3] Mittwoch
    [4] Donnerstag
    [5] Freitag
    [6] Samstag
   *[7] Sonntag
} um { $time } Uhr
opens-date = am { $date }. { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
} um { $time } Uhr
hours-weekday = { $day ->
    [1] Montag
    [2] Dienstag
    [3] Mittwoch
    [4] Donnerstag
    [5] Freitag
    [6] Samstag
   *[7] Sonntag
}
hours-weekday-short = { $day ->
    [1] Mo
    [2] Di
    [3] Mi
    [4] Do
    [5] Fr
    [6] Sa
   *[7] So
}

# The wait list and the widget
offline-greeted = Hat sofort erfahren, dass niemand da ist
widget-opens = Wieder geöffnet: { $day }, { $time }

# Hours
room-hours = Öffnungszeiten
hours-lead = Wann der Shop geöffnet ist. Warteschlangen mit Öffnungszeiten sind außerhalb davon geschlossen, egal wer an der Theke ist.
hours-new = Neue Öffnungszeiten
hours-all = Alle Öffnungszeiten
hours-first-name = Ladenzeiten
hours-none = Noch keine Öffnungszeiten
hours-none-more = Bis dahin ist der Shop geöffnet, wann immer jemand an der Theke ist.
hours-edit = Bearbeiten
hours-edit-name = { $name } bearbeiten
hours-edit-lead = Die übliche Woche und die Tage, die abweichen. Alle Zeiten gelten nach der Uhr im Shop.
hours-exceptions-count = { $count ->
    [one] { $count } abweichender Tag
   *[other] { $count } abweichende Tage
}
hours-unused = Keine Warteschlange richtet sich danach.
hours-used-by = Warteschlangen:
hours-open-until = Geöffnet, schließt { $when }
hours-open = Geöffnet
hours-closed-until = Geschlossen, öffnet { $when }
hours-closed = Geschlossen
hours-never = An keinem Wochentag geöffnet.
hours-name = Bezeichnung
hours-name-taken = Andere Öffnungszeiten heißen schon so, vielleicht stillgelegte.
hours-zone = Zeitzone
hours-zone-choose = Zeitzone wählen
hours-zone-needed = Wählen Sie die Zeitzone, in der diese Zeiten gelten.
hours-zone-unknown = Es gibt keine Zeitzone „{ $name }“.
hours-week = Die Woche
hours-week-more = Mehrere Spannen am Tag sind möglich. Ein Ende vor dem Beginn liegt am nächsten Morgen, bis 06:00 Uhr.
hours-copy = Montag für alle übernehmen
hours-day-closed = Geschlossen
hours-span-add = { $day }: Spanne hinzufügen
hours-span-remove = { $day }: diese Spanne entfernen
hours-from = { $day }, von
hours-to = { $day }, bis
hours-late = am Folgetag
hours-days = Abweichende Tage
hours-days-more = Feiertage und Tage mit anderen Zeiten. Ohne Zeiten ist ganztägig geschlossen. Zwei Zeilen für ein Datum sind zwei Spannen.
hours-days-add = Tage hinzufügen
hours-days-remove = Diese Tage entfernen
hours-day = Datum
hours-until = Letzter Tag
hours-why = Anlass
hours-why-example = Weihnachten
hours-open-at = Öffnet
hours-close-at = Schließt
hours-queues = Warteschlangen mit diesen Öffnungszeiten
hours-queues-more = Eine Warteschlange ohne Öffnungszeiten ist geöffnet, wann immer jemand an der Theke ist.
hours-queue-other = bisher nach „{ $name }“
hours-half = Eine Spanne braucht Anfang und Ende.
hours-no-time = Das ist keine Uhrzeit. Schreiben Sie sie wie 09:00.
hours-backwards = Diese Spanne endet, bevor sie beginnt. Nach Mitternacht darf sie bis 06:00 Uhr gehen; den Rest tragen Sie am nächsten Tag ein.
hours-no-day = Hier fehlt ein Datum.
hours-days-backwards = Der letzte Tag liegt vor dem ersten.
hours-days-many = Bis zu { $most } Tage dürfen abweichen. Entfernen Sie vergangene.
hours-overlap = Spannen dieses Tages überschneiden sich.
hours-runs-into-next = Dieser Tag geht nach Mitternacht in eine Spanne des nächsten über.
hours-spans-many = Ein Tag hat bis zu { $most } Spannen.
hours-day-overlap = Spannen am { $day } überschneiden sich.
hours-changed-meanwhile = Jemand aus dem Team hat diese Zeiten inzwischen geändert. Erneutes Speichern ersetzt das.
hours-in-use = Diese Warteschlangen richten sich danach: { $queues }. Geben Sie ihnen zuerst andere.

# Greetings
room-greetings = Begrüßungen
greetings-lead = Was Kunden sofort erfahren, wenn ein Chat beginnt: ein Text, wenn jemand da ist, ein anderer, wenn nicht. Einmal je Chat und innerhalb von acht Stunden nicht noch einmal.
greetings-on = Kunden werden begrüßt
greetings-off = Kunden werden nicht begrüßt
greetings-on-more = Die erste Nachricht eines Chats wird sofort mit dem Text für Ort und Sprache beantwortet.
greetings-off-more = Die Texte warten hier, bis Sie sie einschalten.
greetings-on-empty = Es gibt noch keinen Text, also erfährt niemand etwas.
greetings-use-shipped = Fertige Texte verwenden
greetings-turn-on = Einschalten
greetings-turn-off = Ausschalten
greeting-everywhere = Überall
greeting-all-channels = Alle Kanäle
greeting-all-queues = Alle Warteschlangen
greeting-places = Orte
greeting-other-place = Für einen anderen Ort
greeting-channel = Kanal
greeting-queue = Warteschlange
greeting-open-place = Texte dafür schreiben
greeting-online = Wenn jemand da ist
greeting-online-more = Der Shop ist geöffnet und jemand ist an der Theke.
greeting-offline = Wenn niemand da ist
greeting-offline-more = Der Shop hat zu, oder niemand ist an der Theke. Die Warteliste zeigt an, wer diesen Text bekommen hat.
greeting-language = Sprache des Textes
greeting-has-text = hat einen Text
greeting-text-in = Text auf
greeting-preview = Was der Kunde sieht
greeting-preview-none = Kein Text in dieser Sprache: Es wird der nächstliegende genommen, dann die Standardsprache des Hauses.
greeting-remove = Diese Texte entfernen
greeting-remove-more = Dann gelten hier wieder die Texte des größeren Ortes.
greeting-remove-all-more = Dann wird nur noch an Orten mit eigenen Texten begrüßt.
greeting-placeholder-hint = Was unbekannt sein kann, braucht Ersatzworte: { $example }.
greeting-too-long = { $language }: Der Text hat { $length } Zeichen, { $most } passen.
greeting-unknown = Begrüßungen haben keinen Platzhalter { $name }.
greeting-unsure = { $name } kann unbekannt sein. Sagen Sie, was dann dort steht: { $example }.

# The texts that come with the house. Customers read them.
greeting-soon = bald
greeting-there = und willkommen
greeting-shipped-online = Guten Tag! Danke für Ihre Nachricht an { $shop }. Gleich ist jemand für Sie da.
greeting-shipped-offline = Danke für Ihre Nachricht an { $shop }. Gerade ist niemand da; wir sind { $opens } zurück. Ihre Nachricht bleibt erhalten, und wir antworten Ihnen hier.

# The log
act-hours_added = Öffnungszeiten hinzugefügt:
act-hours_changed = Öffnungszeiten geändert:
act-hours_retired = Öffnungszeiten stillgelegt:
act-hours_restored = Öffnungszeiten wieder angeboten:
act-queue_hours_given = Öffnungszeiten gegeben der Warteschlange
act-queue_hours_taken = Öffnungszeiten genommen der Warteschlange
act-greeting_changed = Begrüßungen geändert:
act-greeting_removed = Begrüßungen entfernt:
act-greetings_on = Begrüßungen eingeschaltet
act-greetings_off = Begrüßungen ausgeschaltet
