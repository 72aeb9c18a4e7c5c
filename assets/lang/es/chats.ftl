# The Chats page: every chat in one list, and each of them to read.
chats-tabs = Estado
chats-tab-all = Todos
chats-tab-all-means = Todos los chats, en curso y terminados
chats-tab-open = Abiertos
chats-tab-open-means = Todos los chats que no han terminado
chats-tab-needs-reply = Por responder
chats-tab-needs-reply-means = El cliente espera la respuesta de una persona, tenga quien tenga el chat
chats-tab-new = Nuevos
chats-status-new = Nuevo
chats-status-new-means = Espera a que alguien lo atienda
chats-tab-active = En curso
chats-status-active = En curso
chats-status-active-means = Un agente lo tiene y le toca responder
chats-tab-awaiting = Turno del cliente
chats-status-awaiting = Turno del cliente
chats-status-awaiting-means = Un agente ha respondido; ahora le toca al cliente
chats-tab-closed = Cerrados
chats-status-closed = Cerrado
chats-status-closed-means = El chat ha terminado
chats-search = Buscar chats
chats-search-hint = Cliente, agente, etiqueta o texto
chats-apply = Mostrar
chats-clear = Quitar filtros
chats-drop = Quitar este filtro
chats-more-filters = Filtrar
chats-channel = Canal
chats-channel-any = Todos los canales
chats-agent = Agente
chats-agent-any = Cualquier agente
chats-agent-me = Yo
chats-agent-none = Nadie
chats-agent-none-yet = Nadie todavía
chats-agent-former = { $name } (ya no está)
chats-tag = Etiqueta
chats-tag-any = Cualquier etiqueta
chats-period = Periodo
chats-period-any = Siempre
chats-period-today = Hoy
chats-period-days = { $count ->
    [one] Último día
   *[other] Últimos { $count } días
}
chats-queue = Cola
chats-queue-any = Todas las colas
chats-type = Tipo
chats-type-any = Cualquier tipo
chats-rating = Valoración
chats-rating-any = Con o sin valoración
chats-rating-of = { $rating } de 5
chats-rating-not-asked = no se pidió
chats-from = Desde
chats-to = Hasta
chats-from-day = desde { $day }
chats-to-day = hasta { $day }
chats-unread = Sin leer
chats-unread-count = { $count ->
    [one] { $count } mensaje que no has visto
   *[other] { $count } mensajes que no has visto
}
chats-needs-reply = Por responder
chats-list = Lista de chats
chats-customer = Cliente
chats-last-message = Último mensaje
chats-status = Estado
chats-started = Inicio
chats-last-activity = Última actividad
chats-waits = espera respuesta
chats-comment = Comentario para el equipo
chats-pages = Páginas de la lista
chats-older = Chats anteriores
chats-newest = Volver al principio
chats-none = Aún no hay chats
chats-none-more = Cuando un cliente escriba, su chat aparecerá aquí solo.
chats-tab-empty = Aquí no hay nada por ahora
chats-no-older = No hay chats anteriores
chats-no-match = Ningún chat coincide
chats-not-found = Nada encontrado para «{ $words }»
chats-no-match-more = Prueba con menos filtros o con el principio de una palabra.
chats-see-all = { $count ->
    [one] Ver el único chat
   *[other] Ver los { $count } chats
}
chats-back = Volver a la lista
chats-close-pane = Volver a la lista
chats-agents = Agentes
chats-first-reply = Primera respuesta
chats-first-reply-not-yet = todavía no
chats-first-reply-never = nunca
chats-hours = { $hours } h { $minutes } min
chats-days = { $days } d { $hours } h
chats-tags = Etiquetas
chats-ended = Fin
chats-reason = Motivo
chats-note = Nota
chats-not-said = sin indicar
chats-keys-open = Abrir el chat
chats-log = Mensajes
chats-log-beginning = Desde el principio
chats-log-later = Mensajes posteriores
chats-rated = { $name } valoró el chat con { $rating } de 5
chats-open-in-console = Abrir en la consola
chats-reopen = Reabrir
chats-reopen-means = El chat sigue y pasa a ser tuyo
chats-other-open = Ir allí
js-chats-found = Chats: { $count }
js-chats-news = Nuevos: { $count }
js-chats-gone = Este chat no se puede mostrar.
