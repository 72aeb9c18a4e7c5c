# Texts: comments

comment-strike = Tachar
comment-strike-more = Se puede seguir leyendo, con tu nombre y la hora. No hay vuelta atrás.
comment-struck = Tachado por { $name }
refusal-comment-of-another = Este comentario es de { $name }: solo esa persona y los supervisores pueden tacharlo.
mention = Mencionar a alguien del equipo
mentions = Menciones
mentioned-by = { $name } te ha mencionado
js-mentioned = { $name } te ha mencionado en un comentario
js-mention-whom = Equipo
shows = Mostrar mensajes y comentarios
shows-all = Todo
shows-comments = Solo comentarios
shows-messages = Solo mensajes
js-shows-all = Mostrar todo
js-shows-comments = Solo comentarios. Mensajes ocultos: { $count }
js-shows-messages = Solo mensajes. Comentarios ocultos: { $count }
note-words = nota:|nota para|nota interna|interno|solo el equipo|solo para el equipo|para el equipo|al equipo|compañeros,|equipo,
js-aside-ask = Empieza como una nota para tu equipo. ¿Es para { $name }?
js-aside-note = Guardar como comentario
js-aside-send = Enviar a { $name }
