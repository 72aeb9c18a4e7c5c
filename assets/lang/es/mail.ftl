# Un correo en la conversación y un chat que se envía por correo.

mail-subject = Asunto:
mail-show-all = Mostrar todo
mail-show-less = Mostrar menos
mail-as-written = Ver el original
mail-as-words = Ocultar el original
mail-frame = El correo original
mail-pictures = Mostrar las imágenes
mail-pictures-why = Las imágenes de otros servidores avisarían a sus dueños de que estás leyendo esto.
mail-sealed = Este correo está cifrado. Solo puede leerse donde esté su clave: el archivo va adjunto.
mail-winmail = Outlook ha metido archivos en winmail.dat, que solo Outlook sabe abrir.

transcript-mail = Enviar por correo
transcript-mail-to = Para
transcript-mail-from = De
transcript-mail-hint = Los comentarios solo van a direcciones del equipo.
transcript-mail-send = Enviar
transcript-mail-none = Todavía no hay ningún buzón conectado.
transcript-mail-none-ask = Administración puede conectarlo en Canales.
transcript-mail-connect = Conectar uno
transcript-mail-bad = Esta dirección no está completa.
transcript-mail-outsider = Los comentarios son solo para el equipo. Envía el chat sin ellos o a alguien del equipo.
transcript-mail-gone = Este buzón ya no existe o está en pausa. Elige otro.
transcript-mail-many = Este chat ya se ha enviado bastantes veces por hoy.
transcript-mail-again = Volver a intentarlo
transcript-mail-subject = Su chat con { $team }
transcript-mails = Por correo
transcript-mail-waits = En camino
transcript-mail-sent = Enviado
transcript-mail-failed = No enviado

line-transcript-mailed = { $name } envió la transcripción a { $address }
line-transcript-unmailed = La transcripción no llegó a { $address }
line-transcript-unmailed-why = La transcripción no llegó a { $address }: «{ $words }»
mail-unproved = No está probado que venga de esta dirección.
mail-unproved-why = El servidor que recibió este correo no responde por el remitente. Cuidado con lo que pide.
