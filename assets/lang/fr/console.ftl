# The frame around every screen.
skip-to-main = Aller à la partie principale
nav-main = Menu principal
nav-console = Console
nav-chats = Chats
nav-admin = Admin
sound-toggle = Son de la sonnette
theme-toggle = Clair ou sombre
keys-show = Raccourcis clavier
my-account = { $name } : mon compte
net-lost = Reconnexion à Shopbell.
net-lost-more = Vos brouillons sont en sécurité. Ce que vous envoyez maintenant attend et part dès que la connexion revient.
net-try-now = Réessayer
waiting-count = { $count ->
    [one] { $count } client en attente
   *[other] { $count } clients en attente
}
visitor-number = Visiteur { $number }
