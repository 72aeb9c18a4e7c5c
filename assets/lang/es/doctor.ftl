# What the doctor finds, at the console and on the command line.

doctor = Revisión
doctor-lead = Mira todo lo que puede ir mal y no cambia nada. «shopbell doctor» hace lo mismo desde una terminal.
doctor-check = Revisar ahora
doctor-channels = Llamar también a las plataformas de todos los canales
doctor-found = { $count ->
    [one] Una cosa te necesita.
   *[other] { $count } cosas te necesitan.
  }
doctor-in-order = { $count ->
    [one] Una cosa está en orden
   *[other] { $count } cosas están en orden
  }
doctor-look = Míralo
doctor-wrong = Mal
doctor-folder = Carpeta de datos
doctor-folder-private = Se puede escribir en ella y nadie más puede mirarla.
doctor-folder-missing = No está.
doctor-folder-missing-next = Indica la carpeta correcta con --data, o abre Shopbell una vez: crea una.
doctor-folder-readonly = No se puede escribir en ella: { $why }.
doctor-folder-readonly-next = Deja que la cuenta que ejecuta Shopbell escriba ahí y mira si el disco está montado solo para lectura.
doctor-folder-open = Otros en este ordenador pueden mirar: { $names }.
doctor-folder-open-next = Quítales los permisos: chmod -R go= CARPETA.
doctor-disk = Espacio en el disco
doctor-disk-roomy = Quedan { $free } de { $total }.
doctor-disk-low = Solo quedan { $free } de { $total }.
doctor-disk-low-next = Libera espacio en el disco que contiene los datos.
doctor-disk-full = Solo quedan { $free } de { $total }: se rechazan archivos.
doctor-disk-full-next = Libera espacio enseguida: lo que queda se guarda para los mensajes.
doctor-disk-unknown = No se puede leer cuánto queda libre.
doctor-disk-unknown-next = Mira si el disco está ahí.
doctor-lock = Quién tiene la carpeta
doctor-lock-free = Nadie: Shopbell está cerrado.
doctor-lock-held = Shopbell está abierto, como proceso { $number }.
doctor-lock-held-by-another = Shopbell está abierto en otro proceso.
doctor-lock-unreadable = No se puede leer el bloqueo: { $why }.
doctor-lock-unreadable-next = Ejecuta esto con la cuenta que ejecuta Shopbell.
doctor-file = Base de datos
doctor-file-none = Todavía no hay ninguna.
doctor-file-none-next = Abre Shopbell una vez: crea una. Si debería haberla, esta es la carpeta equivocada.
doctor-file-glanced = Se puede leer (esquema { $version }). «shopbell doctor --thorough» la lee entera.
doctor-file-sound = Cada página, índice y referencia está bien (esquema { $version }).
doctor-file-bad = El archivo no está sano: { $why }
doctor-file-bad-next = Cierra Shopbell, guarda una copia de su carpeta y restaura la última copia de seguridad en una nueva.
doctor-stored = Archivos enviados
doctor-stored-sound = Todos son lo que se envió: { $count }, { $size }.
doctor-stored-changed = Al menos uno no es lo que se envió.
doctor-stored-changed-next = «shopbell verify» dice cuál. Una copia anterior quizá lo tenga todavía.
doctor-rows = Lo que está guardado
doctor-rows-slow = Mirarlo tardó demasiado y se interrumpió.
doctor-rows-slow-next = Vuelve a preguntar en una hora tranquila, o ejecuta «shopbell doctor», que se toma su tiempo.
doctor-rows-unreadable = No se puede leer: { $why }.
doctor-rows-unreadable-next = Ejecuta «shopbell doctor --thorough».
doctor-clock = Reloj
doctor-clock-forward = No va por detrás de lo que está guardado.
doctor-clock-behind = Va { $minutes } min por detrás de lo último que se guardó.
doctor-clock-behind-next = Deja que el ordenador ajuste su reloj por la red.
doctor-orphans = Cosas sin dueño
doctor-orphans-agree = Ninguna: cada archivo tiene su mensaje, cada mensaje su chat.
doctor-orphans-differ = { $count ->
    [one] Una fila o un archivo no pertenece a nada.
   *[other] { $count } filas o archivos no pertenecen a nada.
  }
doctor-orphans-differ-next = Algo que no era Shopbell escribió en el archivo, o fue un defecto. Guarda una copia anterior y avisa a quien cuida de Shopbell.
doctor-counters = Contadores y tiempos de espera
doctor-counters-agree = Contados de nuevo, son lo que se muestra.
doctor-counters-differ = { $count ->
    [one] Uno es otro al contarlo de nuevo.
   *[other] { $count } son otros al contarlos de nuevo.
  }
doctor-counters-differ-next = Las listas pueden mostrar un orden o un tiempo erróneo. Avisa a quien cuida de Shopbell.
doctor-search = Búsqueda
doctor-search-agree = Se encuentran todos los mensajes.
doctor-search-differ = { $count ->
    [one] Un mensaje no se encuentra, o se encuentra aunque ya no está.
   *[other] { $count } mensajes no se encuentran, o se encuentran aunque ya no están.
  }
doctor-search-differ-next = No se ha perdido nada: solo la búsqueda no los conoce. Avisa a quien cuida de Shopbell.
doctor-channel = Canal
doctor-channel-paused = { $kind }, número { $number }: en pausa.
doctor-channel-trouble = { $kind }, número { $number }: con problemas.
doctor-channel-trouble-next = Su página dice qué dijo la plataforma y qué hacer.
doctor-channel-silent = { $kind }, número { $number }: su plataforma calla desde hace { $hours } h.
doctor-channel-silent-next = Mira si este ordenador llega a internet y pulsa Probar en la página del canal.
doctor-channel-unread = { $kind }, número { $number }: de lo que llegó no se pudo leer: { $count }.
doctor-channel-unread-next = Está en la página del canal.
doctor-channel-heard = { $kind }, número { $number }: su plataforma respondió hace { $minutes } min.
doctor-channel-quiet = { $kind }, número { $number }: todavía no ha llegado nada.
doctor-reach = Plataforma
doctor-reach-answers = { $kind }, número { $number }: responde.
doctor-reach-silent = { $kind }, número { $number }: no responde: { $why }
doctor-reach-silent-next = Mira si este ordenador llega a internet y si hay un cortafuegos en medio.
doctor-reach-skewed = { $kind }, número { $number }: su reloj y el de este ordenador difieren en { $seconds } s.
doctor-reach-skewed-next = Deja que el ordenador ajuste su reloj por la red: lo que se firma a una hora errónea se rechaza.
doctor-url = Dirección para navegadores
doctor-url-answers = Shopbell responde en { $url }.
doctor-url-another = En { $url } responde otra cosa.
doctor-url-another-next = Mira adónde lleva el nombre y qué dice --public-url.
doctor-url-silent = En { $url } no responde nadie: { $why }
doctor-url-silent-next = Desde algunas redes la propia dirección pública no lleva a ninguna parte. Pruébala con un teléfono sin Wi-Fi.
doctor-relay = Relé
doctor-relay-none = Esta casa no tiene.
doctor-relay-paired = Emparejada con { $address }; no se sabe de nada que vaya mal.
doctor-relay-trouble = El de { $address } no está conectado: { $why }
doctor-relay-trouble-next = Mientras tanto guarda lo que llega. La página Cómo llegar dice más.
doctor-tls = Cifrado
doctor-tls-on = Los navegadores llegan por HTTPS.
doctor-tls-near = Solo los navegadores de este ordenador llegan por HTTP simple.
doctor-tls-off = Los navegadores llegan por HTTP simple: otros en el camino pueden leer, y el micrófono y los avisos no funcionan.
doctor-tls-off-next = Pon delante un proxy con HTTPS.
doctor-address = Dónde escucha
doctor-address-closed = En ninguna parte: Shopbell está cerrado.
doctor-address-near = En { $address }: solo para este ordenador.
doctor-address-network = En { $address }: para toda la red, por HTTP simple.
doctor-address-network-next = Quien esté en el camino puede leer, salvo que haya un proxy con HTTPS en medio.
doctor-address-unknown = Shopbell no dice dónde.
doctor-address-unknown-next = Ciérralo y ábrelo de nuevo.
doctor-backup = Copias de seguridad
doctor-backup-fresh = Días desde la última: { $days }.
doctor-backup-old = La última tiene { $days } días.
doctor-backup-old-next = Ejecuta «shopbell backup», mejor cada noche.
doctor-backup-none = No hay ninguna.
doctor-backup-none-next = Ejecuta «shopbell backup», mejor cada noche y en otro disco.
doctor-backup-young = Todavía no hay ninguna. En la primera semana no hace falta.
doctor-webhooks = Lo que se cuenta a los webhooks
doctor-webhooks-flow = No se acumula nada.
doctor-webhooks-pile = Entregas que esperan: { $count }.
doctor-webhooks-pile-next = Sus receptores van lentos o no están: el registro de cada webhook dice cuál.
doctor-push = Notificaciones
doctor-push-none = No se avisa a ningún navegador.
doctor-push-taken = Navegadores a los que se avisa: { $count }.
doctor-push-failing = Navegadores que no recibieron la última: { $count }.
doctor-push-failing-next = La cuenta de cada agente dice por qué.
doctor-outbox = Bandeja de salida
doctor-outbox-flows = Mensajes y cambios en camino: { $count }.
doctor-outbox-stuck = Mensajes y cambios que esperan: { $count }, el más antiguo desde hace { $minutes } min.
doctor-outbox-stuck-next = Mira los canales: uno en pausa o con problemas no envía nada.
doctor-troubles = Problemas
doctor-troubles-none = En la página Estado del sistema no hay ninguno.
doctor-troubles-some = En la página Estado del sistema hay: { $count }.
doctor-troubles-some-next = Cada uno dice qué hacer.
doctor-descriptors = Archivos y líneas abiertos
doctor-descriptors-enough = Se usan { $used } de { $most }.
doctor-descriptors-few = Se usan { $used } de { $most }: es poco para un día con mucha gente.
doctor-descriptors-few-next = Sube el límite: LimitNOFILE= del servicio, o ulimit -n.
doctor-descriptors-used = Se usan { $used } de { $most }: pronto no entrará nadie más.
doctor-descriptors-used-next = Sube el límite enseguida: LimitNOFILE= del servicio, o ulimit -n.
doctor-descriptors-unknown = Este sistema no dice cuántos puede haber.
doctor-memory = Memoria
doctor-memory-usual = { $size } en { $threads } hilos.
doctor-memory-much = { $size } en { $threads } hilos: más de lo habitual.
doctor-memory-much-next = Cierra Shopbell, ábrelo de nuevo y avisa a quien cuida de él.
doctor-memory-unknown = Este sistema no dice cuánta usa.
