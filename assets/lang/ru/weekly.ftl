# The report of a week by mail.
weekly = Отчёт за неделю
weekly-when = Когда и кому он уходит
weekly-more = Главные цифры последних семи дней рядом с предыдущими семью — по почте. Операторы получают свои, старшие операторы и админы — всей команды.
weekly-on = Отправлять каждую неделю
weekly-zone = По часам дома: { $zone }
weekly-to = Кто его получает
weekly-nobody = Выберите хотя бы одного человека из команды.
weekly-next = Следующий уйдёт:
weekly-under-way = Отчёт за { $day } сейчас пишется.
weekly-lost = Отчёт за { $day } не ушёл: не было почтового ящика или некому было его получать.
weekly-went = Отчёт за { $day } ушёл, получателей: { $count }.
weekly-preview = Что в нём
weekly-send = Отправить мне сейчас
weekly-sent = Отчёт уже в пути: { $address }.
weekly-no-mailbox = Почтовый ящик не подключён, поэтому отчёт не уйдёт.
weekly-subject = { $team }: ваша неделя, { $days }
weekly-lead = Неделя { $week }, рядом — { $before }.
weekly-lead-own = Ваша неделя { $week }, рядом — { $before }.
weekly-was = раньше: { $before }
weekly-change = Изменение
weekly-see = Посмотреть все цифры
act-weekly_report_changed = изменён недельный отчёт
refusal-weekly-no-mailbox = Почтовый ящик не подключён, поэтому отчёт не уйдёт. Подключите его в разделе «Каналы».
line-transcript-asked = Клиент попросил прислать этот чат по почте: { $address }

# A customer wants their chat by mail.
widget-mail-chat = Отправить чат на почту
widget-mail-send = Отправить на почту
widget-mail-sent = Письмо уже в пути: { $email }.
refusal-no-mailbox = Нет почтового ящика, с которого это можно отправить.
refusal-mail-not-answered = Сначала вам ответит кто-то из нашей команды, потом чат можно получить по почте.
refusal-mail-too-many = Сегодня этот чат отправляли уже достаточно раз. Попробуйте завтра.
