# Texts: comments

comment-strike = Durchstreichen
comment-strike-more = Er bleibt lesbar, mit Ihrem Namen und der Zeit. Rückgängig machen lässt es sich nicht.
comment-struck = Durchgestrichen von { $name }
refusal-comment-of-another = Diesen Kommentar hat { $name } geschrieben. Durchstreichen kann ihn sonst nur die Teamleitung.
mention = Jemanden aus dem Team erwähnen
mentions = Erwähnungen
mentioned-by = { $name } hat Sie erwähnt
js-mentioned = { $name } hat Sie in einem Kommentar erwähnt
js-mention-whom = Aus dem Team
shows = Nachrichten und Kommentare zeigen
shows-all = Alles
shows-comments = Nur Kommentare
shows-messages = Nur Nachrichten
js-shows-all = Alles zeigen
js-shows-comments = Nur Kommentare. Ausgeblendete Nachrichten: { $count }
js-shows-messages = Nur Nachrichten. Ausgeblendete Kommentare: { $count }
note-words = notiz:|notiz an|intern:|nur intern|nur team|nur fürs team|nur für das team|fürs team|für das team|ans team|an das team|kollegen,
js-aside-ask = Das beginnt wie eine Notiz an Ihr Team. Ist es für { $name }?
js-aside-note = Als Kommentar speichern
js-aside-send = An { $name } senden
