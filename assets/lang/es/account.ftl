# Texts: one's own account, and the buttons in the rail.

profile = Perfil
profile-name-hint = El nombre que conoce tu equipo.
public-name = Nombre para los clientes
public-name-hint = Si lo dejas vacío, verán tu propio nombre.
public-title = Segunda línea para los clientes
public-title-example = Atención al cliente
public-preview = Así te ven los clientes
preview-question = ¿Abren los domingos?
preview-answer = ¡Sí! De diez a dos.
preferences = Preferencias
theme = Tema
theme-system = Como el sistema
theme-light = Claro
theme-dark = Oscuro
bell-volume = Timbre
bell-volume-hint = 0 es silencio.
shortcuts = Atajos de una letra
shortcuts-more = N toma el siguiente chat, R va a la respuesta… mientras no estés escribiendo.
ctrl-enter = Ctrl+Intro envía
ctrl-enter-more = Y con Intro solo se cambia de línea.
password-change = Cambiar contraseña
password-change-more = Se cerrará tu sesión en todas partes menos aquí.
password-old = Contraseña anterior
password-old-wrong = Esta no es tu contraseña.
sessions = Dónde tienes la sesión abierta
sessions-more = Si no reconoces alguno, cierra su sesión y cambia tu contraseña.
session-here = aquí
session-since = desde
session-used = último uso
session-end-of = Cerrar sesión en { $device }
sessions-end-others = Cerrar todas las demás
sessions-end-sure = ¿Cerrar sesión en todos los demás?
sessions-end-meaning = { $count ->
    [one] Se cierra ahora mismo la sesión en { $count } dispositivo más.
   *[other] Se cierra ahora mismo la sesión en { $count } dispositivos más.
}
device-unknown = Dispositivo desconocido
js-theme-system = Tema: como el sistema
js-theme-light = Tema: claro
js-theme-dark = Tema: oscuro
undo-send = Tiempo para deshacer un envío
undo-send-more = Lo que envías, o anotas para el equipo, espera este tiempo. Mientras tanto, «Deshacer» lo devuelve al cuadro.
undo-send-never = Ninguno
undo-send-seconds = { $count } seg.
undo-web-chat = Esperar también en el chat web
undo-web-chat-more = Allí el cliente suele estar delante del chat, así que lo que envías sale al instante si no activas esto. Lo que anotas para el equipo espera siempre.
accepts-at-once = Aceptar al instante los chats ofrecidos
accepts-at-once-more = Lo que se te ofrece es tuyo sin hacer clic, siempre que alguien haya usado tu consola en el último minuto. Si no, se ofrece como siempre.
holds-chats = Guardar mis chats mientras no estoy
holds-chats-more = Si tu consola está cerrada un rato, tus chats te esperan y no pasan a tus compañeros.
