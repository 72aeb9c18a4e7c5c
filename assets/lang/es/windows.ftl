# Durante cuánto tiempo se puede responder a los clientes en un canal.

# Junto a lo que se escribe
js-window-minutes = quedan { $count } min
js-window-hours = quedan { $count } h
js-window-days = quedan { $count } d
js-window-placeholder = Ahora no llegaría nada
window-messages = { $count ->
    [one] queda 1 mensaje
   *[other] quedan { $count } mensajes
}
window-last = { $count ->
    [one] Un último mensaje
   *[other] { $count } últimos mensajes
}
window-shut = Ventana cerrada
sms-parts-more = Como cuántos SMS se transporta y se paga. En uno caben 160 caracteres; con alguno fuera del alfabeto de los SMS, como un emoji, 70.
window-minutes = { $count ->
    [one] 1 minuto
   *[other] { $count } minutos
}
window-hours = { $count ->
    [one] 1 hora
   *[other] { $count } horas
}
window-days = { $count ->
    [one] 1 día
   *[other] { $count } días
}
window-rule = Aquí las respuestas llegan hasta { $span } después de un mensaje del cliente.
window-persons-now = Ahora solo llega lo que escribe una persona.
window-closed-title = La ventana de respuesta se ha cerrado.
window-quota-used = { $count ->
    [one] Aquí llega un mensaje por cada uno del cliente, y ya se ha enviado.
   *[other] Aquí llegan { $count } mensajes por cada uno del cliente, y ya se han enviado todos.
}
window-never-asked = El cliente aún no ha escrito aquí.
window-refused = La plataforma no aceptó la última respuesta (código { $code }).
window-reopens = Podrás responder en cuanto { $name } escriba; tu borrador se conserva.
window-still = Mientras tanto puedes dejar un comentario.
window-templates = Las plantillas aprobadas se siguen entregando.
window-last-title = { $count ->
    [one] Queda un mensaje.
   *[other] Quedan { $count } mensajes.
}
window-last-more = Se acabó el tiempo ({ $span }): no llegará nada más hasta que { $name } vuelva a escribir. Aprovéchalo.
window-asked = Último mensaje del cliente:
window-late = La ventana de respuesta se cierra antes. Si para entonces { $name } no ha escrito, tu mensaje volverá a ti.
outgoing-window-closed = La ventana de respuesta ya se había cerrado.
closing-too-late = No se pedirá una valoración a { $name }: la ventana de respuesta se ha cerrado.
line-unasked-window = No se envió encuesta: la ventana de respuesta se había cerrado
line-untold-window = No se envió el mensaje automático: la ventana de respuesta se había cerrado
line-window-refused = La plataforma rechazó una respuesta (código { $code }). La ventana queda cerrada hasta que el cliente escriba
refusal-window-closed = { $reason ->
    [quota-used] Ya se han enviado todos los mensajes que llegan aquí tras uno del cliente. Podrás responder en cuanto escriba.
    [refused] La plataforma no entrega ahora respuestas a este cliente (código { $code }). Podrás responder en cuanto escriba.
    [never-asked] Aquí no llega nada antes de que el cliente haya escrito.
   *[time-up] La ventana de respuesta se ha cerrado: el cliente escribió hace demasiado. Podrás responder en cuanto escriba.
}

# La pantalla de un canal para admins
channel-window = Ventana de respuesta
window-lead = Muchas plataformas entregan respuestas solo durante un tiempo tras el último mensaje del cliente. La consola lleva la cuenta y nada finge haberse enviado cuando el tiempo se acaba.
window-usual-none = El chat web no tiene límite propio.
window-limit = Limitar hasta cuándo se puede responder
window-limit-more = Solo los mensajes del cliente reinician el tiempo. Por seguridad, cada ventana se cierra un minuto antes.
window-free = Abierta durante
window-free-hint = En este tiempo llega todo.
window-persons = Después, solo para personas
window-persons-hint = Los mensajes automáticos y las encuestas se omiten en este tiempo. 0: nada.
window-unit = Unidad
window-unit-minutes = minutos
window-unit-hours = horas
window-unit-days = días
window-extra = Últimos mensajes
window-extra-hint = Cuántos llegan aún cuando se acaba todo el tiempo. De 0 a { $most }.
window-quota = Mensajes por cada uno del cliente
window-quota-hint = De 1 a { $most }. Vacío: los que quieras.
window-automated = El último puede ser automático
window-automated-more = Si no, los últimos mensajes se reservan para personas.
window-number-wrong = Un número entero de { $least } a { $most }.
window-time-wrong = De 5 minutos a un año.
act-window_changed = cambió la ventana de respuesta, chat web

# Templates, which a platform delivers when nothing else is
templates-open = Enviar una plantilla
templates-title = Enviar una plantilla a { $name }
templates-sub = La plataforma las ha aprobado y las entrega en cualquier momento. Rellene los huecos y vea cómo se leerá.
templates-search = Buscar una plantilla
templates-none = Aún no hay ninguna plantilla de solo texto aprobada. En cuanto la haya, aparecerá aquí.
templates-none-found = Ninguna plantilla coincide.
templates-again = Volver a cargar
templates-fetched = Cargada:
templates-trouble = No se ha podido cargar la lista ahora mismo.
templates-mend = Abrir la cuenta
templates-ask-admin = Pida a su administrador que revise la cuenta.
templates-blank = Hueco «{ $name }»
templates-blank-header = Hueco «{ $name }» del encabezado
templates-link = Final del enlace bajo «{ $label }»
templates-reads = Así se entregará
templates-send = Enviar plantilla
delivery-template = La plataforma no ha aceptado esta plantilla.
refusal-template-changed = Esta plantilla ha cambiado. Cierre la ventana y elíjala otra vez.
refusal-template-empty = Rellene «{ $name }».
refusal-template-long = «{ $name }» es demasiado largo: caben { $most } caracteres.
