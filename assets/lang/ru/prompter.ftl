# Суфлёр: что можно ответить.
prompter-switch = Подсказки
prompter-switch-more = Подсказки, что ответить
customer-prompter = Подсказки

js-message-prompt = Подсказки к этому сообщению
js-prompter-none = К этому сообщению подсказок нет.
js-prompter-late = Подсказок сейчас нет.
js-prompter-fit = совпадение { $percent } %
js-prompter-reply = Быстрый ответ: { $name }
js-prompter-article = Статья: { $name }
js-prompter-past = { $name }, { $date }
js-prompter-suggested = Подсказка, источник: { $source }. Прочтите перед отправкой.
js-prompter-close = Закрыть подсказки
js-prompter-question = Что вы хотите узнать?
js-prompter-context = Учитывать последнее сообщение клиента
js-prompter-ask = Спросить
js-prompter-use = В ответ
js-prompter-nothing = Ничего не найдено. Попробуйте другие слова.
js-prompter-hint = До отправки клиент ничего не увидит. Сказанное другим показано без их имён и номеров.
js-prompter-open = Открыть
