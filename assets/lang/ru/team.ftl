# Второй шаг входа.
step-title = Вход в два шага
step-on = включён
step-lead = Ещё один шаг: код с вашего телефона.
step-set-up-lead = В этом магазине второй шаг обязателен для всех. Настройте его сейчас, это займёт минуту.
step-lost = Телефон потерян? Введите запасной код или обратитесь к администратору.
step-back = Войти под другим именем
step-what = Кроме пароля спрашивается код с вашего телефона. Тогда подсмотренного пароля недостаточно.
step-need = Нужно приложение-аутентификатор на телефоне, например Aegis, FreeOTP или Google Authenticator.
step-begin = Настроить
step-look = Посмотреть
step-picture = Картинка для приложения-аутентификатора
step-scan = Отсканируйте картинку приложением-аутентификатором или введите в него буквы.
step-type = Затем введите шесть цифр, которые оно покажет.
step-secret = Буквы для ввода вручную
step-code = Код
step-code-hint = Шесть цифр. Они меняются каждые полминуты.
step-code-or-recovery = Шесть цифр с телефона или запасной код.
step-confirm = Включить
step-is-on = Вход в два шага включён.
step-since = с
step-recovery = Запасные коды
step-recovery-more = Храните их в надёжном месте: на бумаге или в хранилище паролей. Каждый впустит вас один раз без телефона. Больше они показаны не будут.
step-go-on = Коды сохранены
step-codes-left = { $count ->
    [one] остался { $count } запасной код
    [few] осталось { $count } запасных кода
   *[other] осталось { $count } запасных кодов
 }
step-codes-few = Чтобы получить новые, выключите и включите снова.
step-required-here = В вашем магазине второй шаг обязателен для всех, выключить его нельзя.
step-off = Выключить
step-off-more = Нужны пароль и код. После этого для входа хватит пароля.
step-for-all = Вход в два шага для всех
step-for-all-more = У кого его ещё нет, настроит при следующем входе. Открытые сеансы остаются.
step-none = Входит только по паролю.
step-reset = Сбросить
step-reset-sure = Сбросить вход в два шага: { $name }?
step-reset-meaning = Телефон и запасные коды больше не понадобятся: хватит пароля. Убедитесь, что просит именно этот человек.
refusal-wrong-code = Код неверен или уже использован. Дождитесь следующего.
refusal-code-needed = У этого сотрудника вход в два шага. Передайте и код с телефона.
refusal-second-step-needed = В этом магазине обязателен вход в два шага. Войдите один раз в браузере, чтобы его настроить.
refusal-no-second-step = Подтверждать нечего: вход в два шага не настроен или уже включён.
refusal-second-step-required = В этом магазине вход в два шага обязателен для всех.
refusal-code-too-late = Прошло слишком много времени. Войдите ещё раз.
refusal-bad-reachable = Укажите время, например 18:00.
act-second_step_on = включает вход в два шага:
act-second_step_off = выключает вход в два шага:
act-second_step_reset = сбрасывает вход в два шага:
act-second_step_required = делает вход в два шага обязательным для всех
act-second_step_optional = делает вход в два шага необязательным
act-recovery_code_used = использует запасной код:
act-code_wrong = вводит неверный код:
act-languages_changed = меняет языки сотрудника:
act-chats_held = оставляет чаты на время отсутствия:
act-chats_passed = больше не оставляет чаты на время отсутствия:

# Как работают сотрудники.
speaks = Говорит
speaks-more = Коллеги видят это рядом с именем.
member-holds = Чаты остаются на время отсутствия
member-holds-more = Чаты остаются за сотрудником, хотя консоль закрыта. Клиенты тогда ждут только его.
reachable-title = На связи по телефону
reachable-more = Вы считаетесь на месте, хотя консоль закрыта.
reachable-until = До
reachable-set = Задать
reachable-end = Больше не на связи
team-state = Состояние
team-queues-none = не обслуживает очередей
team-sessions = { $count ->
    [0] вход не выполнен
    [one] { $count } сеанс
    [few] { $count } сеанса
   *[other] { $count } сеансов
 }
team-step = Вход в два шага включён

# От чьего имени пишут клиентам.
room-identities = Имена для клиентов
identities-lead = Кого клиент видит автором сообщения: самого оператора, псевдоним или роль, например «Поддержка Kettle & Co.».
identities-none = Все пишут от своего имени.
identities-none-more = Создайте роль для нескольких человек или псевдоним для одного.
identity-new = Новое имя
identity-name = Имя, которое видит клиент
identity-name-hint = Например, «Поддержка Kettle & Co.» или «Анна».
identity-whose = Вид
identity-role = Роль для нескольких
identity-alias = Псевдоним: { $name }
identity-who = Кто может выступать в этой роли
identity-who-more = Никто не отмечен: вся команда. Псевдоним принадлежит одному человеку.
identity-where = Каналы
identity-where-more = Ничего не отмечено: на всех каналах.
identity-of = Псевдоним:
identity-all = Роль для всей команды
identity-some = Роль для:
identity-everywhere = все каналы
identity-retired = убрано
identity-retire = Убрать
identity-restore = Вернуть
identity-retire-more = Убранное имя больше нельзя выбрать. Написанное под ним сохраняет имя.
identity-usual = Клиенты канала
identity-usual-which = Видят оператора как
identity-usual-more = Кому имя недоступно, пишет от себя. Если имён несколько, выбор стоит рядом с полем ввода.
identity-own = Собственное имя
identity-only = Никогда не показывать собственные имена
identity-only-more = У кого здесь есть такое имя, не может писать от себя.
wearing-as = Клиент видит вас как
face-picture = Фотография
face-picture-choose = Выбрать картинку
face-picture-clear = Убрать
face-picture-more = Клиенты видят её рядом с сообщениями. Она уменьшается, место съёмки удаляется.
refusal-identity-not-yours = На этом канале это имя не для вас.
refusal-picture-gone = Этой картинки больше нет. Выберите её снова.
act-identity_added = создаёт имя для клиентов
act-identity_changed = меняет имя для клиентов
act-identity_retired = убирает имя для клиентов
act-identity_restored = возвращает имя для клиентов
act-identity_usual = меняет, кого видят клиенты канала

capacity = Что входит в предел
capacity-more = Сколько чатов сразу, задаётся для каждого. Здесь — какие из них считаются.
capacity-wrap-ups = Завершение считается
capacity-wrap-ups-more = Законченный чат считается, пока не завершена его обработка.
capacity-offers = Предлагать чаты во время завершения
capacity-offers-more = Выключено: тому, кто завершает чат, ничего нового не предлагают и не назначают.
capacity-silent = Молчащие чаты перестают считаться
capacity-silent-hint = Когда клиент получил ответ и столько времени никто ничего не писал.
capacity-never = Никогда
capacity-minutes = через { $count ->
    [one] { $count } минуту
    [few] { $count } минуты
   *[other] { $count } минут
}
act-capacity_changed = изменено, какие чаты входят в предел
