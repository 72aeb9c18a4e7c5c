# Everybody the team knows: the directory, a customer's own page, tables, merging, blocking, places.

refusal-bad-link = Esto no es una dirección web, como https://shop.example.
fields-own = Campos propios
fields-more = Lo que tu equipo quiere saber de sus clientes, además del nombre y el contacto. Se ve junto a cada chat.
fields-empty = Aún no hay campos. Un número de pedido, una talla, un cumpleaños: lo que preguntáis a menudo.
fields-unknown = sin dato
fields-yes = sí
fields-no = no
field-new = Nuevo campo
field-name = Nombre
field-name-taken = Otro campo ya se llama así.
field-kind = Qué se escribe en él
field-kind-text = Texto
field-kind-number = Número
field-kind-date = Fecha
field-kind-choice = Una de varias opciones
field-kind-boolean = Sí o no
field-kind-link = Enlace
field-kind-fixed = Lo que se escribe en él se eligió al crear el campo y no cambia. Para otra cosa, crea otro campo.
field-help = Ayuda
field-help-hint = Una línea que se ve al rellenarlo.
field-choices = Opciones
field-choices-hint = Una por línea; solo para «una de varias opciones».
field-choices-kept = Una por línea. Los clientes que tengan una opción que quites la conservan.
field-delete = Eliminar este campo
field-delete-more = { $count ->
    [0] No hay nada escrito en él.
    [one] También se elimina lo que hay escrito en él sobre un cliente.
   *[other] También se elimina lo que hay escrito en él sobre { $count } clientes.
}
field-delete-sure = ¿Eliminar «{ $name }»?
back-to-fields = Todos los campos y etiquetas
delete = Eliminar
used-by = { $count ->
    [0] nadie todavía
    [one] un cliente
   *[other] { $count } clientes
}
tags-more = Rótulos para los clientes. Los agentes las crean al escribirlas junto a un chat; aquí se ordenan.
tags-empty = Aún no hay etiquetas.
tag-colour = Color
tag-colour-number = Color { $number }
tag-merge = Fusionar con otra etiqueta
tag-merge-more = { $count ->
    [0] Nadie tiene esta etiqueta. Se elimina.
    [one] El cliente que tiene esta etiqueta recibe la otra. Esta se elimina.
   *[other] Los { $count } clientes que tienen esta etiqueta reciben la otra. Esta se elimina.
}
tag-merge-into = Elige una etiqueta
tag-merge-do = Fusionar
tag-delete = Eliminar esta etiqueta
tag-delete-more = { $count ->
    [0] Nadie la tiene.
    [one] Se le quita a un cliente.
   *[other] Se les quita a { $count } clientes.
}
tag-delete-sure = ¿Eliminar la etiqueta «{ $name }»?
room-customers = Clientes
room-customers-lead = Lo que guardas de tus clientes: campos propios, etiquetas, dónde están y qué páginas han visto.
refusal-tag-itself = Una etiqueta no se puede fusionar consigo misma.
refusal-field-few-choices = Hacen falta al menos dos opciones, una por línea.
refusal-field-many-choices = Caben 60 opciones como máximo.
refusal-field-many = Caben 40 campos como máximo.
refusal-bad-number = Esto no es un número. Escríbelo sin separador de miles y con punto decimal, como 1234.5.
refusal-bad-date = Esto no es una fecha.
refusal-not-a-choice = Ya no está entre las opciones.

people = Clientes
people-tabs = A quién muestra la lista
people-known = Identificados
people-everybody = Todos
people-blocked = Bloqueados
people-is-blocked = bloqueado
people-blocks = A quién se bloqueó y por qué
people-search = Buscar clientes
people-search-hint = Nombre, correo, teléfono o empresa
people-tag = Etiqueta
people-any-tag = Cualquier etiqueta
people-contact = Contacto
people-chats = Chats
people-chats-count = { $count ->
    [0] sin chats
    [one] { $count } chat
   *[other] { $count } chats
}
people-last = Último contacto
people-rows = Lista de clientes
people-pages = Páginas de la lista
people-first = Al principio
people-more = Más
people-none = Aún no se conoce a nadie
people-none-more = Aquí aparece quien te escribe y da un nombre o una dirección. También puedes anotar a alguien.
people-none-blocked = No hay nadie con bloqueo
people-no-match = Nadie tiene esta etiqueta
people-not-found = No se ha encontrado a nadie con «{ $words }»
people-look-everywhere = Buscar también entre visitantes sin nombre
people-new = Nuevo cliente
people-create = Anotar
people-create-anyway = Anotar de todos modos
people-nobody = Escribe un nombre, una dirección o un número.
people-known-already = Esta dirección o este número ya consta:
people-back = Volver a la lista
people-back-to = Volver a { $name }
people-import = Importar
people-export = Exportar
people-since = Cliente desde
people-details = Datos
people-reaches = Escribe por
people-first-seen = primera vez
people-story = Historia
people-no-chats = Aún no hay chats con este cliente.
people-open-chat = Abrir chat
people-merge = Fusionar
customer-record = Abrir ficha

people-import-title = Importar clientes
people-import-lead = De una tabla que otro programa ha guardado como CSV. Verás qué pasaría antes de guardar nada.
import-paste = O pega la tabla
import-columns = La primera línea nombra las columnas; se entienden estas:
import-look = Ver qué pasaría
import-no-columns = Ninguna columna se llama name, email o phone. La primera línea tiene que nombrar las columnas.
js-import-unreadable = Este archivo no está guardado en UTF-8. En una hoja de cálculo, elige «CSV UTF-8».
js-import-large = Este archivo es demasiado grande para una sola vez. Divide la tabla en partes.
import-found = { $count ->
    [0] No se puede importar ninguna fila.
    [one] Se puede importar una fila.
   *[other] Se pueden importar { $count } filas.
}
import-new = { $count ->
    [0] Nadie nuevo
    [one] Un cliente nuevo
   *[other] { $count } clientes nuevos
}
import-doubles = { $count ->
    [one] Uno ya consta, por correo o teléfono
   *[other] { $count } ya constan, por correo o teléfono
}
import-doubles-what = ¿Qué se hace con quienes ya constan?
import-doubles-show = ¿Quiénes son?
import-update = Actualizarlos: lo que dice la tabla sustituye a lo que se sabe
import-skip = Omitirlos
import-add = Crear otro cliente de cada uno
import-broken = { $count ->
    [one] Una fila tiene errores
   *[other] { $count } filas tienen errores
}
import-broken-title = Filas con errores
import-ignored = No se entienden y se omiten: { $columns }
import-in-table = En la tabla
import-known-as = Consta como
import-on-line = Línea { $line }:
import-more-broken = { $count ->
    [one] y una más
   *[other] y { $count } más
}
import-leave-out = Omitir las filas con errores
import-do = { $count ->
    [one] Importar un cliente
   *[other] Importar { $count } clientes
}
import-other = Otra tabla
import-done = Importados: { $added } nuevos, { $updated } actualizados.
import-skipped = { $count ->
    [one] Uno ya constaba y se omitió.
   *[other] { $count } ya constaban y se omitieron.
}
import-left-out = { $count ->
    [one] Se omitió una fila con errores.
   *[other] Se omitieron { $count } filas con errores.
}
fault-width = tiene más o menos celdas que la primera línea.
fault-nobody = sin nombre, correo ni teléfono.
fault-email = «{ $value }» no es una dirección de correo.
fault-language = «{ $value }» no es el código de un idioma.
fault-value = «{ $value }» no encaja en «{ $field }».
fault-twice = la línea { $line } tiene el mismo correo o teléfono.
refusal-import-broken = Algunas filas de esta tabla tienen errores. No se ha guardado nada. Indica que se omitan, o corrige la tabla.

merge-title = ¿Quién es también { $name }?
merge-lead = Se juntan los chats, las cuentas, las notas y las etiquetas de ambos. Se puede deshacer durante 30 días.
merge-search = Buscar al otro cliente
merge-find = Buscar
merge-alike = Se le parecen:
merge-none-alike = Nadie se le parece. Busca por nombre, correo o teléfono.
merge-choose = Comparar
merge-choose-of = Comparar con { $name }
merge-what = Qué
merge-stays = se queda
merge-joins = se une
merge-means = Donde ambos tienen algo, elige qué vale. Lo que le falta a uno viene del otro.
merge-do = Fusionar
merge-other = Otra persona
merge-done = { $agent } fusionó a { $name } con este cliente
merge-undo = Deshacer
refusal-merge-itself = Ya es el mismo cliente.
refusal-merge-blocked = Uno de los dos está bloqueado. Desbloquéalo primero.
refusal-merge-too-late = Esto ya no se puede deshacer.
refusal-merge-merged-on = Después se fusionó con alguien más. Deshaz eso primero.

block = Bloquear
block-customer = Bloquear a { $name }
block-sure = ¿Bloquear a { $name }?
block-means = Su chat se cierra y se archiva. Lo que escriba a partir de entonces no hace sonar ningún timbre. Puedes deshacerlo en su ficha.
block-reason = Motivo
block-reason-for = para tu equipo
block-spam = Spam o publicidad
block-abuse = Insultos o amenazas
block-other = Otra cosa
block-more = En palabras
block-more-when = necesario para «otra cosa»
block-message = Mensaje al cliente
block-message-when = se envía también cada vez que lo intente de nuevo
block-message-default = Gracias por escribirnos. No podemos continuar esta conversación por chat.
block-lasts = Durante cuánto tiempo
block-for-ever = Hasta que alguien lo desbloquee
block-days = { $count ->
    [one] Un día
   *[other] { $count } días
}
block-nearby = Bloquear también a visitantes nuevos de
block-nearby-none = A nadie más
block-nearby-hint = Familias, oficinas y pueblos enteros comparten direcciones. Termina por sí solo; quien ya estuvo aquí o a quien tu sitio conoce no se ve afectado.
block-do = Bloquear y cerrar
blocked-by = Bloqueado por { $name }
blocked-until = hasta
blocked-told = Se le dijo:
unblock = Desbloquear
js-blocked = Bloqueado. Lo que escriba ahora no hace sonar ningún timbre.
blocks-lead = Todos los bloqueos, de quién y por qué, los últimos primero.
blocks-none = Nunca se ha bloqueado a nadie
blocks-by = Por
blocks-lifted = desbloqueado por { $name }
blocks-time-up = se cumplió el plazo
blocks-nearby = También visitantes nuevos de { $addresses }, hasta
blocks-because = Llegó desde las mismas direcciones que
line-blocked = { $name } bloqueó a este cliente
line-unblocked = { $name } desbloqueó a este cliente
line-unblocked-in-time = El bloqueo ha terminado
log-while-blocked = Escrito durante el bloqueo
chats-status-archived = Archivado
chats-status-archived-means = Guardado. Se puede leer y encontrar, pero ya no responder.
refusal-customer-blocked = Este cliente está bloqueado. Desbloquéalo primero.
refusal-block-no-reason = Di en palabras por qué. Solo lo ve tu equipo.
refusal-block-no-message = Di qué se comunica al cliente.
refusal-block-no-address = Ya no se conoce su dirección de red. Bloquéalo sin ella.
refusal-block-already = Este cliente ya está bloqueado.
refusal-block-not-yours = Solo { $name } o un supervisor puede desbloquearlo.
refusal-blocked = Aquí no se puede enviar nada más.

place = Ubicación
place-none = No se conoce ningún lugar.
place-no-file = No se conoce ningún lugar: el chat web no indica ninguno por sí mismo y no hay archivo de lugares.
place-set = Indicar un archivo
place-inside = No se conoce ningún lugar: esta dirección de red está dentro de tu propia red.
place-unknown = No se conoce ningún lugar: el archivo de lugares no tiene esta dirección de red.
place-caveat = Aproximado, según la dirección de red. Una VPN o una red móvil puede situarlo muy lejos.
place-radius = En unos { $km } km a la redonda.
place-local-time = Hora local
place-told = Compartido por el cliente
place-told-within = Compartido por el cliente, con un margen de { $metres } m,
place-maps = Mapa:
place-file-missing = No existe ese archivo en esta máquina.
place-file-unreadable = No se puede leer el archivo de lugares: { $reason }.
place-file-damaged = Este no es un archivo de lugares (MMDB), o está dañado. Descárgalo de nuevo.
place-file-other = Este archivo («{ $kind }») no contiene lugares. Hace falta uno con ciudades o países.
places-more = El chat web no indica el lugar. Un archivo en formato MMDB, que varios proveedores ofrecen gratis, dice más o menos dónde está una dirección de red. Se lee en esta máquina; no se pregunta a nadie.
places-file = Ruta del archivo
places-file-hint = En la máquina en que funciona Shopbell. Si cambias el archivo por otro, el nuevo se lee solo.
places-open = En uso: { $kind }, { $size } MB en memoria, creado el
refusal-not-on-earth = No existe tal lugar en la Tierra.

pages-rules-more = Junto a un chat web ves en qué páginas está y estuvo el visitante. Se olvidan al cabo de { $count } días.
pages-parameters = Parámetros de las direcciones que puedes ver
pages-parameters-hint = Como un término de búsqueda o un número de artículo, separados por espacios. Todos los demás se cortan en el navegador del visitante, excepto utm_…
pages-bad-name = «{ $name }» no es el nombre de un parámetro, o hay más de 20.
pages-earlier = { $count ->
    [one] Una página de visitas anteriores
   *[other] { $count } páginas de visitas anteriores
}
pages-from-site = desde { $site }

identity-refused-wrong = La firma no corresponde a este identificador y esta clave. La visita queda anónima.
identity-refused-expired = Esta firma ya ha caducado. La visita queda anónima.
identity-refused-early = Esta firma vale más de un día. Firma de nuevo para cada página.
identity-refused-used = Esta firma ya se usó. Firma de nuevo para cada página.
identity-refused-undated = Esta firma no tiene fecha, y la tienda solo admite firmas con fecha. La visita queda anónima.
identity-dated = Admitir solo firmas con fecha
identity-dated-more = Firma juntos el identificador y la hora, como arriba: una firma así vale un día como máximo y una sola vez. Una sin hora vale para siempre, también para quien la encuentre en una página antigua.
identity-dated-code = con fecha: vale una hora y una sola vez
people-import-file = Archivo
people-import-line = Línea
people-import-empty = Esta tabla no tiene filas.
people-import-two-columns = Dos columnas se llaman «{ $name }».
people-import-too-long = Más de { $most } filas son demasiadas de una vez. Divide la tabla.
