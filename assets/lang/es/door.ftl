# Texts: the door (first run, signing in, links that let somebody in), and words that forms share.

optional = opcional
email = Correo
password = Contraseña
password-new = Nueva contraseña
your-name = Tu nombre
role = Rol
role-agent = Agente
role-supervisor = Supervisor
role-admin = Admin
role-agent-may = Agente: responde a los clientes
role-supervisor-may = Supervisor: además ve y toma los chats de todos
role-admin-may = Admin: además gestiona el equipo y los ajustes
you = tú
back = Atrás
skip = Omitir
go-on = Continuar
copy = Copiar
copied = Copiado
language-choose = Idioma: { $name }. Elegir otro

# Wrong input
email-wrong = Esta dirección parece incompleta.
email-taken = Alguien del equipo ya tiene esta dirección.
name-needed = Hace falta un nombre para que el equipo sepa quién escribe.
shop-name-needed = Los clientes necesitan ver un nombre.

# Passwords
password-show = Mostrar
password-hide = Ocultar
password-hint = Al menos { $count } caracteres. Tres palabras sencillas se recuerdan mejor que una rebuscada.
password-again = Escríbela otra vez: una página nunca devuelve una contraseña.
password-short = Demasiado corta: una contraseña necesita al menos { $count } caracteres.
password-long = Demasiado larga: caben { $count } caracteres.
password-common = Esta contraseña es de las primeras que probaría cualquiera. Elige otra.
password-personal = Tu nombre o tu dirección es lo primero que probaría cualquiera. Elige otra.
js-password-weak = Aún demasiado corta.
js-password-fair = Pasable. Más larga, mejor.
js-password-good = Buena.
js-password-strong = Muy buena. Tres palabras sencillas se recuerdan mejor que una rebuscada.

# Sign in
sign-in = Iniciar sesión
sign-out = Cerrar sesión
sign-in-lead = Entra en tu mostrador
sign-in-form-held = Tu sesión ha terminado. Entra y lo que escribiste volverá a su formulario.
sign-in-stay = Mantener la sesión abierta en este equipo
sign-in-forgot = ¿Has olvidado tu contraseña? Pide un enlace a un admin.
sign-in-wait = { $count ->
    [one] Demasiados intentos. Espera { $count } segundo e inténtalo de nuevo.
   *[other] Demasiados intentos. Espera { $count } segundos e inténtalo de nuevo.
}

# Links
link-dead = Este enlace ya no sirve
link-unknown = No existe tal enlace. Quizá se cortó al copiarlo.
link-used = Este enlace ya se usó o se retiró. Cada uno sirve una vez: pide otro a un admin.
link-expired = Este enlace es demasiado antiguo. Pide otro a un admin.
join-title = Únete a { $team }
join-lead = Tu rol: { $role }. Elige cómo vas a iniciar sesión.
join-go = Unirse al equipo
reset-title = Elige una contraseña nueva
reset-for = Para { $email }. Se cerrará tu sesión en todos los demás sitios.
reset-go = Guardar la contraseña
invite-make = Crear enlace
invite-link = Enlace para tu colega
invite-link-more = Envíalo por correo o chat. Sirve una vez, durante tres días, y no se vuelve a mostrar.
anybody-with-link = Cualquiera con el enlace
reach-here-alone = Esta dirección solo funciona en este equipo, y eso basta para probarlo todo. Para que puedan usarla visitantes y equipo, arranca Shopbell con una dirección a la que lleguen:
invite-waits = Aún no ha abierto el enlace

# The page on which one tries the web chat
trial-title = Prueba el chat web
trial-lead = Esta página lleva tu chat web «{ $name }»
trial-what = Pulsa el timbre de la esquina y escribe algo, como haría un cliente. La consola suena y puedes responder desde allí.
trial-paused = Este chat web está en pausa, por eso no se ve el timbre. Un admin puede reanudarlo.
trial-console = Ir a la consola

# First run
default-team = Nuestra tienda
default-channel = Sitio web
setup-title = Configurar Shopbell
setup-tag = El timbre del mostrador de tu tienda, para el chat.
setup-steps = Pasos
setup-you = Tú
setup-shop = Tu tienda
setup-channel = Primer canal
setup-team = Tu equipo
setup-bell = Prueba el timbre
setup-code-title = Primero, un código
setup-code-lead = Para que nadie más en tu red configure Shopbell antes que tú.
setup-code = Código de configuración
setup-code-wrong = Este no es el código. Shopbell muestra uno nuevo cada vez que arranca.
setup-code-where = El código está en el enlace que Shopbell mostró donde se arrancó:
setup-code-why = Si funciona como servicio, mira el registro del servicio. Al reiniciar se muestra un código nuevo; no se pierde nada.
setup-you-title = Te damos la bienvenida a tu mostrador
setup-you-lead = Shopbell funciona en este equipo y lo guarda todo aquí. Primero, ¿quién eres?
setup-you-local = No se nos envía nada, ni a nosotros ni a nadie. Todo queda en un archivo de este equipo.
setup-shop-title = ¿Cómo se llama tu tienda?
setup-shop-lead = Los clientes ven este nombre. Podrás cambiarlo todo más adelante.
shop-name = Nombre de la tienda
console-language = Idioma de la consola
setup-channel-title = ¿Dónde escriben los clientes?
setup-channel-lead = Para empezar, en tu propio sitio. Se tarda un minuto.
web-chat = Chat web
web-chat-what = Una línea en tu sitio
paste-before = Pega esto antes de
waiting-first-visit = Esperando la primera visita desde tu sitio…
first-visit = Funciona: ha llegado la primera visita.
look-again = Volver a mirar
setup-team-title = ¿Quién más está en el mostrador?
setup-team-lead = Cada persona recibe un enlace que sirve una vez. También puedes hacerlo más tarde.
setup-bell-title = Haz sonar el timbre
setup-bell-lead = Comprueba que este equipo puede sonar y mostrar avisos antes de que llegue el primer cliente.
bell-sound = Sonido del timbre
bell-sound-more = Dos toques, como con cada cliente nuevo.
bell-ring = Tocar
pop-up = Aviso cuando estás en otra ventana
pop-up-more = Tu navegador preguntará una vez.
pop-up-allow = Permitir
js-pop-up-granted = Permitido
js-pop-up-denied = Bloqueado en los ajustes de este navegador para este sitio
js-pop-up-impossible = No es posible en esta dirección
js-pop-up-example = Un cliente espera
test-chat = Un primer chat
test-chat-more = Escríbete desde una página que lleve tu chat web.
test-chat-open = Abrir la página de prueba
insecure = Estás en { $url }. Los navegadores solo permiten avisos y micrófono en una dirección segura.
open-counter = Abrir el mostrador
setup-done-title = El mostrador está abierto
setup-done-lead = Cuando escriba el primer cliente, sonará este timbre. Hasta entonces, ponlo a tu gusto.
setup-done-look = Colores del chat
setup-done-look-more = A juego con tu sitio
setup-done-types = Tipos de chat
setup-done-types-more = De qué tratan los chats
setup-done-team = Tu equipo
setup-done-team-more = Más enlaces, roles, límites
setup-done-go = Ir a la consola

# A refusal as a page
refused = No ha funcionado
refused-nothing = Aquí no hay nada
refused-home = Al mostrador

# Why something was not done
refusal-email-taken = Alguien del equipo ya tiene esta dirección.
refusal-no-name = Hace falta un nombre.
refusal-already-set-up = Shopbell ya está configurado: alguien se adelantó. Inicia sesión.
refusal-bad-limit = El límite es un número del 1 al 100.
refusal-last-admin = Este es el último admin. Primero da ese rol a otra persona.
refusal-password-changed-meanwhile = La contraseña se acaba de cambiar en otro sitio. Aquí no se ha cambiado nada.
fresh-title = ¿Eres tú?
fresh-lead = Esto da permisos a alguien o se lleva todos los datos. Tu contraseña vale diez minutos en este navegador.
fresh-file = Su archivo está en camino
fresh-file-lead = El navegador lo guarda.
fresh-file-again = ¿No ha llegado nada? Descargarlo otra vez.
refusal-fresh-password = En este navegador hace tiempo que nadie escribe la contraseña. Vuelve a iniciar sesión o usa una clave que pueda exportar.
