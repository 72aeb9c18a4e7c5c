# Карточки: за стойкой, в комнате администратора, на пути сюда и отсюда.
refusal-card-gone = Эту карточку только что удалили.
refusal-card-changed = Коллега только что изменил эту карточку.
refusal-card-not-carried = В чатах этого канала такую карточку отправить нельзя.
refusal-bad-card-link = По этой ссылке клиенты перейти не смогут.
customer-cards = Карточки
card-link = Карточка со ссылкой
card-mini-program = Карточка мини-программы

room-cards = Карточки
cards-lead = Картинка, заголовок, несколько слов и ссылка: перетащите карточку в ответ.
cards-begin = Начните с папки слева, например «Товары». Или импортируйте таблицу.
cards-choose = Выберите карточку, чтобы изменить её, или создайте новую.
card-new = Карточка
card-name-taken = В этой папке уже есть карточка с таким названием.
card-folder = Папка
card-folder-needed = Выберите папку.
card-kind = Вид
card-kind-hint = Карточки со ссылкой подходят для всех каналов, карточки мини-программ — только для WeChat и его мини-программ.
card-title = Заголовок
card-teaser = Несколько слов
card-link-field = Ссылка
card-picture = Картинка
card-picture-clear = Убрать картинку
card-picture-gone = Картинки больше нет. Выберите её снова.
card-tags-hint = Слова для поиска, через запятую.
card-text-needed = Заполните карточку хотя бы на одном языке.
card-title-needed = { $language }: нужен заголовок.
card-link-bad = Ссылка, { $language }: { $why }
card-changed-meanwhile = Пока карточка была открыта, её изменил коллега. Если сохранить ещё раз, ваш текст заменит его слова.
link-missing = нужна ссылка.
link-not-web = напишите адрес целиком, например https://shop.example/page.
link-not-public = клиенты не смогут открыть этот адрес. Укажите адрес в открытой сети.
link-too-long = знаков { $length }, помещается 2000.
folder-list = Папки
folder-all = Все
folder-new = Новая папка
folder-add = Добавить папку
folder-name = Название папки { $name }
folder-name-taken = Папка с таким названием уже есть.
folder-empty = Карточек пока нет.
folders-none = Папок пока нет.
folder-delete-sure = Удалить папку «{ $name }»?
folder-delete-meaning = { $count ->
    [0] В ней нет карточек.
    [one] Вместе с ней удалится { $count } карточка. Отправленное останется в чатах.
    [few] Вместе с ней удалятся { $count } карточки. Отправленное останется в чатах.
   *[other] Вместе с ней удалятся { $count } карточек. Отправленное останется в чатах.
}
cards-import = Импорт карточек
cards-import-lead = Таблица или JSON в том виде, в каком их даёт экспорт. Карточки с той же папкой и названием заменяются, остальные остаются. JSON приносит картинки с собой; с таблицей карточки сохраняют свои.
cards-import-hint = Первая строка таблицы называет столбцы: folder, name, kind, tags, language, title, teaser, link. У карточки по строке на каждый язык.
import-no-such-column = столбца «{ $name }» не бывает. Переименуйте или удалите его.
import-no-such-kind = «{ $kind }» — не link и не mini_program.

act-card_folder_added = добавлена папка карточек
act-card_folder_renamed = папка карточек переименована:
act-card_folder_deleted = удалена папка карточек
act-card_added = добавлена карточка
act-card_changed = изменена карточка
act-card_deleted = удалена карточка
act-cards_imported = импортированы карточки (новые + изменённые):

js-cards-search = Найти карточку
js-cards-none = Карточек с этими словами нет.
js-cards-empty = Карточек пока нет.
js-cards-write = Создать карточки
js-cards-all = Все
js-cards-hint = Перетащите карточку в поле ответа или нажмите на неё, чтобы посмотреть.
js-card-mini-program = Карточка мини-программы
js-card-not-carried = Карточки мини-программ отправляются только в WeChat и его мини-программы.
js-card-add = Добавить
js-card-close = Закрыть
js-card-open = Открыть ссылку
js-card-goes = Уйдёт на языке клиента: { $language }
js-card-goes-instead = Уйдёт: { $language }; { $wanted } нет
js-card-many = В одно сообщение помещается до { $most } карточек и картинок.
js-card-late = Карточка не добавлена. { $reason }
js-card-drop = Отпустите, чтобы добавить карточку к ответу
