# Быстрые ответы: за стойкой, в комнате администратора, на пути сюда и отсюда.
content-language = Язык ответов: { $name } ({ $code }). Изменить
content-language-what = Ответы, карточки и приветствия на языке
content-language-channel = { $name } — так сообщает браузер
content-language-site = Язык магазина
keys-quick = Быстрые ответы
refusal-unfilled = { $place } не заполнено. Замените и отправьте.
refusal-reply-gone = Этот быстрый ответ только что удалили.
refusal-reply-changed = Коллега только что изменил этот быстрый ответ.

room-replies = Быстрые ответы
replies-lead = Частые ответы по темам. Двойной щелчок по теме в консоли вставляет её первый ответ, по «Все» — основной ответ команды.
replies-begin = Начните с темы слева, например «Доставка». Или импортируйте таблицу.
replies-choose = Выберите ответ, чтобы изменить его, или напишите новый.
replies-back = Быстрые ответы
reply-new = Ответ
reply-name = Название
reply-name-hint = Для команды; клиенты его не видят.
reply-name-taken = В этой теме уже есть ответ с таким названием.
reply-topic = Тема
reply-topic-needed = Выберите тему.
reply-texts = Текст по языкам
reply-text-other = Текст на другом языке
reply-text-needed = Напишите текст хотя бы на одном языке.
reply-language-other = Другой язык
reply-language-needed = Выберите язык последнего текста.
reply-language-bad = «{ $code }» — не код языка.
reply-language-twice = { $language }: язык указан дважды.
reply-too-long = { $language }: в тексте { $length ->
    [one] { $length } знак
    [few] { $length } знака
   *[other] { $length } знаков
}; отправить можно до 10 000.
reply-changed-meanwhile = Пока ответ был открыт, его изменил коллега. Если сохранить ещё раз, ваш текст заменит его слова.
content-deleted-meanwhile = Пока это было открыто, коллега его удалил. Если сохранить, оно появится снова таким, как здесь.
reply-tags = Метки
reply-tags-hint = Слова, по которым его находят после знака /, через запятую.
reply-default = Основной ответ команды
reply-default-mark = Основной
reply-delete-sure = Удалить «{ $name }»?
reply-delete-meaning = Он исчезнет из всех консолей. Отправленное останется в чатах.
placeholder-insert = Вставить
placeholder-hint = Поля заполняются при вставке ответа. Слова после черты берутся, когда ничего не известно: {"{"}customer.first_name|уважаемый клиент{"}"}.
placeholder-unknown = Поля { $name } у нас нет: перед отправкой его нужно заменить вручную.
topic-list = Темы
topic-all = Все
topic-new = Новая тема
topic-add = Добавить тему
topic-name = Название темы { $name }
topic-name-taken = Тема с таким названием уже есть.
topic-empty = Ответов пока нет.
topics-none = Тем пока нет.
topic-delete-sure = Удалить тему «{ $name }»?
topic-delete-meaning = { $count ->
    [0] В ней нет ответов.
    [one] Вместе с ней удалится { $count } ответ. Отправленное останется в чатах.
    [few] Вместе с ней удалятся { $count } ответа. Отправленное останется в чатах.
   *[other] Вместе с ней удалятся { $count } ответов. Отправленное останется в чатах.
}
channel-language = Язык ответов, если язык посетителя неизвестен
channel-language-house = Как у всех материалов
content-default = Язык по умолчанию
content-default-set = Выбрать язык
content-default-more = Берётся, если ответа нет на языке клиента.
content-delete = Удалить
content-export = Экспорт
content-export-csv = Таблица (CSV)
content-export-json = Файл JSON
content-import = Импорт
replies-import = Импорт быстрых ответов
replies-import-lead = Таблица или JSON в том виде, в каком их даёт экспорт. Ответы с той же темой и названием заменяются, остальные остаются.
replies-import-file = Файл
replies-import-text = Или вставьте текст сюда
replies-import-hint = Первая строка таблицы называет столбцы: topic, name, tags, default и по одному на каждый язык, например en или de.
replies-import-take = Импортировать
replies-imported = Импортировано: новых — { $added }, изменённых — { $changed }, прежних — { $same }.
import-wrong = { $count ->
    [one] Ничего не импортировано: сначала исправьте { $count } ошибку.
    [few] Ничего не импортировано: сначала исправьте { $count } ошибки.
   *[other] Ничего не импортировано: сначала исправьте { $count } ошибок.
}
import-more = … и ещё { $count }.
import-file = Файл:
import-line = Строка { $line }:
import-entry = Запись { $entry }:
import-empty = здесь нет ответов.
import-not-utf8 = это не текст в UTF-8. Сохраните файл как «CSV UTF-8» и попробуйте снова.
import-open-quote = кавычка открывает ячейку и нигде не закрыта, поэтому всё ниже попало в эту ячейку. Закройте её.
import-too-many = ответов больше { $most }. Разделите файл на несколько.
import-no-column = нет столбца «{ $name }». Добавьте его в первую строку.
import-bad-column = «{ $name }» — не topic, name, tags, default и не код языка. Переименуйте или удалите столбец.
import-two-columns = «{ $name }» указан дважды. Удалите один.
import-no-language = нет столбца с языком. Назовите столбец кодом языка, например en.
import-cells = ячеек { $found }, а в первой строке столбцов { $needed }. Возьмите тексты с разделителями в кавычки.
import-no-field = поле «{ $name }» пустое. Заполните его.
import-too-long = «{ $name }»: знаков { $length }, помещается { $most }. Сократите.
import-no-text = нет текста ни на одном языке. Напишите его или удалите строку.
import-bad-language = «{ $code }» — не код языка. Укажите, например, en, de или pt-BR.
import-twice = такие же тема и название уже были ({ $place }). Переименуйте или удалите одну из записей.
import-two-defaults = второй основной ответ; первый здесь: { $place } Оставьте один.
import-malformed = не удалось прочитать. { $reason }
import-yes-no = «{ $found }» в столбце default — не «да» и не «нет».

act-topic_added = добавлена тема быстрых ответов
act-topic_renamed = тема быстрых ответов переименована:
act-topic_deleted = удалена тема быстрых ответов
act-quick_reply_added = добавлен быстрый ответ
act-quick_reply_changed = изменён быстрый ответ
act-quick_reply_deleted = удалён быстрый ответ
act-quick_replies_imported = импортированы быстрые ответы (новые + изменённые):
act-content_language_changed = язык материалов по умолчанию:

js-replies = Быстрые ответы
js-replies-topics = Темы быстрых ответов
js-replies-all = Все
js-replies-search = Найти быстрый ответ
js-replies-none = Быстрых ответов с этими словами нет.
js-replies-empty = В этой теме ответов пока нет.
js-replies-write = Написать быстрые ответы
js-reply-default = Основной
js-reply-key-load = вставить
js-reply-key-close = закрыть
js-reply-loads = Вставится: { $language }
js-reply-loads-theirs = Вставится: { $language } (язык клиента)
js-reply-loads-instead = Вставится: { $language }; { $wanted } нет
js-reply-instead = Вставлено: { $language }. Текста на языке { $wanted } нет.
js-reply-fallback = Для { $place } ничего не известно, поэтому вставлено «{ $words }».
js-reply-unfilled-known = Для { $place } ничего не известно. Замените перед отправкой.
js-reply-unfilled = { $place } не заполнено. Замените перед отправкой.
js-reply-late = Ответ не вставлен. { $reason }
js-reply-too-long = Ответ уже не помещается: в сообщении до { $most } знаков.
js-note-dismiss = Скрыть
js-sms-parts = { $count } SMS
