# Combien de temps on peut répondre aux clients sur un canal.

# À côté de ce qu’on écrit
js-window-minutes = encore { $count } min
js-window-hours = encore { $count } h
js-window-days = encore { $count } j
js-window-placeholder = Rien n’arriverait pour le moment
window-messages = { $count ->
    [one] encore { $count } message
   *[other] encore { $count } messages
}
window-last = { $count ->
    [one] Un dernier message
   *[other] { $count } derniers messages
}
window-shut = Fenêtre fermée
sms-parts-more = En combien de SMS il est transporté et payé. Un SMS contient 160 caractères ; avec un caractère hors de l’alphabet des SMS, comme un emoji, 70.
window-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
window-hours = { $count ->
    [one] { $count } heure
   *[other] { $count } heures
}
window-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
window-rule = Ici, les réponses arrivent jusqu’à { $span } après un message du client.
window-persons-now = Seul ce qu’une personne écrit arrive maintenant.
window-closed-title = La fenêtre de réponse est fermée.
window-quota-used = { $count ->
    [one] Ici, un seul message arrive après chaque message du client, et il est envoyé.
   *[other] Ici, { $count } messages arrivent après chaque message du client, et tous sont envoyés.
}
window-never-asked = Le client n’a pas encore écrit ici.
window-refused = La plateforme n’a pas accepté la dernière réponse (code { $code }).
window-reopens = Vous pourrez répondre dès que { $name } écrira ; votre brouillon est gardé.
window-still = Vous pouvez toujours laisser un commentaire.
window-templates = Les modèles approuvés sont toujours remis.
window-last-title = { $count ->
    [one] Encore un message.
   *[other] Encore { $count } messages.
}
window-last-more = Le temps est écoulé ({ $span }) : plus rien n’arrivera avant que { $name } n’écrive à nouveau. Allez à l’essentiel.
window-asked = Dernier message du client :
window-late = La fenêtre de réponse ferme avant. Si { $name } n’a pas écrit d’ici là, votre message vous revient.
outgoing-window-closed = La fenêtre de réponse était déjà fermée.
closing-too-late = On ne demandera pas d’évaluation à { $name } : la fenêtre de réponse est fermée.
line-unasked-window = Pas d’enquête envoyée : la fenêtre de réponse était fermée
line-untold-window = Message automatique non envoyé : la fenêtre de réponse était fermée
line-window-refused = La plateforme a refusé une réponse (code { $code }). La fenêtre reste fermée jusqu’à ce que le client écrive
refusal-window-closed = { $reason ->
    [quota-used] Tous les messages qui arrivent ici après un message du client sont envoyés. Vous pourrez répondre dès qu’il écrira.
    [refused] La plateforme ne remet pas de réponses à ce client pour le moment (code { $code }). Vous pourrez répondre dès qu’il écrira.
    [never-asked] Rien n’arrive ici avant que le client n’ait écrit.
   *[time-up] La fenêtre de réponse est fermée : le client a écrit il y a trop longtemps. Vous pourrez répondre dès qu’il écrira.
}

# L’écran d’un canal pour les admins
channel-window = Fenêtre de réponse
window-lead = Beaucoup de plateformes ne remettent les réponses qu’un certain temps après le dernier message du client. La console décompte, et rien ne fait semblant d’être envoyé quand le temps est écoulé.
window-usual-none = Le chat web n’a pas de limite à lui.
window-limit = Limiter le temps pour répondre aux clients
window-limit-more = Seuls les messages du client relancent le temps. Par sûreté, chaque fenêtre ferme une minute plus tôt.
window-free = Ouverte pendant
window-free-hint = Tout arrive pendant ce temps.
window-persons = Puis pour les personnes seulement
window-persons-hint = Les messages automatiques et les enquêtes sont omis pendant ce temps. 0 : pas du tout.
window-unit = Unité
window-unit-minutes = minutes
window-unit-hours = heures
window-unit-days = jours
window-extra = Derniers messages
window-extra-hint = Combien arrivent encore quand tout le temps est écoulé. De 0 à { $most }.
window-quota = Messages pour chaque message du client
window-quota-hint = De 1 à { $most }. Vide : autant que vous voulez.
window-automated = Le dernier peut être automatique
window-automated-more = Sinon, les derniers messages sont réservés aux personnes.
window-number-wrong = Un nombre entier de { $least } à { $most }.
window-time-wrong = De 5 minutes à un an.
act-window_changed = fenêtre de réponse changée, chat web

# Templates, which a platform delivers when nothing else is
templates-open = Envoyer un modèle
templates-title = Envoyer un modèle à { $name }
templates-sub = La plateforme les a approuvés et les remet à tout moment. Remplissez les blancs et voyez ce que cela donnera.
templates-search = Chercher un modèle
templates-none = Aucun modèle fait de texte n’est encore approuvé. Dès qu’il y en aura un, il sera ici.
templates-none-found = Aucun modèle ne correspond.
templates-again = Recharger
templates-fetched = Chargée :
templates-trouble = La liste n’a pas pu être chargée à l’instant.
templates-mend = Ouvrir le compte
templates-ask-admin = Demandez à votre administrateur de regarder le compte.
templates-blank = Blanc « { $name } »
templates-blank-header = Blanc « { $name } » du titre
templates-link = Fin du lien sous « { $label } »
templates-reads = Tel qu’il sera remis
templates-send = Envoyer le modèle
delivery-template = La plateforme n’a pas accepté ce modèle.
refusal-template-changed = Ce modèle a changé. Fermez la fenêtre et choisissez-le de nouveau.
refusal-template-empty = Remplissez « { $name } ».
refusal-template-long = « { $name } » est trop long : { $most } caractères au plus.
