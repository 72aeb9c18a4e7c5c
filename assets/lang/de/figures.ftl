# Die Zahlen, und die Chats hinter einer Zahl.
nav-figures = Zahlen
figures = Zahlen
figures-yours = Ihre Zahlen
figures-key = Wichtigste Zahlen
figures-period = Tage
figures-today = Heute
figures-yesterday = Gestern
figures-last-days = { $days } Tage
figures-this-month = Dieser Monat
figures-last-month = Letzter Monat
figures-own-days = Von – bis
figures-against = Verglichen mit
figures-against-before = Mit den Tagen davor
figures-against-year = Mit einem Jahr davor
figures-compared = verglichen mit { $days }
figures-compared-so-far = verglichen mit { $days }, bis zur selben Stunde
figures-open-only = Nur Öffnungszeiten zählen
figures-day = { $date }. { $month ->
    [1] Jan.
    [2] Feb.
    [3] März
    [4] Apr.
    [5] Mai
    [6] Juni
    [7] Juli
    [8] Aug.
    [9] Sept.
    [10] Okt.
    [11] Nov.
   *[12] Dez.
}
figures-day-year = { $day } { $year }
figures-new = Neue Chats
figures-new-def = Chats, deren Kunde in diesen Tagen die erste Nachricht geschrieben hat.
figures-closed = Geschlossene Chats
figures-closed-def = Chats, die in diesen Tagen endeten, durch wen auch immer, und seither nicht wieder geöffnet wurden.
figures-incoming = Nachrichten herein
figures-incoming-def = Nachrichten, die Kunden in diesen Tagen geschrieben haben.
figures-outgoing = Nachrichten hinaus
figures-outgoing-def = Nachrichten, die Agenten in diesen Tagen an Kunden geschrieben haben. Kommentare, automatische Nachrichten und nicht angekommene zählen nicht.
figures-first = Erste Antwort
figures-first-def = Von der ersten Nachricht des Kunden bis zur ersten eines Agenten: Die Hälfte der neuen Chats wurde in dieser Zeit beantwortet. Chats, die begannen, als niemand da war, zählen nicht mit; zählen nur Öffnungszeiten, gehören sie dazu und die geschlossene Zeit nicht.
figures-response = Antwort
figures-response-def = Jedes Mal, wenn ein Kunde schreibt, von seiner ältesten unbeantworteten Nachricht bis zur nächsten eines Agenten: Die Hälfte der Antworten kam in dieser Zeit. Sie zählt für den, der geantwortet hat.
figures-wait = Wartezeit
figures-wait-def = Von der ersten Nachricht des Kunden, bis ein Agent den Chat hatte: Die Hälfte der neuen Chats wurde in dieser Zeit angenommen. Es zählen dieselben Chats wie bei der ersten Antwort.
figures-resolution = Bis zum Ende
figures-resolution-def = Von der ersten Nachricht des Kunden bis zum Ende, bei Chats, die in diesen Tagen geschlossen wurden: Die Hälfte war in dieser Zeit erledigt.
figures-given-up = Aufgegeben
figures-given-up-def = Neue Chats, die der Kunde selbst beendet hat, bevor ein Agent schrieb.
figures-target = Beantwortet in { $within }
figures-target-def = Von den neuen Chats, die beantwortet oder aufgegeben wurden oder länger als das Ziel warten: die, deren erste Antwort im Ziel lag. Es zählen dieselben Chats wie bei der ersten Antwort.
figures-target-set = Ziel ändern
figures-target-seconds = Ziel in Sekunden
figures-target-wrong = Geben Sie ganze Sekunden von 1 bis { $most } ein.
figures-stars = Zufriedenheit
figures-stars-def = Der Durchschnitt der Bewertungen von Chats, die in diesen Tagen geschlossen wurden, wann immer sie kamen, und der Anteil derer mit 4 oder 5.
figures-answered = Umfragen beantwortet
figures-answered-def = Von den in diesen Tagen geschlossenen Chats, deren Kunden um eine Bewertung gebeten wurden: die bewerteten.
figures-of-five = von 5
figures-of = { $part } von { $of }
figures-of-new = { $share } der neuen Chats
figures-happy = { $share } mit 4 oder 5
figures-ninety = 90 % in { $time }
figures-median = Die Hälfte in
figures-nine-of-ten = 90 % in
figures-meaning = Was „{ $figure }“ bedeutet
figures-see = Diese Chats ansehen
figures-no-before = Nichts zum Vergleichen
figures-same = Wie zuvor
figures-more = { $by } mehr
figures-fewer = { $by } weniger
figures-faster = { $by } schneller
figures-slower = { $by } langsamer
figures-higher = { $by } höher
figures-lower = { $by } niedriger
figures-points = { $points ->
    [one] { $points } Punkt
   *[other] { $points } Punkte
}
figures-chats = Chats
figures-messages = Nachrichten
figures-band = Das grüne Band ist das Ziel.
figures-over-time = Im Verlauf
figures-as-table = Die Diagramme als Tabelle
figures-days = Tage
figures-hour = Stunde
figures-weekday = Wochentag
figures-when = Wann Kunden schreiben
figures-zone = Tage und Stunden sind die des Shops.
figures-ratings = Bewertungen
figures-by-channel = Nach Kanal
figures-by-queue = Nach Warteschlange
figures-by-agent = Nach Agent
figures-by-type = Nach Anliegen
figures-by-reason = Nach Abschlussgrund
figures-figure = Zahl
figures-csv-of = „{ $table }“ als CSV
figures-empty = In diesen Tagen ist nichts geschehen
figures-empty-more = Sobald Kunden schreiben, werden ihre Chats hier gezählt.
figures-see-ninety = 90 Tage ansehen
refusal-figures-too-long = Zahlen reichen über höchstens zehn Jahre. Wählen Sie weniger Tage.
act-figures_target_changed = hat das Ziel der ersten Antwort geändert
