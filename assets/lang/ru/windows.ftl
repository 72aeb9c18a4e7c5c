# Сколько времени клиенту можно отвечать на канале.

# Рядом с полем ввода
js-window-minutes = ещё { $count } мин
js-window-hours = ещё { $count } ч
js-window-days = ещё { $count } дн.
js-window-placeholder = Сейчас ничего не дойдёт
window-messages = { $count ->
    [one] осталось { $count } сообщение
    [few] осталось { $count } сообщения
   *[many] осталось { $count } сообщений
}
window-last = { $count ->
    [one] { $count } последнее сообщение
    [few] { $count } последних сообщения
   *[many] { $count } последних сообщений
}
window-shut = Окно закрыто
sms-parts-more = Сколькими SMS это уйдёт и будет оплачено. В одно помещается 160 знаков; если есть знаки не из алфавита SMS, например кириллица или эмодзи, — 70.
window-minutes = { $count ->
    [one] { $count } минута
    [few] { $count } минуты
   *[many] { $count } минут
}
window-hours = { $count ->
    [one] { $count } час
    [few] { $count } часа
   *[many] { $count } часов
}
window-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[many] { $count } дней
}
window-rule = Срок для ответа после сообщения клиента: { $span }.
window-persons-now = Сейчас доходит только то, что пишет человек.
window-closed-title = Окно для ответа закрылось.
window-quota-used = { $count ->
    [one] После каждого сообщения клиента доходит { $count } ответ, и он отправлен.
    [few] После каждого сообщения клиента доходят { $count } ответа, и все они отправлены.
   *[many] После каждого сообщения клиента доходит { $count } ответов, и все они отправлены.
}
window-never-asked = Клиент ещё не писал сюда.
window-refused = Платформа не приняла последний ответ (код { $code }).
window-reopens = Ответить можно будет, как только { $name } напишет; черновик сохранён.
window-still = Комментарий можно оставить и сейчас.
window-templates = Одобренные шаблоны по-прежнему доставляются.
window-last-title = { $count ->
    [one] Осталось { $count } сообщение.
    [few] Осталось { $count } сообщения.
   *[many] Осталось { $count } сообщений.
}
window-last-more = Срок вышел ({ $span }): больше ничего не дойдёт, пока { $name } снова не напишет. Скажите главное.
window-asked = Последнее сообщение клиента:
window-late = Окно для ответа закроется раньше. Если до этого { $name } не напишет, сообщение вернётся к вам.
outgoing-window-closed = Окно для ответа уже закрылось.
closing-too-late = { $name } не получит просьбу об оценке: окно для ответа закрылось.
line-unasked-window = Опрос не отправлен: окно для ответа закрылось
line-untold-window = Автоматическое сообщение не отправлено: окно для ответа закрылось
line-window-refused = Платформа не приняла ответ (код { $code }). Окно закрыто, пока клиент не напишет
refusal-window-closed = { $reason ->
    [quota-used] Все сообщения, которые доходят сюда после сообщения клиента, отправлены. Ответить можно будет, как только он напишет.
    [refused] Платформа сейчас не доставляет ответы этому клиенту (код { $code }). Ответить можно будет, как только он напишет.
    [never-asked] Сюда ничего не доходит, пока клиент не написал.
   *[time-up] Окно для ответа закрылось: клиент писал слишком давно. Ответить можно будет, как только он напишет.
}

# Экран канала у администратора
channel-window = Окно для ответа
window-lead = Многие платформы доставляют ответы лишь некоторое время после последнего сообщения клиента. Консоль ведёт отсчёт, и ничто не притворяется отправленным, когда время вышло.
window-usual-none = У чата на сайте своего ограничения нет.
window-limit = Ограничить время, когда клиенту можно ответить
window-limit-more = Отсчёт заново начинают только сообщения клиента. Каждое окно для надёжности закрывается на минуту раньше.
window-free = Открыто
window-free-hint = В это время доходит всё.
window-persons = Затем только для людей
window-persons-hint = Автоматические сообщения и опросы в это время не отправляются. 0: не добавлять.
window-unit = Единица
window-unit-minutes = минуты
window-unit-hours = часы
window-unit-days = дни
window-extra = Последние сообщения
window-extra-hint = Сколько ещё дойдёт, когда всё время вышло. От 0 до { $most }.
window-quota = Сообщений на каждое сообщение клиента
window-quota-hint = От 1 до { $most }. Пусто: сколько угодно.
window-automated = Последним может быть автоматическое сообщение
window-automated-more = Иначе последние сообщения остаются людям.
window-number-wrong = Целое число от { $least } до { $most }.
window-time-wrong = От 5 минут до года.
act-window_changed = изменено окно для ответа, чат на сайте

# Templates, which a platform delivers when nothing else is
templates-open = Отправить шаблон
templates-title = Отправить шаблон: { $name }
templates-sub = Эти шаблоны одобрены платформой и доставляются в любое время. Заполните пропуски и посмотрите, что получится.
templates-search = Найти шаблон
templates-none = Пока нет одобренных шаблонов из одного текста. Как только появятся, они будут здесь.
templates-none-found = Ничего не подошло.
templates-again = Обновить список
templates-fetched = Список получен:
templates-trouble = Сейчас не удалось получить список.
templates-mend = Открыть аккаунт
templates-ask-admin = Попросите администратора проверить аккаунт.
templates-blank = Пропуск «{ $name }»
templates-blank-header = Пропуск «{ $name }» в заголовке
templates-link = Конец ссылки под кнопкой «{ $label }»
templates-reads = Так его получит клиент
templates-send = Отправить шаблон
delivery-template = Платформа не приняла этот шаблон.
refusal-template-changed = Шаблон изменился. Закройте окно и выберите его снова.
refusal-template-empty = Заполните «{ $name }».
refusal-template-long = «{ $name }»: слишком длинно, помещается { $most } знаков.
