# Las cifras, y los chats que hay detrás de una cifra.
nav-figures = Cifras
figures = Cifras
figures-yours = Tus cifras
figures-key = Cifras principales
figures-period = Días
figures-today = Hoy
figures-yesterday = Ayer
figures-last-days = { $days } días
figures-this-month = Este mes
figures-last-month = El mes pasado
figures-own-days = Desde – hasta
figures-against = Comparado con
figures-against-before = Con los días anteriores
figures-against-year = Con un año antes
figures-compared = comparado con { $days }
figures-compared-so-far = comparado con { $days }, hasta la misma hora
figures-open-only = Contar solo el horario de atención
figures-day = { $date } { $month ->
    [1] ene
    [2] feb
    [3] mar
    [4] abr
    [5] may
    [6] jun
    [7] jul
    [8] ago
    [9] sept
    [10] oct
    [11] nov
   *[12] dic
}
figures-day-year = { $day } de { $year }
figures-new = Chats nuevos
figures-new-def = Chats cuyo cliente escribió su primer mensaje en estos días.
figures-closed = Chats cerrados
figures-closed-def = Chats que terminaron en estos días, los terminara quien los terminara, y que no se han reabierto desde entonces.
figures-incoming = Mensajes recibidos
figures-incoming-def = Mensajes que los clientes escribieron en estos días.
figures-outgoing = Mensajes enviados
figures-outgoing-def = Mensajes que los agentes escribieron a los clientes en estos días. No cuentan los comentarios, los mensajes automáticos ni los que no llegaron.
figures-first = Primera respuesta
figures-first-def = Desde el primer mensaje del cliente hasta el primero de un agente: la mitad de los chats nuevos se respondió en este tiempo. Los chats que empezaron cuando no había nadie no cuentan; si solo cuenta el horario de atención, sí cuentan, pero no el tiempo cerrado.
figures-response = Respuesta
figures-response-def = Cada vez que un cliente escribe, desde su mensaje más antiguo sin respuesta hasta el siguiente de un agente: la mitad de las respuestas llegó en este tiempo. Cuenta para quien respondió.
figures-wait = Espera
figures-wait-def = Desde el primer mensaje del cliente hasta que un agente tuvo el chat: la mitad de los chats nuevos se atendió en este tiempo. Cuentan los mismos chats que en la primera respuesta.
figures-resolution = Hasta el cierre
figures-resolution-def = Desde el primer mensaje del cliente hasta el final, en los chats cerrados en estos días: la mitad terminó en este tiempo.
figures-given-up = Abandonados
figures-given-up-def = Chats nuevos que el propio cliente terminó antes de que escribiera un agente.
figures-target = Respondidos en { $within }
figures-target-def = De los chats nuevos respondidos, abandonados o que esperan más que el objetivo: aquellos cuya primera respuesta llegó dentro de él. Cuentan los mismos chats que en la primera respuesta.
figures-target-set = Cambiar el objetivo
figures-target-seconds = Objetivo en segundos
figures-target-wrong = Escribe segundos enteros, de 1 a { $most }.
figures-stars = Satisfacción
figures-stars-def = La media de las valoraciones de los chats cerrados en estos días, se dieran cuando se dieran, y la proporción de las de 4 o 5.
figures-answered = Encuestas respondidas
figures-answered-def = De los chats cerrados en estos días a cuyos clientes se pidió una valoración, los valorados.
figures-of-five = de 5
figures-of = { $part } de { $of }
figures-of-new = { $share } de los chats nuevos
figures-happy = { $share } con 4 o 5
figures-ninety = 90 % en { $time }
figures-median = La mitad en
figures-nine-of-ten = 90 % en
figures-meaning = Qué significa «{ $figure }»
figures-see = Ver estos chats
figures-no-before = Nada con que comparar
figures-same = Como antes
figures-more = { $by } más
figures-fewer = { $by } menos
figures-faster = { $by } más rápido
figures-slower = { $by } más lento
figures-higher = { $by } más alto
figures-lower = { $by } más bajo
figures-points = { $points ->
    [one] { $points } punto
   *[other] { $points } puntos
}
figures-chats = Chats
figures-messages = Mensajes
figures-band = La franja verde es el objetivo.
figures-over-time = A lo largo del tiempo
figures-as-table = Los gráficos como tabla
figures-days = Días
figures-hour = Hora
figures-weekday = Día de la semana
figures-when = Cuándo escriben los clientes
figures-zone = Los días y las horas son los de la tienda.
figures-ratings = Valoraciones
figures-by-channel = Por canal
figures-by-queue = Por cola
figures-by-agent = Por agente
figures-by-type = Por tipo
figures-by-reason = Por motivo de cierre
figures-figure = Cifra
figures-csv-of = «{ $table }» como CSV
figures-empty = No pasó nada en estos días
figures-empty-more = En cuanto escriban los clientes, sus chats se contarán aquí.
figures-see-ninety = Ver 90 días
refusal-figures-too-long = Las cifras abarcan diez años como mucho. Elige menos días.
act-figures_target_changed = cambió el objetivo de la primera respuesta
