# The frame around every screen.
skip-to-main = К главному
nav-main = Главное меню
nav-console = Консоль
nav-chats = Чаты
nav-admin = Настройки
sound-toggle = Звук колокольчика
theme-toggle = Светлая или тёмная тема
keys-show = Клавиши
my-account = { $name }: моя учётная запись
net-lost = Соединяемся с Shopbell.
net-lost-more = Черновики целы. Отправленное сейчас уйдёт, как только связь вернётся.
net-try-now = Попробовать
waiting-count = { $count ->
    [one] Ждёт { $count } клиент
    [few] Ждут { $count } клиента
   *[many] Ждут { $count } клиентов
}
visitor-number = Гость { $number }
