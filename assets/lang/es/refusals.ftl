# Why a request was not carried out. Say what happened, what it means, what to do next.
refusal-sign-in-needed = Primero inicia sesión. Esta sesión no existe o ha terminado.
refusal-not-allowed = Tu rol no lo permite. Pregunta a un admin de tu equipo.
refusal-not-found = Aquí no hay tal cosa, o no puedes verla.
refusal-method = Esta dirección no acepta ese tipo de petición.
refusal-wrong-host = Shopbell no responde en esta dirección. Usa la que mostró al arrancar, o arráncalo con --host y este nombre.
refusal-foreign-origin = Esta petición vino de otro sitio, así que no se ha cambiado nada.
refusal-bad-query = La dirección tiene un valor que no se puede leer.
refusal-beyond-end = El archivo termina antes de la parte pedida.
refusal-not-json = El contenido no es el JSON que se pide.
refusal-bad-form = No se ha podido leer el formulario.
refusal-bad-key = Una Idempotency-Key es un texto de 1 a 200 bytes.
refusal-cut-off = La petición se cortó antes de terminar.
refusal-too-large = Es demasiado grande.
refusal-too-fast = Demasiado rápido. Espera un momento e inténtalo de nuevo.
refusal-storage = El disco no admite nada más, así que esto no se ha guardado. Se puede seguir leyendo; inténtalo de nuevo en un momento.
refusal-storage-low = El disco está casi lleno, así que por ahora no se admiten archivos. Los mensajes, sí.
refusal-busy = Shopbell está muy ocupado. Inténtalo de nuevo en un momento.
refusal-stopping = Shopbell se está reiniciando y no se sabe si esto se guardó. Inténtalo de nuevo: nunca se guarda dos veces.
refusal-internal = Algo ha fallado por nuestra parte y no se ha cambiado nada. Consta en el registro.
refusal-empty = Aún no hay nada que enviar.
refusal-too-long = Este mensaje tiene { $length } caracteres; caben 10 000. Envíalo en dos partes.
refusal-key-reused = Esta clave ya se usó para otro mensaje.
refusal-unknown-attachment = Un archivo de este mensaje ya no está. Añádelo de nuevo.
refusal-taken = { $name } se adelantó y tiene este chat.
refusal-not-claimed = Primero atiende este chat.
refusal-closed = Este chat está cerrado.
refusal-changed-meanwhile = Alguien del equipo acaba de responder. Léelo primero y luego envía o cambia lo tuyo.
refusal-at-limit = Chats abiertos: { $limit }, que es tu límite. Cierra uno primero.
refusal-not-active = Nadie tiene este chat en este momento.
refusal-no-such-agent = Esa persona no está en el equipo, o ya se ha ido.
refusal-type-required = Elige de qué trataba el chat.
refusal-reason-required = Elige cómo terminó el chat.
refusal-unknown-choice = Esa opción ya no está en la lista. Elige otra.
refusal-other-open = Este cliente tiene otro chat abierto. Sigue allí.
refusal-rating-range = Una valoración es un número del 1 al 5.
refusal-rating-closed = Este chat ya no se puede valorar.
refusal-bad-email = Esta dirección parece incompleta.
refusal-wrong-password = Esta dirección y la contraseña no coinciden.

refusal-file-empty = Este archivo está vacío.
refusal-file-too-large = Este archivo es demasiado grande. Aquí se pueden enviar archivos de hasta { $most } MB.
refusal-file-scriptable = No se admiten páginas, dibujos SVG ni programas, porque podrían ejecutarse en el equipo de quien los lee.
refusal-file-not-taken = { $type ->
    [unknown] Aquí no se pueden enviar archivos de este tipo.
   *[other] Aquí no se pueden enviar archivos de este tipo ({ $type }).
}
refusal-file-mismatch = El contenido de este archivo no es lo que dice su nombre.
refusal-file-damaged = Este archivo está dañado o cortado y no se puede leer.
refusal-picture-too-many-pixels = Esta imagen tiene { $width } × { $height } píxeles, que son demasiados. Redúcela y envíala de nuevo.
refusal-file-quota = Ese fue el último archivo por hoy: en un día se pueden enviar 20 archivos o 50 MB.
