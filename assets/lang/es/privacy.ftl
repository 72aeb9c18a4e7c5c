# Lo que la casa tiene sobre un cliente: se entrega y se borra para siempre.

people-privacy = Datos
privacy-title = Datos personales
export-title = Entregarlo todo
export-lead = Un archivo ZIP que los programas pueden leer, para el cliente u otro servicio.
export-holds = Contiene cuentas, contacto, etiquetas, notas, chats con comentarios y archivos, encuestas, páginas vistas y lo que el registro dice de él. No incluye cómo los supervisores valoraron el trabajo del equipo.
export-password = Tu contraseña
export-do = Descargar
erase-title = Borrar para siempre
erase-lead = Nada de esto se puede deshacer. Quien vuelva a escribir después será un cliente nuevo.
erase-goes = Lo que desaparece
erase-record =
    Nombre, contacto, etiquetas y campos, con { $count ->
        [one] una cuenta
       *[other] { $count } cuentas
    }
erase-chats = Chats: { $chats }, con mensajes: { $messages } y comentarios: { $comments }. Los abiertos terminan ahora; no se avisa a nadie.
erase-files =
    { $count ->
        [0] Ningún archivo
        [one] Un archivo
       *[other] { $count } archivos
    }, salvo que otra persona haya recibido el mismo
erase-notes = Notas: { $notes }. Páginas del sitio: { $pages }
erase-derived = Lo que se hizo con todo ello: búsqueda, respuestas anteriores, traducciones, lo que se dijo a los webhooks y guarda su registro. Las cifras y las valoraciones dejan de contar estos chats.
erase-stays = Lo que queda
erase-stays-log = Que borraste a un cliente con este número, y cuándo
erase-stays-others = Lo que otros escribieron sobre él en chats de otros clientes
erase-stays-backups =
    { $count ->
        [one] Una copia de seguridad junto al archivo de la casa, hecha el
       *[other] { $count } copias de seguridad junto al archivo de la casa, hechas el
    }
erase-backups-how = Contienen a este cliente hasta que las borres, igual que las que guardes en otro sitio.
erase-no-backups = No hay copias de seguridad junto al archivo de la casa. Las que guardes en otro sitio aún contienen a este cliente.
erase-stays-outside = Los mensajes en el dispositivo del cliente, en otras plataformas y en los receptores de tus webhooks
erase-type = Escribe «{ $name }» para borrar
erase-not-it = No es lo que se pide. Escribe exactamente «{ $name }».
erase-do = Borrar para siempre
erased-title = Clientes borrados
erased-lead = Los clientes figuran por su número: ya no se sabe nada más de ellos.
erased-none = Aún no se ha borrado a nadie
erased-who = Quién
erased-state = Estado
erased-by-age = Chats cuyo plazo terminó
erased-begun = Se están quitando chats y archivos
erased-file = Quitado; lo que queda en el archivo se sobrescribe en el próximo momento tranquilo
erased-done = Fuera del archivo desde
log-customer = cliente n.º { $number }
act-customer_exported = se llevó todo sobre
act-customer_erased = borró para siempre

# Cuánto tiempo se conserva

room-privacy = Conservación
kept-lead = Lo que dejan los clientes se elimina cuando es más antiguo de lo que necesitas: cada noche a las tres, para siempre.
kept-usual = Cuánto tiempo
kept-usual-lead = Se cuenta desde lo último que pasó en un chat. Lo eliminado desaparece como un cliente borrado: las cifras dejan de contarlo.
kept-chats = Chats terminados
kept-files = Archivos e imágenes
kept-voice = Mensajes de voz
kept-addresses = Dirección de red y dispositivo de los visitantes
kept-bookmarked = Conservar lo marcado
kept-bookmarked-hint = Los chats con un marcador se quedan, con todos sus archivos
kept-pages = Las páginas que vieron los visitantes siempre se olvidan a los 30 días.
kept-by-channel = Otros plazos para ciertos canales
kept-as-usual = Como arriba
kept-ever = Conservar para siempre
kept-years =
    { $count ->
        [one] Después de un año
       *[other] Después de { $count } años
    }
kept-months =
    { $count ->
        [one] Después de un mes
       *[other] Después de { $count } meses
    }
kept-nothing = Hoy nada es lo bastante antiguo
kept-today = Hoy se eliminarían: chats: { $chats }, archivos: { $files }, mensajes de voz: { $voice }, direcciones: { $addresses }
kept-last = La última eliminación fue
kept-nightly = Ocurre a las tres de la noche, según el reloj de la casa
kept-doubted = No se elimina nada: el reloj no es fiable desde
kept-doubted-more = Saltó más de un día, o la casa estuvo cerrada más tiempo. Si la fecha es correcta, elimina ahora; o espera: tras un día tranquilo sigue solo.
kept-run = Eliminar ahora
kept-run-sure = ¿Eliminar ahora lo que es demasiado antiguo?
kept-run-more = Comprueba que la fecha de este ordenador es correcta. Lo eliminado no se puede recuperar.
fetch-expired = Eliminado: era más antiguo de lo que aquí se conservan los archivos
act-retention_changed = cambió cuánto tiempo se conservan los datos
act-retention_run = hizo eliminar lo que era demasiado antiguo

# Consentimiento antes de un chat

consent-is-notice = Solo informar: nadie tiene que marcar una casilla
consent-told = Se informó antes del chat:
consent-given = Aceptó antes del chat:
widget-withdraw = Retirar el consentimiento
widget-withdraw-more = El chat termina y dejamos de seguir qué páginas ve. Antes de que vuelva a escribir, se le preguntará de nuevo.
widget-withdraw-erase = Borren también lo que he escrito
widget-withdrawn = Hecho. Tomamos nota.
line-consent-withdrawn = El cliente retiró su consentimiento
line-consent-withdrawn-erase = El cliente retiró su consentimiento y quiere que se borre todo
consent-withdrawn = Retirado:
consent-erase = Quiere que se borren sus datos.
consent-erase-here = Ver qué se perdería
consent-erase-admin = Puede hacerlo un administrador.
window-withdrawn-shut = Consentimiento retirado
window-withdrawn-title = { $name } ha retirado su consentimiento.
window-withdrawn-more = No se puede enviar nada hasta que escriba aquí por su cuenta o vuelva a aceptar; tu borrador se conserva.
closing-withdrawn = No se pedirá una valoración a { $name }: ha retirado su consentimiento.
line-unasked-withdrawn = No se envió encuesta: el cliente ha retirado su consentimiento
line-untold-withdrawn = No se envió el mensaje automático: el cliente ha retirado su consentimiento
delivery-withdrawn = No enviado: el cliente ha retirado su consentimiento.
refusal-consent-withdrawn = Este cliente ha retirado su consentimiento. No se le puede enviar nada hasta que escriba aquí por su cuenta o vuelva a aceptar.
transcript-mail-withdrawn = Este cliente ha retirado su consentimiento: el chat solo puede enviarse a compañeros.
refusal-nothing-withdrawn = No hay nada que retirar.
