# Texts: admin

# What a new house begins with, in the language of its set-up.
default-queue = Mostrador
default-type-order = Pedido
default-type-delivery = Envío
default-type-product = Duda sobre un producto
default-type-return = Devolución
default-type-payment = Pago
default-type-other = Otro
default-reason-solved = Resuelto
default-reason-silent = El cliente no responde
default-reason-passed-on = Pasado a otra persona

# Words that the rooms share
save = Guardar
saved = Guardado.
cancel = Cancelar
add = Añadir
rename = Renombrar
actions = Acciones
never = nunca

# The rooms
nav-account = Cuenta
rooms-shop = Tienda
rooms-replies = Chats
rooms-system = Sistema
room-shop = Tienda
room-team = Equipo
room-channels = Canales
room-closing = Tipos y cierre
room-keys = Claves API
room-log = Registro

# Shop
shop-lead = Cómo se presenta la tienda, a clientes y equipo.
shop-name-hint = Arriba en la ventana del chat y en la página de acceso.

# Team
team-lead = Quién responde y qué puede hacer cada persona.
person = Persona
chat-limit = Chats a la vez
chat-limit-hint = De 1 a { $most }. Quien tiene tantos chats abiertos no atiende ninguno más.
last-seen = Última vez
here-now = aquí ahora
joined = en el equipo desde el
deactivated = Desactivado
edit-person = Editar a { $name }
invite-title = Invitar a alguien
invite-more = Recibes un enlace para una sola persona. Si indicas un correo, no sirve para nadie más.
invite-ends = el enlace caduca el
invite-withdraw = Retirar
invite-withdraw-of = Retirar el enlace de { $name }
reset-offer = Nueva contraseña
reset-offer-more = Un enlace para elegir una contraseña nueva. Sirve una vez, durante una hora. Hasta entonces vale la anterior.
reset-make = Crear enlace
reset-link = Enlace para la nueva contraseña
reset-link-more = Entrégalo en persona. Sirve una vez, durante una hora, y no se vuelve a mostrar.
sessions-count = { $count ->
    [0] Sin sesión abierta en ningún sitio
    [one] Sesión abierta en { $count } dispositivo
   *[other] Sesión abierta en { $count } dispositivos
}
open-chats-count = { $count ->
    [one] { $count } chat abierto
   *[other] { $count } chats abiertos
}
deactivate = Desactivar
deactivate-more = Ya no podrá entrar. Su nombre se queda junto a lo que escribió.
deactivate-sure = ¿Desactivar a { $name }?
deactivate-meaning = { $count ->
    [0] Se cierra ahora mismo su sesión en todas partes. Más adelante puedes dejar que vuelva.
    [one] Se cierra ahora mismo su sesión en todas partes y su chat abierto vuelve a la lista de espera. Más adelante puedes dejar que vuelva.
   *[other] Se cierra ahora mismo su sesión en todas partes y sus { $count } chats abiertos vuelven a la lista de espera. Más adelante puedes dejar que vuelva.
}
reactivate = Dejar que vuelva
reactivate-more = Entra con su contraseña anterior y recupera su rol.

# Web chat
channels-empty = Aún no hay ningún sitio
channels-empty-more = Añade uno abajo y pon su línea en tus páginas.
channel-add-title = Otro sitio
channel-add = Añadir un chat web
channel-name = Nombre
channel-name-hint = Solo para el equipo; por ejemplo, la dirección del sitio.
channel-name-needed = Hace falta un nombre para que el equipo sepa qué sitio es.
channel-sites = Sitios permitidos
channel-sites-hint = Una dirección por línea. Si no hay ninguna, cualquier sitio con la línea puede mostrar el chat.
site-wrong = «{ $site }» no es la dirección de un sitio. Escríbela así: https://shop.example
sites-many = Caben { $count } sitios. Añade otro chat web para los demás.
any-site = cualquier sitio
channel-settings = Sitio
channel-look = Apariencia
channel-open = Abierto
channel-paused = En pausa
channel-try = Probarlo
install-title = Ponlo en tu sitio
install-more = Una línea al final de cada página. Con una política de contenido estricta, permite esta dirección en script-src y frame-src; no hace falta nada más.
typing-title = Mientras los clientes escriben
typing-preview = Mostrar al equipo lo que escriben los clientes
typing-preview-more = Quien atiende el chat ve las palabras antes de que se envíen. La ventana del chat lo dice a los clientes; los números largos se ocultan en su navegador y nada de ello se guarda.
follow-title = Páginas y consentimiento
follow-needed = Seguir las páginas solo con consentimiento
follow-needed-more = Mientras la visita no acepte, su navegador no envía nada sobre páginas: ni direcciones, ni títulos, ni procedencia, ni campañas. El chat funciona igual.
follow-how = Tu aviso de cookies le dice al widget qué se ha elegido. El navegador lo recuerda para este sitio, también en sus otras pestañas.
follow-yes = cuando acepta
follow-no = cuando rechaza o cambia de idea: se olvida lo que el navegador guardaba de las páginas
follow-chat = Aceptar en el formulario previo al chat no vale para esto: sin responderlo no se puede chatear.
identity-title = ¿Quién ha iniciado sesión en tu sitio?
identity-what = Si los usuarios de tu sitio tienen cuenta, firma su identificador en tu servidor con el secreto de abajo. Así sabrás que son ellos, y encontrarán sus chats en cualquier dispositivo. Nadie se hace pasar por otra persona con solo dar su dirección.
identity-on-server = en tu servidor (aquí, en Node.js)
identity-in-page = en tu página, antes o después de la línea de arriba
identity-out = cuando alguien cierra sesión, para que quien use después este navegador no encuentre sus chats
identity-how = El hash es el HMAC-SHA256 del identificador en dígitos hexadecimales; todos los lenguajes tienen una función para ello. Con un hash incorrecto, la visita queda anónima.
identity-show = Mostrar el secreto
identity-secret = Secreto
identity-keep = Solo debe estar en tu servidor. Quien lo tenga puede hacerse pasar por cualquiera de tus usuarios.
pause = Pausar
pause-title = Pausar este chat web
pause-more = El timbre desaparece del sitio y no empieza ningún chat nuevo. Los chats abiertos siguen.
pause-sure = ¿Pausar «{ $name }»?
pause-meaning = Los clientes no podrán escribirte en este sitio hasta que lo reanudes.
resume = Reanudar
resume-title = Este chat web está en pausa
resume-more = Su timbre no se ve y no empieza ningún chat nuevo.

# Appearance
colour = Color
colour-own = Color propio
colour-wrong = Un color se escribe con # y seis dígitos, como #0d6570.
colour-readable = Legible, { $ratio } : 1
colour-unreadable = El texto cuesta de leer, { $ratio } : 1 de 4,5
colour-pale = Demasiado pálido en una página blanca, { $ratio } : 1 de 3
colour-take = Usar uno más oscuro:
corner = Esquina
corner-left = Izquierda
corner-right = Derecha
launcher = Botón
launcher-round = Redondo
launcher-wide = Con texto
launcher-label = Texto del botón
launcher-label-hint = Se ve en el botón con texto.
look-greets = Lo primero que dice
greeting = Saludo
greeting-hint = La primera línea cuando se abre el chat.
teaser = Reclamo
teaser-hint = Un globo junto al botón, una vez por visita. Vacío: ninguno.
topics = Preguntas para empezar
topics-hint = Una por línea, { $count } como máximo. Un clic la envía.
topics-many = Caben { $count } preguntas.
look-asks = Antes del chat
ask-name = Nombre
ask-email = Correo
ask-never = No pedir
ask-optional = Opcional
ask-required = Obligatorio
consent = Consentimiento
consent-hint = Una frase que se acepta antes de empezar el chat. Vacío: ninguna.
privacy-url = Página de privacidad
address-wrong = Esto no es una dirección web. Escríbela así: https://shop.example/privacy
offline-form = Mensajes cuando no hay nadie
offline-form-more = Los visitantes pueden dejar una pregunta y su correo.
offline-text = Lo que dice la tienda cerrada
preview = Vista previa
preview-screen = Pantalla de la vista previa
preview-home = Chat
preview-form = Formulario
preview-closed = Cerrado
preview-example = ¿Abren los domingos?

# Types and closing
closing-lead = De qué tratan los chats, cómo terminan y qué se pregunta al cerrarlos.
chat-types = Tipos de chat
chat-types-more = De qué trataba el chat.
chat-type-new = Nuevo tipo de chat
closing-reasons = Motivos de cierre
closing-reasons-more = Cómo terminó.
closing-reason-new = Nuevo motivo de cierre
choices-empty = La lista está vacía, así que no se pregunta nada.
choices-retired = { $count ->
    [one] { $count } que ya no se ofrece
   *[other] { $count } que ya no se ofrecen
}
choice-name = Nombre de { $name }
choice-name-needed = Hace falta un nombre.
choice-name-taken = La lista ya tiene ese nombre.
choice-up = Subir { $name }
choice-down = Bajar { $name }
choice-retire = Dejar de ofrecer { $name }
choice-restore = Volver a ofrecer
closing-rules = Cuando se cierra un chat
rule-type = Hay que elegir un tipo de chat
rule-type-more = Si no, puede quedar sin elegir.
rule-reason = Hay que elegir un motivo de cierre
rule-reason-more = Si no, puede quedar sin elegir.
rule-survey = Preguntar al cliente qué tal fue
rule-survey-more = Marcado de entrada; el agente puede quitarlo.
rule-survey-daily = Preguntar como mucho una vez al día
rule-survey-daily-more = A quien tiene varios chats en un día no se le pregunta después de cada uno.
rule-courtesy = Un «¡Gracias!» no abre un chat nuevo
rule-courtesy-more = En los diez minutos siguientes al cierre, las gracias y despedidas se suman al chat terminado y no suena el timbre.
refusal-name-taken = La lista ya tiene ese nombre.

# API keys
keys-lead = Conecta tu tienda, tu CRM o un script. Una clave nunca puede más que tú.
keys-empty = Aún no hay claves
keys-empty-more = Crea una abajo para cada programa; así podrás anularlas una a una.
key = Clave
key-may = Puede
key-used = Último uso
key-ends = Caduca
key-ended = Caducada
key-of = actúa por { $name }
key-new = Tu nueva clave
key-new-more = Cópiala ahora: no se vuelve a mostrar.
key-make-title = Nueva clave
key-make = Crear clave
key-name = Para qué es
key-name-hint = Por ejemplo, «Script de almacén».
key-name-needed = Escribe para qué es la clave; así sabrás más adelante cuál anular.
key-scope-needed = Elige qué puede hacer la clave.
key-days = { $count ->
    [one] en { $count } día
   *[other] en { $count } días
}
key-year = en un año
key-never-ends = nunca
key-revoke = Anular
key-revoke-sure = ¿Anular «{ $name }»?
key-revoke-more = El programa que la usa queda fuera al instante. No se puede deshacer.
scope-read = leer chats y clientes
scope-write = responder, atender, cerrar, editar
scope-export = exportar todos los mensajes
scope-admin = gestionar equipo y ajustes

# Activity log
log-lead = Quién cambió qué, lo más nuevo primero. Nadie puede modificar esta lista.
log-when = Cuándo
log-who = Quién
log-what = Qué
log-where = Desde
log-nobody = desconocido
log-empty = Aquí no hay nada
log-pages = Páginas
log-newest = Más nuevas
log-older = Anteriores
act-sign_in = inició sesión:
act-sign_in_failed = intentó sin éxito entrar como
act-set_up = puso en marcha la tienda
act-team_renamed = dio nombre a la tienda:
act-agent_added = añadió al equipo con un comando a
act-invited = creó un enlace de invitación
act-invitation_withdrawn = retiró un enlace
act-joined = entró en el equipo:
act-reset_offered = creó un enlace de nueva contraseña para
act-password_reset = puso contraseña con un enlace o comando:
act-password_changed = cambió la contraseña de
act-role_changed = cambió el rol de
act-limit_changed = cambió el límite de chats de
act-deactivated = desactivó a
act-reactivated = dejó volver a
act-key_created = creó la clave API
act-key_revoked = anuló la clave API
act-chat_type_added = añadió el tipo de chat
act-chat_type_renamed = renombró un tipo de chat como
act-chat_type_retired = dejó de ofrecer el tipo de chat
act-closing_reason_added = añadió el motivo de cierre
act-closing_reason_renamed = renombró un motivo de cierre como
act-closing_reason_retired = dejó de ofrecer el motivo de cierre
act-closing_rules_changed = cambió lo que se pregunta al cerrar
act-tag_renamed = renombró una etiqueta como
act-tag_deleted = eliminó la etiqueta
act-channel_added = añadió el chat web
act-channel_changed = cambió el nombre o los sitios del chat web
act-channel_paused = pausó el chat web
act-channel_resumed = reanudó el chat web
act-identity_unproven = dio una prueba de identidad incorrecta en el chat web
act-look_changed = cambió la apariencia del chat web
act-tag_added = creó la etiqueta
act-tag_merged = fusionó otra etiqueta con
act-field_added = creó el campo de cliente
act-field_changed = cambió el campo de cliente
act-field_deleted = eliminó el campo de cliente
act-customer_blocked = bloqueó al cliente
act-customer_unblocked = desbloqueó al cliente
act-customers_merged = fusionó a alguien con el cliente
act-merge_undone = deshizo la fusión del cliente
act-customers_imported = importó clientes
act-customers_exported = exportó los clientes
act-places_changed = indicó el archivo de lugares
act-page_rules_changed = cambió qué parámetros de las direcciones se ven
act-files_changed = cambió qué archivos admite el chat web
act-preview_on = activó la vista previa de escritura del chat web
act-preview_off = desactivó la vista previa de escritura del chat web
act-consent_on = activó seguir las páginas solo con consentimiento en el chat web
act-consent_off = desactivó seguir las páginas solo con consentimiento en el chat web

# What was typed and not saved

js-form-back = Lo que escribiste ha vuelto. Aún no está guardado.
