# The report of a week by mail.
weekly = Informe semanal
weekly-when = Cuándo se envía y a quién
weekly-more = Las cifras principales de los últimos siete días junto a las de los siete anteriores, por correo. Los agentes reciben las suyas; supervisores y admins, las de todo el equipo.
weekly-on = Enviarlo cada semana
weekly-zone = Según el reloj de la casa: { $zone }
weekly-to = Quién lo recibe
weekly-nobody = Elige al menos a una persona del equipo.
weekly-next = El próximo sale:
weekly-under-way = El del { $day } se está escribiendo.
weekly-lost = El del { $day } no salió: no había buzón o nadie debía recibirlo.
weekly-went = El del { $day } fue a: { $count }.
weekly-preview = Qué dice
weekly-send = Enviarme uno ahora
weekly-sent = Hay un informe en camino a { $address }.
weekly-no-mailbox = No hay ningún buzón conectado, así que ningún informe puede salir.
weekly-subject = { $team }: tu semana, { $days }
weekly-lead = La semana { $week }, junto a { $before }.
weekly-lead-own = Tu propia semana { $week }, junto a { $before }.
weekly-was = antes: { $before }
weekly-change = Cambio
weekly-see = Ver todas las cifras
act-weekly_report_changed = cambió el informe semanal
refusal-weekly-no-mailbox = No hay ningún buzón conectado, así que ningún informe puede salir. Conecta uno en Canales.
line-transcript-asked = El cliente pidió este chat por correo: { $address }

# A customer wants their chat by mail.
widget-mail-chat = Enviar este chat por correo
widget-mail-send = Enviar por correo
widget-mail-sent = En camino a { $email }.
refusal-no-mailbox = No hay ningún buzón desde el que enviarlo.
refusal-mail-not-answered = Primero responde alguien de nuestro equipo; después puede recibir el chat por correo.
refusal-mail-too-many = Este chat ya se envió bastantes veces hoy. Inténtelo de nuevo mañana.
