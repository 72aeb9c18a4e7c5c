# Why a request was not carried out. Say what happened, what it means, what to do next.
refusal-sign-in-needed = Сначала войдите. Этот вход неизвестен или уже закончился.
refusal-not-allowed = Ваша роль этого не разрешает. Обратитесь к администратору.
refusal-not-found = Здесь такого нет, или это не для вас.
refusal-method = Этот адрес не принимает такие запросы.
refusal-wrong-host = Shopbell не отвечает на этот адрес. Откройте тот, который он напечатал при запуске, или запустите его с --host и этим именем.
refusal-foreign-origin = Запрос пришёл с чужого сайта, поэтому ничего не изменено.
refusal-bad-query = В адресе есть значение, которое нельзя прочесть.
refusal-beyond-end = Файл кончается раньше запрошенной части.
refusal-not-json = Тело запроса — не тот JSON, который нужен.
refusal-bad-form = Форму не удалось прочесть.
refusal-bad-key = Idempotency-Key — это текст от 1 до 200 байт.
refusal-cut-off = Запрос оборвался.
refusal-too-large = Это слишком много.
refusal-too-fast = Слишком быстро. Подождите немного и попробуйте снова.
refusal-storage = Диск не принимает запись, поэтому это не сохранено. Чтение работает; попробуйте чуть позже.
refusal-storage-low = Диск почти заполнен, поэтому файлы пока не принимаются. Сообщения принимаются.
refusal-busy = Сервер очень занят. Попробуйте чуть позже.
refusal-stopping = Сервер перезапускается, и неизвестно, сохранилось ли это. Повторите: дважды ничего не запишется.
refusal-internal = У нас что-то сломалось, ничего не изменено. Подробности в журнале.
refusal-empty = Пока нечего отправлять.
refusal-too-long = В сообщении символов: { $length }, помещается 10 000. Отправьте его двумя частями.
refusal-key-reused = Этот ключ уже использован для другого сообщения.
refusal-unknown-attachment = Файла этого сообщения больше нет. Добавьте его снова.
refusal-taken = { $name }: этот чат уже взят.
refusal-not-claimed = Сначала возьмите этот чат.
refusal-closed = Этот чат закрыт.
refusal-changed-meanwhile = Коллега только что ответил. Сначала прочтите, потом отправьте или измените своё.
refusal-at-limit = Открытых чатов: { $limit } — это ваш предел. Сначала закройте один.
refusal-not-active = Этот чат сейчас ни у кого.
refusal-no-such-agent = Такого коллеги нет, или он ушёл.
refusal-type-required = Выберите, о чём был чат.
refusal-reason-required = Выберите, чем закончился чат.
refusal-unknown-choice = Этого варианта больше нет в списке. Выберите другой.
refusal-other-open = У этого клиента открыт другой чат. Продолжайте там.
refusal-rating-range = Оценка — это число от 1 до 5.
refusal-rating-closed = Этот чат уже нельзя оценить.
refusal-bad-email = Похоже, адрес обрезан.
refusal-wrong-password = Адрес и пароль не подходят друг к другу.

refusal-file-empty = Этот файл пуст.
refusal-file-too-large = Этот файл слишком большой. Здесь можно отправлять файлы до { $most } МБ.
refusal-file-scriptable = Страницы, рисунки SVG и программы не принимаются: они могут запуститься на устройстве получателя.
refusal-file-not-taken = { $type ->
    [unknown] Файлы такого вида здесь отправить нельзя.
   *[other] Файлы такого вида ({ $type }) здесь отправить нельзя.
}
refusal-file-mismatch = Содержимое файла не соответствует его имени.
refusal-file-damaged = Файл повреждён или оборван, прочесть его нельзя.
refusal-picture-too-many-pixels = В этой картинке { $width } × { $height } точек, это слишком много. Уменьшите её и отправьте снова.
refusal-file-quota = На сегодня это всё: за сутки можно отправить 20 файлов или 50 МБ.
refusal-unknown-quote = Сообщения, на которое вы отвечаете, больше нет.
refusal-not-your-message = Менять сообщение может только его автор.
refusal-unsent = Это сообщение отозвано.
refusal-too-late-to-change = Изменить сообщение можно в течение суток. Это — старше.
refusal-has-left = Это уже отправлено.
refusal-bad-time = Выберите время от текущей минуты до 90 дней вперёд.
