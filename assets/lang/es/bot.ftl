# Bot automático
room-bot = Bot automático
bot-lead = Responde a los clientes con tus artículos y respuestas rápidas, dice que es un bot y pasa a las personas.
bot-where = A quién responde
bot-mode-off = A nadie
bot-mode-blocked = Solo a los bloqueados
bot-mode-closed = También con la tienda cerrada
bot-mode-first = A todos, primero
bot-no-channels = Aún no hay ningún canal conectado.
bot-nerve = Cuánta seguridad necesita
bot-nerve-careful = Mucha
bot-nerve-usual = Bastante
bot-nerve-bold = Poca
bot-misses = Preguntas sin respuesta antes de pasar el chat
bot-misses-bad = Un número de { $least } a { $most }.
bot-sources = Responde con artículos publicados que puede usar y con respuestas rápidas con la etiqueta «{ $tag }». Quien pide una persona la recibe.
bot-mind = Quién piensa por el bot en { $channel }
bot-mind-built-in = De tus propios textos
bot-mind-other = Pregunta a { $name }
bot-mind-more = El apuntador al que se pregunta recibe los últimos mensajes del chat, sin nombres ni números. Si calla o llega tarde, cuenta como pregunta sin respuesta.
bot-try = Pruébalo
bot-question = Una pregunta, como la haría un cliente
bot-language = Idioma del cliente
bot-ask = Preguntar
bot-knows-nothing = No sabe nada de esto y ofrecería un menú o una persona.
bot-says = Respondería con «{ $name }» ({ $fit } %):
bot-doubts = Lo más cercano es «{ $name }» ({ $fit } %), pero no está bastante seguro:
bot-tally = En los últimos { $days } días: { $begun } chats, { $done } terminados sin vosotros, { $handed } pasados al equipo. No cuentan en sus cifras hasta que se pasan.

bot-hello = ¡Hola! Soy el asistente automático de { $shop }.
bot-menu = ¿De qué se trata? Elija un número o escriba su pregunta:
bot-choose = ¿Cuál de estas? Elija un número o escriba su pregunta:
bot-miss = No tengo respuesta a eso. Dígalo con otras palabras o elija un número:
bot-more = ¿Le ha ayudado? Elija un número o siga preguntando:
bot-helped = Sí, gracias
bot-person = Hablar con una persona
bot-glad = Me alegro. Escríbanos cuando quiera.
bot-handed = Le paso con el equipo, que ve lo que ha escrito.
bot-handed-closed = Ahora no hay nadie. He pasado lo que ha escrito y alguien del equipo le responderá.

line-bot-handed = El bot pasó este chat al equipo
line-bot-done = Terminado con el bot

act-bot_changed = cambió el bot; canales con él:
