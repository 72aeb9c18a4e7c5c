# La clave de lo que se guarda en secreto.

key-title = La clave de lo secreto
key-more = Los tokens de los canales, las contraseñas de los buzones y las claves de los webhooks están sellados en la base de datos y en cada copia de seguridad. Esta clave los abre, y ninguna copia la contiene. Guarda un duplicado aparte: en un gestor de contraseñas o en papel, en un cajón.
key-within = Está junto a la base de datos:
key-elsewhere = Está en:
key-never = Nadie ha guardado aún un duplicado.
key-taken = { $name } se llevó un duplicado:
key-download = Descargar la clave
key-download-title = ¿Llevarte un duplicado de la clave?
key-download-more = Guárdalo donde no estén tus copias de seguridad. Quien tenga ambas cosas puede escribir a tus clientes en tu nombre.
trouble-key = { $count ->
    [one] Un secreto no se puede leer: se selló con otra clave.
   *[other] { $count } secretos no se pueden leer: se sellaron con otra clave.
  }
trouble-key-next = Pon en su sitio el duplicado de la clave que guardaste y reinicia Shopbell, o conecta los canales de nuevo.
trouble-locked = Sus datos de acceso no se pueden leer porque falta la clave. Devuélvela a su sitio y reinicia Shopbell, o escribe abajo todo de nuevo. No se ha borrado nada.
trouble-webhook-locked = El secreto del webhook { $name } no se puede leer porque falta la clave.
trouble-webhook-locked-next = Devuelve la clave a su sitio o dale al webhook un secreto nuevo. Lo que debía saber espera.
prompter-locked = Su clave no se puede leer porque falta la de Shopbell. Escríbela de nuevo.
refusal-code-locked = Los códigos del teléfono no se pueden comprobar porque falta la clave de Shopbell. Usa un código de recuperación o pregunta a quien cuida de Shopbell.
identity-locked = El secreto no se puede leer porque falta la clave de Shopbell: todos los visitantes son desconocidos. Devuelve la clave a su sitio o crea un secreto nuevo.
identity-renew = Secreto nuevo
identity-renew-sure = ¿Crear un secreto nuevo?
identity-renew-meaning = Lo que tu servidor firme con el anterior ya no valdrá. Pon allí el nuevo enseguida.
act-identity_secret_renewed = creó un secreto nuevo para los usuarios de
act-key_downloaded = se llevó un duplicado de la clave
doctor-key = Clave de lo secreto
doctor-key-none = Aún no hay nada secreto.
doctor-key-fits = Lo abre todo.
doctor-key-missing = No está. Secretos que no se pueden leer sin ella: { $count }.
doctor-key-missing-next = Pon en su sitio el duplicado que guardaste (shopbell.key entre los datos, o donde diga --key-file). Sin ella, conecta los canales de nuevo.
doctor-key-another = Es otra. Secretos que no abre: { $count }.
doctor-key-another-next = Pon en su sitio el duplicado de la correcta, o escribe su línea debajo de la otra. Sin ella, conecta los canales de nuevo.
doctor-key-clear = Secretos sin sellar: { $count }.
doctor-key-clear-next = Abre Shopbell: los sellará. Las copias anteriores aún los tienen sin sellar.
doctor-key-open = Otros en este equipo pueden leerla.
doctor-key-open-next = Quítales los permisos: chmod 600 ARCHIVO.
doctor-key-unreadable = No sirve: { $why }
doctor-key-unreadable-next = Pon en su sitio el duplicado que guardaste.
doctor-certificate = Certificado
doctor-certificate-own = La casa lo firma y lo renueva. Vale { $days } días más.
doctor-certificate-public = Vale { $days } días más.
doctor-certificate-ends = Acaba en { $days } días.
doctor-certificate-ends-next = Mira por qué no se renovó, en Admin → Cómo llegar.
doctor-certificate-over = No vale en este momento.
doctor-certificate-over-next = Renuévalo. Si debería valer, mira el reloj de este equipo.
doctor-certificate-name = Los navegadores no lo aceptan: { $why }
doctor-certificate-name-next = Consigue uno para el nombre de --public-url.
doctor-certificate-shut = HTTPS no funciona: { $why }
doctor-certificate-shut-next = Admin → Cómo llegar dice más.
