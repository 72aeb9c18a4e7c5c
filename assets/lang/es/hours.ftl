# Texts: hours and greetings

# When the shop opens next, in the middle of a sentence
opens-today = hoy a las { $time }
opens-tomorrow = mañana a las { $time }
opens-weekday = el { $day ->
    [1] lunes
    [2] martes
    [3] miércoles
    [4] jueves
    [5] viernes
    [6] sábado
   *[7] domingo
} a las { $time }
opens-date = el { $date } de { $month ->
    [1] enero
    [2] febrero
    [3] marzo
    [4] abril
    [5] mayo
    [6] junio
    [7] julio
    [8] agosto
    [9] septiembre
    [10] octubre
    [11] noviembre
   *[12] diciembre
} a las { $time }
hours-weekday = { $day ->
    [1] Lunes
    [2] Martes
    [3] Miércoles
    [4] Jueves
    [5] Viernes
    [6] Sábado
   *[7] Domingo
}
hours-weekday-short = { $day ->
    [1] lun
    [2] mar
    [3] mié
    [4] jue
    [5] vie
    [6] sáb
   *[7] dom
}

# The wait list and the widget
offline-greeted = Ya sabe que ahora no hay nadie
widget-opens = Volvemos a abrir: { $day }, { $time }

# Hours
room-hours = Horarios
hours-lead = Cuándo está abierta la tienda. Las colas con horario están cerradas fuera de él, haya quien haya en el mostrador.
hours-new = Nuevo horario
hours-all = Todos los horarios
hours-first-name = Horario de la tienda
hours-none = Aún no hay horarios
hours-none-more = Hasta entonces, la tienda está abierta siempre que haya alguien en el mostrador.
hours-edit = Editar
hours-edit-name = Editar { $name }
hours-edit-lead = La semana habitual y los días que cambian. Todas las horas son las del reloj de la tienda.
hours-exceptions-count = { $count ->
    [one] { $count } día especial
   *[other] { $count } días especiales
}
hours-unused = Ninguna cola lo usa.
hours-used-by = Colas:
hours-open-until = Abierto, cierra { $when }
hours-open = Abierto
hours-closed-until = Cerrado, abre { $when }
hours-closed = Cerrado
hours-never = No abre ningún día.
hours-name = Nombre
hours-name-taken = Otro horario ya se llama así, quizá uno retirado.
hours-zone = Zona horaria
hours-zone-choose = Elige una zona horaria
hours-zone-needed = Elige la zona horaria en la que vale este horario.
hours-zone-unknown = No existe la zona horaria «{ $name }».
hours-week = La semana
hours-week-more = Puede haber varios tramos al día. Un final anterior al comienzo es de la madrugada siguiente, hasta las 06:00.
hours-copy = Copiar el lunes a todos
hours-day-closed = Cerrado
hours-span-add = { $day }: añadir un tramo
hours-span-remove = { $day }: quitar este tramo
hours-from = { $day }, desde
hours-to = { $day }, hasta
hours-late = del día siguiente
hours-days = Días especiales
hours-days-more = Festivos y días con otro horario. Sin horas, la tienda cierra todo el día. Dos filas de la misma fecha son dos tramos.
hours-days-add = Añadir días
hours-days-remove = Quitar estos días
hours-day = Fecha
hours-until = Último día
hours-why = Motivo
hours-why-example = Navidad
hours-open-at = Abre
hours-close-at = Cierra
hours-queues = Colas con este horario
hours-queues-more = Una cola sin horario está abierta siempre que haya alguien en el mostrador.
hours-queue-other = hasta ahora, «{ $name }»
hours-half = Un tramo necesita comienzo y final.
hours-no-time = Esto no es una hora. Escríbela así: 09:00.
hours-backwards = Este tramo termina antes de empezar. Pasada la medianoche puede durar hasta las 06:00; el resto va en el día siguiente.
hours-no-day = Aquí falta una fecha.
hours-days-backwards = El último día es anterior al primero.
hours-days-many = Puede haber hasta { $most } días especiales. Quita los que ya pasaron.
hours-overlap = Hay tramos de este día que se solapan.
hours-runs-into-next = Este día sigue tras la medianoche y entra en un tramo del siguiente.
hours-spans-many = Un día tiene hasta { $most } tramos.
hours-day-overlap = Hay tramos del { $day } que se solapan.
hours-changed-meanwhile = Un colega cambió este horario mientras tanto. Si guardas otra vez, lo sustituyes.
hours-in-use = Estas colas usan el horario: { $queues }. Dales antes otro.

# Greetings
room-greetings = Saludos
greetings-lead = Lo que se dice al cliente nada más empezar un chat: un texto si hay alguien, otro si no. Una vez por chat y no de nuevo en ocho horas.
greetings-on = Se saluda a los clientes
greetings-off = No se saluda a los clientes
greetings-on-more = El primer mensaje de un chat recibe al momento el texto de su lugar e idioma.
greetings-off-more = Los textos esperan aquí hasta que los actives.
greetings-on-empty = Aún no hay ningún texto, así que no se dice nada.
greetings-use-shipped = Usar los textos preparados
greetings-turn-on = Activar
greetings-turn-off = Desactivar
greeting-everywhere = En todas partes
greeting-all-channels = Todos los canales
greeting-all-queues = Todas las colas
greeting-places = Lugares
greeting-other-place = Para otro lugar
greeting-channel = Canal
greeting-queue = Cola
greeting-open-place = Escribir sus textos
greeting-online = Cuando hay alguien
greeting-online-more = La tienda está abierta y hay alguien en el mostrador.
greeting-offline = Cuando no hay nadie
greeting-offline-more = La tienda está cerrada por horario o no hay nadie en el mostrador. La lista de espera marca a quien recibió este texto.
greeting-language = Idioma del texto
greeting-has-text = tiene texto
greeting-text-in = Texto:
greeting-preview = Lo que ve el cliente
greeting-preview-none = Sin texto en este idioma: se toma el más cercano y, si no, el idioma predeterminado.
greeting-remove = Quitar estos textos
greeting-remove-more = Entonces valen aquí de nuevo los textos más generales.
greeting-remove-all-more = Entonces solo se saluda en los lugares con textos propios.
greeting-placeholder-hint = Lo que puede faltar necesita palabras de reserva: { $example }.
greeting-too-long = { $language }: el texto tiene { $length } caracteres, caben { $most }.
greeting-unknown = Los saludos no tienen el marcador { $name }.
greeting-unsure = { $name } puede faltar. Indica qué poner entonces: { $example }.

# The texts that come with the house. Customers read them.
greeting-soon = pronto
greeting-there = y gracias por escribir
greeting-shipped-online = ¡Hola! Gracias por escribir a { $shop }. Enseguida le atendemos.
greeting-shipped-offline = Gracias por escribir a { $shop }. Ahora no hay nadie; volvemos { $opens }. Guardamos su mensaje y le respondemos aquí.

# The log
act-hours_added = añadió el horario
act-hours_changed = cambió el horario
act-hours_retired = retiró el horario
act-hours_restored = recuperó el horario
act-queue_hours_given = dio un horario a la cola
act-queue_hours_taken = quitó el horario a la cola
act-greeting_changed = cambió los saludos
act-greeting_removed = quitó los saludos
act-greetings_on = activó los saludos
act-greetings_off = desactivó los saludos
