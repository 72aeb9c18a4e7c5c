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
member-holds = Conserva los chats en ausencia
member-holds-more = Sus chats siguen siendo suyos aunque la consola esté cerrada. Los clientes esperan entonces solo a esta persona.
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

# Con qué nombre se escribe a los clientes.
room-identities = Identidades
identities-lead = A quién ve el cliente como autor de un mensaje: al propio agente, un alias o un papel como «Atención de Kettle & Co.».
identities-none = Todos escriben con su propio nombre.
identities-none-more = Cree un papel para varios o un alias para alguien del equipo.
identity-new = Nueva identidad
identity-name = Nombre que ve el cliente
identity-name-hint = Por ejemplo «Atención de Kettle & Co.» o «Anna».
identity-whose = Tipo
identity-role = Papel para varios
identity-alias = Alias de { $name }
identity-who = Quién puede usar el papel
identity-who-more = Nadie marcado: todo el equipo. Un alias es solo de su dueño.
identity-where = Canales
identity-where-more = Ninguno marcado: en todos los canales.
identity-of = Alias de
identity-all = Papel, para todo el equipo
identity-some = Papel, para
identity-everywhere = todos los canales
identity-retired = retirada
identity-retire = Retirar
identity-restore = Usar de nuevo
identity-retire-more = Una identidad retirada ya no se puede elegir. Lo escrito con ella conserva su nombre.
identity-usual = Clientes de
identity-usual-which = Ven al agente como
identity-usual-more = Quien no pueda usarla escribe con su nombre. Si hay varias, se elige junto al editor.
identity-own = El propio nombre del agente
identity-only = Nunca los nombres propios
identity-only-more = Quien tenga aquí una identidad no puede escribir con su propio nombre.
wearing-as = El cliente le ve como
face-picture = Imagen
face-picture-choose = Elegir una imagen
face-picture-clear = Quitar
face-picture-more = Los clientes la ven junto a los mensajes. Se reduce y se borra dónde fue tomada.
refusal-identity-not-yours = Esta identidad no es para usted en este canal.
refusal-picture-gone = Esta imagen ya no está. Elíjala de nuevo.
act-identity_added = creó la identidad
act-identity_changed = cambió la identidad
act-identity_retired = retiró la identidad
act-identity_restored = volvió a usar la identidad
act-identity_usual = cambió a quién ven los clientes de

capacity = Qué cuenta para el límite
capacity-more = Cuántos chats a la vez se fija para cada persona. Aquí dices cuáles cuentan.
capacity-wrap-ups = El cierre cuenta
capacity-wrap-ups-more = Un chat terminado cuenta hasta que su cierre está hecho.
capacity-offers = Ofrecer chats durante el cierre
capacity-offers-more = Desactivado: a quien está en el cierre no se le ofrece ni asigna nada nuevo.
capacity-silent = Los chats en silencio dejan de contar
capacity-silent-hint = Cuando el cliente ya tiene respuesta y nadie ha dicho nada durante ese tiempo.
capacity-never = Nunca
capacity-minutes = tras { $count } minutos
act-capacity_changed = cambió qué chats cuentan para el límite
