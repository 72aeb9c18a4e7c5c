# Who is told of trouble by another door, what they are told, and what runs here.

telling = Кого известить
telling-lead = Если что-то не в порядке, администраторы узнают об этом, даже когда никто не смотрит в консоль.
telling-how = Как неполадки находят вас
telling-on = Извещать администраторов о неполадках
telling-on-more = Один раз, когда неполадка есть, и один раз, когда её нет. О скрытых не извещают.
telling-after = Через столько минут
telling-after-more = Большинство неполадок проходит само за несколько минут.
telling-mail = По почте
telling-mail-more = Из ящика { $mailbox } на адрес, с которым каждый входит.
telling-mail-none = Сейчас ни один ящик не работает: подключите его в разделе «Каналы».
telling-push = Уведомлением
telling-push-more = { $count ->
    [one] Уведомляется { $count } ваш браузер.
    [few] Уведомляются { $count } ваших браузера.
   *[other] Уведомляются { $count } ваших браузеров.
  }
telling-push-none = Ни один ваш браузер пока не уведомляется: разрешите это в своём профиле.
telling-chat = В собственный чат
telling-chat-more = { $count ->
    [one] Связан { $count } ваш чат.
    [few] Связаны { $count } ваших чата.
   *[other] Связаны { $count } ваших чатов.
  }
telling-chat-none = Ни один ваш чат пока не связан: сделайте это ниже.
telling-to = Кого; если никто не отмечен, всех администраторов
telling-test = Отправить проверку
telling-tested = Проверка в пути всеми способами. Что вышло, сказано ниже; обновите страницу, чтобы увидеть.
telling-code = Ваш код
telling-code-more = Отправьте его сообщением со своего телефона на один из этих аккаунтов в течение 15 минут.
telling-open = Открыть там
telling-chats = Связанные чаты
telling-chats-more = В Telegram, VK, по SMS или в собственном канале аккаунт магазина пишет вам как клиенту. SMS — одно короткое сообщение, не чаще одного раза в три минуты.
telling-chats-empty = Ни один чат не связан.
telling-chats-none = Сначала подключите такой аккаунт в разделе «Каналы».
telling-link = Связать мой чат
telling-unlink = Отвязать
telling-told = Последние извещения
telling-told-empty = Пока никого ни о чём не извещали.
telling-on-way = В пути
telling-sent = Принято
telling-failed = Не принято
refusal-telling-no-door = Пока никого нельзя известить: подключите почтовый ящик, разрешите уведомления или свяжите чат.
alert-title = { $count ->
    [one] { $team }: неполадок: { $count }
    [few] { $team }: неполадок: { $count }
   *[other] { $team }: неполадок: { $count }
  }
alert-mended-title = { $team }: исправлено
alert-mended = Исправлено: длилось с { $from } до { $until }.
alert-since = С { $at }.
alert-where = В консоли: Настройки → Состояние.
alert-test-title = { $team }: проверка
alert-test = Если с Shopbell что-то не в порядке, вы узнаете об этом так.
alert-linked-title = { $team }: этот чат связан
alert-linked = Если с Shopbell что-то не в порядке, вы узнаете об этом здесь.
act-telling_changed = изменено, кого извещать о неполадках
act-telling_tested = проверено, как извещают о неполадках
act-alert_chat_linked = связан свой чат для извещений о неполадках; канал
act-alert_chat_removed = отвязан чат для извещений о неполадках; канал
scope-metrics = читать числа для наблюдения
room-about = О программе
about-lead = Что здесь работает и как у него дела.
about-version = Версия Shopbell
about-open-since = Открыт с
about-database = База данных
about-disk = Место на диске
about-streams = Живые соединения
about-streams-of = команды: { $agents }, посетителей: { $visitors }
about-data = Папка с данными
about-budget = В сравнении с бюджетом
about-budget-more = Что Shopbell себе позволяет, чтобы хватило небольшого компьютера.
about-now = Сейчас
about-allowed = Можно
about-met = в пределах бюджета
about-missed = Не уложился
about-memory = Память
about-cpu = Процессор, в среднем с открытия
about-log = Журнал рядом с базой
about-commits = Сохранено за 50 мс
about-pages = Страницы быстрее секунды
about-lines = Живых соединений сразу
about-descriptors = Открытые файлы и линии
about-hours = { $hours } ч { $minutes } мин
about-days = { $count ->
    [one] { $count } день и { $hours } ч
    [few] { $count } дня и { $hours } ч
   *[other] { $count } дней и { $hours } ч
  }
