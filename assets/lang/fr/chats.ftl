# The Chats page: every chat in one list, and each of them to read.
chats-tabs = État
chats-tab-all = Tous
chats-tab-all-means = Tous les chats, en cours ou terminés
chats-tab-open = Ouverts
chats-tab-open-means = Tous les chats qui ne sont pas terminés
chats-tab-needs-reply = À répondre
chats-tab-needs-reply-means = Le client attend la réponse d’une personne, quel que soit l’agent
chats-tab-new = Nouveaux
chats-status-new = Nouveau
chats-status-new-means = Attend que quelqu’un le prenne
chats-tab-active = En cours
chats-status-active = En cours
chats-status-active-means = Un agent l’a pris et doit répondre
chats-tab-awaiting = Au tour du client
chats-status-awaiting = Au tour du client
chats-status-awaiting-means = Un agent a répondu ; c’est au tour du client
chats-tab-closed = Fermés
chats-status-closed = Fermé
chats-status-closed-means = Le chat est terminé
chats-search = Rechercher des chats
chats-search-hint = Client, agent, étiquette ou texte
chats-apply = Afficher
chats-clear = Effacer les filtres
chats-drop = Retirer ce filtre
chats-more-filters = Filtrer
chats-channel = Canal
chats-channel-any = Tous les canaux
chats-agent = Agent
chats-agent-any = Tous les agents
chats-agent-me = Moi
chats-agent-none = Personne
chats-agent-none-yet = Personne encore
chats-agent-former = { $name } (parti)
chats-tag = Étiquette
chats-tag-any = Toutes les étiquettes
chats-period = Période
chats-period-any = Toutes les dates
chats-period-today = Aujourd’hui
chats-period-days = { $count ->
    [one] Dernier jour
   *[other] { $count } derniers jours
}
chats-queue = File
chats-queue-any = Toutes les files
chats-type = Type
chats-type-any = Tous les types
chats-rating = Évaluation
chats-rating-any = Évalués ou non
chats-rating-of = { $rating } sur 5
chats-rating-not-asked = non demandée
chats-from = Du
chats-to = Au
chats-from-day = depuis le { $day }
chats-to-day = jusqu’au { $day }
chats-unread = Non lus
chats-unread-count = { $count ->
    [one] { $count } message que vous n’avez pas vu
   *[other] { $count } messages que vous n’avez pas vus
}
chats-needs-reply = À répondre
chats-list = Liste des chats
chats-customer = Client
chats-last-message = Dernier message
chats-status = État
chats-started = Début
chats-last-activity = Activité
chats-waits = attend une réponse
chats-comment = Commentaire à l’équipe
chats-pages = Pages de la liste
chats-older = Chats plus anciens
chats-newest = Revenir au début
chats-none = Aucun chat pour l’instant
chats-none-more = Dès qu’un client écrit, son chat apparaît ici tout seul.
chats-tab-empty = Rien ici pour le moment
chats-no-older = Il n’y a pas de chats plus anciens
chats-no-match = Aucun chat ne correspond
chats-not-found = Rien trouvé pour « { $words } »
chats-no-match-more = Essayez avec moins de filtres, ou le début d’un mot.
chats-see-all = { $count ->
    [one] Voir le seul chat
   *[other] Voir les { $count } chats
}
chats-back = Retour à la liste
chats-close-pane = Retour à la liste
chats-agents = Agents
chats-first-reply = Première réponse
chats-first-reply-not-yet = pas encore
chats-first-reply-never = jamais
chats-hours = { $hours } h { $minutes } min
chats-days = { $days } j { $hours } h
chats-tags = Étiquettes
chats-ended = Fin
chats-reason = Motif
chats-note = Note
chats-not-said = non précisé
chats-keys-open = Ouvrir le chat
chats-log = Messages
chats-log-beginning = Depuis le début
chats-log-later = Messages suivants
chats-rated = { $name } a évalué le chat : { $rating } sur 5
chats-open-in-console = Ouvrir dans la console
chats-reopen = Rouvrir
chats-reopen-means = Le chat continue et vous revient
chats-other-open = Y aller
js-chats-found = Chats : { $count }
js-chats-news = Nouveaux : { $count }
js-chats-gone = Ce chat ne peut pas être affiché.
