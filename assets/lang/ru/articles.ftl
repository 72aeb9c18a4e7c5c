# Статьи: в комнате администратора, в справочном центре и в виджете.
room-articles = Статьи
articles-lead = Ответы, которые может прочитать каждый: в справочном центре, в виджете и для вашей команды, пока она пишет.
articles-begin = Начните слева с раздела, например «Доставка». Или импортируйте таблицу.
articles-choose = Выберите статью, чтобы изменить её, или напишите новую.
articles-back = Статьи
articles-open = Справочный центр
articles-import = Импорт статей
articles-import-lead = Таблица или JSON в том виде, в каком их даёт экспорт. Статьи с тем же разделом и названием заменяются, остальные остаются; заменённое можно вернуть.
articles-import-hint = Первая строка таблицы называет столбцы: category, name, published, bot, language, title, text. Каждый язык — отдельная строка.
article-new = Статья
article-name = Название
article-name-taken = В этом разделе уже есть статья с таким названием.
article-category = Раздел
article-category-needed = Выберите раздел.
article-text-needed = Напишите её хотя бы на одном языке.
article-half = Нужны и заголовок, и текст: { $language }.
article-too-long = В тексте ({ $language }) знаков: { $length }; помещается до 40 000.
article-changed-meanwhile = С тех пор как вы открыли статью, её сохранил коллега. Его слова стоят под вашими там, где они различаются: возьмите нужное и сохраните ещё раз.
article-theirs = Что сохранил коллега
article-markdown = Markdown: ## Заголовок, **жирный**, - список, 1. шаги, [слова](https://ссылка). Пустая строка начинает новый абзац.
article-published = Опубликована: её может прочитать каждый
article-for-bot = Бот может отвечать ею
article-preview = Просмотр
article-draft = Черновик
article-title = Заголовок
article-title-in = Заголовок: { $language }
article-title-other = Заголовок на другом языке
article-text-in = Текст: { $language }
article-delete-meaning = Она исчезнет из справочного центра, и ссылки на неё никуда не приведут. Снимите её с публикации, чтобы оставить черновиком.
article-versions = { $count ->
    [one] { $count } прежняя версия
    [few] { $count } прежние версии
   *[other] { $count } прежних версий
}
article-version-until = до
article-restore = Вернуть
category-list = Разделы
category-all = Все
category-new = Новый раздел
category-add = Добавить раздел
category-name = Название раздела { $name }
category-name-taken = Раздел с таким названием уже есть.
category-empty = Статей пока нет.
categories-none = Разделов пока нет.
category-delete-sure = Удалить раздел «{ $name }»?
category-delete-meaning = { $count ->
    [0] В нём нет статей.
    [one] { $count } статья в нём тоже будет удалена.
    [few] { $count } статьи в нём тоже будут удалены.
   *[other] { $count } статей в нём тоже будут удалены.
}
category-names = На других языках
category-names-more = Читатели видят название раздела. Если его нет на их языке, они видят это: { $language }.
category-name-other = Название на другом языке
refusal-article-changed = Коллега только что изменил эту статью.

help-title = Справка { $team }
help-lead = Ответы на самые частые вопросы.
help-heading = Чем мы можем помочь?
help-search = Искать ответ
help-search-go = Искать
help-found = { $count ->
    [0] По запросу «{ $words }» ничего не найдено
    [one] { $count } ответ по запросу «{ $words }»
    [few] { $count } ответа по запросу «{ $words }»
   *[other] { $count } ответов по запросу «{ $words }»
}
help-none = Попробуйте другие слова или сократите запрос.
help-all = Все статьи
help-way = Где вы находитесь
help-languages = Языки
help-changed = Последнее изменение:
help-ask = Нет ответа? Напишите нам: чат в углу страницы.
widget-help-search = Искать ответ
widget-help-none = Ничего не найдено. Напишите нам ниже.
widget-help-new-tab = откроется в новой вкладке

act-article_category_added = добавлен раздел статей
act-article_category_renamed = раздел статей переименован в
act-article_category_deleted = удалён раздел статей
act-article_category_called = назван на других языках раздел статей
act-article_added = добавлена статья
act-article_changed = изменена статья
act-article_deleted = удалена статья
act-articles_imported = импортированы статьи (новые + изменённые):
