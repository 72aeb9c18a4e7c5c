# Texts: widget. Browser code uses the name without `widget-`; `{ $name }` reaches it as `{name}`.
# Plural forms are names of their own (-one, -few, -many, -other); a language repeats -other where it lacks a form.

# The launcher on the shop's page
widget-look-open = Chat öffnen
widget-look-close = Chat schließen
widget-look-dismiss = Ausblenden
widget-look-title = Chat
widget-look-label = Fragen Sie uns
widget-look-unread-one = { $n } ungelesene Nachricht
widget-look-unread-few = { $n } ungelesene Nachrichten
widget-look-unread-many = { $n } ungelesene Nachrichten
widget-look-unread-other = { $n } ungelesene Nachrichten

# The head and its menu
widget-greeting = Guten Tag! Was können wir für Sie tun?
widget-here = Wir sind da
widget-away = Wir sind gerade nicht da
widget-asked = Wir haben Ihre Nachricht
widget-line-next = Sie sind als Nächstes an der Reihe
widget-line-place = Sie sind Nummer { $n } in der Reihe
widget-line-about = etwa { $n } Min.
widget-line-over = mehr als { $n } Min.
widget-agent-at = { $title } bei { $team }
widget-closed-at = Chat um { $time } geschlossen
widget-menu = Menü
widget-close = Chatfenster schließen
widget-sound = Ton
widget-end-chat = Chat beenden
widget-end-chat-sure = Ja, diesen Chat beenden
widget-not-ended = Der Chat ist noch offen: keine Verbindung. Bitte versuchen Sie es noch einmal.
widget-team = Team
widget-you = Sie

# Messages
widget-messages = Nachrichten
widget-joined = { $name } ist jetzt für Sie da
widget-closed-by = { $name } hat den Chat geschlossen
widget-released = { $name } hat den Chat verlassen
widget-reopened = { $name } hat den Chat wieder geöffnet
widget-typing = { $name } schreibt
widget-sent = Gesendet
widget-read = Gelesen
widget-waiting = Wird gesendet, sobald es geht
widget-not-sent = Nicht gesendet. { $reason }
widget-file-lost = Nicht gesendet: Die Seite wurde neu geladen, bevor die Datei hinausging. Bitte wählen Sie sie noch einmal.
widget-try-again = Noch einmal versuchen
widget-remove = Entfernen
widget-new-one = { $n } neue
widget-new-few = { $n } neue
widget-new-many = { $n } neue
widget-new-other = { $n } neue
widget-no-connection = Keine Verbindung. Ihre Nachricht ist gesichert und geht hinaus, sobald Sie wieder online sind.
widget-dark = Der Laden ist gerade nicht verbunden. Was Sie schreiben, wird sicher aufbewahrt und erreicht das Team, sobald er zurück ist.
widget-kept = Für das Team aufbewahrt

# Writing
widget-message = Nachricht
widget-write = Nachricht schreiben
widget-reply-to = Antwort an { $name }
widget-add-line = Text dazu schreiben
widget-send = Senden
widget-emoji = Emoji
widget-add-picture = Bild hinzufügen
widget-clear = Leeren
widget-not-loaded = Nicht geladen: keine Verbindung. Bitte versuchen Sie es noch einmal.
widget-text-long = Das ist zu lang: Eine Nachricht hat bis zu { $most } Zeichen.
widget-cancel = Abbrechen
widget-drop-here = Hier ablegen
widget-preview = Unser Team sieht eventuell schon vor dem Senden, was Sie schreiben. Lange Nummern bleiben verborgen.

# Files
widget-file-rule = Gesendet werden können: { $types }, je bis zu { $limit }.
widget-file-type = „{ $name }“ kann hier nicht gesendet werden.
widget-file-empty = „{ $name }“ ist leer.
widget-file-broken = „{ $name }“ lässt sich nicht als Bild lesen. Speichern Sie es als JPG oder PNG und fügen Sie es noch einmal hinzu.
widget-file-pixels = „{ $name }“ hat { $width } × { $height } Bildpunkte, das sind zu viele.
widget-file-large = „{ $name }“ hat { $size }, erlaubt sind { $limit }.
widget-file-many = In eine Nachricht passen höchstens { $most } Dateien.
widget-file-shrink = Verkleinern
widget-file-shrinking = Wird verkleinert…
widget-file-unreadable = „{ $name }“ lässt sich hier nicht verkleinern.
widget-picture-named = Bild { $name }
widget-picture-open = Bild { $name } öffnen

# Voice
widget-hold-to-talk = Zum Sprechen halten
widget-voice-hold = Halten Sie den Knopf, solange Sie sprechen, und lassen Sie dann los.
widget-voice-slide = Loslassen zum Beenden, wegziehen zum Verwerfen
widget-voice-press-again = Noch einmal drücken zum Beenden, Esc zum Verwerfen
widget-voice-let-go = Loslassen zum Beenden
widget-voice-stop = Aufnahme beenden
widget-voice-recording = Nimmt auf
widget-voice-short = Das war zu kurz. Halten Sie den Knopf, solange Sie sprechen.
widget-voice-discarded = Aufnahme verworfen.
widget-voice-allow = Ihr Browser fragt, ob er das Mikrofon nutzen darf.
widget-voice-ready = Das Mikrofon ist bereit. Halten Sie den Knopf und sprechen Sie.
widget-voice-denied = Das Mikrofon ist gesperrt. Erlauben Sie es in den Browser-Einstellungen für diese Website und versuchen Sie es noch einmal.
widget-voice-none = Es wurde kein Mikrofon gefunden.
widget-voice-busy = Ein anderes Programm nutzt gerade das Mikrofon.
widget-voice-silent = Vom Mikrofon kommt kein Ton. Prüfen Sie, ob es eingeschaltet ist.
widget-voice-unplayable = Dieser Browser kann das nicht abspielen.
widget-play = Sprachnachricht abspielen, { $length }
widget-pause = Pause

# Before the chat
widget-before-we-start = Bevor wir anfangen
widget-before-more = Ihre Nachricht bleibt erhalten und geht hiermit hinaus.
widget-your-name = Ihr Name
widget-email = E-Mail
widget-email-why = damit wir Sie später erreichen
widget-email-example = sie@example.com
widget-optional = freiwillig
widget-required = Bitte füllen Sie dieses Feld aus.
widget-email-wrong = Diese Adresse sieht unvollständig aus. Schreiben Sie sie wie sie@beispiel.de.
widget-about = Thema
widget-consent-needed = Um den Chat zu beginnen, brauchen wir Ihre Einwilligung.
widget-privacy = Datenschutz
widget-start = Chat beginnen

# The shop is closed
widget-closed-shop = Der Shop ist geschlossen
widget-leave-question = Hinterlassen Sie Ihre Frage. Wir antworten per E-Mail.
widget-your-question = Ihre Frage
widget-leave-message = Nachricht hinterlassen

# Survey
widget-how-did-we-do = Wie waren wir?
widget-rating = Bewertung
widget-score-1 = Sehr schlecht
widget-score-2 = Schlecht
widget-score-3 = Geht so
widget-score-4 = Gut
widget-score-5 = Sehr gut
widget-score-missing = Bitte wählen Sie zuerst ein Gesicht.
widget-anything-to-add = Möchten Sie etwas hinzufügen?
widget-skip = Überspringen
widget-thanks = Vielen Dank für Ihre Antwort.
widget-change = Ändern
widget-rating-later = Nicht gesendet: keine Verbindung. Bitte versuchen Sie es noch einmal.
widget-add-file = Datei hinzufügen
widget-file-rule-two = Gesendet werden können: { $types }. Bilder bis { $limit }, andere Dateien bis { $other }.
widget-video-play = Video { $name } abspielen
widget-voice-position = Stelle in der Sprachnachricht
widget-voice-speed = Tempo
widget-edited = bearbeitet
widget-unsent = Diese Nachricht wurde zurückgenommen
