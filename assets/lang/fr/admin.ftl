# Texts: admin

# What a new house begins with, in the language of its set-up.
default-queue = Comptoir
default-type-order = Commande
default-type-delivery = Livraison
default-type-product = Question sur un produit
default-type-return = Retour
default-type-payment = Paiement
default-type-other = Autre
default-reason-solved = Résolu
default-reason-silent = Client sans réponse
default-reason-passed-on = Transmis

# Words that the rooms share
save = Enregistrer
saved = Enregistré.
cancel = Annuler
add = Ajouter
rename = Renommer
actions = Actions
never = jamais

# The rooms
nav-account = Compte
rooms-shop = Boutique
rooms-replies = Chats
rooms-system = Système
room-shop = Boutique
room-team = Équipe
room-channels = Canaux
room-closing = Types et clôture
room-keys = Clés API
room-log = Journal

# Shop
shop-lead = Qui vous êtes, pour les clients et l’équipe.
shop-name-hint = En haut de la fenêtre de chat et sur la page de connexion.

# Team
team-lead = Qui répond, et ce que chacun peut faire.
person = Personne
chat-limit = Chats à la fois
chat-limit-hint = De 1 à { $most }. Qui a autant de chats ouverts n’en prend plus d’autre.
last-seen = Dernière visite
here-now = en ligne
joined = dans l’équipe depuis le
deactivated = Désactivé
edit-person = Modifier { $name }
invite-title = Inviter un collègue
invite-more = Vous obtenez un lien pour une seule personne. Avec une adresse, il ne sert à personne d’autre.
invite-ends = le lien expire le
invite-withdraw = Retirer
invite-withdraw-of = Retirer le lien pour { $name }
reset-offer = Nouveau mot de passe
reset-offer-more = Un lien pour choisir un nouveau mot de passe. Il sert une fois, pendant une heure. D’ici là, l’ancien reste valable.
reset-make = Créer un lien
reset-link = Lien vers un nouveau mot de passe
reset-link-more = Remettez-le vous-même. Il sert une fois, pendant une heure, et ne sera plus affiché.
sessions-count = { $count ->
    [0] Connecté nulle part
    [one] Connecté sur { $count } appareil
   *[other] Connecté sur { $count } appareils
}
open-chats-count = { $count ->
    [one] { $count } chat ouvert
   *[other] { $count } chats ouverts
}
deactivate = Désactiver
deactivate-more = La connexion n’est plus possible. Le nom reste auprès de ce qui a été écrit.
deactivate-sure = Désactiver { $name } ?
deactivate-meaning = { $count ->
    [0] La déconnexion est immédiate, sur tous les appareils. Vous pourrez rouvrir l’accès plus tard.
    [one] La déconnexion est immédiate, sur tous les appareils, et le chat ouvert retourne en liste d’attente. Vous pourrez rouvrir l’accès plus tard.
   *[other] La déconnexion est immédiate, sur tous les appareils, et les { $count } chats ouverts retournent en liste d’attente. Vous pourrez rouvrir l’accès plus tard.
}
reactivate = Rouvrir l’accès
reactivate-more = L’ancien mot de passe et l’ancien rôle sont de nouveau valables.

# Web chat
channels-empty = Aucun site pour l’instant
channels-empty-more = Ajoutez-en un ci-dessous, puis mettez sa ligne sur vos pages.
channel-add-title = Un autre site
channel-add = Ajouter un chat web
channel-name = Nom
channel-name-hint = Pour l’équipe seulement, par exemple l’adresse du site.
channel-name-needed = Il faut un nom, pour que l’équipe sache de quel site il s’agit.
channel-sites = Sites autorisés
channel-sites-hint = Une adresse par ligne. Sans adresse, tout site qui porte la ligne peut afficher le chat.
site-wrong = « { $site } » n’est pas l’adresse d’un site. Écrivez-la ainsi : https://shop.example
sites-many = { $count } sites au plus. Ajoutez un autre chat web pour les suivants.
any-site = tout site
channel-settings = Site
channel-look = Apparence
channel-open = Ouvert
channel-paused = En pause
channel-try = Essayer
install-title = À mettre sur votre site
install-more = Une ligne, à la fin de chaque page. Avec une politique de contenu stricte, autorisez cette adresse dans script-src et frame-src ; rien d’autre n’est nécessaire.
typing-title = Pendant que les clients écrivent
typing-preview = Montrer à l’équipe ce que les clients écrivent
typing-preview-more = La personne qui tient le chat voit les mots avant l’envoi. La fenêtre de chat le dit aux clients ; les longs numéros sont masqués dans leur navigateur et rien n’est conservé.
follow-title = Pages et consentement
follow-needed = Ne suivre les pages qu’avec consentement
follow-needed-more = Sans accord, le navigateur n’envoie rien sur les pages : ni adresses, ni titres, ni provenance, ni campagnes. Le chat fonctionne quand même.
follow-how = Votre bandeau de cookies indique au widget ce qui a été choisi. Le navigateur s’en souvient pour ce site, y compris dans ses autres onglets.
follow-yes = en cas d’accord
follow-no = en cas de refus ou de changement d’avis : ce que le navigateur gardait des pages est oublié
follow-chat = L’accord donné dans le formulaire avant le chat ne vaut pas pour cela : sans y répondre, on ne peut pas chatter.
identity-title = Qui est connecté sur votre site ?
identity-what = Si les utilisateurs de votre site ont un compte, signez leur identifiant sur votre serveur avec le secret ci-dessous. Vous savez alors que c’est bien eux, et ils retrouvent leurs chats sur tous leurs appareils. Personne ne se fait passer pour un autre en donnant son adresse.
identity-on-server = sur votre serveur (ici en Node.js)
identity-in-page = dans votre page, avant ou après la ligne ci-dessus
identity-out = à la déconnexion, pour que la personne suivante n’y trouve pas les conversations d’autrui
identity-how = L’empreinte est le HMAC-SHA256 de l’identifiant, en chiffres hexadécimaux ; chaque langage a une fonction pour cela. Avec une empreinte fausse, le visiteur reste anonyme.
identity-show = Afficher le secret
identity-secret = Secret
identity-keep = Sa place est sur votre serveur seulement. Qui le détient peut se faire passer pour n’importe lequel de vos utilisateurs.
pause = Mettre en pause
pause-title = Mettre ce chat web en pause
pause-more = La sonnette disparaît du site et aucun nouveau chat ne commence. Les chats ouverts continuent.
pause-sure = Mettre « { $name } » en pause ?
pause-meaning = Les clients ne pourront plus vous écrire sur ce site jusqu’à la reprise.
resume = Reprendre
resume-title = Ce chat web est en pause
resume-more = Sa sonnette ne s’affiche pas et aucun nouveau chat ne commence.

# Appearance
colour = Couleur
colour-own = Votre couleur
colour-wrong = Une couleur s’écrit # et six chiffres, par exemple #0d6570.
colour-readable = Lisible, { $ratio } : 1
colour-unreadable = Le texte y est difficile à lire, { $ratio } : 1 sur 4,5
colour-pale = Trop pâle sur une page blanche, { $ratio } : 1 sur 3
colour-take = En prendre une plus foncée :
corner = Coin
corner-left = Gauche
corner-right = Droite
launcher = Bouton
launcher-round = Rond
launcher-wide = Avec du texte
launcher-label = Texte du bouton
launcher-label-hint = Affiché sur le bouton avec du texte.
look-greets = Les premiers mots
greeting = Accueil
greeting-hint = La première ligne à l’ouverture du chat.
teaser = Accroche
teaser-hint = Une bulle à côté du bouton, une fois par visite. Vide : aucune.
topics = Questions pour commencer
topics-hint = Une par ligne, { $count } au plus. Un clic l’envoie.
topics-many = { $count } questions au plus.
look-asks = Avant le chat
ask-name = Nom
ask-email = E-mail
ask-never = Non demandé
ask-optional = Facultatif
ask-required = Requis
consent = Consentement
consent-hint = Une phrase à accepter avant le début du chat. Vide : aucune.
privacy-url = Page de confidentialité
address-wrong = Ce n’est pas une adresse web. Écrivez-la ainsi : https://shop.example/privacy
offline-form = Messages quand il n’y a personne
offline-form-more = Les visiteurs peuvent laisser une question et une adresse.
offline-text = Ce que dit la boutique fermée
preview = Aperçu
preview-screen = Écran de l’aperçu
preview-home = Chat
preview-form = Formulaire
preview-closed = Fermé
preview-example = Êtes-vous ouverts le dimanche ?

# Types and closing
closing-lead = Le sujet des chats, leur fin, et ce qu’on demande à ce moment-là.
chat-types = Types de chat
chat-types-more = De quoi parlait un chat.
chat-type-new = Nouveau type de chat
closing-reasons = Motifs de clôture
closing-reasons-more = Comment il s’est terminé.
closing-reason-new = Nouveau motif de clôture
choices-empty = La liste est vide, rien n’est donc demandé.
choices-retired = { $count ->
    [one] { $count } qui n’est plus proposé
   *[other] { $count } qui ne sont plus proposés
}
choice-name = Nom de { $name }
choice-name-needed = Il faut un nom.
choice-name-taken = La liste contient déjà ce nom.
choice-up = Monter { $name }
choice-down = Descendre { $name }
choice-retire = Ne plus proposer { $name }
choice-restore = Proposer de nouveau
closing-rules = À la fermeture d’un chat
rule-type = Un type de chat doit être choisi
rule-type-more = Sinon, il peut rester vide.
rule-reason = Un motif de clôture doit être choisi
rule-reason-more = Sinon, il peut rester vide.
rule-survey = Demander au client si tout s’est bien passé
rule-survey-more = Coché au départ ; l’agent peut le décocher.
rule-survey-daily = Interroger un client une fois par jour au plus
rule-survey-daily-more = Un client qui a plusieurs chats par jour n’est pas interrogé après chacun.
rule-courtesy = Un « Merci ! » n’ouvre pas de nouveau chat
rule-courtesy-more = Dans les dix minutes qui suivent la fin, remerciements et au revoir rejoignent le chat terminé, et rien ne sonne.
refusal-name-taken = La liste contient déjà ce nom.

# API keys
keys-lead = Reliez votre boutique, votre CRM ou un script. Une clé n’a jamais plus de droits que vous.
keys-empty = Aucune clé pour l’instant
keys-empty-more = Créez-en une ci-dessous pour chaque programme, pour pouvoir les révoquer une à une.
key = Clé
key-may = Peut
key-used = Dernière utilisation
key-ends = Expire
key-ended = Expirée
key-of = agit pour { $name }
key-new = Votre nouvelle clé
key-new-more = Copiez-la maintenant : elle ne sera plus affichée.
key-make-title = Nouvelle clé
key-make = Créer une clé
key-name = À quoi elle sert
key-name-hint = Par exemple « Script de stock ».
key-name-needed = Dites à quoi sert la clé, pour savoir plus tard laquelle révoquer.
key-scope-needed = Choisissez ce que la clé peut faire.
key-days = { $count ->
    [one] dans { $count } jour
   *[other] dans { $count } jours
}
key-year = dans un an
key-never-ends = jamais
key-revoke = Révoquer
key-revoke-sure = Révoquer « { $name } » ?
key-revoke-more = Le programme qui l’utilise perd l’accès aussitôt. C’est irréversible.
scope-read = lire les chats et les clients
scope-write = répondre, prendre, fermer, modifier
scope-export = exporter tous les messages
scope-admin = gérer l’équipe et les réglages

# Activity log
log-lead = Qui a changé quoi, le plus récent d’abord. Personne ne peut modifier cette liste.
log-when = Quand
log-who = Qui
log-what = Quoi
log-where = Depuis
log-nobody = inconnu
log-empty = Rien ici
log-pages = Pages du journal
log-newest = Plus récents
log-older = Plus anciens
act-sign_in = connexion :
act-sign_in_failed = tentative de connexion manquée :
act-set_up = mise en place de la boutique
act-team_renamed = nom de la boutique :
act-agent_added = ajout à l’équipe par une commande :
act-invited = lien d’invitation créé
act-invitation_withdrawn = lien retiré
act-joined = arrivée dans l’équipe :
act-reset_offered = lien de nouveau mot de passe créé pour
act-password_reset = mot de passe défini par un lien ou une commande :
act-password_changed = mot de passe changé :
act-role_changed = rôle changé :
act-limit_changed = limite de chats changée :
act-deactivated = désactivation :
act-reactivated = accès rouvert :
act-key_created = clé API créée :
act-key_revoked = clé API révoquée :
act-chat_type_added = type de chat ajouté :
act-chat_type_renamed = type de chat renommé en
act-chat_type_retired = type de chat plus proposé :
act-closing_reason_added = motif de clôture ajouté :
act-closing_reason_renamed = motif de clôture renommé en
act-closing_reason_retired = motif de clôture plus proposé :
act-closing_rules_changed = questions à la fermeture changées
act-tag_renamed = étiquette renommée en
act-tag_deleted = étiquette supprimée :
act-channel_added = chat web ajouté :
act-channel_changed = nom ou sites changés, chat web
act-channel_paused = mise en pause du chat web
act-channel_resumed = reprise du chat web
act-identity_unproven = preuve d’identité fausse, chat web
act-look_changed = apparence changée, chat web

act-tag_added = étiquette créée :
act-tag_merged = autre étiquette fusionnée dans
act-field_added = champ client créé :
act-field_changed = champ client modifié :
act-field_deleted = champ client supprimé :
act-customer_blocked = client bloqué :
act-customer_unblocked = client débloqué :
act-customers_merged = autre fiche fusionnée dans le client
act-merge_undone = fusion annulée, client
act-customers_imported = clients importés
act-customers_exported = clients exportés
act-places_changed = fichier de lieux défini
act-page_rules_changed = paramètres d’adresse visibles changés
act-files_changed = fichiers acceptés changés, chat web
act-preview_on = aperçu de la saisie activé, chat web
act-preview_off = aperçu de la saisie désactivé, chat web
act-consent_on = pages suivies seulement avec consentement : activé, chat web
act-consent_off = pages suivies seulement avec consentement : désactivé, chat web

# What was typed and not saved

js-form-back = Ce que vous avez écrit est revenu. Ce n’est pas encore enregistré.
