# Texts: widget. Browser code uses the name without `widget-`; `{ $name }` reaches it as `{name}`.
# Plural forms are names of their own (-one, -few, -many, -other); a language repeats -other where it lacks a form.

# The launcher on the shop's page
widget-look-open = Abrir el chat
widget-look-close = Cerrar el chat
widget-look-dismiss = Descartar
widget-look-title = Chat
widget-look-label = Pregúntenos
widget-look-unread-one = { $n } mensaje sin leer
widget-look-unread-few = { $n } mensajes sin leer
widget-look-unread-many = { $n } de mensajes sin leer
widget-look-unread-other = { $n } mensajes sin leer

# The head and its menu
widget-greeting = ¡Hola! ¿En qué podemos ayudarle?
widget-here = Estamos aquí
widget-away = Ahora no estamos
widget-asked = Hemos recibido su mensaje
widget-line-next = El siguiente turno es el suyo
widget-line-place = Es el número { $n } de la fila
widget-line-about = unos { $n } min
widget-line-over = más de { $n } min
widget-agent-at = { $title }, { $team }
widget-closed-at = Chat cerrado a las { $time }
widget-menu = Menú
widget-close = Cerrar la ventana del chat
widget-sound = Sonido
widget-end-chat = Terminar el chat
widget-end-chat-sure = Sí, terminar este chat
widget-not-ended = El chat sigue abierto: sin conexión. Inténtelo de nuevo.
widget-team = Equipo
widget-you = Usted

# Messages
widget-messages = Mensajes
widget-joined = { $name } le atiende ahora
widget-closed-by = { $name } cerró el chat
widget-released = { $name } salió del chat
widget-reopened = { $name } volvió a abrir el chat
widget-typing = { $name } está escribiendo
widget-sent = Enviado
widget-read = Leído
widget-waiting = Pendiente de envío
widget-not-sent = No enviado. { $reason }
widget-file-lost = No enviado: la página se recargó antes de que saliera el archivo. Elíjalo de nuevo.
widget-try-again = Intentar de nuevo
widget-remove = Quitar
widget-new-one = { $n } nuevo
widget-new-few = { $n } nuevos
widget-new-many = { $n } nuevos
widget-new-other = { $n } nuevos
widget-no-connection = Sin conexión. Su mensaje está guardado y saldrá en cuanto vuelva la conexión.
widget-dark = La tienda no está conectada ahora mismo. Lo que escriba queda guardado y llega al equipo en cuanto vuelva.
widget-kept = Guardado para el equipo

# Writing
widget-message = Mensaje
widget-write = Escriba un mensaje
widget-reply-to = Respuesta a { $name }
widget-add-line = Añadir un texto
widget-send = Enviar
widget-emoji = Emoji
widget-add-picture = Añadir una imagen
widget-clear = Borrar
widget-not-loaded = No se ha cargado: sin conexión. Inténtelo de nuevo.
widget-text-long = Es demasiado largo: un mensaje tiene hasta { $most } caracteres.
widget-cancel = Cancelar
widget-drop-here = Suéltelo aquí
widget-preview = Nuestro equipo puede ver lo que escribe antes de que lo envíe. Los números largos quedan ocultos.

# Files
widget-file-rule = Se puede enviar: { $types }, hasta { $limit } cada uno.
widget-file-type = «{ $name }» no se puede enviar aquí.
widget-file-empty = «{ $name }» está vacío.
widget-file-broken = «{ $name }» no se puede leer como imagen. Guárdelo como JPG o PNG y añádalo otra vez.
widget-file-pixels = «{ $name }» tiene { $width } × { $height } píxeles, que son demasiados.
widget-file-large = «{ $name }» ocupa { $size } y el límite es { $limit }.
widget-file-many = En un mensaje caben hasta { $most } archivos.
widget-file-shrink = Reducir
widget-file-shrinking = Reduciendo…
widget-file-unreadable = «{ $name }» no se puede reducir aquí.
widget-picture-named = Imagen { $name }
widget-picture-open = Abrir la imagen { $name }

# Voice
widget-hold-to-talk = Mantener para hablar
widget-voice-hold = Mantenga pulsado el botón mientras habla y suéltelo al terminar.
widget-voice-slide = Suelte para terminar, deslice para cancelar
widget-voice-press-again = Pulse otra vez para terminar, Esc para cancelar
widget-voice-let-go = Suelte para terminar
widget-voice-stop = Detener la grabación
widget-voice-recording = Grabando
widget-voice-short = Ha sido demasiado corto. Mantenga pulsado el botón mientras habla.
widget-voice-discarded = Grabación descartada.
widget-voice-allow = Su navegador pregunta si puede usar el micrófono.
widget-voice-ready = El micrófono está listo. Mantenga pulsado el botón y hable.
widget-voice-denied = El micrófono está bloqueado. Permítalo en los ajustes del navegador para este sitio e inténtelo de nuevo.
widget-voice-none = No se ha encontrado ningún micrófono.
widget-voice-busy = Otro programa está usando el micrófono.
widget-voice-silent = No llega sonido del micrófono. Compruebe que está encendido.
widget-voice-unplayable = Este navegador no puede reproducirlo.
widget-play = Reproducir mensaje de voz, { $length }
widget-pause = Pausa

# Before the chat
widget-before-we-start = Antes de empezar
widget-before-more = Su mensaje se conserva y saldrá con esto.
widget-your-name = Su nombre
widget-email = Correo
widget-email-why = para poder responderle más tarde
widget-email-example = usted@example.com
widget-optional = opcional
widget-required = Rellene este campo.
widget-email-wrong = Esta dirección parece incompleta. Escríbala como usted@ejemplo.es.
widget-about = Tema
widget-consent-needed = Necesitamos su consentimiento para empezar el chat.
widget-privacy = Privacidad
widget-start = Empezar el chat

# The shop is closed
widget-closed-shop = La tienda está cerrada
widget-leave-question = Deje su pregunta. Le responderemos por correo.
widget-your-question = Su pregunta
widget-leave-message = Dejar mensaje

# Survey
widget-how-did-we-do = ¿Qué tal lo hemos hecho?
widget-rating = Valoración
widget-score-1 = Muy mal
widget-score-2 = Mal
widget-score-3 = Regular
widget-score-4 = Bien
widget-score-5 = Muy bien
widget-score-missing = Elija primero una cara.
widget-anything-to-add = ¿Desea añadir algo?
widget-skip = Omitir
widget-thanks = Gracias por su respuesta.
widget-change = Cambiar
widget-rating-later = No enviado: sin conexión. Inténtelo de nuevo.
widget-add-file = Añadir un archivo
widget-file-rule-two = Se puede enviar: { $types }. Imágenes hasta { $limit }, otros archivos hasta { $other }.
widget-video-play = Reproducir vídeo { $name }
widget-voice-position = Posición en el mensaje de voz
widget-voice-speed = Velocidad
widget-edited = editado
widget-unsent = Este mensaje se retiró
