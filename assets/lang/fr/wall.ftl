# Le tableau mural et les liens pour écrans.
nav-wall = Tableau
wall = Tableau mural
wall-waiting = En attente
wall-waiting-def = Clients dans une file dont personne n’a encore le chat.
wall-longest = Plus longue attente
wall-longest-def = Depuis le plus ancien message resté sans réponse humaine, parmi tous ceux qui attendent dans une file.
wall-nobody = Personne n’attend
wall-queues = Par file
wall-today = Aujourd’hui
wall-since = depuis
wall-new = Nouveaux chats
wall-new-def = Chats commencés aujourd’hui par un message du client.
wall-answered = Répondus
wall-answered-def = Parmi les nouveaux chats, ceux où un agent a écrit.
wall-missed = Manqués
wall-missed-def = Parmi les nouveaux chats, ceux qui ont pris fin avant qu’un agent n’écrive, peu importe qui les a clos.
wall-wait = Attente
wall-wait-def = La moitié des nouveaux chats ont été pris dans ce délai. Ceux commencés sans personne au comptoir ne comptent pas.
wall-reply = Première réponse
wall-reply-def = La moitié des nouveaux chats ont eu une première réponse dans ce délai. Ceux commencés sans personne au comptoir ne comptent pas.
wall-happy = Satisfaits
wall-happy-def = Parmi les évaluations du jour, celles de 4 ou 5 sur 5.
wall-ratings = { $count ->
    [one] sur { $count } évaluation
   *[other] sur { $count } évaluations
}
wall-team = Équipe
wall-available = Disponible
wall-wrap-up = Finalisation
wall-away = Absent
wall-offline = Hors ligne
wall-load-def = Chats en cours, sur le nombre permis
wall-full-load = complet
wall-full = Plein écran
wall-back = Retour à la console
wall-lost = La connexion est perdue.
wall-as-of = Chiffres de

room-wall = Tableau mural
wall-lead = Un écran au mur montre la maison d’un coup d’œil. Un lien à lui l’ouvre sans connexion : il montre le tableau avec les noms de l’équipe, et rien d’autre.
wall-open = Ouvrir le tableau
wall-link-name = Où se trouve l’écran
wall-link-name-hint = Par exemple « Cuisine ». Pour vous seul.
wall-name-needed = Dites où se trouve l’écran, pour le reconnaître.
wall-link-make-title = Un lien pour un écran
wall-link-make = Créer un lien
wall-link-new = Lien pour votre écran
wall-link-new-more = Il n’est montré que cette fois. Qui l’a voit le tableau jusqu’à ce que vous le repreniez.
wall-links-empty = Aucun écran n’a de lien
wall-links-empty-more = Superviseurs et administrateurs voient le tableau sans lien.
wall-link-made = Créé
wall-link-seen = Vu pour la dernière fois
wall-link-revoke = Reprendre
wall-link-revoke-sure = Reprendre le lien de { $name } ?
wall-link-revoke-more = L’écran qui le montre s’éteint aussitôt.
act-wall_link_created = a créé un lien du tableau mural
act-wall_link_revoked = a repris le lien du tableau mural
