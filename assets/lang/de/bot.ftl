# Bot
room-bot = Antwort-Bot
bot-lead = Er antwortet Kunden aus Ihren Artikeln und Schnellantworten, sagt, dass er ein Bot ist, und gibt an Menschen weiter.
bot-where = Wem er antwortet
bot-mode-off = Niemandem
bot-mode-blocked = Nur Gesperrten
bot-mode-closed = Auch wenn der Shop geschlossen ist
bot-mode-first = Allen, als Erster
bot-no-channels = Noch ist kein Kanal verbunden.
bot-nerve = Wie sicher er sein muss
bot-nerve-careful = Sehr
bot-nerve-usual = Ziemlich
bot-nerve-bold = Etwas
bot-misses = Fragen ohne Antwort, bevor er weitergibt
bot-misses-bad = Eine Zahl von { $least } bis { $most }.
bot-sources = Er antwortet aus veröffentlichten Artikeln, die er benutzen darf, und aus Schnellantworten mit dem Schlagwort „{ $tag }“. Wer einen Menschen verlangt, bekommt einen.
bot-mind = Wer für den Bot in { $channel } denkt
bot-mind-built-in = Aus Ihren eigenen Texten
bot-mind-other = Fragt { $name }
bot-mind-more = Wer für den Bot gefragt wird, bekommt die letzten Nachrichten des Chats, ohne Namen und Nummern. Schweigt er oder kommt er zu spät, zählt das als Frage ohne Antwort.
bot-try = Ausprobieren
bot-question = Eine Frage, wie ein Kunde sie stellt
bot-language = Sprache des Kunden
bot-ask = Fragen
bot-knows-nothing = Dazu weiß er nichts und würde ein Menü oder einen Menschen anbieten.
bot-says = Er würde mit „{ $name }“ antworten ({ $fit } %):
bot-doubts = Am nächsten ist „{ $name }“ ({ $fit } %), aber nicht sicher genug:
bot-tally = In den letzten { $days } Tagen: { $begun } Chats, { $done } ohne Sie beendet, { $handed } weitergegeben. In den Zahlen des Teams zählen sie erst ab der Weitergabe.

bot-hello = Guten Tag! Ich bin der automatische Assistent von { $shop }.
bot-menu = Worum geht es? Wählen Sie eine Nummer, oder schreiben Sie Ihre Frage:
bot-choose = Was davon? Wählen Sie eine Nummer, oder schreiben Sie Ihre Frage:
bot-miss = Darauf habe ich keine Antwort. Sagen Sie es mit anderen Worten, oder wählen Sie eine Nummer:
bot-more = Hat das geholfen? Wählen Sie eine Nummer, oder fragen Sie weiter:
bot-helped = Ja, danke
bot-person = Mit einem Menschen sprechen
bot-glad = Das freut mich. Schreiben Sie jederzeit wieder.
bot-handed = Ich gebe Sie weiter. Wer übernimmt, sieht, was Sie geschrieben haben.
bot-handed-closed = Gerade ist niemand da. Ich habe weitergegeben, was Sie geschrieben haben; Sie bekommen eine Antwort.

line-bot-handed = Der Bot hat diesen Chat weitergegeben
line-bot-done = Mit dem Bot beendet

act-bot_changed = Bot geändert; Kanäle mit ihm:
