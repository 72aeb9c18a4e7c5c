# Табло на стене и ссылки для экранов.
nav-wall = Табло
wall = Табло на стене
wall-waiting = Ждут сейчас
wall-waiting-def = Клиенты в очереди, чей чат ещё никто не взял.
wall-longest = Дольше всех ждут
wall-longest-def = С самого старого сообщения, на которое не ответил человек, среди всех, кто ждёт в очереди.
wall-nobody = Никто не ждёт
wall-queues = По очередям
wall-today = Сегодня
wall-since = с
wall-new = Новые чаты
wall-new-def = Чаты, которые сегодня начались с сообщения клиента.
wall-answered = Отвечено
wall-answered-def = Из новых чатов те, в которых написал оператор.
wall-missed = Пропущено
wall-missed-def = Из новых чатов те, что закончились раньше, чем написал оператор, кто бы их ни закрыл.
wall-wait = Ожидание
wall-wait-def = Половину новых чатов взяли за это время. Чаты, начатые, когда никого не было, не считаются.
wall-reply = Первый ответ
wall-reply-def = В половине новых чатов первый ответ пришёл за это время. Чаты, начатые, когда никого не было, не считаются.
wall-happy = Довольны
wall-happy-def = Из сегодняшних оценок те, что 4 или 5 из 5.
wall-share = { $share } %
wall-ratings = { $count ->
    [one] из { $count } оценки
    [few] из { $count } оценок
   *[many] из { $count } оценок
}
wall-team = Команда
wall-available = На месте
wall-wrap-up = Завершают
wall-away = Отошли
wall-offline = Не в сети
wall-load-def = Сколько чатов сейчас из скольких можно
wall-full-load = полная загрузка
wall-full = На весь экран
wall-back = Назад в консоль
wall-lost = Связь пропала.
wall-as-of = Данные на

room-wall = Табло на стене
wall-lead = Экран на стене показывает весь магазин одним взглядом. Своя ссылка открывает его без входа: на нём табло с именами команды и больше ничего.
wall-open = Открыть табло
wall-link-name = Где висит экран
wall-link-name-hint = Например, «Кухня». Только для вас.
wall-name-needed = Скажите, где висит экран, чтобы узнать его потом.
wall-link-make-title = Ссылка для экрана
wall-link-make = Создать ссылку
wall-link-new = Ссылка для экрана
wall-link-new-more = Показана только сейчас. Кто её знает, видит табло, пока вы её не отзовёте.
wall-links-empty = Ни у одного экрана нет ссылки
wall-links-empty-more = Старшие операторы и администраторы видят табло и без неё.
wall-link-made = Создана
wall-link-seen = Последний раз
wall-link-revoke = Отозвать
wall-link-revoke-sure = Отозвать ссылку «{ $name }»?
wall-link-revoke-more = Экран, который её показывает, сразу погаснет.
act-wall_link_created = создал(а) ссылку на табло
act-wall_link_revoked = отозвал(а) ссылку на табло
