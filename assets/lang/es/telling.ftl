# Who is told of trouble by another door, what they are told, and what runs here.

telling = A quién se avisa
telling-lead = Cuando algo va mal, se avisa a los administradores aunque nadie mire la consola.
telling-how = Cómo te encuentran los problemas
telling-on = Avisar de problemas a los administradores
telling-on-more = Una vez cuando hay uno y otra cuando se arregla. De lo que se ocultó no se avisa.
telling-after = Tras tantos minutos
telling-after-more = La mayoría de los problemas se arreglan solos en unos minutos.
telling-mail = Por correo
telling-mail-more = Desde el buzón { $mailbox }, a la dirección con la que cada uno inicia sesión.
telling-mail-none = Ahora mismo no funciona ningún buzón: conecta uno en Canales.
telling-push = Por notificación
telling-push-more = { $count ->
    [one] Se avisa a un navegador tuyo.
   *[other] Se avisa a { $count } navegadores tuyos.
  }
telling-push-none = Todavía no se avisa a ningún navegador tuyo: permítelo en tu cuenta.
telling-chat = En el chat propio
telling-chat-more = { $count ->
    [one] Un chat tuyo está vinculado.
   *[other] { $count } chats tuyos están vinculados.
  }
telling-chat-none = Todavía no hay ningún chat tuyo vinculado: hazlo más abajo.
telling-to = A quién; sin marcar a nadie, a todos los administradores
telling-test = Enviar una prueba
telling-tested = Una prueba va en camino por todas las vías. Lo que resultó está abajo; recarga la página para verlo.
telling-code = Tu código
telling-code-more = Envíalo como mensaje, desde tu propio teléfono, a una de estas cuentas antes de 15 minutos.
telling-open = Abrir allí
telling-chats = Chats vinculados
telling-chats-more = En Telegram, VK, SMS o un canal propio, la cuenta de la tienda te escribe como a un cliente. Por SMS llega un solo mensaje corto, como mucho uno cada tres minutos.
telling-chats-empty = No hay ningún chat vinculado.
telling-chats-none = Conecta primero una cuenta así en Canales.
telling-link = Vincular mi chat
telling-unlink = Desvincular
telling-told = Últimos avisos
telling-told-empty = Todavía no se ha avisado a nadie de nada.
telling-on-way = En camino
telling-sent = Aceptado
telling-failed = No aceptado
refusal-telling-no-door = Todavía no hay manera de avisar a nadie: conecta un buzón, permite las notificaciones o vincula un chat.
alert-title = { $count ->
    [one] { $team }: algo va mal
   *[other] { $team }: { $count } cosas van mal
  }
alert-mended-title = { $team }: arreglado
alert-mended = Arreglado: duró desde { $from } hasta { $until }.
alert-since = Desde { $at }.
alert-where = En la consola: Admin → Estado del sistema.
alert-test-title = { $team }: una prueba
alert-test = Cuando algo vaya mal en Shopbell, se te avisará así.
alert-linked-title = { $team }: este chat está vinculado
alert-linked = Cuando algo vaya mal en Shopbell, se te avisará aquí.
act-telling_changed = cambió a quién se avisa de problemas
act-telling_tested = probó cómo se avisa de problemas
act-alert_chat_linked = vinculó su propio chat para enterarse de problemas; con
act-alert_chat_removed = desvinculó un chat que se enteraba de problemas; con
scope-metrics = leer las cifras para la supervisión
room-about = Acerca de
about-lead = Qué se ejecuta aquí y cómo le va.
about-version = Versión de Shopbell
about-open-since = Abierto desde
about-database = Base de datos
about-disk = Espacio en el disco
about-streams = Conexiones en vivo
about-streams-of = { $agents } del equipo, { $visitors } de visitantes
about-data = Carpeta de datos
about-budget = Frente al presupuesto
about-budget-more = Lo que Shopbell se permite para que baste un ordenador pequeño.
about-now = Ahora
about-allowed = Permitido
about-met = dentro del presupuesto
about-missed = Incumplido
about-memory = Memoria
about-cpu = Procesador, de media desde que está abierto
about-log = Registro junto a la base de datos
about-commits = Guardado en 50 ms
about-pages = Páginas en un segundo
about-lines = Conexiones en vivo a la vez
about-descriptors = Archivos y líneas abiertos
about-hours = { $hours } h y { $minutes } min
about-days = { $count ->
    [one] un día y { $hours } h
   *[other] { $count } días y { $hours } h
  }
