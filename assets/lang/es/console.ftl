# The frame around every screen.
skip-to-main = Ir a la parte principal
nav-main = Menú principal
nav-console = Consola
nav-chats = Chats
nav-admin = Admin
sound-toggle = Sonido del timbre
theme-toggle = Claro u oscuro
keys-show = Atajos de teclado
my-account = { $name }: mi cuenta
net-lost = Reconectando con Shopbell.
net-lost-more = Tus borradores están a salvo. Lo que envíes ahora espera y sale en cuanto vuelva la conexión.
net-try-now = Probar ahora
waiting-count = { $count ->
    [one] { $count } cliente en espera
   *[other] { $count } clientes en espera
}
visitor-number = Visita { $number }
