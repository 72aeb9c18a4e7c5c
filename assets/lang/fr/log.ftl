# A chat's log.
log-with = Conversation avec { $name }
log-earlier = Afficher les messages précédents
log-bot = Réponse automatique
log-you = Vous
log-to-team = à l’équipe
log-comment-by = Commentaire de { $name }
tick-sending = Envoi…
tick-failed = Non remis
tick-unknown = Peut-être arrivé
js-tick-sent = Envoyé
js-tick-delivered = Remis
js-tick-read = Lu
line-somebody = Quelqu’un
line-claimed = { $name } a pris ce chat
line-released = { $name } a remis ce chat en liste d’attente
line-assigned = Ce chat a été confié à { $name }
line-closed = Fermé par { $name }
line-reopened = { $name } a rouvert ce chat
line-began = { $name } a commencé un nouveau chat
line-passed-on = L’agent est absent depuis un moment. Le chat attend de nouveau tout le monde.
line-went-on = Le client a réécrit, le chat continue
line-left = Le client a terminé le chat
line-unasked-unanswered = Aucune enquête envoyée : personne n’avait répondu
line-unasked-lately = Aucune enquête envoyée : le client en a déjà reçu une aujourd’hui sur un autre chat
quoted = « { $words } »
decimal-mark = ,
size-b = { $size } octets
size-kb = { $size } Ko
size-mb = { $size } Mo

edited = modifié
edited-more = Ce qui était écrit avant
unsent = Ce message a été retiré
unsent-show = L’afficher
versions = Ce qui était écrit avant
versions-more = Seule votre équipe le voit.
version-until = Jusqu’à la modification par { $name },

# What the customer is typing
js-preview-not-sent = En cours de saisie, pas encore envoyé
js-preview-says = Pas encore envoyé : { $text }
