# The report of a week by mail.
weekly = Wochenbericht
weekly-when = Wann er geht, und an wen
weekly-more = Die wichtigsten Zahlen der letzten sieben Tage neben denen der sieben davor, als E-Mail. Agenten bekommen ihre eigenen, Teamleitung und Admins die des ganzen Teams.
weekly-on = Jede Woche senden
weekly-zone = Nach der Uhr des Hauses: { $zone }
weekly-to = Wer ihn bekommt
weekly-nobody = Wählen Sie mindestens eine Person.
weekly-next = Der nächste geht:
weekly-under-way = Der vom { $day } wird gerade geschrieben.
weekly-lost = Der vom { $day } ging nicht ab: Es gab kein Postfach, oder niemand sollte ihn bekommen.
weekly-went = Der vom { $day } ging an: { $count }.
weekly-preview = Was darin steht
weekly-send = Jetzt einen an mich
weekly-sent = Ein Bericht ist unterwegs an { $address }.
weekly-no-mailbox = Es ist kein Postfach verbunden, also kann kein Bericht abgehen.
weekly-subject = { $team }: Ihre Woche, { $days }
weekly-lead = Die Woche { $week }, daneben { $before }.
weekly-lead-own = Ihre eigene Woche { $week }, daneben { $before }.
weekly-was = vorher: { $before }
weekly-change = Änderung
weekly-see = Alle Zahlen ansehen
act-weekly_report_changed = Wochenbericht geändert
refusal-weekly-no-mailbox = Es ist kein Postfach verbunden, also kann kein Bericht abgehen. Verbinden Sie eines unter Kanäle.
line-transcript-asked = Der Kunde wollte diesen Chat per E-Mail: { $address }

# A customer wants their chat by mail.
widget-mail-chat = Diesen Chat per E-Mail senden
widget-mail-send = Per E-Mail senden
widget-mail-sent = Unterwegs an { $email }.
refusal-no-mailbox = Es gibt kein Postfach, aus dem das gesendet werden könnte.
refusal-mail-not-answered = Zuerst antwortet jemand aus unserem Team, dann können Sie den Chat per E-Mail bekommen.
refusal-mail-too-many = Dieser Chat wurde heute oft genug gesendet. Bitte versuchen Sie es morgen wieder.
