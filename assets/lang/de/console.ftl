# The frame around every screen.
skip-to-main = Zum Hauptteil springen
nav-main = Hauptmenü
nav-console = Konsole
nav-chats = Chats
nav-admin = Admin
sound-toggle = Glockenton
theme-toggle = Hell oder dunkel
keys-show = Tastenkürzel
my-account = { $name }: mein Konto
net-lost = Verbindung zu Shopbell wird wiederhergestellt.
net-lost-more = Ihre Entwürfe sind sicher. Was Sie jetzt senden, geht hinaus, sobald die Verbindung wieder steht.
net-try-now = Jetzt versuchen
waiting-count = { $count ->
    [one] { $count } Kunde wartet
   *[other] { $count } Kunden warten
}
visitor-number = Gast { $number }
