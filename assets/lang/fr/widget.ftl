# Texts: widget. Browser code uses the name without `widget-`; `{ $name }` reaches it as `{name}`.
# Plural forms are names of their own (-one, -few, -many, -other); a language repeats -other where it lacks a form.

# The launcher on the shop's page
widget-look-open = Ouvrir le chat
widget-look-close = Fermer le chat
widget-look-dismiss = Masquer
widget-look-title = Chat en ligne
widget-look-label = Posez-nous vos questions
widget-look-unread-one = { $n } message non lu
widget-look-unread-few = { $n } messages non lus
widget-look-unread-many = { $n } de messages non lus
widget-look-unread-other = { $n } messages non lus

# The head and its menu
widget-greeting = Bonjour ! Que pouvons-nous faire pour vous ?
widget-here = Nous sommes là
widget-away = Nous sommes absents
widget-asked = Nous avons votre message
widget-line-next = Votre tour est le prochain
widget-line-place = Vous êtes numéro { $n } dans la file
widget-line-about = environ { $n } min
widget-line-over = plus de { $n } min
widget-agent-at = { $title }, { $team }
widget-closed-at = Chat fermé à { $time }
widget-menu = Menu
widget-close = Fermer la fenêtre de chat
widget-sound = Son
widget-end-chat = Terminer le chat
widget-end-chat-sure = Oui, terminer ce chat
widget-not-ended = Le chat est encore ouvert : pas de connexion. Réessayez.
widget-team = Équipe
widget-you = Vous

# Messages
widget-messages = Messages
widget-joined = { $name } vous répond
widget-closed-by = { $name } a fermé le chat
widget-released = { $name } a quitté le chat
widget-reopened = { $name } a rouvert le chat
widget-typing = { $name } écrit
widget-sent = Envoyé
widget-read = Lu
widget-waiting = En attente d’envoi
widget-not-sent = Non envoyé. { $reason }
widget-file-lost = Non envoyé : la page a été rechargée avant le départ du fichier. Choisissez-le de nouveau.
widget-try-again = Réessayer
widget-remove = Retirer
widget-new-one = { $n } nouveau
widget-new-few = { $n } nouveaux
widget-new-many = { $n } nouveaux
widget-new-other = { $n } nouveaux
widget-no-connection = Pas de connexion. Votre message est gardé et part dès que vous êtes de nouveau en ligne.
widget-dark = La boutique n’est pas connectée en ce moment. Ce que vous écrivez est gardé en lieu sûr et parvient à l’équipe dès son retour.
widget-kept = Gardé pour l’équipe

# Writing
widget-message = Message
widget-write = Écrivez un message
widget-reply-to = Réponse à { $name }
widget-add-line = Ajouter un texte
widget-send = Envoyer
widget-emoji = Emoji
widget-add-picture = Ajouter une image
widget-clear = Effacer
widget-not-loaded = Non chargé : pas de connexion. Réessayez.
widget-text-long = C’est trop long : un message a { $most } caractères au plus.
widget-cancel = Annuler
widget-drop-here = Déposez ici
widget-preview = Notre équipe peut voir ce que vous écrivez avant l’envoi. Les longs numéros restent masqués.

# Files
widget-file-rule = On peut envoyer : { $types }, jusqu’à { $limit } chacun.
widget-file-type = « { $name } » ne peut pas être envoyé ici.
widget-file-empty = « { $name } » est vide.
widget-file-broken = « { $name } » ne peut pas être lu comme une image. Enregistrez-le en JPG ou PNG et ajoutez-le de nouveau.
widget-file-pixels = « { $name } » a { $width } × { $height } pixels, c’est trop.
widget-file-large = « { $name } » fait { $size }, la limite est de { $limit }.
widget-file-many = Un message contient { $most } fichiers au plus.
widget-file-shrink = Réduire
widget-file-shrinking = Réduction…
widget-file-unreadable = « { $name } » ne peut pas être réduit ici.
widget-picture-named = Image { $name }
widget-picture-open = Ouvrir l’image { $name }

# Voice
widget-hold-to-talk = Maintenir pour parler
widget-voice-hold = Maintenez le bouton pendant que vous parlez, puis relâchez.
widget-voice-slide = Relâchez pour terminer, glissez pour annuler
widget-voice-press-again = Appuyez de nouveau pour terminer, Échap pour annuler
widget-voice-let-go = Relâchez pour terminer
widget-voice-stop = Arrêter l’enregistrement
widget-voice-recording = Enregistrement
widget-voice-short = C’était trop court. Maintenez le bouton pendant que vous parlez.
widget-voice-discarded = Enregistrement supprimé.
widget-voice-allow = Votre navigateur demande s’il peut utiliser le micro.
widget-voice-ready = Le micro est prêt. Maintenez le bouton et parlez.
widget-voice-denied = Le micro est bloqué. Autorisez-le dans les réglages du navigateur pour ce site, puis réessayez.
widget-voice-none = Aucun micro trouvé.
widget-voice-busy = Un autre programme utilise le micro.
widget-voice-silent = Aucun son ne vient du micro. Vérifiez qu’il est allumé.
widget-voice-unplayable = Ce navigateur ne peut pas le lire.
widget-play = Écouter le message vocal, { $length }
widget-pause = Pause

# Before the chat
widget-before-we-start = Avant de commencer
widget-before-more = Votre message est gardé et partira avec ceci.
widget-your-name = Votre nom
widget-email = E-mail
widget-email-why = pour vous répondre plus tard
widget-email-example = vous@example.com
widget-optional = facultatif
widget-required = Veuillez remplir ce champ.
widget-email-wrong = Cette adresse semble incomplète. Écrivez-la comme vous@exemple.fr.
widget-about = Sujet
widget-consent-needed = Nous avons besoin de votre accord pour commencer le chat.
widget-privacy = Confidentialité
widget-start = Commencer le chat

# The shop is closed
widget-closed-shop = La boutique est fermée
widget-leave-question = Laissez votre question. Nous vous répondrons par e-mail.
widget-your-question = Votre question
widget-leave-message = Laisser un message

# Survey
widget-how-did-we-do = Avez-vous été bien servi ?
widget-rating = Évaluation
widget-score-1 = Très mal
widget-score-2 = Mal
widget-score-3 = Moyen
widget-score-4 = Bien
widget-score-5 = Très bien
widget-score-missing = Choisissez d’abord un visage.
widget-anything-to-add = Quelque chose à ajouter ?
widget-skip = Passer
widget-thanks = Merci pour votre réponse.
widget-change = Modifier
widget-rating-later = Non envoyé : pas de connexion. Réessayez.

widget-add-file = Ajouter un fichier
widget-file-rule-two = On peut envoyer : { $types }. Images jusqu’à { $limit }, autres fichiers jusqu’à { $other }.
widget-video-play = Lire la vidéo { $name }
widget-voice-position = Position dans le message vocal
widget-voice-speed = Vitesse
widget-edited = modifié
widget-unsent = Ce message a été retiré
