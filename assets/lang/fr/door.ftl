# Texts: the door (first run, signing in, links that let somebody in), and words that forms share.

optional = facultatif
email = E-mail
password = Mot de passe
password-new = Nouveau mot de passe
your-name = Votre nom
role = Rôle
role-agent = Agent
role-supervisor = Superviseur
role-admin = Admin
role-agent-may = Agent : répond aux clients
role-supervisor-may = Superviseur : voit et reprend aussi les chats de tous
role-admin-may = Admin : gère aussi l’équipe et les réglages
you = vous
back = Retour
skip = Passer
go-on = Continuer
copy = Copier
copied = Copié
language-choose = Langue : { $name }. En choisir une autre

# Wrong input
email-wrong = Cette adresse semble incomplète.
email-taken = Un collègue a déjà cette adresse.
name-needed = Il faut un nom, pour que vos collègues sachent qui écrit.
shop-name-needed = Les clients ont besoin de voir un nom.

# Passwords
password-show = Afficher
password-hide = Masquer
password-hint = Au moins { $count } caractères. Trois mots simples se retiennent mieux qu’un seul mot bizarre.
password-again = Saisissez-le encore : une page ne renvoie jamais un mot de passe.
password-short = Trop court : un mot de passe a au moins { $count } caractères.
password-long = Trop long : { $count } caractères au plus.
password-common = Ce mot de passe est l’un des premiers que n’importe qui essaierait. Choisissez-en un autre.
password-personal = Votre nom ou votre adresse est la première chose que n’importe qui essaierait. Choisissez autre chose.
js-password-weak = Encore trop court.
js-password-fair = Correct. Plus long, c’est mieux.
js-password-good = Bon.
js-password-strong = Solide. Trois mots simples se retiennent mieux qu’un seul mot bizarre.

# Sign in
sign-in = Se connecter
sign-out = Se déconnecter
sign-in-lead = Connectez-vous à votre comptoir
sign-in-form-held = Votre session a pris fin. Connectez-vous : ce que vous avez écrit reviendra dans son formulaire.
sign-in-stay = Rester connecté sur cet ordinateur
sign-in-forgot = Mot de passe oublié ? Demandez un lien à un admin.
sign-in-wait = { $count ->
    [one] Trop d’essais. Attendez { $count } seconde, puis réessayez.
   *[other] Trop d’essais. Attendez { $count } secondes, puis réessayez.
}

# Links
link-dead = Ce lien ne marche plus
link-unknown = Ce lien n’existe pas. Peut-être a-t-il été coupé lors de la copie.
link-used = Ce lien a déjà servi, ou a été retiré. Chacun sert une fois : demandez-en un nouveau à un admin.
link-expired = Ce lien est trop ancien. Demandez-en un nouveau à un admin.
join-title = Rejoindre { $team }
join-lead = Votre rôle : { $role }. Choisissez comment vous vous connectez.
join-go = Rejoindre l’équipe
reset-title = Choisir un nouveau mot de passe
reset-for = Pour { $email }. Toutes vos autres sessions seront fermées.
reset-go = Enregistrer le mot de passe
invite-make = Créer un lien
invite-link = Lien pour votre collègue
invite-link-more = Envoyez-le par e-mail ou par chat. Il sert une fois, pendant trois jours, et ne sera plus affiché.
anybody-with-link = Toute personne ayant le lien
reach-here-alone = Cette adresse ne marche que sur cette machine, ce qui suffit pour tout essayer. Pour que visiteurs et collègues puissent s’en servir, démarrez Shopbell avec une adresse qu’ils atteignent :
invite-waits = N’a pas encore suivi le lien

# The page on which one tries the web chat
trial-title = Essayer le chat web
trial-lead = Cette page porte votre chat web « { $name } »
trial-what = Appuyez sur la sonnette dans le coin et écrivez quelque chose, comme le ferait un client. La console sonne, et vous pouvez répondre de là.
trial-paused = Ce chat web est en pause, la sonnette ne s’affiche donc pas. Un admin peut le reprendre.
trial-console = Vers la console

# First run
default-team = Notre boutique
default-channel = Site web
setup-title = Mettre en place Shopbell
setup-tag = La sonnette du comptoir de votre boutique, pour le chat.
setup-steps = Étapes
setup-you = Vous
setup-shop = Votre boutique
setup-channel = Premier canal
setup-team = Votre équipe
setup-bell = La sonnette
setup-code-title = D’abord un code
setup-code-lead = Pour que personne d’autre sur votre réseau ne mette en place Shopbell avant vous.
setup-code = Code de mise en place
setup-code-wrong = Ce n’est pas le code. Shopbell en affiche un nouveau à chaque démarrage.
setup-code-where = Le code fait partie du lien que Shopbell a affiché là où il a été démarré :
setup-code-why = S’il tourne comme service, regardez dans le journal du service. Un redémarrage affiche un nouveau code ; rien n’est perdu.
setup-you-title = Bienvenue à votre comptoir
setup-you-lead = Shopbell tourne sur cette machine et garde tout ici. D’abord, qui êtes-vous ?
setup-you-local = Rien ne nous est envoyé, ni à personne d’autre. Tout reste dans un fichier sur cette machine.
setup-shop-title = Comment s’appelle votre boutique ?
setup-shop-lead = Les clients voient ce nom. Vous pourrez tout changer plus tard.
shop-name = Nom de la boutique
console-language = Langue de la console
setup-channel-title = Où les clients écrivent-ils ?
setup-channel-lead = Sur votre propre site, pour commencer. Cela prend une minute.
web-chat = Chat web
web-chat-what = Une ligne sur votre site
paste-before = Collez ceci avant
waiting-first-visit = En attente de la première visite depuis votre site…
first-visit = Ça marche : la première visite est arrivée.
look-again = Regarder de nouveau
setup-team-title = Qui d’autre est au comptoir ?
setup-team-lead = Chacun reçoit un lien qui sert une fois. Vous pouvez aussi le faire plus tard.
setup-bell-title = Faites-la sonner
setup-bell-lead = Vérifiez que cet ordinateur peut sonner et afficher des notifications avant l’arrivée du premier client.
bell-sound = Son de la sonnette
bell-sound-more = Deux coups, comme à chaque nouveau client.
bell-ring = Sonner
pop-up = Notification quand vous êtes ailleurs
pop-up-more = Votre navigateur demandera une fois.
pop-up-allow = Autoriser
js-pop-up-granted = Autorisé
js-pop-up-denied = Bloqué dans les réglages de ce navigateur pour ce site
js-pop-up-impossible = Impossible à cette adresse
js-pop-up-example = Un client attend
test-chat = Un premier chat
test-chat-more = Écrivez-vous depuis une page qui porte votre chat web.
test-chat-open = Ouvrir la page d’essai
insecure = Vous êtes sur { $url }. Les navigateurs n’autorisent les notifications et le micro que sur une adresse sécurisée.
open-counter = Ouvrir le comptoir
setup-done-title = Le comptoir est ouvert
setup-done-lead = Quand le premier client écrira, cette sonnette retentira. D’ici là, installez-vous à votre goût.
setup-done-look = Couleurs du chat
setup-done-look-more = Assorties à votre site
setup-done-types = Types de chat
setup-done-types-more = De quoi parlent les chats
setup-done-team = Votre équipe
setup-done-team-more = Autres liens, rôles, limites
setup-done-go = Aller à la console

# A refusal as a page
refused = Cela n’a pas marché
refused-nothing = Rien ici
refused-home = Au comptoir

# Why something was not done
refusal-email-taken = Un collègue a déjà cette adresse.
refusal-no-name = Il faut un nom.
refusal-already-set-up = Shopbell est déjà en place : quelqu’un a été plus rapide. Connectez-vous.
refusal-bad-limit = La limite est un nombre de 1 à 100.
refusal-last-admin = C’est le dernier admin. Donnez d’abord ce rôle à quelqu’un d’autre.
refusal-password-changed-meanwhile = Le mot de passe vient d’être changé ailleurs. Rien n’a été changé ici.
fresh-title = Est-ce bien vous ?
fresh-lead = Cela donne des droits à quelqu’un ou emporte toutes les données. Votre mot de passe vaut dix minutes dans ce navigateur.
fresh-file = Votre fichier arrive
fresh-file-lead = Le navigateur l’enregistre.
fresh-file-again = Rien n’est arrivé ? Le télécharger à nouveau.
refusal-fresh-password = Dans ce navigateur, aucun mot de passe n’a été saisi depuis un moment. Reconnectez-vous, ou prenez une clé qui peut exporter.
