# Texts: comments

comment-strike = 划掉
comment-strike-more = 内容仍可阅读，并附上你的名字和时间。无法撤销。
comment-struck = 已由{ $name }划掉
refusal-comment-of-another = 这条评论由{ $name }所写，只有其本人和主管可以划掉。
mention = 提及同事
mentions = 提及
mentioned-by = { $name }提到了你
js-mentioned = { $name }在评论中提到了你
js-mention-whom = 同事
shows = 显示消息和评论
shows-all = 全部
shows-comments = 仅评论
shows-messages = 仅消息
js-shows-all = 全部显示
js-shows-comments = 仅显示评论。已隐藏消息：{ $count }
js-shows-messages = 仅显示消息。已隐藏评论：{ $count }

# Beginnings of a note to the team, with | between. One that ends in a letter is a whole word.
note-words = 备注：|内部：|内部备注|仅团队可见|给团队：|给同事：|同事们，|各位同事，
js-aside-ask = 这看起来像是写给团队的备注。要发给{ $name }吗？
js-aside-note = 存为评论
js-aside-send = 发送给{ $name }
