# Страница «Чаты»: много чатов сразу, подборки, архив и «ответ не нужен».
chats-tab-transferred = Отложенные
chats-keys-pick = Отметить чат
chats-keys-pick-range = Отметить до этого чата

# Много сразу
bulk-bar = Действия с отмеченными чатами
bulk-pick = Отметить чат: { $name }
bulk-all = Отметить все на странице
bulk-none = Снять все отметки
bulk-tag = Добавить метку
bulk-close = Закрыть
bulk-forward = Передать
bulk-archive = В архив
bulk-unarchive = Вернуть из архива
bulk-tag-title = Метка для клиентов
bulk-tag-sub = Её получит клиент каждого из этих чатов.
bulk-close-title = Закрыть чаты
bulk-close-sub = Выбранное здесь относится ко всем. Если клиент напишет снова, начнётся новый чат.
bulk-survey-more = Чат смогут оценить все, кому отвечали и кого сегодня ещё не спрашивали.
bulk-forward-title = Передать чаты
bulk-forward-sub = Они сразу встанут в очередь, время ожидания сохранится.
bulk-tagged = { $count ->
    [0] Меток не добавлено.
    [one] Метка добавлена: { $count } чат.
    [few] Метка добавлена: { $count } чата.
   *[other] Метка добавлена: { $count } чатов.
}
bulk-closed = { $count ->
    [0] Ни один чат не закрыт.
    [one] Закрыт { $count } чат.
    [few] Закрыто { $count } чата.
   *[other] Закрыто { $count } чатов.
}
bulk-forwarded = { $count ->
    [0] Ни один чат не передан.
    [one] Передан { $count } чат.
    [few] Передано { $count } чата.
   *[other] Передано { $count } чатов.
}
bulk-archived = { $count ->
    [0] В архив ничего не убрано.
    [one] В архив убран { $count } чат.
    [few] В архив убрано { $count } чата.
   *[other] В архив убрано { $count } чатов.
}
bulk-unarchived = { $count ->
    [0] Из архива ничего не возвращено.
    [one] Из архива возвращён { $count } чат.
    [few] Из архива возвращено { $count } чата.
   *[other] Из архива возвращено { $count } чатов.
}
bulk-undone = { $count ->
    [0] Ничего не отменено.
    [one] { $count } чат снова такой, как был.
    [few] { $count } чата снова такие, как были.
   *[other] { $count } чатов снова такие, как были.
}
bulk-stayed = { $count ->
    [one] Без изменений { $count }:
    [few] Без изменений { $count }:
   *[other] Без изменений { $count }:
}
bulk-undo = Отменить
bulk-dismiss = Убрать это сообщение
js-bulk-count = Отмечено: { $count }
js-bulk-elsewhere = (из них уже нет в списке: { $count })
js-bulk-full = За один раз можно не больше { $most } чатов.
refusal-bulk-none = Отметьте хотя бы один чат.
refusal-bulk-too-many = { $count } — слишком много за один раз, можно { $most }.
refusal-bulk-already = Так уже было.
refusal-bulk-moved-on = С чатом тем временем уже работают дальше.
refusal-undo-too-late = Отменить это уже нельзя.
refusal-supervisors-only = Это может сделать старший оператор.

# Архив
archived-means = Чат можно читать и находить, но не писать в нём. Если клиент напишет, начнётся новый чат.
archive-means = Убрать чат в архив. Его по-прежнему можно читать и находить.
unarchive-means = Чат снова станет просто закрытым, и его можно будет открыть.
refusal-archived = Этот чат в архиве. Вернуть его может старший оператор.
refusal-archive-open = Этот чат ещё открыт. Сначала закройте его.
refusal-archive-wrap-up = { $name } ещё оформляет этот чат.
refusal-archive-was-of = Чат вёл другой оператор: { $name }. В архив его уберёт он сам или старший оператор.
line-archived = { $name } убирает чат в архив
line-unarchived = { $name } возвращает чат из архива
line-end-undone = Завершение отменено, клиент ждёт как раньше
archiving = Архив
archiving-lead = Чаты в архиве не мешают. Их можно найти как прежде, и ни одна цифра не меняется.
archiving-on = Убирать закрытые чаты в архив автоматически
archiving-hint = Когда в них столько времени ничего не происходило.
archiving-days = Через сколько дней
archiving-bad-days = Укажите число дней от { $least } до { $most }.
act-archiving_changed = изменено, когда чаты уходят в архив

# Ответ не нужен
no-answer-needed = Ответ не нужен
no-answer-means = Клиент ничего не ждёт; следующее его сообщение снова потребует ответа
line-no-answer-needed = { $name }: ответ не нужен

# Подборки
views = Подборки
views-save = Сохранить подборку
views-edit = Подборка
views-name = Название подборки
views-share = Доступна всей команде
views-begin = С неё начинается моя страница «Чаты»
views-of-team = Эту подборку для команды ведёт старший оператор.
views-delete = Удалить подборку
views-shared-means = Подборка команды
views-own-means = Ваша подборка
views-first = Ваша первая подборка:
refusal-view-nameless = Назовите подборку.
refusal-view-name-taken = Подборка с таким названием уже есть.
refusal-view-too-many = { $most } подборок достаточно. Сначала удалите одну из них.
