# Texts: what helps with writing (patterns, clean-up, short forms)

room-patterns = Шаблоны
room-clean-up = Очистка текста
room-short-forms = Сокращения

# Patterns
pattern-card = Номер карты
pattern-card-advice = Номеру карты не место в чате. Уберите его или оставьте последние четыре цифры.
pattern-iban = Счёт IBAN
pattern-iban-advice = Номеру счёта не место в чате. Уберите его или оставьте последние четыре цифры.
pattern-national-id = Номер документа
pattern-national-id-advice = Похоже на чей-то личный номер. Уберите его.
patterns-lead = То, что не должно уйти в ответе. Найденное отмечается, пока пишут, и проверяется ещё раз перед отправкой.
pattern-all = Все шаблоны
pattern-new = Новый шаблон
pattern-looks-for = Что искать
pattern-rule = Правило
pattern-rule-hint = Слова и фразы — по одной в строке, ищутся целиком. Выражение — в записи Rust regex, без просмотра вперёд и назад. Заглавные и строчные не различаются.
pattern-then = Тогда
pattern-name = Название
pattern-name-needed = Нужно название: пишущему говорят, какой шаблон найден.
pattern-name-taken = Такое название уже есть у другого шаблона.
pattern-many = Шаблонов уже { $most }. Сначала удалите какой-нибудь.
pattern-advice = Совет
pattern-advice-hint = Что увидит пишущий рядом с названием: что написать вместо этого или почему нельзя.
pattern-off = Выключен
pattern-turn-on = Включить
pattern-turn-off = Выключить
pattern-on = Искать
pattern-on-more = Выключенный остаётся в списке и ничего не находит.
pattern-masks = Скрывать в сообщениях покупателей
pattern-masks-more = До записи в файл всё, кроме последних четырёх знаков, становится •. Вернуть это нельзя, и целиком номер здесь никто не увидит.
pattern-masks-short = входящие скрываются
pattern-try = Проверить на тексте
pattern-try-deed = Проверить
pattern-found = { $count ->
    [0] Ничего не найдено
    [one] Найдено { $count } место
    [few] Найдено { $count } места
   *[other] Найдено { $count } мест
}
pattern-remove = Удалить
pattern-remove-sure = Удалить «{ $name }»?
pattern-remove-more = Его больше не будут искать. Отправленное останется как есть.
deed-warn = Предупредить
deed-block = Не отправлять
look-words = Слова
look-expression = Выражение
look-card-more = От 13 до 19 цифр с верной контрольной цифрой, как бы они ни были сгруппированы
look-iban-more = Номер счёта с верными контрольными цифрами
look-national-id-more = Личные номера 16 стран по их виду и контрольным цифрам
expression-empty = Нужно то, что искать.
expression-long = Знаков здесь { $length }, это слишком много. Сделайте из одного два.
expression-large = Выражение слишком разрастается: повторы внутри повторов выписываются для каждой буквы. Уменьшите числа в фигурных скобках.
expression-fits-nothing = Выражение подходит и к пустому месту, поэтому нашлось бы везде. Замените «*» на «+».
expression-look-around = Просмотр вперёд и назад, как (?=…), здесь невозможен.
expression-back-reference = Ссылка на найденное раньше, как \1, здесь невозможна.
expression-bracket = Скобка открыта и не закрыта или наоборот. Чтобы искать саму скобку, поставьте перед ней обратную косую черту.
expression-faulty = Это нельзя прочесть: { $why }

# Clean-up
clean-up-lead = Кисть у поля ответа убирает это из вставленного текста. Буквы, переносы строк и ссылки остаются.
clean-markup = Теги и стили веб-страниц
clean-letters = Буквы другого начертания, такие как 𝐛𝐨𝐥𝐝
clean-tracking = Части ссылок, которые следят за читателем
clean-invisible = Невидимые знаки
clean-signatures = Подписи почтовых программ и телефонов
clean-blanks = Пробелы в конце строк, лишние пустые строки
clean-tracking-names = Другие такие части ссылок
clean-tracking-names-hint = Имена через пробел, например: partner from_*
clean-signature-lines = С чего начинаются ваши подписи
clean-signature-lines-hint = По одной в строке. Всё, что идёт после такой строки, удаляется вместе с ней.
clean-own = Ваши шаблоны
clean-own-hint = По выражению в строке. Замена пишется после =>; без неё найденное удаляется. Пример: KK(\d+) => KK-$1
clean-up-line = Строка { $line }: { $why }
clean-up-many = Помещается не больше { $most } шаблонов.
clean-deed = Очистить
clean-after = После очистки:
js-clean-nothing = Очищать нечего.
js-clean-done = Очищено.
js-clean-undo = Вернуть
js-clean-compare = Что изменилось
js-clean-did-markup = теги: { $count }
js-clean-did-letters = буквы другого начертания: { $count }
js-clean-did-invisible = невидимые знаки: { $count }
js-clean-did-tracking = ссылки со слежкой: { $count }
js-clean-did-signatures = подписи: { $count }
js-clean-did-blanks = строки с лишними пробелами: { $count }
js-clean-did-own = ваши шаблоны: { $count }

# The guard in the reply box
js-guard-found = В этом ответе: { $rule }.
js-guard-found-file = В имени файла «{ $name }»: { $rule }.
js-guard-blocked = Ваш магазин не разрешает это отправлять.
js-guard-mask = Скрыть за меня
js-guard-edit = Изменить ответ
refusal-sensitive = В ответе есть то, что не должно уйти: { $rule }. { $advice }
refusal-sensitive-blocked = В ответе есть то, что ваш магазин не разрешает отправлять: { $rule }. { $advice }

# Short forms
short-forms = Сокращения
short-forms-own = Мои сокращения
short-forms-edit = Изменить
short-forms-more = Набранное отдельным словом сокращение превращается в свой текст. Backspace сразу после этого возвращает набранное.
short-forms-empty = Сокращений пока нет.
short-forms-team-lead = Для всей команды. У каждого могут быть и свои, они важнее.
short-forms-own-lead = Только для вас. Они важнее командных.
short-form-short = Сокращение
short-form-text = Во что превращается
short-form-example = спс
short-form-text-example = Спасибо, что написали нам!
short-form-remove = Удалить «{ $short }»
short-form-word = Нужно одно слово из букв и цифр, не больше 20.
short-form-text-needed = Нужен текст, и не само сокращение.
short-form-taken = Такое сокращение в списке уже есть.
short-form-many = Список полон. Сначала удалите какое-нибудь сокращение.

# The log
act-pattern_added = добавлен шаблон
act-pattern_changed = изменён шаблон
act-pattern_on = включён шаблон
act-pattern_off = выключен шаблон
act-pattern_removed = удалён шаблон
act-clean_up_changed = изменено, что убирает очистка
act-sensitive_sent = отправлено, несмотря на шаблон
act-short_form_added = добавлено сокращение
act-short_form_changed = изменено сокращение
act-short_form_removed = удалено сокращение
