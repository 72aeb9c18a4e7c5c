# Тексты: своя учётная запись и кнопки в боковой полосе.

profile = Профиль
profile-name-hint = Так вас знают коллеги.
public-name = Имя, которое видят клиенты
public-name-hint = Оставьте пустым, чтобы показывать своё.
public-title = Вторая строка для клиентов
public-title-example = Служба заботы
public-preview = Как вас видят клиенты
preview-question = Вы работаете в воскресенье?
preview-answer = Да! С десяти до двух.
preferences = Настройки
theme = Оформление
theme-system = Как в системе
theme-light = Светлое
theme-dark = Тёмное
bell-volume = Звонок
bell-volume-hint = 0 — без звука.
shortcuts = Клавиши из одной буквы
shortcuts-more = N берёт следующий чат, R переходит к ответу … пока вы не печатаете.
ctrl-enter = Отправлять по Ctrl+Enter
ctrl-enter-more = А просто Enter переносит строку.
password-change = Сменить пароль
password-change-more = Вы выйдете везде, кроме этого устройства.
password-old = Старый пароль
password-old-wrong = Это не ваш пароль.
sessions = Где вы вошли
sessions-more = Если что-то вам незнакомо, завершите вход там и смените пароль.
session-here = здесь
session-since = с
session-used = последний раз
session-end-of = Выйти: { $device }
sessions-end-others = Выйти на всех остальных
sessions-end-sure = Выйти везде, кроме этого устройства?
sessions-end-meaning = { $count ->
    [one] Вход сразу завершится ещё на { $count } устройстве.
    [few] Вход сразу завершится ещё на { $count } устройствах.
   *[other] Вход сразу завершится ещё на { $count } устройствах.
}
device-unknown = Неизвестное устройство
js-theme-system = Оформление: как в системе
js-theme-light = Оформление: светлое
js-theme-dark = Оформление: тёмное
undo-send = Сколько ждать, прежде чем отправить
undo-send-more = Сообщение или комментарий уходит не сразу. Пока он ждёт, кнопка «Вернуть» возвращает его в поле.
undo-send-never = Не ждать
undo-send-seconds = { $count } с
undo-web-chat = Ждать и в чате на сайте
undo-web-chat-more = Там клиент обычно сидит перед чатом, поэтому сообщение уходит сразу, если это не включено. Комментарии для команды ждут всегда.
accepts-at-once = Принимать предложенные чаты сразу
accepts-at-once-more = Предложенный вам чат становится вашим без нажатия, если за последнюю минуту консолью пользовались. Иначе он предлагается как обычно.
holds-chats = Держать мои чаты, пока меня нет
holds-chats-more = Если консоль какое-то время закрыта, ваши чаты ждут вас и не переходят к коллегам.
