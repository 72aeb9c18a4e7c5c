# Все, кого знает команда: справочник, карточка клиента, таблицы, объединение, блокировка, места.

# Собственные поля и метки
fields-own = Ваши поля
fields-more = Что ваша команда хочет знать о клиентах, кроме имени и контактов. Видно рядом с каждым чатом.
fields-empty = Полей пока нет. Номер заказа, размер, день рождения — всё, о чём вы часто спрашиваете.
fields-unknown = неизвестно
fields-yes = Да
fields-no = Нет
field-new = Новое поле
field-name = Название
field-name-taken = Поле с таким названием уже есть.
field-kind = Что в него пишут
field-kind-text = Текст
field-kind-number = Число
field-kind-date = Дата
field-kind-choice = Один вариант из списка
field-kind-boolean = Да или нет
field-kind-link = Ссылка
field-kind-fixed = Вид поля выбран при создании и не меняется. Нужен другой — создайте новое поле.
field-help = Подсказка
field-help-hint = Строка, которую видно при заполнении.
field-choices = Варианты
field-choices-hint = По одному в строке; только для «одного варианта из списка».
field-choices-kept = По одному в строке. Если убрать вариант, у клиентов с ним он останется.
field-delete = Удалить это поле
field-delete-more = { $count ->
    [0] В нём ничего не записано.
    [one] Вместе с ним удалится запись об { $count } клиенте.
    [few] Вместе с ним удалятся записи о { $count } клиентах.
   *[other] Вместе с ним удалятся записи о { $count } клиентах.
}
field-delete-sure = Удалить «{ $name }»?
back-to-fields = Все поля и метки
delete = Удалить
used-by = { $count ->
    [0] пока ни у кого
    [one] { $count } клиент
    [few] { $count } клиента
   *[other] { $count } клиентов
}
tags-more = Метки клиентов. Операторы создают их рядом с чатом; здесь вы наводите порядок.
tags-empty = Меток пока нет.
tag-colour = Цвет
tag-colour-number = Цвет { $number }
tag-merge = Объединить с другой меткой
tag-merge-more = { $count ->
    [0] Этой метки ни у кого нет. Она будет удалена.
    [one] { $count } клиент с этой меткой получит другую, а эта будет удалена.
    [few] { $count } клиента с этой меткой получат другую, а эта будет удалена.
   *[other] { $count } клиентов с этой меткой получат другую, а эта будет удалена.
}
tag-merge-into = Выберите метку
tag-merge-do = Объединить
tag-delete = Удалить эту метку
tag-delete-more = { $count ->
    [0] Её ни у кого нет.
    [one] Она будет снята с { $count } клиента.
    [few] Она будет снята с { $count } клиентов.
   *[other] Она будет снята с { $count } клиентов.
}
tag-delete-sure = Удалить метку «{ $name }»?
room-customers = Клиенты
room-customers-lead = Что вы храните о клиентах: свои поля, метки, где они находятся и какие страницы смотрели.
refusal-tag-itself = Метку нельзя объединить с самой собой.
refusal-field-few-choices = Нужно хотя бы два варианта, по одному в строке.
refusal-field-many-choices = Помещается не больше 60 вариантов.
refusal-field-many = Помещается не больше 40 полей.
refusal-bad-number = Это не число. Пишите без разделителей тысяч, например 1234,5.
refusal-bad-date = Это не дата.
refusal-not-a-choice = Такого варианта больше нет.
refusal-bad-link = Это не адрес в интернете, например https://shop.example.

# Справочник
people = Люди
people-tabs = Кого показывает список
people-known = Знакомые
people-everybody = Все
people-blocked = Заблокированные
people-is-blocked = заблокирован
people-blocks = Кого и за что блокировали
people-search = Поиск людей
people-search-hint = Имя, почта, телефон или компания
people-tag = Метка
people-any-tag = Любая метка
people-contact = Контакты
people-chats = Чаты
people-chats-count = { $count ->
    [0] нет чатов
    [one] { $count } чат
    [few] { $count } чата
   *[other] { $count } чатов
}
people-last = Последний контакт
people-rows = Список людей
people-pages = Страницы списка
people-first = В начало
people-more = Дальше
people-none = Пока никого
people-none-more = Здесь появится каждый, кто напишет вам и назовёт имя или адрес. Можно и записать человека самим.
people-none-blocked = Никто не заблокирован
people-no-match = Этой метки ни у кого нет
people-not-found = По запросу «{ $words }» никого нет
people-look-everywhere = Искать и среди безымянных посетителей
people-new = Новый клиент
people-create = Записать
people-create-anyway = Всё равно записать
people-nobody = Укажите имя, адрес или номер.
people-known-already = Этот адрес или номер уже известен:
people-back = Назад к списку
people-back-to = Назад: { $name }
people-import = Импорт
people-export = Экспорт
people-since = Клиент с
people-details = Сведения
people-reaches = Откуда пишет
people-first-seen = впервые замечен
people-story = История
people-no-chats = Чатов с этим клиентом ещё не было.
people-open-chat = Открыть чат
people-merge = Объединить
customer-record = Карточка

# Таблицы
people-import-title = Импорт клиентов
people-import-lead = Из таблицы, которую другая программа сохранила как CSV. Сначала вы увидите, что произойдёт; до этого ничего не сохраняется.
people-import-file = Файл
import-paste = Или вставьте таблицу
import-columns = Первая строка называет столбцы; понятны такие:
import-look = Посмотреть, что получится
people-import-empty = В этой таблице нет строк.
import-no-columns = Нет столбца name, email или phone. Первая строка должна называть столбцы.
people-import-two-columns = Два столбца называются «{ $name }».
people-import-too-long = Больше { $most } строк за один раз нельзя. Разделите таблицу.
js-import-unreadable = Файл сохранён не в UTF-8. В таблице выберите «CSV UTF-8».
js-import-large = Файл слишком велик для одного раза. Разделите таблицу.
import-found = { $count ->
    [0] Ни одну строку нельзя принять.
    [one] Можно принять { $count } строку.
    [few] Можно принять { $count } строки.
   *[other] Можно принять { $count } строк.
}
import-new = { $count ->
    [0] Новых клиентов нет
    [one] { $count } новый клиент
    [few] { $count } новых клиента
   *[other] { $count } новых клиентов
}
import-doubles = { $count ->
    [one] { $count } уже известен по почте или телефону
    [few] { $count } уже известны по почте или телефону
   *[other] { $count } уже известны по почте или телефону
}
import-doubles-what = Как быть с теми, кто уже известен?
import-doubles-show = Кто это?
import-update = Обновить: данные таблицы заменят известные
import-skip = Пропустить
import-add = Завести ещё одного клиента на каждого
import-broken = { $count ->
    [one] { $count } строка с ошибкой
    [few] { $count } строки с ошибками
   *[other] { $count } строк с ошибками
}
import-broken-title = Строки с ошибками
import-ignored = Непонятно и не принято: { $columns }
people-import-line = Строка
import-in-table = В таблице
import-known-as = Известен как
import-on-line = Строка { $line }:
import-more-broken = { $count ->
    [one] и ещё { $count }
    [few] и ещё { $count }
   *[other] и ещё { $count }
}
import-leave-out = Пропустить строки с ошибками
import-do = { $count ->
    [one] Импортировать { $count } клиента
    [few] Импортировать { $count } клиентов
   *[other] Импортировать { $count } клиентов
}
import-other = Другая таблица
import-done = Импорт завершён: новых — { $added }, обновлено — { $updated }.
import-skipped = { $count ->
    [one] { $count } уже был известен и пропущен.
    [few] { $count } уже были известны и пропущены.
   *[other] { $count } уже были известны и пропущены.
}
import-left-out = { $count ->
    [one] Пропущена { $count } строка с ошибкой.
    [few] Пропущены { $count } строки с ошибками.
   *[other] Пропущено { $count } строк с ошибками.
}
fault-width = ячеек больше или меньше, чем в первой строке.
fault-nobody = нет ни имени, ни почты, ни телефона.
fault-email = «{ $value }» — не адрес почты.
fault-language = «{ $value }» — не код языка.
fault-value = «{ $value }» не подходит для поля «{ $field }».
fault-twice = та же почта или телефон, что в строке { $line }.
refusal-import-broken = В таблице есть строки с ошибками. Ничего не сохранено. Отметьте, что их нужно пропустить, или исправьте таблицу.

# Двое — один человек
merge-title = { $name } — кто ещё?
merge-lead = Чаты, аккаунты, заметки и метки обоих соединятся. Это можно отменить в течение 30 дней.
merge-search = Найти второго
merge-find = Найти
merge-alike = Похожие:
merge-none-alike = Похожих нет. Ищите по имени, почте или телефону.
merge-choose = Сравнить
merge-choose-of = Сравнить: { $name }
merge-what = Что
merge-stays = остаётся
merge-joins = присоединяется
merge-means = Где данные есть у обоих, выберите, что останется. Чего нет у одного, берётся у другого.
merge-do = Объединить
merge-other = Кто-то другой
merge-done = { $agent } присоединяет к этому клиенту: { $name }
merge-undo = Отменить
refusal-merge-itself = Это и так один клиент.
refusal-merge-blocked = Один из двоих заблокирован. Сначала разблокируйте.
refusal-merge-too-late = Это уже нельзя отменить.
refusal-merge-merged-on = С тех пор было ещё одно объединение. Сначала отмените его.

# Блокировка
block = Заблокировать
block-customer = Заблокировать: { $name }
block-sure = Заблокировать: { $name }?
block-means = Чат закроется и уйдёт в архив. Что бы клиент ни написал потом, никого это не позовёт. Отменить можно в карточке клиента.
block-reason = Причина
block-reason-for = для команды
block-spam = Спам
block-abuse = Оскорбления или угрозы
block-other = Другое
block-more = Своими словами
block-more-when = нужно для «другого»
block-message = Сообщение клиенту
block-message-when = его же получит при каждой новой попытке
block-message-default = Спасибо за обращение. Мы не можем продолжать этот разговор в чате.
block-lasts = На сколько
block-for-ever = Пока не разблокируют
block-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[other] { $count } дней
}
block-nearby = Блокировать и новых посетителей с адреса
block-nearby-none = Никого больше
block-nearby-hint = Один адрес бывает у семьи, офиса и целого города. Это закончится само; кто был здесь раньше или известен вашему сайту, не пострадает.
block-do = Заблокировать и закрыть
blocked-by = Блокировка: { $name }
blocked-until = до
blocked-told = Сообщение:
unblock = Разблокировать
js-blocked = Готово. Что клиент напишет теперь, никого не позовёт.
blocks-lead = Кого, кто и за что блокировал; сначала последние.
blocks-none = Никого ещё не блокировали
blocks-by = Кто
blocks-lifted = разблокировка: { $name }
blocks-time-up = срок вышел
blocks-nearby = А также новые посетители с { $addresses }, до
blocks-because = Пришёл с тех же адресов, что и
line-blocked = { $name } блокирует этого клиента
line-unblocked = { $name } снимает блокировку
line-unblocked-in-time = Срок блокировки вышел
log-while-blocked = Написано во время блокировки
chats-status-archived = В архиве
chats-status-archived-means = Убран. Его можно читать и находить, но не отвечать.
refusal-customer-blocked = Этот клиент заблокирован. Сначала разблокируйте.
refusal-block-no-reason = Напишите, за что. Это увидит только команда.
refusal-block-no-message = Напишите, что получит клиент.
refusal-block-no-address = Сетевой адрес больше не известен. Заблокируйте без него.
refusal-block-already = Этот клиент уже заблокирован.
refusal-block-not-yours = Разблокировать может только { $name } или старший.
refusal-blocked = Сюда больше нельзя ничего отправить.

# Где они
place = Место
place-none = Место неизвестно.
place-no-file = Место неизвестно: веб-чат сам его не сообщает, а файл мест не указан.
place-set = Указать файл
place-inside = Место неизвестно: этот сетевой адрес — из вашей собственной сети.
place-unknown = Место неизвестно: в файле мест нет этого сетевого адреса.
place-caveat = Приблизительно, по сетевому адресу. VPN или мобильная сеть могут увести далеко.
place-radius = В пределах примерно { $km } км.
place-local-time = Местное время
place-told = Сообщил сам клиент
place-told-within = Сообщил сам клиент, с точностью до { $metres } м,
place-maps = Карта:
place-file-missing = На этой машине нет такого файла.
place-file-unreadable = Файл мест не читается: { $reason }.
place-file-damaged = Это не файл мест (MMDB), или он повреждён. Скачайте его заново.
place-file-other = В этом файле («{ $kind }») нет мест. Нужен файл с городами или странами.
places-more = Веб-чат не сообщает места. Файл в формате MMDB — его бесплатно предлагают разные поставщики — говорит, где примерно находится сетевой адрес. Он читается на этой машине, никого не спрашивая.
places-file = Путь к файлу
places-file-hint = На машине, где работает Shopbell. Если заменить файл, новый прочитается сам.
places-open = Используется: { $kind }, { $size } МБ в памяти, создан
refusal-not-on-earth = На Земле нет такого места.

# Страницы посетителей
pages-rules-more = Рядом с веб-чатом видно, на каких страницах посетитель сейчас и был раньше. Они забываются через { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[other] { $count } дней
}.
pages-parameters = Параметры адресов, которые вам видны
pages-parameters-hint = Например, слова поиска или артикул, через пробел. Остальные отрезаются в браузере посетителя, кроме utm_…
pages-bad-name = «{ $name }» — не название параметра, или их больше 20.
pages-earlier = { $count ->
    [one] { $count } страница прошлых визитов
    [few] { $count } страницы прошлых визитов
   *[other] { $count } страниц прошлых визитов
}
pages-from-site = с { $site }

# За кого сайт выдаёт посетителя
identity-refused-wrong = Подпись не подходит к этому id и ключу. Посетитель остаётся незнакомцем.
identity-refused-expired = Срок этой подписи уже вышел. Посетитель остаётся незнакомцем.
identity-refused-early = Эта подпись действует дольше суток. Подписывайте заново для каждой страницы.
identity-refused-used = Эта подпись уже использована. Подписывайте заново для каждой страницы.
identity-refused-undated = У этой подписи нет срока, а магазин принимает только подписи со сроком. Посетитель остаётся незнакомцем.
identity-dated = Принимать только подписи со сроком
identity-dated-more = Подписывайте id вместе со временем, как показано выше: такая подпись действует не дольше суток и один раз. Подпись без времени действует всегда — и для того, кто найдёт её в старой странице.
identity-dated-code = со сроком: действует час и один раз
