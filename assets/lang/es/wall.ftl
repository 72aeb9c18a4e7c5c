# El panel de pared y los enlaces para pantallas.
nav-wall = Panel
wall = Panel de pared
wall-waiting = Esperan ahora
wall-waiting-def = Clientes en una cola cuyo chat aún no atiende nadie.
wall-longest = Espera más larga
wall-longest-def = Desde el mensaje más antiguo que nadie ha respondido, entre todos los que esperan en una cola.
wall-nobody = Nadie espera
wall-queues = Por cola
wall-today = Hoy
wall-since = desde
wall-new = Chats nuevos
wall-new-def = Chats que empezaron hoy con un mensaje del cliente.
wall-answered = Respondidos
wall-answered-def = De los chats nuevos, aquellos en los que ha escrito un agente.
wall-missed = Perdidos
wall-missed-def = De los chats nuevos, los que terminaron antes de que escribiera un agente, los cerrara quien los cerrara.
wall-wait = Espera
wall-wait-def = La mitad de los chats nuevos se atendió en este tiempo. No cuentan los que empezaron sin nadie en el mostrador.
wall-reply = Primera respuesta
wall-reply-def = La mitad de los chats nuevos tuvo su primera respuesta en este tiempo. No cuentan los que empezaron sin nadie en el mostrador.
wall-happy = Satisfacción
wall-happy-def = De las valoraciones de hoy, las de 4 o 5 sobre 5.
wall-ratings = { $count ->
    [one] de { $count } valoración
   *[other] de { $count } valoraciones
}
wall-team = Equipo
wall-available = Disponible
wall-wrap-up = Cierre
wall-away = Ausente
wall-offline = Desconectado
wall-load-def = Chats que tiene, de los que puede tener
wall-full-load = completo
wall-full = Pantalla completa
wall-back = Volver a la consola
wall-lost = Se ha perdido la conexión.
wall-as-of = Cifras de las

room-wall = Panel de pared
wall-lead = Una pantalla en la pared muestra la casa de un vistazo. Un enlace propio la abre sin iniciar sesión: enseña el panel con los nombres del equipo y nada más.
wall-open = Abrir el panel
wall-link-name = Dónde cuelga la pantalla
wall-link-name-hint = Por ejemplo, «Cocina». Solo para ti.
wall-name-needed = Di dónde cuelga la pantalla, para reconocerla.
wall-link-make-title = Un enlace para una pantalla
wall-link-make = Crear enlace
wall-link-new = Enlace para tu pantalla
wall-link-new-more = Se muestra solo esta vez. Quien lo tenga verá el panel hasta que lo retires.
wall-links-empty = Ninguna pantalla tiene enlace
wall-links-empty-more = Supervisores y administradores ven el panel sin él.
wall-link-made = Creado
wall-link-seen = Visto por última vez
wall-link-revoke = Retirar
wall-link-revoke-sure = ¿Retirar el enlace de { $name }?
wall-link-revoke-more = La pantalla que lo muestra se apaga al momento.
act-wall_link_created = creó un enlace del panel de pared
act-wall_link_revoked = retiró el enlace del panel de pared
