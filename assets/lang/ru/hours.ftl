# Texts: hours and greetings

# When the shop opens next, in the middle of a sentence
opens-today = сегодня в { $time }
opens-tomorrow = завтра в { $time }
opens-weekday = { $day ->
    [1] в понедельник
    [2] во вторник
    [3] в среду
    [4] в четверг
    [5] в пятницу
    [6] в субботу
   *[7] в воскресенье
} в { $time }
opens-date = { $date } { $month ->
    [1] января
    [2] февраля
    [3] марта
    [4] апреля
    [5] мая
    [6] июня
    [7] июля
    [8] августа
    [9] сентября
    [10] октября
    [11] ноября
   *[12] декабря
} в { $time }
hours-weekday = { $day ->
    [1] Понедельник
    [2] Вторник
    [3] Среда
    [4] Четверг
    [5] Пятница
    [6] Суббота
   *[7] Воскресенье
}
hours-weekday-short = { $day ->
    [1] Пн
    [2] Вт
    [3] Ср
    [4] Чт
    [5] Пт
    [6] Сб
   *[7] Вс
}

# The wait list and the widget
offline-greeted = Автоответ о том, что никого нет, отправлен
widget-opens = Откроемся: { $day }, { $time }

# Hours
room-hours = Часы работы
hours-lead = Когда магазин открыт. Вне этих часов очереди закрыты, кто бы ни был за прилавком.
hours-new = Новые часы
hours-all = Все часы работы
hours-first-name = Часы магазина
hours-none = Часов пока нет
hours-none-more = До тех пор магазин открыт, когда за прилавком кто-нибудь есть.
hours-edit = Изменить
hours-edit-name = Изменить: { $name }
hours-edit-lead = Обычная неделя и особые дни. Всё время — по часам магазина.
hours-exceptions-count = { $count ->
    [one] { $count } особый день
    [few] { $count } особых дня
   *[many] { $count } особых дней
}
hours-unused = Ни одна очередь по ним не работает.
hours-used-by = Очереди:
hours-open-until = Открыто, закроется { $when }
hours-open = Открыто
hours-closed-until = Закрыто, откроется { $when }
hours-closed = Закрыто
hours-never = Ни в один день недели не открыто.
hours-name = Название
hours-name-taken = Такое название уже есть, возможно, у снятых с использования.
hours-zone = Часовой пояс
hours-zone-choose = Выберите часовой пояс
hours-zone-needed = Выберите часовой пояс, в котором действуют эти часы.
hours-zone-unknown = Часового пояса «{ $name }» нет.
hours-week = Неделя
hours-week-more = В день может быть несколько отрезков. Конец раньше начала — это следующее утро, до 06:00.
hours-copy = Как в понедельник
hours-day-closed = Закрыто
hours-span-add = { $day }: добавить отрезок
hours-span-remove = { $day }: убрать отрезок
hours-from = { $day }, с
hours-to = { $day }, до
hours-late = на следующий день
hours-days = Особые дни
hours-days-more = Праздники и дни с другими часами. Без времени магазин закрыт весь день. Две строки одной даты — два отрезка.
hours-days-add = Добавить дни
hours-days-remove = Убрать эти дни
hours-day = Дата
hours-until = Последний день
hours-why = Повод
hours-why-example = Рождество
hours-open-at = Открытие
hours-close-at = Закрытие
hours-queues = Очереди с этими часами
hours-queues-more = Очередь без часов открыта, когда за прилавком кто-нибудь есть.
hours-queue-other = пока по «{ $name }»
hours-half = Отрезку нужны начало и конец.
hours-no-time = Это не время суток. Напишите, например, 09:00.
hours-backwards = Отрезок кончается раньше, чем начинается. После полуночи он может длиться до 06:00; остальное запишите на следующий день.
hours-no-day = Здесь нужна дата.
hours-days-backwards = Последний день раньше первого.
hours-days-many = Особых дней может быть до { $most }. Уберите прошедшие.
hours-overlap = Отрезки этого дня пересекаются.
hours-runs-into-next = После полуночи этот день заходит на отрезок следующего.
hours-spans-many = В дне до { $most } отрезков.
hours-day-overlap = Отрезки за { $day } пересекаются.
hours-changed-meanwhile = Коллега уже изменил эти часы. Повторное сохранение заменит его правки.
hours-in-use = По этим часам работают очереди: { $queues }. Сначала дайте им другие.

# Greetings
room-greetings = Приветствия
greetings-lead = Что клиент узнаёт сразу в начале чата: один текст, когда кто-то есть, другой — когда никого. Один раз за чат и не чаще чем раз в восемь часов.
greetings-on = Клиентов приветствуют
greetings-off = Клиентов не приветствуют
greetings-on-more = На первое сообщение чата сразу уходит текст для его места и языка.
greetings-off-more = Тексты ждут здесь, пока вы их не включите.
greetings-on-empty = Текстов пока нет, поэтому ничего не отправляется.
greetings-use-shipped = Взять готовые тексты
greetings-turn-on = Включить
greetings-turn-off = Выключить
greeting-everywhere = Везде
greeting-all-channels = Все каналы
greeting-all-queues = Все очереди
greeting-places = Места
greeting-other-place = Для другого места
greeting-channel = Канал
greeting-queue = Очередь
greeting-open-place = Написать тексты
greeting-online = Когда кто-то есть
greeting-online-more = Магазин открыт, и за прилавком кто-то есть.
greeting-offline = Когда никого нет
greeting-offline-more = Магазин закрыт по часам, или за прилавком никого нет. В очереди видно, кто получил этот текст.
greeting-language = Язык текста
greeting-has-text = есть текст
greeting-text-in = Текст:
greeting-preview = Что видит клиент
greeting-preview-none = Текста на этом языке нет: берётся ближайший, затем язык по умолчанию.
greeting-remove = Убрать эти тексты
greeting-remove-more = Тогда здесь снова действуют более общие тексты.
greeting-remove-all-more = Тогда приветствия останутся только в местах со своими текстами.
greeting-placeholder-hint = Тому, что может быть неизвестно, нужны запасные слова: { $example }.
greeting-too-long = { $language }: в тексте { $length } знаков, помещается { $most }.
greeting-unknown = В приветствии нет места { $name }.
greeting-unsure = { $name } может быть неизвестно. Укажите замену: { $example }.

# The texts that come with the house. Customers read them.
greeting-soon = скоро
greeting-there = и добро пожаловать
greeting-shipped-online = Здравствуйте! Спасибо, что написали в { $shop }. Вам сейчас ответят.
greeting-shipped-offline = Спасибо, что написали в { $shop }. Сейчас никого нет; мы вернёмся { $opens }. Ваше сообщение сохранено, ответим здесь.

# The log
act-hours_added = добавлены часы работы
act-hours_changed = изменены часы работы
act-hours_retired = сняты с использования часы
act-hours_restored = возвращены часы
act-queue_hours_given = назначены часы очереди
act-queue_hours_taken = сняты часы с очереди
act-greeting_changed = изменены приветствия
act-greeting_removed = убраны приветствия
act-greetings_on = включены приветствия
act-greetings_off = выключены приветствия
