# Texts: comments

comment-strike = Зачеркнуть
comment-strike-more = Текст останется читаемым, с вашим именем и временем. Вернуть нельзя.
comment-struck = Зачёркнуто: { $name }
refusal-comment-of-another = Этот комментарий написал другой человек ({ $name }), поэтому зачеркнуть его может только он сам или старший.
mention = Упомянуть коллегу
mentions = Упоминания
mentioned-by = Вас упомянули: { $name }
js-mentioned = Вас упомянули в комментарии: { $name }
js-mention-whom = Коллеги
shows = Показать сообщения и комментарии
shows-all = Всё
shows-comments = Только комментарии
shows-messages = Только сообщения
js-shows-all = Показать всё
js-shows-comments = Только комментарии. Скрыто сообщений: { $count }
js-shows-messages = Только сообщения. Скрыто комментариев: { $count }

# Beginnings of a note to the team, with | between. One that ends in a letter is a whole word.
note-words = заметка:|заметка для|внутреннее|для команды|для своих|не для клиента|коллеги,|команде:
js-aside-ask = Это начинается как заметка для команды. Отправить покупателю: { $name }?
js-aside-note = Сохранить как комментарий
js-aside-send = Отправить: { $name }
