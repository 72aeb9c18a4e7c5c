# What the doctor finds, at the console and on the command line.

doctor = Осмотр
doctor-lead = Смотрит на всё, что может быть не в порядке, и ничего не меняет. «shopbell doctor» делает то же из командной строки.
doctor-check = Осмотреть сейчас
doctor-channels = Постучать и в платформы всех каналов
doctor-found = { $count ->
    [one] Вашего внимания ждёт { $count } вещь.
    [few] Вашего внимания ждут { $count } вещи.
   *[other] Вашего внимания ждут { $count } вещей.
  }
doctor-in-order = { $count ->
    [one] В порядке { $count } вещь
    [few] В порядке { $count } вещи
   *[other] В порядке { $count } вещей
  }
doctor-look = Взгляните
doctor-wrong = Не в порядке
doctor-folder = Папка с данными
doctor-folder-private = В неё можно писать, и никто другой в неё не заглянет.
doctor-folder-missing = Её нет.
doctor-folder-missing-next = Укажите верную папку через --data или откройте Shopbell один раз: он её создаст.
doctor-folder-readonly = В неё нельзя писать: { $why }.
doctor-folder-readonly-next = Дайте учётной записи, под которой работает Shopbell, право писать туда и проверьте, не подключён ли диск только для чтения.
doctor-folder-open = Другие на этом компьютере могут заглянуть в: { $names }.
doctor-folder-open-next = Отнимите у них права: chmod -R go= ПАПКА.
doctor-disk = Место на диске
doctor-disk-roomy = Свободно { $free } из { $total }.
doctor-disk-low = Свободно только { $free } из { $total }.
doctor-disk-low-next = Освободите место на диске с данными.
doctor-disk-full = Свободно только { $free } из { $total }: файлы не принимаются.
doctor-disk-full-next = Освободите место сейчас же: остаток хранится для сообщений.
doctor-disk-unknown = Не удаётся узнать, сколько свободно.
doctor-disk-unknown-next = Проверьте, на месте ли диск.
doctor-lock = У кого папка
doctor-lock-free = Ни у кого: Shopbell закрыт.
doctor-lock-held = Shopbell открыт, процесс { $number }.
doctor-lock-held-by-another = Shopbell открыт в другом процессе.
doctor-lock-unreadable = Замок не читается: { $why }.
doctor-lock-unreadable-next = Запустите это под учётной записью, под которой работает Shopbell.
doctor-file = База данных
doctor-file-none = Её ещё нет.
doctor-file-none-next = Откройте Shopbell один раз: он её создаст. Если она должна быть, это не та папка.
doctor-file-glanced = Она читается (схема { $version }). «shopbell doctor --thorough» прочтёт её целиком.
doctor-file-sound = Все страницы, индексы и ссылки целы (схема { $version }).
doctor-file-bad = Файл не цел: { $why }
doctor-file-bad-next = Закройте Shopbell, сохраните копию его папки и восстановите последнюю резервную копию в новую.
doctor-stored = Отправленные файлы
doctor-stored-sound = Все они те, что были отправлены: { $count }, { $size }.
doctor-stored-changed = Хотя бы один не тот, что был отправлен.
doctor-stored-changed-next = «shopbell verify» скажет какой. В более ранней копии он, возможно, ещё есть.
doctor-rows = Что хранится
doctor-rows-slow = Осмотр длился слишком долго и был прерван.
doctor-rows-slow-next = Спросите ещё раз в спокойный час или запустите «shopbell doctor»: он не торопится.
doctor-rows-unreadable = Не читается: { $why }.
doctor-rows-unreadable-next = Запустите «shopbell doctor --thorough».
doctor-clock = Часы
doctor-clock-forward = Не отстают от того, что хранится.
doctor-clock-behind = Отстают от самого нового, что хранится, на { $minutes } мин.
doctor-clock-behind-next = Пусть компьютер берёт время из сети.
doctor-orphans = Ничьё
doctor-orphans-agree = Нет ничего: у каждого файла есть сообщение, у каждого сообщения чат.
doctor-orphans-differ = { $count ->
    [one] { $count } строка или файл ничему не принадлежит.
    [few] { $count } строки или файла ничему не принадлежат.
   *[other] { $count } строк или файлов ничему не принадлежат.
  }
doctor-orphans-differ-next = В файл писал не только Shopbell, или это ошибка в нём. Сохраните более раннюю копию и сообщите тому, кто присматривает за Shopbell.
doctor-counters = Счётчики и время ожидания
doctor-counters-agree = Пересчитаны: показано верно.
doctor-counters-differ = { $count ->
    [one] При пересчёте вышел другим { $count }.
    [few] При пересчёте вышли другими { $count }.
   *[other] При пересчёте вышли другими { $count }.
  }
doctor-counters-differ-next = В списках порядок или время могут быть неверны. Сообщите тому, кто присматривает за Shopbell.
doctor-search = Поиск
doctor-search-agree = Находится каждое сообщение.
doctor-search-differ = { $count ->
    [one] { $count } сообщение не находится или находится, хотя его уже нет.
    [few] { $count } сообщения не находятся или находятся, хотя их уже нет.
   *[other] { $count } сообщений не находятся или находятся, хотя их уже нет.
  }
doctor-search-differ-next = Ничего не потеряно, их не знает только поиск. Сообщите тому, кто присматривает за Shopbell.
doctor-channel = Канал
doctor-channel-paused = { $kind }, номер { $number }: на паузе.
doctor-channel-trouble = { $kind }, номер { $number }: неполадка.
doctor-channel-trouble-next = На его странице сказано, что ответила платформа и что делать.
doctor-channel-silent = { $kind }, номер { $number }: платформа молчит { $hours } ч.
doctor-channel-silent-next = Проверьте, есть ли у компьютера интернет, и нажмите «Проверить» на странице канала.
doctor-channel-unread = { $kind }, номер { $number }: из пришедшего не удалось прочесть: { $count }.
doctor-channel-unread-next = Это есть на странице канала.
doctor-channel-heard = { $kind }, номер { $number }: платформа ответила { $minutes } мин назад.
doctor-channel-quiet = { $kind }, номер { $number }: пока ничего не приходило.
doctor-reach = Платформа
doctor-reach-answers = { $kind }, номер { $number }: отвечает.
doctor-reach-silent = { $kind }, номер { $number }: не отвечает: { $why }
doctor-reach-silent-next = Проверьте, есть ли у компьютера интернет и нет ли на пути брандмауэра.
doctor-reach-skewed = { $kind }, номер { $number }: её часы и часы компьютера расходятся на { $seconds } с.
doctor-reach-skewed-next = Пусть компьютер берёт время из сети: подписанное в неверное время отвергается.
doctor-url = Адрес для браузеров
doctor-url-answers = По адресу { $url } отвечает Shopbell.
doctor-url-another = По адресу { $url } отвечает что-то другое.
doctor-url-another-next = Проверьте, куда ведёт имя и что сказано в --public-url.
doctor-url-silent = По адресу { $url } никто не отвечает: { $why }
doctor-url-silent-next = Из некоторых сетей собственный внешний адрес никуда не ведёт. Попробуйте с телефона без Wi-Fi.
doctor-relay = Ретранслятор
doctor-relay-none = У этого дома его нет.
doctor-relay-paired = Связан с { $address }; о неполадках ничего не известно.
doctor-relay-trouble = Тот, что по адресу { $address }, не на связи: { $why }
doctor-relay-trouble-next = Пока он хранит то, что приходит. Подробности на странице «Как сюда попасть».
doctor-tls = Шифрование
doctor-tls-on = Браузеры приходят по HTTPS.
doctor-tls-near = По простому HTTP приходят только браузеры этого компьютера.
doctor-tls-off = Браузеры приходят по простому HTTP: на пути можно подслушать, микрофон и уведомления не работают.
doctor-tls-off-next = Поставьте перед Shopbell прокси с HTTPS.
doctor-address = Где слушает
doctor-address-closed = Нигде: Shopbell закрыт.
doctor-address-near = На { $address }: только для этого компьютера.
doctor-address-network = На { $address }: для всей сети, по простому HTTP.
doctor-address-network-next = На пути можно подслушать, если между нет прокси с HTTPS.
doctor-address-unknown = Shopbell не говорит где.
doctor-address-unknown-next = Закройте его и откройте снова.
doctor-backup = Резервные копии
doctor-backup-fresh = Дней с последней: { $days }.
doctor-backup-old = Возраст последней в днях: { $days }.
doctor-backup-old-next = Запустите «shopbell backup», лучше каждую ночь.
doctor-backup-none = Их нет.
doctor-backup-none-next = Запустите «shopbell backup», лучше каждую ночь и на другой диск.
doctor-backup-young = Пока их нет. В первую неделю это не нужно.
doctor-webhooks = Что узнают вебхуки
doctor-webhooks-flow = Ничего не скопилось.
doctor-webhooks-pile = Ждут доставки: { $count }.
doctor-webhooks-pile-next = Получатели медлят или недоступны: журнал каждого вебхука скажет какие.
doctor-push = Уведомления
doctor-push-none = Ни один браузер не уведомляется.
doctor-push-taken = Уведомляется браузеров: { $count }.
doctor-push-failing = Не получили последнее браузеров: { $count }.
doctor-push-failing-next = Почему, сказано в профиле каждого оператора.
doctor-outbox = Исходящие
doctor-outbox-flows = Сообщений и правок в пути: { $count }.
doctor-outbox-stuck = Сообщений и правок ждёт: { $count }, дольше всех — { $minutes } мин.
doctor-outbox-stuck-next = Посмотрите на каналы: канал на паузе или с неполадкой ничего не отправляет.
doctor-troubles = Неполадки
doctor-troubles-none = На странице «Состояние» их нет.
doctor-troubles-some = На странице «Состояние» их: { $count }.
doctor-troubles-some-next = У каждой сказано, что делать.
doctor-descriptors = Открытые файлы и линии
doctor-descriptors-enough = Занято { $used } из { $most }.
doctor-descriptors-few = Занято { $used } из { $most }: для людного дня этого мало.
doctor-descriptors-few-next = Поднимите предел: LimitNOFILE= у службы или ulimit -n.
doctor-descriptors-used = Занято { $used } из { $most }: скоро никто не войдёт.
doctor-descriptors-used-next = Поднимите предел сейчас же: LimitNOFILE= у службы или ulimit -n.
doctor-descriptors-unknown = Система не говорит, сколько их может быть.
doctor-memory = Память
doctor-memory-usual = { $size }, потоков { $threads }.
doctor-memory-much = { $size }, потоков { $threads }: больше обычного.
doctor-memory-much-next = Закройте Shopbell, откройте снова и сообщите тому, кто за ним присматривает.
doctor-memory-unknown = Система не говорит, сколько её занято.
