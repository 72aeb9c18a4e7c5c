# Texts: pictures, files and links of a customer’s chats.

customer-files = Файлы
shared-none = Пока ничего нет. Здесь собираются изображения, файлы и ссылки из переписки с клиентом: { $name }.
shared-pictures = Изображения
shared-others = Другие файлы
shared-links = Ссылки
shared-more = Показать более ранние
shared-where = Перейти к сообщению
shared-picture-where = Перейти к сообщению с { $name }
shared-automatic = автоматически
shared-comment = комментарий
