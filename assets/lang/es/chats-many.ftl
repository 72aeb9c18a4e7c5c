# La página de chats: muchos a la vez, vistas, el archivo y «no hace falta responder».
chats-tab-transferred = Reenviados
chats-keys-pick = Marcar el chat
chats-keys-pick-range = Marcar hasta este chat

# Muchos a la vez
bulk-bar = Acciones con los chats marcados
bulk-pick = Marcar el chat con { $name }
bulk-all = Marcar todos los de esta página
bulk-none = Desmarcar todos
bulk-tag = Etiquetar
bulk-close = Cerrar
bulk-forward = Reenviar
bulk-archive = Archivar
bulk-unarchive = Sacar del archivo
bulk-tag-title = Etiquetar a los clientes
bulk-tag-sub = El cliente de cada chat recibe esta etiqueta.
bulk-close-title = Cerrar los chats
bulk-close-sub = Lo que elijas aquí vale para todos. Quien vuelva a escribir empezará un chat nuevo.
bulk-survey-more = Quien recibió respuesta y no fue preguntado hoy podrá valorar el chat.
bulk-forward-title = Reenviar los chats
bulk-forward-sub = Pasan enseguida a la lista de espera y conservan su tiempo de espera.
bulk-tagged = { $count ->
    [0] No se etiquetó ningún chat.
    [one] { $count } chat etiquetado.
   *[other] { $count } chats etiquetados.
}
bulk-closed = { $count ->
    [0] No se cerró ningún chat.
    [one] { $count } chat cerrado.
   *[other] { $count } chats cerrados.
}
bulk-forwarded = { $count ->
    [0] No se reenvió ningún chat.
    [one] { $count } chat reenviado.
   *[other] { $count } chats reenviados.
}
bulk-archived = { $count ->
    [0] No se archivó ningún chat.
    [one] { $count } chat archivado.
   *[other] { $count } chats archivados.
}
bulk-unarchived = { $count ->
    [0] No se sacó ningún chat del archivo.
    [one] { $count } chat sacado del archivo.
   *[other] { $count } chats sacados del archivo.
}
bulk-undone = { $count ->
    [0] No se deshizo nada.
    [one] { $count } chat vuelve a estar como antes.
   *[other] { $count } chats vuelven a estar como antes.
}
bulk-stayed = { $count ->
    [one] { $count } quedó como estaba:
   *[other] { $count } quedaron como estaban:
}
bulk-undo = Deshacer
bulk-dismiss = Quitar este mensaje
js-bulk-count = Marcados: { $count }
js-bulk-elsewhere = ({ $count } ya fuera de esta lista)
js-bulk-full = Como máximo { $most } chats a la vez.
refusal-bulk-none = Marca al menos un chat.
refusal-bulk-too-many = { $count } chats son demasiados a la vez: caben { $most }.
refusal-bulk-already = Ya estaba así.
refusal-bulk-moved-on = Alguien siguió con él entretanto.
refusal-undo-too-late = Esto ya no se puede deshacer.
refusal-supervisors-only = Esto requiere un supervisor.

# Archivo
archived-means = Se puede leer y encontrar, pero no escribir en él. Si el cliente escribe, empieza un chat nuevo.
archive-means = Guardar este chat. Se podrá seguir leyendo y encontrando.
unarchive-means = El chat vuelve a ser uno cerrado y se puede reabrir.
refusal-archived = Este chat está archivado. Un supervisor puede sacarlo del archivo.
refusal-archive-open = Este chat sigue abierto. Ciérralo primero.
refusal-archive-wrap-up = { $name } aún está completando los datos.
refusal-archive-was-of = { $name } tenía este chat. Solo esa persona o un supervisor puede archivarlo.
line-archived = { $name } archivó este chat
line-unarchived = { $name } sacó este chat del archivo
line-end-undone = Se deshizo el cierre; el cliente espera como antes
archiving = Archivo
archiving-lead = Los chats archivados no estorban. Se encuentran igual y ninguna cifra cambia.
archiving-on = Archivar solos los chats cerrados
archiving-hint = Cuando no haya pasado nada en ellos durante este tiempo.
archiving-days = Al cabo de tantos días
archiving-bad-days = Indica un número de días de { $least } a { $most }.
act-archiving_changed = cambió cuándo se archivan los chats

# No hace falta responder
no-answer-needed = No hace falta responder
no-answer-means = El cliente no espera nada; su próximo mensaje volverá a contar
line-no-answer-needed = { $name }: no hace falta responder

# Vistas
views = Vistas
views-save = Guardar vista
views-edit = Vista
views-name = Nombre de la vista
views-share = La tiene todo el equipo
views-begin = Mi página de chats empieza con ella
views-of-team = Un supervisor mantiene esta vista para el equipo.
views-delete = Eliminar vista
views-shared-means = Vista del equipo
views-own-means = Tu propia vista
views-first = Tu primera vista:
refusal-view-nameless = Ponle un nombre a la vista.
refusal-view-name-taken = Otra vista ya se llama así.
refusal-view-too-many = { $most } vistas son suficientes. Elimina antes una.
