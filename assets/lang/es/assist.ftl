# Texts: what helps with writing (patterns, clean-up, short forms)

room-patterns = Patrones
room-clean-up = Limpieza
room-short-forms = Abreviaturas

pattern-card = Número de tarjeta
pattern-card-advice = Un número de tarjeta no debe estar en un chat. Quítalo o deja solo las cuatro últimas cifras.
pattern-iban = Código IBAN
pattern-iban-advice = Un número de cuenta no debe estar en un chat. Quítalo o deja solo las cuatro últimas cifras.
pattern-national-id = Documento de identidad
pattern-national-id-advice = Parece el número de identidad de alguien. Quítalo.
patterns-lead = Detecta lo que no debe salir en una respuesta. Lo encontrado se marca mientras alguien escribe y se vuelve a buscar antes de enviar.
pattern-all = Todos los patrones
pattern-new = Nuevo patrón
pattern-looks-for = Busca
pattern-rule = Regla
pattern-rule-hint = Palabras y frases: una por línea, se buscan como palabras completas. Una expresión: la notación de regex de Rust, sin mirar hacia delante ni hacia atrás. En ambos casos dan igual las mayúsculas.
pattern-then = Entonces
pattern-name = Nombre
pattern-name-needed = Hace falta un nombre: a quien escribe se le dice qué patrón se encontró.
pattern-name-taken = Otro patrón ya se llama así.
pattern-many = Ya hay { $most } patrones. Quita uno primero.
pattern-advice = Consejo
pattern-advice-hint = Lo que se dice a quien escribe junto al nombre: qué poner en su lugar, o por qué no.
pattern-off = Desactivado
pattern-turn-on = Activar
pattern-turn-off = Desactivar
pattern-on = Buscarlo
pattern-on-more = Desactivado, sigue en la lista y no encuentra nada.
pattern-masks = Ocultarlo en lo que escriben los clientes
pattern-masks-more = Antes de guardarlo, todo menos los cuatro últimos caracteres pasa a ser •. No se puede recuperar, y aquí nadie ve nunca el número completo.
pattern-masks-short = se oculta al llegar
pattern-try = Probarlo con un texto
pattern-try-deed = Probar
pattern-found = { $count ->
    [0] No se ha encontrado nada
    [one] { $count } coincidencia
   *[other] { $count } coincidencias
}
pattern-remove = Quitar
pattern-remove-sure = ¿Quitar «{ $name }»?
pattern-remove-more = Ya no se buscará. Lo enviado se queda como está.
deed-warn = Avisar
deed-block = Bloquear
look-words = Palabras
look-expression = Expresión
look-card-more = De 13 a 19 cifras de un emisor de tarjetas con la cifra de control correcta, se agrupen como se agrupen
look-iban-more = El número de cuenta de un país con las cifras de control correctas
look-national-id-more = Números personales de 16 países, reconocidos por su forma y sus cifras de control
expression-empty = Hace falta algo que buscar.
expression-long = Tiene { $length } caracteres, que son demasiados. Divídela en dos.
expression-large = Crece demasiado: las repeticiones de repeticiones se desarrollan letra a letra. Reduce los números entre llaves.
expression-fits-nothing = También coincide donde no hay nada, así que se encontraría en todas partes. Cambia un «*» por un «+».
expression-look-around = Aquí no se puede mirar hacia delante ni hacia atrás, como en (?=…).
expression-back-reference = Aquí no se puede nombrar lo que encontró una parte anterior, como en \1.
expression-bracket = Hay un paréntesis que se abre y no se cierra, o al revés. Para buscar el propio paréntesis, escribe antes una barra invertida.
expression-faulty = No se puede leer: { $why }

clean-up-lead = El pincel junto al cuadro de respuesta quita esto del texto pegado. Las letras, los saltos de línea y los enlaces se quedan.
clean-markup = Marcas y estilos de páginas web
clean-letters = Letras de otro tipo, como 𝐧𝐞𝐠𝐫𝐢𝐭𝐚
clean-tracking = Partes de enlaces que rastrean a quien los abre
clean-invisible = Caracteres que nadie ve
clean-signatures = Firmas de programas de correo y teléfonos
clean-blanks = Espacios a final de línea y líneas vacías de más
clean-tracking-names = Otras partes de enlaces como esas
clean-tracking-names-hint = Nombres separados por espacios, por ejemplo: partner from_*
clean-signature-lines = Cómo empiezan vuestras firmas
clean-signature-lines-hint = Una por línea. Lo que sigue a esa línea se quita con ella.
clean-own = Patrones propios
clean-own-hint = Una expresión por línea. Lo que la sustituye va detrás de =>; si no hay nada, se quita. Ejemplo: KK(\d+) => KK-$1
clean-up-line = Línea { $line }: { $why }
clean-up-many = Caben hasta { $most } patrones.
clean-deed = Limpiar
clean-after = Limpio:
js-clean-nothing = No hay nada que limpiar.
js-clean-done = Texto limpio.
js-clean-undo = Deshacer
js-clean-compare = Qué ha cambiado
js-clean-did-markup = marcas: { $count }
js-clean-did-letters = letras de otro tipo: { $count }
js-clean-did-invisible = caracteres invisibles: { $count }
js-clean-did-tracking = enlaces con rastreo: { $count }
js-clean-did-signatures = firmas: { $count }
js-clean-did-blanks = líneas con espacios: { $count }
js-clean-did-own = patrones propios: { $count }

js-guard-found = En esta respuesta: { $rule }.
js-guard-found-file = En el nombre del archivo «{ $name }»: { $rule }.
js-guard-blocked = Tu tienda no permite enviarlo.
js-guard-mask = Ocultarlo por mí
js-guard-edit = Editar respuesta
refusal-sensitive = La respuesta contiene algo que no debería salir: { $rule }. { $advice }
refusal-sensitive-blocked = La respuesta contiene algo que tu tienda no permite enviar: { $rule }. { $advice }

short-forms = Abreviaturas
short-forms-own = Mis abreviaturas
short-forms-edit = Editar
short-forms-more = Escrita como palabra suelta, una abreviatura se convierte en su texto. Si pulsas Retroceso justo después, vuelve.
short-forms-empty = Aún no hay abreviaturas.
short-forms-team-lead = Para todo el equipo. Cada cual puede tener además las suyas, que van primero.
short-forms-own-lead = Solo para ti. Van antes que las del equipo.
short-form-short = Abreviatura
short-form-text = Se convierte en
short-form-example = evv
short-form-text-example = Enseguida vuelvo.
short-form-remove = Quitar «{ $short }»
short-form-word = Hace falta una sola palabra de letras y cifras, de 20 como máximo.
short-form-text-needed = Hace falta un texto que no sea la propia abreviatura.
short-form-taken = Esta abreviatura ya está en la lista.
short-form-many = La lista está llena. Quita primero una abreviatura.

act-pattern_added = añadió el patrón
act-pattern_changed = cambió el patrón
act-pattern_on = activó el patrón
act-pattern_off = desactivó el patrón
act-pattern_removed = quitó el patrón
act-clean_up_changed = cambió lo que quita la limpieza
act-sensitive_sent = envió a pesar del patrón
act-short_form_added = añadió la abreviatura
act-short_form_changed = cambió la abreviatura
act-short_form_removed = quitó la abreviatura
