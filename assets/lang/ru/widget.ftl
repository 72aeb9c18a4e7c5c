# Texts: widget. Browser code uses the name without `widget-`; `{ $name }` reaches it as `{name}`.
# Plural forms are names of their own (-one, -few, -many, -other); a language repeats -other where it lacks a form.

# The launcher on the shop's page
widget-look-open = Открыть чат
widget-look-close = Закрыть чат
widget-look-dismiss = Скрыть
widget-look-title = Чат
widget-look-label = Спросите нас
widget-look-unread-one = { $n } непрочитанное сообщение
widget-look-unread-few = { $n } непрочитанных сообщения
widget-look-unread-many = { $n } непрочитанных сообщений
widget-look-unread-other = { $n } непрочитанного сообщения

# The head and its menu
widget-greeting = Здравствуйте! Чем помочь?
widget-here = Мы на связи
widget-away = Нас сейчас нет
widget-asked = Мы получили ваше сообщение
widget-line-next = Вы следующий в очереди
widget-line-place = Вы в очереди под номером { $n }
widget-line-about = около { $n } мин
widget-line-over = больше { $n } мин
widget-agent-at = { $title }, { $team }
widget-closed-at = Чат закрыт в { $time }
widget-menu = Меню
widget-close = Закрыть окно чата
widget-sound = Звук
widget-end-chat = Завершить чат
widget-end-chat-sure = Да, завершить этот чат
widget-not-ended = Чат ещё открыт: нет связи. Попробуйте ещё раз.
widget-team = Команда
widget-you = Вы

# Messages
widget-messages = Сообщения
widget-joined = { $name } на связи
widget-closed-by = { $name }: чат завершён
widget-released = { $name } больше не в чате
widget-reopened = { $name }: чат снова открыт
widget-typing = { $name } печатает
widget-sent = Отправлено
widget-read = Прочитано
widget-waiting = Ожидает отправки
widget-not-sent = Не отправлено. { $reason }
widget-file-lost = Не отправлено: страница обновилась раньше, чем ушёл файл. Выберите его ещё раз.
widget-try-again = Повторить
widget-remove = Удалить
widget-new-one = { $n } новое
widget-new-few = { $n } новых
widget-new-many = { $n } новых
widget-new-other = { $n } нового
widget-no-connection = Нет связи. Сообщение сохранено и уйдёт, как только связь появится.
widget-dark = Магазин сейчас не на связи. То, что вы напишете, надёжно сохранится и дойдёт до команды, как только связь вернётся.
widget-kept = Сохранено для команды

# Writing
widget-message = Сообщение
widget-write = Напишите сообщение
widget-reply-to = Ответ для { $name }
widget-add-line = Добавьте подпись
widget-send = Отправить
widget-emoji = Эмодзи
widget-add-picture = Добавить изображение
widget-add-file = Добавить файл
widget-clear = Убрать
widget-not-loaded = Не загрузилось: нет связи. Попробуйте ещё раз.
widget-text-long = Слишком длинно: в сообщении до { $most } знаков.
widget-cancel = Отмена
widget-drop-here = Отпустите файл здесь
widget-preview = Мы можем видеть, что вы пишете, ещё до отправки. Длинные номера остаются скрытыми.

# Files
widget-file-rule = Можно отправить: { $types }, до { $limit } каждый файл.
widget-file-rule-two = Можно отправить: { $types }. Изображения до { $limit }, другие файлы до { $other }.
widget-file-type = «{ $name }» здесь отправить нельзя.
widget-file-empty = Файл «{ $name }» пуст.
widget-file-broken = «{ $name }» не читается как изображение. Сохраните его в JPG или PNG и добавьте снова.
widget-file-pixels = В «{ $name }» { $width } × { $height } пикселей, это слишком много.
widget-file-large = Размер файла «{ $name }» — { $size }, а предел — { $limit }.
widget-file-many = В одном сообщении помещается файлов: { $most }.
widget-file-shrink = Уменьшить
widget-file-shrinking = Уменьшаем…
widget-file-unreadable = Уменьшить «{ $name }» не удалось.
widget-picture-named = Изображение { $name }
widget-picture-open = Открыть изображение { $name }
widget-video-play = Смотреть видео { $name }

# Voice
widget-hold-to-talk = Удерживайте, чтобы говорить
widget-voice-hold = Удерживайте кнопку, пока говорите, потом отпустите.
widget-voice-slide = Отпустите, чтобы закончить, уведите в сторону, чтобы отменить
widget-voice-press-again = Нажмите ещё раз, чтобы закончить, Esc — отменить
widget-voice-let-go = Отпустите, чтобы закончить
widget-voice-stop = Остановить запись
widget-voice-recording = Идёт запись
widget-voice-short = Слишком коротко. Удерживайте кнопку, пока говорите.
widget-voice-discarded = Запись удалена.
widget-voice-allow = Браузер спрашивает, можно ли использовать микрофон.
widget-voice-ready = Микрофон готов. Удерживайте кнопку и говорите.
widget-voice-denied = Микрофон запрещён. Разрешите его в настройках браузера для этого сайта и попробуйте ещё раз.
widget-voice-none = Микрофон не найден.
widget-voice-busy = Микрофон занят другой программой.
widget-voice-silent = Микрофон не слышит звука. Проверьте, включён ли он.
widget-voice-unplayable = Браузер не может это воспроизвести.
widget-voice-position = Место в голосовом сообщении
widget-voice-speed = Скорость
widget-play = Прослушать голосовое сообщение { $length }
widget-pause = Пауза

# Before the chat
widget-before-we-start = Прежде чем начать
widget-before-more = Ваше сообщение сохранено и уйдёт вместе с этим.
widget-your-name = Ваше имя
widget-email = Эл. почта
widget-email-why = чтобы ответить вам позже
widget-email-example = you@example.com
widget-optional = необязательно
widget-required = Заполните это поле.
widget-email-wrong = Адрес, похоже, неполный. Напишите его так: vy@example.ru.
widget-about = О чём
widget-consent-needed = Чтобы начать чат, нужно ваше согласие.
widget-privacy = Конфиденциальность
widget-start = Начать чат

# The shop is closed
widget-closed-shop = Магазин закрыт
widget-leave-question = Оставьте вопрос. Мы ответим по эл. почте.
widget-your-question = Ваш вопрос
widget-leave-message = Оставить сообщение

# Survey
widget-how-did-we-do = Как мы справились?
widget-rating = Оценка
widget-score-1 = Очень плохо
widget-score-2 = Плохо
widget-score-3 = Нормально
widget-score-4 = Хорошо
widget-score-5 = Отлично
widget-score-missing = Сначала выберите оценку.
widget-anything-to-add = Хотите что-то добавить?
widget-skip = Пропустить
widget-thanks = Спасибо за ответ.
widget-change = Изменить
widget-rating-later = Не отправлено: нет связи. Попробуйте ещё раз.
widget-edited = изменено
widget-unsent = Сообщение отозвано
