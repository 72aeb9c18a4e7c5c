# Texts: admin

# С чего начинается новый дом, на языке установки.
default-queue = Прилавок
default-type-order = Заказ
default-type-delivery = Доставка
default-type-product = Вопрос о товаре
default-type-return = Возврат
default-type-payment = Оплата
default-type-other = Другое
default-reason-solved = Решено
default-reason-silent = Клиент не отвечает
default-reason-passed-on = Передано дальше

# Слова, общие для разделов
save = Сохранить
saved = Сохранено.
cancel = Отмена
add = Добавить
rename = Переименовать
actions = Действия
never = никогда

# Разделы
nav-account = Профиль
rooms-shop = Магазин
rooms-replies = Чаты
rooms-system = Система
room-shop = Магазин
room-team = Команда
room-channels = Каналы
room-closing = Темы и закрытие
room-keys = Ключи API
room-log = Журнал действий

# Магазин
shop-lead = Кто вы — для клиентов и коллег.
shop-name-hint = Вверху чата и на странице входа.

# Команда
team-lead = Кто отвечает клиентам и что кому можно.
person = Имя
chat-limit = Чатов сразу
chat-limit-hint = От 1 до { $most }. У кого открыто столько чатов, тот не берёт следующий.
last-seen = На связи
here-now = сейчас здесь
joined = в команде с
deactivated = Отключён
edit-person = Изменить: { $name }
invite-title = Пригласить коллегу
invite-more = Вы получите ссылку, по которой войдёт один человек. Если указать адрес, она никого другого не впустит.
invite-ends = ссылка действует до
invite-withdraw = Отозвать
invite-withdraw-of = Отозвать ссылку: { $name }
reset-offer = Новый пароль
reset-offer-more = Ссылка, по которой коллега задаст новый пароль. Работает один раз, в течение часа. До тех пор действует старый.
reset-make = Создать ссылку
reset-link = Ссылка на новый пароль
reset-link-more = Передайте её лично. Она работает один раз, в течение часа, и больше не будет показана.
sessions-count = { $count ->
    [0] Сейчас нигде не выполнен вход
    [one] Вход выполнен на { $count } устройстве
    [few] Вход выполнен на { $count } устройствах
   *[other] Вход выполнен на { $count } устройствах
}
open-chats-count = { $count ->
    [one] { $count } открытый чат
    [few] { $count } открытых чата
   *[other] { $count } открытых чатов
}
deactivate = Отключить
deactivate-more = Войти больше будет нельзя. Имя останется при том, что написано.
deactivate-sure = Отключить: { $name }?
deactivate-meaning = { $count ->
    [0] Вход на всех устройствах прекратится сразу. Позже можно впустить обратно.
    [one] Вход на всех устройствах прекратится сразу, открытый чат вернётся в список ожидания. Позже можно впустить обратно.
    [few] Вход на всех устройствах прекратится сразу, открытые чаты ({ $count }) вернутся в список ожидания. Позже можно впустить обратно.
   *[other] Вход на всех устройствах прекратится сразу, открытые чаты ({ $count }) вернутся в список ожидания. Позже можно впустить обратно.
}
reactivate = Впустить обратно
reactivate-more = Старый пароль и старая роль снова будут действовать.

# Чат на сайте
channels-empty = Пока ни одного сайта
channels-empty-more = Добавьте сайт ниже и вставьте строку на его страницы.
channel-add-title = Ещё один сайт
channel-add = Добавить чат
channel-name = Название
channel-name-hint = Только для команды, например адрес сайта.
channel-name-needed = Нужно название, чтобы команда знала, какой это сайт.
channel-sites = Разрешённые сайты
channel-sites-hint = По адресу в строке. Если пусто, чат покажет любой сайт, где есть строка.
site-wrong = «{ $site }» — не адрес сайта. Пишите так: https://shop.example
sites-many = Помещается { $count } сайтов. Для остальных добавьте ещё один чат.
any-site = любой сайт
channel-settings = Сайт
channel-look = Внешний вид
channel-open = Открыт
channel-paused = Приостановлен
channel-try = Попробовать
install-title = Вставьте на свой сайт
install-more = Одна строка в конце каждой страницы. При строгой политике содержимого разрешите этот адрес в script-src и frame-src; больше ничего не нужно.
typing-title = Пока клиенты печатают
typing-preview = Показывать команде, что набирают клиенты
typing-preview-more = Кто ведёт чат, видит слова до отправки. Окно чата говорит об этом клиентам; длинные номера скрываются в их браузере, и ничего из этого не хранится.
follow-title = Страницы и согласие
follow-needed = Следить за страницами только с согласия
follow-needed-more = Пока согласия нет, браузер ничего не сообщает о страницах: ни адресов, ни заголовков, ни откуда пришли, ни меток рекламы. Чат при этом работает.
follow-how = Ваше окно о cookie сообщает виджету, что выбрал посетитель. Браузер помнит это для вашего сайта и в других вкладках.
follow-yes = когда согласие дано
follow-no = когда отказались или передумали: всё, что браузер хранил о страницах, забывается
follow-chat = Согласие в форме перед чатом сюда не относится: без ответа на неё нельзя и писать.
identity-title = Кто вошёл на вашем сайте?
identity-what = Если у пользователей сайта есть учётные записи, подписывайте их номер на своём сервере секретом ниже. Тогда ясно, что это именно они, и свои чаты они найдут на любом устройстве. Никто не станет другим, просто назвав чужой адрес.
identity-on-server = на вашем сервере (здесь на Node.js)
identity-in-page = на вашей странице, до или после строки выше
identity-out = когда кто-то выходит: следующий за этим браузером не увидит чужой переписки
identity-how = Хеш — это HMAC-SHA256 от номера в шестнадцатеричном виде; функция для этого есть в любом языке. С неверным хешем посетитель останется анонимным.
identity-show = Показать секрет
identity-secret = Секрет
identity-keep = Ему место только на вашем сервере. У кого он есть, тот может выдать себя за любого вашего пользователя.
pause = Приостановить
pause-title = Приостановить этот чат
pause-more = Звонок исчезнет с сайта, новые чаты не начнутся. Открытые продолжатся.
pause-sure = Приостановить «{ $name }»?
pause-meaning = Пока вы его не возобновите, написать вам с этого сайта будет нельзя.
resume = Возобновить
resume-title = Этот чат приостановлен
resume-more = Звонка не видно, новые чаты не начинаются.

# Внешний вид
colour = Цвет
colour-own = Свой цвет
colour-wrong = Цвет пишется как # и шесть цифр, например #0d6570.
colour-readable = Читается, { $ratio } : 1
colour-unreadable = Текст на нём трудно прочесть, { $ratio } : 1 из 4.5
colour-pale = Слишком бледный для белой страницы, { $ratio } : 1 из 3
colour-take = Взять темнее:
corner = Угол
corner-left = Слева
corner-right = Справа
launcher = Кнопка
launcher-round = Круглая
launcher-wide = Со словами
launcher-label = Слова на кнопке
launcher-label-hint = Видны на кнопке со словами.
look-greets = Что он говорит первым
greeting = Приветствие
greeting-hint = Первая строка, когда чат открывается.
teaser = Подсказка
teaser-hint = Облачко рядом с кнопкой, один раз за посещение. Пусто: без него.
topics = Вопросы для начала
topics-hint = По одному в строке, не больше { $count }. Щелчок отправляет.
topics-many = Помещается вопросов: { $count }.
look-asks = Перед чатом
ask-name = Имя
ask-email = Почта
ask-never = Нет
ask-optional = Можно
ask-required = Нужно
consent = Согласие
consent-hint = Фраза, с которой соглашаются перед чатом. Пусто: без неё.
privacy-url = Страница о данных
address-wrong = Это не веб-адрес. Пишите так: https://shop.example/privacy
offline-form = Сообщения, когда никого нет
offline-form-more = Посетители могут оставить вопрос и адрес.
offline-text = Что говорит закрытый магазин
preview = Как это выглядит
preview-screen = Экран
preview-home = Чат
preview-form = Форма
preview-closed = Закрыто
preview-example = Вы работаете в воскресенье?

# Темы и закрытие
closing-lead = О чём бывают чаты, чем кончаются и что спрашивать в конце.
chat-types = Темы чатов
chat-types-more = О чём был чат.
chat-type-new = Новая тема
closing-reasons = Причины закрытия
closing-reasons-more = Чем он кончился.
closing-reason-new = Новая причина
choices-empty = Список пуст, поэтому ничего не спрашивается.
choices-retired = { $count ->
    [one] Больше не предлагается: { $count }
    [few] Больше не предлагаются: { $count }
   *[other] Больше не предлагаются: { $count }
}
choice-name = Название: { $name }
choice-name-needed = Нужно название.
choice-name-taken = Такое название в списке уже есть.
choice-up = Выше: { $name }
choice-down = Ниже: { $name }
choice-retire = Больше не предлагать: { $name }
choice-restore = Предлагать снова
closing-rules = При закрытии чата
rule-type = Тему нужно выбрать
rule-type-more = Иначе её можно не указывать.
rule-reason = Причину нужно выбрать
rule-reason-more = Иначе её можно не указывать.
rule-survey = Спросить клиента, как всё прошло
rule-survey-more = Сначала отмечено; оператор может снять отметку.
rule-survey-daily = Спрашивать клиента не чаще раза в день
rule-survey-daily-more = Если чатов за день несколько, опрос не приходит после каждого.
rule-courtesy = «Спасибо!» не открывает новый чат
rule-courtesy-more = В течение десяти минут после завершения слова благодарности и прощания попадают в завершённый чат, и колокольчик не звонит.
refusal-name-taken = Такое название в списке уже есть.

# Ключи API
keys-lead = Подключите магазин, CRM или скрипт. Ключ никогда не может больше, чем вы.
keys-empty = Пока ни одного ключа
keys-empty-more = Создайте ниже по ключу для каждой программы, чтобы отключать их по одной.
key = Ключ
key-may = Может
key-used = Последнее использование
key-ends = Действует до
key-ended = Закончился
key-of = от имени { $name }
key-new = Ваш новый ключ
key-new-more = Скопируйте его сейчас: больше он не будет показан.
key-make-title = Новый ключ
key-make = Создать ключ
key-name = Для чего он
key-name-hint = Например, «Скрипт склада».
key-name-needed = Напишите, для чего ключ, чтобы потом знать, какой отключить.
key-scope-needed = Выберите, что ключ может.
key-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[other] { $count } дней
}
key-year = год
key-never-ends = без срока
key-revoke = Отозвать
key-revoke-sure = Отозвать «{ $name }»?
key-revoke-more = Программа с этим ключом сразу лишится доступа. Отменить это нельзя.
scope-read = читать чаты и клиентов
scope-write = отвечать, брать, закрывать, править
scope-export = выгружать все сообщения
scope-admin = вести команду и настройки

# Журнал действий
log-lead = Кто что изменил, сначала новое. Сам этот список изменить нельзя.
log-when = Когда
log-who = Кто
log-what = Что
log-where = Откуда
log-nobody = неизвестно кто
log-empty = Здесь ничего нет
log-pages = Страницы
log-newest = Новые
log-older = Раньше
act-sign_in = вход:
act-sign_in_failed = неудачная попытка входа:
act-set_up = первый запуск:
act-team_renamed = новое название магазина:
act-agent_added = коллега добавлен командой:
act-invited = ссылка для коллеги
act-invitation_withdrawn = ссылка отозвана
act-joined = новый коллега:
act-reset_offered = ссылка на новый пароль для
act-password_reset = пароль задан по ссылке или командой:
act-password_changed = пароль изменён:
act-role_changed = роль изменена:
act-limit_changed = предел чатов изменён:
act-deactivated = отключён:
act-reactivated = впущен обратно:
act-key_created = создан ключ API
act-key_revoked = отозван ключ API
act-chat_type_added = добавлена тема
act-chat_type_renamed = тема переименована в
act-chat_type_retired = больше не предлагается тема
act-closing_reason_added = добавлена причина закрытия
act-closing_reason_renamed = причина закрытия переименована в
act-closing_reason_retired = больше не предлагается причина закрытия
act-closing_rules_changed = изменено, что спрашивать при закрытии
act-tag_renamed = метка переименована в
act-tag_deleted = удалена метка
act-tag_added = создаёт метку
act-tag_merged = присоединяет другую метку к метке
act-field_added = создаёт поле клиента
act-field_changed = меняет поле клиента
act-field_deleted = удаляет поле клиента
act-customer_blocked = блокирует клиента
act-customer_unblocked = снимает блокировку с клиента
act-customers_merged = присоединяет другого к клиенту
act-merge_undone = разъединяет снова клиента
act-customers_imported = импортирует клиентов
act-customers_exported = экспортирует клиентов
act-places_changed = указывает файл мест
act-page_rules_changed = меняет видимые параметры адресов
act-channel_added = добавлен чат на сайте
act-channel_changed = изменены название или сайты чата
act-channel_paused = приостановлен чат
act-channel_resumed = возобновлён чат
act-identity_unproven = неверное подтверждение личности, чат
act-files_changed = изменены файлы, которые принимает чат
act-preview_on = включён показ набираемого в чате
act-preview_off = отключён показ набираемого в чате
act-consent_on = включено слежение за страницами только с согласия
act-consent_off = выключено слежение за страницами только с согласия
act-look_changed = изменён внешний вид чата

# What was typed and not saved

js-form-back = Написанное вернулось. Оно ещё не сохранено.
