# Artículos: en la sala de administración, en el centro de ayuda y en el widget.
room-articles = Artículos
articles-lead = Respuestas que todos pueden leer: en tu centro de ayuda, en el widget y para tu equipo mientras escribe.
articles-begin = Empieza por una categoría a la izquierda, como Envíos. O importa una tabla.
articles-choose = Elige un artículo para cambiarlo o escribe uno nuevo.
articles-back = Artículos
articles-open = Centro de ayuda
articles-import = Importar artículos
articles-import-lead = Una tabla o JSON tal como los da la exportación. Los artículos con la misma categoría y el mismo nombre se sustituyen, los demás se quedan; lo sustituido se puede recuperar.
articles-import-hint = La primera línea de una tabla nombra sus columnas: category, name, published, bot, language, title, text. Cada idioma es una línea aparte.
article-new = Artículo
article-name = Nombre
article-name-taken = Esta categoría ya tiene un artículo con este nombre.
article-category = Categoría
article-category-needed = Elige una categoría.
article-text-needed = Escríbelo al menos en un idioma.
article-half = { $language } necesita un título y un texto.
article-too-long = El texto en { $language } tiene { $length } caracteres; caben hasta 40.000.
article-changed-meanwhile = Alguien del equipo ha guardado este artículo desde que lo abriste. Sus palabras están debajo de las tuyas donde difieren: toma lo que necesites y guarda otra vez.
article-theirs = Lo que se ha guardado mientras tanto
article-markdown = Markdown: ## Título, **negrita**, - lista, 1. pasos, [palabras](https://enlace). Una línea en blanco empieza un párrafo nuevo.
article-published = Publicado: todos pueden leerlo
article-for-bot = El bot puede responder con él
article-preview = Vista previa
article-draft = Borrador
article-title = Título
article-title-in = Título en { $language }
article-title-other = Título en otro idioma
article-text-in = Texto en { $language }
article-delete-meaning = Desaparece del centro de ayuda y los enlaces a él no llevan a nada. Retira la publicación para conservarlo como borrador.
article-versions = { $count ->
    [one] Una versión anterior
   *[other] { $count } versiones anteriores
}
article-version-until = hasta
article-restore = Recuperar
category-list = Categorías
category-all = Todas
category-new = Categoría nueva
category-add = Añadir categoría
category-name = Nombre de la categoría { $name }
category-name-taken = Ya hay una categoría con este nombre.
category-empty = Aún no hay artículos.
categories-none = Aún no hay categorías.
category-delete-sure = ¿Eliminar la categoría «{ $name }»?
category-delete-meaning = { $count ->
    [0] No contiene artículos.
    [one] También se elimina el artículo que contiene.
   *[other] También se eliminan los { $count } artículos que contiene.
}
category-names = En otros idiomas
category-names-more = Los lectores ven el nombre de la categoría. Si no lo hay en su idioma, ven el que está en { $language }.
category-name-other = Nombre en otro idioma
refusal-article-changed = Alguien del equipo acaba de cambiar este artículo.

help-title = Ayuda de { $team }
help-lead = Respuestas a lo que más se pregunta.
help-heading = ¿En qué podemos ayudarle?
help-search = Buscar respuestas
help-search-go = Buscar
help-found = { $count ->
    [0] Nada encontrado para «{ $words }»
    [one] Una respuesta para «{ $words }»
   *[other] { $count } respuestas para «{ $words }»
}
help-none = Pruebe con otras palabras o con menos.
help-all = Todos los artículos
help-way = Dónde está
help-languages = Idiomas
help-changed = Último cambio:
help-ask = ¿No está la respuesta? Escríbanos: el chat está en la esquina.
widget-help-search = Buscar respuestas
widget-help-none = Nada encontrado. Escríbanos abajo.
widget-help-new-tab = se abre en otra pestaña

act-article_category_added = añadió la categoría de artículos
act-article_category_renamed = cambió el nombre de una categoría de artículos a
act-article_category_deleted = eliminó la categoría de artículos
act-article_category_called = nombró en otros idiomas la categoría de artículos
act-article_added = añadió el artículo
act-article_changed = cambió el artículo
act-article_deleted = eliminó el artículo
act-articles_imported = importó artículos (nuevos + cambiados):
