# Die Wandtafel und Links für Bildschirme.
nav-wall = Tafel
wall = Wandtafel
wall-waiting = Warten gerade
wall-waiting-def = Kunden in einer Warteschlange, deren Chat noch niemand hat.
wall-longest = Längste Wartezeit
wall-longest-def = Seit der ältesten Nachricht, auf die kein Mensch geantwortet hat, unter allen in einer Warteschlange.
wall-nobody = Niemand wartet
wall-queues = Nach Warteschlange
wall-today = Heute
wall-since = seit
wall-new = Neue Chats
wall-new-def = Chats, die heute mit einer Nachricht des Kunden begannen.
wall-answered = Beantwortet
wall-answered-def = Neue Chats, in denen ein Agent geschrieben hat.
wall-missed = Verpasst
wall-missed-def = Neue Chats, die endeten, bevor ein Agent schrieb, gleich wer sie beendet hat.
wall-wait = Wartezeit
wall-wait-def = Die Hälfte der neuen Chats wurde in dieser Zeit angenommen. Chats, die ohne jemanden an der Theke begannen, zählen nicht.
wall-reply = Erste Antwort
wall-reply-def = Die Hälfte der neuen Chats hatte in dieser Zeit eine erste Antwort. Chats, die ohne jemanden an der Theke begannen, zählen nicht.
wall-happy = Zufriedenheit
wall-happy-def = Von den heutigen Bewertungen die mit 4 oder 5 von 5.
wall-ratings = { $count ->
    [one] aus { $count } Bewertung
   *[other] aus { $count } Bewertungen
}
wall-team = Team
wall-available = Verfügbar
wall-wrap-up = Nachbereitung
wall-away = Abwesend
wall-offline = Nicht da
wall-load-def = Chats, die sie haben, von wie vielen sie haben dürfen
wall-full-load = voll
wall-full = Ganzer Bildschirm
wall-back = Zurück zur Konsole
wall-lost = Die Verbindung ist weg.
wall-as-of = Zahlen von

room-wall = Wandtafel
wall-lead = Ein Bildschirm an der Wand zeigt das Haus auf einen Blick. Ein eigener Link öffnet ihn ohne Anmeldung: Er zeigt die Tafel mit den Namen des Teams und sonst nichts.
wall-open = Wandtafel öffnen
wall-link-name = Wo der Bildschirm hängt
wall-link-name-hint = Etwa „Küche“. Nur für Sie.
wall-name-needed = Sagen Sie, wo der Bildschirm hängt, damit Sie ihn wiedererkennen.
wall-link-make-title = Ein Link für einen Bildschirm
wall-link-make = Link erstellen
wall-link-new = Link für Ihren Bildschirm
wall-link-new-more = Er wird nur dieses eine Mal gezeigt. Wer ihn hat, sieht die Tafel, bis Sie ihn zurücknehmen.
wall-links-empty = Kein Bildschirm hat einen Link
wall-links-empty-more = Teamleitung und Admins sehen die Tafel auch so.
wall-link-made = Erstellt
wall-link-seen = Zuletzt gesehen
wall-link-revoke = Zurücknehmen
wall-link-revoke-sure = Den Link von { $name } zurücknehmen?
wall-link-revoke-more = Der Bildschirm, der ihn zeigt, wird sofort dunkel.
act-wall_link_created = hat einen Link für die Wandtafel erstellt
act-wall_link_revoked = hat den Link für die Wandtafel zurückgenommen
