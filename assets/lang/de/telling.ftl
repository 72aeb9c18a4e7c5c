# Who is told of trouble by another door, what they are told, and what runs here.

telling = Wer es erfährt
telling-lead = Stimmt etwas nicht, erfahren es Admins, auch wenn niemand auf die Konsole sieht.
telling-how = Wie Störungen Sie finden
telling-on = Admins Störungen melden
telling-on-more = Einmal, wenn eine besteht, und einmal, wenn sie behoben ist. Was ausgeblendet wurde, wird nicht gemeldet.
telling-after = Nach so vielen Minuten
telling-after-more = Die meisten Störungen geben sich nach einigen Minuten von selbst.
telling-mail = Per E-Mail
telling-mail-more = Vom Postfach { $mailbox } an die Adresse, mit der man sich anmeldet.
telling-mail-none = Im Moment arbeitet kein Postfach: Verbinden Sie eines unter Kanäle.
telling-push = Per Benachrichtigung
telling-push-more = { $count ->
    [one] Von Ihren Browsern wird einer benachrichtigt.
   *[other] Von Ihren Browsern werden { $count } benachrichtigt.
  }
telling-push-none = Noch wird keiner Ihrer Browser benachrichtigt: Erlauben Sie es in Ihrem Konto.
telling-chat = Im eigenen Chat
telling-chat-more = { $count ->
    [one] Ein Chat von Ihnen ist verknüpft.
   *[other] { $count } Chats von Ihnen sind verknüpft.
  }
telling-chat-none = Noch ist keiner Ihrer Chats verknüpft: Tun Sie das unten.
telling-to = Wer; ist niemand angekreuzt, alle Admins
telling-test = Test senden
telling-tested = Ein Test ist auf allen Wegen unterwegs. Was daraus wurde, steht unten; laden Sie die Seite neu, um es zu sehen.
telling-code = Ihr Code
telling-code-more = Senden Sie ihn binnen 15 Minuten von Ihrem eigenen Telefon als Nachricht an eines dieser Konten.
telling-open = Dort öffnen
telling-chats = Verknüpfte Chats
telling-chats-more = Bei Telegram, VK, SMS oder einem eigenen Kanal schreibt Ihnen das Konto des Shops wie einem Kunden. Per SMS kommt eine kurze Nachricht, höchstens eine alle drei Minuten.
telling-chats-empty = Kein Chat ist verknüpft.
telling-chats-none = Verbinden Sie zuerst ein solches Konto unter Kanäle.
telling-link = Meinen Chat verknüpfen
telling-unlink = Lösen
telling-told = Zuletzt gemeldet
telling-told-empty = Noch wurde niemandem etwas gemeldet.
telling-on-way = Unterwegs
telling-sent = Angenommen
telling-failed = Nicht angenommen
refusal-telling-no-door = Noch gibt es keinen Weg, jemandem etwas zu melden: Verbinden Sie ein Postfach, erlauben Sie Benachrichtigungen oder verknüpfen Sie einen Chat.
alert-title = { $count ->
    [one] { $team }: Etwas stimmt nicht
   *[other] { $team }: { $count } Dinge stimmen nicht
  }
alert-mended-title = { $team }: behoben
alert-mended = Behoben: Es bestand von { $from } bis { $until }.
alert-since = Seit { $at }.
alert-where = In der Konsole: Admin → Zustand.
alert-test-title = { $team }: ein Test
alert-test = Stimmt mit Shopbell etwas nicht, erfahren Sie es so.
alert-linked-title = { $team }: Dieser Chat ist verknüpft
alert-linked = Stimmt mit Shopbell etwas nicht, erfahren Sie es hier.
act-telling_changed = änderte, wer Störungen erfährt
act-telling_tested = testete, wie Störungen gemeldet werden
act-alert_chat_linked = verknüpfte den eigenen Chat, um von Störungen zu erfahren; mit
act-alert_chat_removed = löste einen Chat, der von Störungen erfuhr; mit
scope-metrics = Zahlen für die Überwachung lesen
room-about = Über Shopbell
about-lead = Was hier läuft und wie es ihm geht.
about-version = Version von Shopbell
about-open-since = Geöffnet seit
about-database = Datenbank
about-disk = Platz auf dem Datenträger
about-streams = Stehende Verbindungen
about-streams-of = { $agents } vom Team, { $visitors } von Besuchern
about-data = Datenordner
about-budget = Gemessen am Budget
about-budget-more = Was Shopbell sich erlaubt, damit ein kleiner Computer genügt.
about-now = Jetzt
about-allowed = Erlaubt
about-met = im Budget
about-missed = Verfehlt
about-memory = Arbeitsspeicher
about-cpu = Prozessor, im Mittel seit dem Öffnen
about-log = Log neben der Datenbank
about-commits = Gespeichert binnen 50 ms
about-pages = Seiten binnen einer Sekunde
about-lines = Stehende Verbindungen zugleich
about-descriptors = Offene Dateien und Leitungen
about-hours = { $hours } Std. { $minutes } Min.
about-days = { $count ->
    [one] ein Tag und { $hours } Std.
   *[other] { $count } Tage und { $hours } Std.
  }
