# Translation.
translate-switch = Переводить
translate-switch-more = Переводить этот чат в обе стороны
js-translate-original = Показать оригинал
js-translate-back = Показать перевод
js-translate-written = Показать написанное
js-translate-sent = Показать отправленное
js-translate-failed = Не переведено. Ещё раз
js-translate-waits = Переводится…
js-translate-fault = Перевода сейчас нет. Отправленное сейчас уйдёт как есть.
js-translate-look = Прочтите и отправьте ещё раз.
room-translation = Перевод
translation-lead = Слова клиентов показаны на языке команды, слова команды уходят на языке клиента. Оба текста остаются.
translation-by = Кто переводит
translation-off = Никто
translation-libre = Сервер LibreTranslate
translation-model = Языковая модель
translation-address = Адрес сервера
translation-key-hint = Если он нужен серверу.
translation-which = Какая языковая модель
translation-no-model = Выберите языковую модель или сначала добавьте её среди суфлёров.
translation-glossary = Глоссарий
translation-glossary-hint = По строке на пару, действует в обе стороны, например: de en: Deckel = lid
translation-line-bad = Строку { $line } нельзя прочесть. Нужно так: de en: Deckel = lid
translation-too-many = Строк больше 300.
translation-masked = Имена, номера, адреса и найденное вашими шаблонами не уходят; в переводе они снова на месте.
translation-words = Слова для перевода
translation-from = С этого языка
translation-to = На этот язык
translation-test = Перевести
act-translation_changed = изменён перевод; кто:
