# Translation.
translate-switch = Traducir
translate-switch-more = Traducir este chat en ambos sentidos
js-translate-original = Ver original
js-translate-back = Ver traducción
js-translate-written = Ver lo escrito
js-translate-sent = Ver lo enviado
js-translate-failed = Sin traducir. Reintentar
js-translate-waits = Traduciendo…
js-translate-fault = Ahora no hay traducción. Si lo envías ya, sale tal cual.
js-translate-look = Léela y envía otra vez.
room-translation = Traducción
translation-lead = Lo que escriben los clientes se muestra en el idioma del agente; lo que escribe el agente sale en el del cliente. Quedan ambos textos.
translation-by = Quién traduce
translation-off = Nadie
translation-libre = Servidor LibreTranslate
translation-model = Modelo de lenguaje
translation-address = Dirección del servidor
translation-key-hint = Si el servidor pide una.
translation-which = Qué modelo de lenguaje
translation-no-model = Elige un modelo de lenguaje, o añade antes uno en los apuntadores.
translation-glossary = Glosario
translation-glossary-hint = Una línea por par, vale en ambos sentidos, por ejemplo: de en: Deckel = lid
translation-line-bad = No se puede leer la línea { $line }. Debe ser como: de en: Deckel = lid
translation-too-many = Hay más de 300 líneas.
translation-masked = Nombres, números, direcciones y lo que encuentren tus patrones no salen de casa; vuelven a estar en la traducción.
translation-words = Palabras que traducir
translation-from = De este idioma
translation-to = A este idioma
translation-test = Traducirlas
act-translation_changed = cambió la traducción; por:
