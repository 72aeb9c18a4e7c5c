# Показатели и чаты, из которых они складываются.
nav-figures = Цифры
figures = Показатели
figures-yours = Ваши показатели
figures-key = Главные показатели
figures-period = Дни
figures-today = Сегодня
figures-yesterday = Вчера
figures-last-days = { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
}
figures-this-month = Этот месяц
figures-last-month = Прошлый месяц
figures-own-days = С – по
figures-against = Сравнить
figures-against-before = С днями до этого
figures-against-year = С прошлым годом
figures-compared = в сравнении с { $days }
figures-compared-so-far = в сравнении с { $days }, до того же часа
figures-open-only = Считать только рабочее время
figures-day = { $date } { $month ->
    [1] янв.
    [2] февр.
    [3] марта
    [4] апр.
    [5] мая
    [6] июня
    [7] июля
    [8] авг.
    [9] сент.
    [10] окт.
    [11] нояб.
   *[12] дек.
}
figures-day-year = { $day } { $year }
figures-new = Новые чаты
figures-new-def = Чаты, в которых клиент написал первое сообщение в эти дни.
figures-closed = Закрытые чаты
figures-closed-def = Чаты, которые завершились в эти дни, кто бы их ни завершил, и с тех пор не открыты снова.
figures-incoming = Сообщения от клиентов
figures-incoming-def = Сообщения, которые клиенты написали в эти дни.
figures-outgoing = Сообщения клиентам
figures-outgoing-def = Сообщения, которые операторы написали клиентам в эти дни. Комментарии, автоматические и недоставленные сообщения не считаются.
figures-first = Первый ответ
figures-first-def = От первого сообщения клиента до первого сообщения оператора: за это время ответили в половине новых чатов. Чаты, начатые, когда никого не было, не учитываются; если считается только рабочее время, они учитываются, а нерабочее время — нет.
figures-response = Ответ
figures-response-def = Каждый раз, когда клиент пишет, — от самого раннего сообщения без ответа до следующего сообщения оператора: за это время пришла половина ответов. Время относится к тому, кто ответил.
figures-wait = Ожидание
figures-wait-def = От первого сообщения клиента до того, как чат оказался у оператора: за это время взяли половину новых чатов. Учитываются те же чаты, что и в первом ответе.
figures-resolution = До закрытия
figures-resolution-def = От первого сообщения клиента до конца, по чатам, закрытым в эти дни: половина завершилась за это время.
figures-given-up = Не дождались
figures-given-up-def = Новые чаты, которые клиент завершил сам до того, как оператор что-либо написал.
figures-target = Ответ за { $within }
figures-target-def = Из новых чатов, где ответили, где клиент не дождался или ждёт дольше цели, — те, где первый ответ пришёл вовремя. Учитываются те же чаты, что и в первом ответе.
figures-target-set = Изменить цель
figures-target-seconds = Цель в секундах
figures-target-wrong = Введите целое число секунд от 1 до { $most }.
figures-stars = Удовлетворённость
figures-stars-def = Средняя оценка чатов, закрытых в эти дни, когда бы её ни поставили, и доля оценок 4 и 5.
figures-answered = Ответы на опрос
figures-answered-def = Из чатов, закрытых в эти дни, где клиента попросили об оценке, — те, где её поставили.
figures-of-five = из 5
figures-of = { $part } из { $of }
figures-of-new = { $share } новых чатов
figures-happy = { $share } с оценкой 4 или 5
figures-ninety = 90 % за { $time }
figures-median = Половина за
figures-nine-of-ten = 90 % за
figures-meaning = Что значит «{ $figure }»
figures-see = Показать эти чаты
figures-no-before = Сравнить не с чем
figures-same = Как раньше
figures-more = больше на { $by }
figures-fewer = меньше на { $by }
figures-faster = быстрее на { $by }
figures-slower = медленнее на { $by }
figures-higher = выше на { $by }
figures-lower = ниже на { $by }
figures-points = { $points ->
    [one] { $points } пункт
    [few] { $points } пункта
   *[many] { $points } пунктов
}
figures-chats = Чаты
figures-messages = Сообщения
figures-band = Зелёная полоса — это цель.
figures-over-time = По времени
figures-as-table = Графики в виде таблицы
figures-days = Дни
figures-hour = Час
figures-weekday = День недели
figures-when = Когда пишут клиенты
figures-zone = Дни и часы — по времени магазина.
figures-ratings = Оценки
figures-by-channel = По каналам
figures-by-queue = По очередям
figures-by-agent = По операторам
figures-by-type = По темам
figures-by-reason = По причинам закрытия
figures-figure = Показатель
figures-csv-of = «{ $table }» в CSV
figures-empty = В эти дни ничего не было
figures-empty-more = Как только клиенты напишут, их чаты появятся здесь.
figures-see-ninety = Показать 90 дней
refusal-figures-too-long = Показатели охватывают не больше десяти лет. Выберите меньше дней.
act-figures_target_changed = меняет цель первого ответа
