# El apuntador: qué se podría responder.
prompter-switch = Sugerencias
prompter-switch-more = Sugerencias para responder
customer-prompter = Sugerencias

js-message-prompt = Sugerencias para este mensaje
js-prompter-none = Ninguna sugerencia para este mensaje.
js-prompter-late = Ahora no hay sugerencias.
js-prompter-fit = { $percent } % de coincidencia
js-prompter-reply = Respuesta rápida: { $name }
js-prompter-article = Artículo: { $name }
js-prompter-past = { $name }, { $date }
js-prompter-suggested = Sugerido, de: { $source }. Léelo antes de enviarlo.
js-prompter-close = Cerrar sugerencias
js-prompter-question = ¿Qué quieres saber?
js-prompter-context = Tener en cuenta el último mensaje del cliente
js-prompter-ask = Preguntar
js-prompter-use = Usar en la respuesta
js-prompter-nothing = Nada encontrado. Prueba con otras palabras.
js-prompter-hint = Nada llega al cliente hasta que lo envías. Lo dicho a otros viene sin sus nombres ni números.
js-prompter-open = Abrir
