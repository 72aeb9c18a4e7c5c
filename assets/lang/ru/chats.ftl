# Страница «Чаты»: все чаты одним списком, и каждый можно прочесть.
chats-tabs = Состояние
chats-tab-all = Все
chats-tab-all-means = Все чаты: текущие и завершённые
chats-tab-open = Открытые
chats-tab-open-means = Все чаты, которые ещё не завершены
chats-tab-needs-reply = Ждут ответа
chats-tab-needs-reply-means = Клиент ждёт ответа человека, у кого бы ни был чат
chats-tab-new = Новые
chats-status-new = Новый
chats-status-new-means = Ждёт, пока его кто-нибудь возьмёт
chats-tab-active = В работе
chats-status-active = В работе
chats-status-active-means = Чат у сотрудника, и ответ за ним
chats-tab-awaiting = Слово за клиентом
chats-status-awaiting = Слово за клиентом
chats-status-awaiting-means = Сотрудник ответил, теперь очередь клиента
chats-tab-closed = Закрытые
chats-status-transferred = Передан
chats-status-transferred-means = Вернётся в очередь ко времени, которое выбрал сотрудник
chats-status-bot = У бота
chats-status-bot-means = Отвечает бот; когда он передаст чат, его увидят люди
chats-bot-take = Взять у бота
chats-bot-take-means = Теперь отвечаете вы; клиенту скажут, что подключается коллега
chats-status-wrap-up = Оформление
chats-status-wrap-up-means = Для клиента чат завершён, сотрудник дописывает итоги
chats-status-closed = Закрыт
chats-status-closed-means = Чат завершён
chats-search = Поиск по чатам
chats-search-hint = Клиент, метка или слова
chats-apply = Показать
chats-clear = Сбросить фильтры
chats-drop = Убрать этот фильтр
chats-more-filters = Фильтр
chats-channel = Канал
chats-channel-any = Все каналы
chats-agent = Сотрудник
chats-agent-any = Любой сотрудник
chats-agent-me = Я
chats-agent-none = Никто
chats-agent-none-yet = Пока никто
chats-agent-former = { $name } (не работает)
chats-tag = Метка
chats-tag-any = Любая метка
chats-period = Период
chats-period-any = За всё время
chats-period-today = Сегодня
chats-period-days = { $count ->
    [one] Последний { $count } день
    [few] Последние { $count } дня
   *[other] Последние { $count } дней
}
chats-queue = Очередь
chats-queue-any = Все очереди
chats-type = Тема
chats-type-any = Любая тема
chats-rating = Оценка
chats-rating-any = С оценкой и без
chats-rating-of = { $rating } из 5
chats-rating-not-asked = не запрашивали
chats-from = С даты
chats-to = По дату
chats-from-day = с { $day }
chats-to-day = по { $day }
chats-unread = Непрочитанные
chats-unread-count = { $count ->
    [one] { $count } непрочитанное вами сообщение
    [few] { $count } непрочитанных вами сообщения
   *[other] { $count } непрочитанных вами сообщений
}
chats-needs-reply = Ждут ответа
chats-list = Список чатов
chats-customer = Клиент
chats-last-message = Последнее сообщение
chats-status = Состояние
chats-started = Начат
chats-last-activity = Активность
chats-waits = ждёт ответа
chats-comment = Комментарий для команды
chats-pages = Страницы списка
chats-older = Более ранние
chats-newest = В начало
chats-none = Чатов пока нет
chats-none-more = Когда клиент напишет, его чат появится здесь сам.
chats-tab-empty = Сейчас здесь пусто
chats-no-older = Более ранних чатов нет
chats-no-match = Таких чатов нет
chats-not-found = По запросу «{ $words }» ничего не нашлось
chats-no-match-more = Попробуйте убрать часть фильтров или набрать начало слова.
chats-see-all = { $count ->
    [one] Всего { $count } чат
    [few] Всего { $count } чата
   *[other] Всего { $count } чатов
}
chats-back = Назад к списку
chats-close-pane = Назад к списку
chats-agents = Сотрудники
chats-first-reply = Первый ответ
chats-first-reply-not-yet = ещё не было
chats-first-reply-never = не было
chats-hours = { $hours } ч { $minutes } мин
chats-days = { $days } д { $hours } ч
chats-tags = Метки
chats-ended = Завершён
chats-reason = Итог
chats-note = Заметка
chats-not-said = не указано
chats-keys-open = Открыть чат
chats-log = Сообщения
chats-log-beginning = С начала
chats-log-later = Следующие сообщения
chats-rated = { $name }: оценка { $rating } из 5
chats-open-in-console = Открыть в консоли
chats-reopen = Возобновить
chats-reopen-means = Чат продолжится и станет вашим
chats-other-open = Перейти туда
js-chats-found = Чатов: { $count }
js-chats-news = Новых: { $count }
js-chats-gone = Этот чат нельзя показать.
