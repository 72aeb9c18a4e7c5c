# Письмо в переписке чата и чат, который отправляют письмом.

mail-subject = Тема:
mail-show-all = Показать всё
mail-show-less = Свернуть
mail-as-written = Показать как написано
mail-as-words = Скрыть оригинал
mail-frame = Письмо в исходном виде
mail-pictures = Показать картинки
mail-pictures-why = Картинки с чужих серверов выдадут их владельцам, что письмо прочитано.
mail-sealed = Письмо зашифровано. Прочитать его можно там, где есть ключ: файл приложен.
mail-winmail = Outlook упаковал файлы в winmail.dat; распаковать их может только Outlook.

transcript-mail = Отправить по почте
transcript-mail-to = Кому
transcript-mail-from = От кого
transcript-mail-hint = Комментарии уходят только на адреса коллег.
transcript-mail-send = Отправить
transcript-mail-none = Почтовый ящик ещё не подключён.
transcript-mail-none-ask = Его подключает администратор в разделе «Каналы».
transcript-mail-connect = Подключить
transcript-mail-bad = Это не полный адрес.
transcript-mail-outsider = Комментарии — только для коллег. Отправьте чат без них или на адрес коллеги.
transcript-mail-gone = Этого ящика больше нет, или он на паузе. Выберите другой.
transcript-mail-many = На сегодня этот чат отправлен уже достаточно раз.
transcript-mail-again = Попробовать ещё раз
transcript-mail-subject = Ваш чат с { $team }
transcript-mails = По почте
transcript-mail-waits = В пути
transcript-mail-sent = Отправлено
transcript-mail-failed = Не отправлено

line-transcript-mailed = { $name }: запись чата отправлена на { $address }
line-transcript-unmailed = Запись чата не дошла до { $address }
line-transcript-unmailed-why = Запись чата не дошла до { $address }: «{ $words }»
mail-unproved = Не подтверждено, что письмо с этого адреса.
mail-unproved-why = Сервер, принявший письмо, не ручается за отправителя. Осторожнее с тем, о чём просят.
