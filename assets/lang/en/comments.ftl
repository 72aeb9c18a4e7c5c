# Texts: comments

comment-strike = Strike through
comment-strike-more = It stays readable, with your name and the time. There is no way back.
comment-struck = Struck through by { $name }
refusal-comment-of-another = { $name } wrote this comment, so only they and supervisors may strike it through.
mention = Mention a colleague
mentions = Mentions
mentioned-by = { $name } mentioned you
js-mentioned = { $name } mentioned you in a comment
js-mention-whom = Colleagues
shows = Show messages and comments
shows-all = Everything
shows-comments = Comments only
shows-messages = Messages only
js-shows-all = Show everything
js-shows-comments = Comments only. Messages hidden: { $count }
js-shows-messages = Messages only. Comments hidden: { $count }

# Beginnings of a note to the team, with | between. One that ends in a letter is a whole word.
note-words = note:|note to|internal|team only|for the team|fyi team|to the team|colleagues,
js-aside-ask = This begins like a note to your team. Is it for { $name }?
js-aside-note = Save as a comment
js-aside-send = Send to { $name }
