# El segundo paso del inicio de sesión.
step-title = Inicio de sesión en dos pasos
step-on = activado
step-lead = Un paso más: el código de su teléfono.
step-set-up-lead = Esta tienda pide a todos un segundo paso. Configure el suyo ahora; lleva un minuto.
step-lost = ¿Ha perdido el teléfono? Use un código de recuperación o pregunte a un administrador.
step-back = Entrar como otra persona
step-what = Además de la contraseña se pide un código de su teléfono. Así, una contraseña que alguien haya visto no basta.
step-need = Necesita una aplicación de autenticación en el teléfono, como Aegis, FreeOTP o Google Authenticator.
step-begin = Configurar
step-look = Ver
step-picture = Imagen para la aplicación de autenticación
step-scan = Escanee la imagen con su aplicación de autenticación o escriba en ella las letras.
step-type = Luego escriba las seis cifras que muestra.
step-secret = Letras para escribir a mano
step-code = Código
step-code-hint = Seis cifras. Cambian cada medio minuto.
step-code-or-recovery = Seis cifras de su teléfono o un código de recuperación.
step-confirm = Activar
step-is-on = El inicio de sesión en dos pasos está activado.
step-since = desde
step-recovery = Códigos de recuperación
step-recovery-more = Guárdelos en un lugar seguro, en papel o en un gestor de contraseñas. Cada uno le deja entrar una vez sin el teléfono. No se muestran de nuevo.
step-go-on = Ya los he guardado
step-codes-left = { $count ->
    [one] queda { $count } código de recuperación
   *[other] quedan { $count } códigos de recuperación
 }
step-codes-few = Para obtener otros, desactívelo y actívelo de nuevo.
step-required-here = Su tienda pide a todos un segundo paso, así que no se puede desactivar.
step-off = Desactivar
step-off-more = Requiere la contraseña y un código. Después bastará la contraseña.
step-for-all = Dos pasos para todos
step-for-all-more = Quien aún no lo tenga lo configura la próxima vez que entre. No se cierra ninguna sesión.
step-none = Entra solo con la contraseña.
step-reset = Restablecer
step-reset-sure = ¿Restablecer el inicio de sesión en dos pasos de { $name }?
step-reset-meaning = Ya no se piden su teléfono ni sus códigos: basta la contraseña. Asegúrese de que es esa persona quien lo pide.
refusal-wrong-code = Este código es incorrecto o ya se usó. Espere al siguiente.
refusal-code-needed = Este miembro entra en dos pasos. Envíe también el código de su teléfono.
refusal-second-step-needed = Esta tienda pide dos pasos. Entre una vez en un navegador para configurarlo.
refusal-no-second-step = No hay nada que confirmar: los dos pasos no están configurados o ya están activados.
refusal-second-step-required = Esta tienda pide a todos el inicio de sesión en dos pasos.
refusal-code-too-late = Ha tardado demasiado. Entre de nuevo.
refusal-bad-reachable = Indique una hora, por ejemplo 18:00.
act-second_step_on = activó los dos pasos de
act-second_step_off = desactivó los dos pasos de
act-second_step_reset = restableció los dos pasos de
act-second_step_required = pidió a todos los dos pasos
act-second_step_optional = dejó los dos pasos a elección de cada uno
act-recovery_code_used = usó un código de recuperación de
act-code_wrong = dio un código incorrecto de
act-languages_changed = cambió los idiomas de
act-chats_held = deja conservar los chats en ausencia a
act-chats_passed = ya no deja conservar los chats en ausencia a

# Cómo trabajan los miembros.
speaks = Habla
speaks-more = Los compañeros lo ven junto al nombre.
holds-chats = Conserva los chats en ausencia
holds-chats-more = Sus chats siguen siendo suyos aunque la consola esté cerrada. Los clientes esperan entonces solo a esta persona.
reachable-title = Localizable por teléfono
reachable-more = Cuenta como presente aunque su consola esté cerrada.
reachable-until = Hasta
reachable-set = Fijar
reachable-end = Ya no localizable
team-state = Estado
team-queues-none = no atiende ninguna cola
team-sessions = { $count ->
    [0] sin sesión
    [one] { $count } sesión
   *[other] { $count } sesiones
 }
team-step = Los dos pasos están activados
