# Les chiffres, et les chats derrière un chiffre.
nav-figures = Chiffres
figures = Chiffres
figures-yours = Vos chiffres
figures-key = Chiffres clés
figures-period = Jours
figures-today = Aujourd’hui
figures-yesterday = Hier
figures-last-days = { $days } jours
figures-this-month = Ce mois-ci
figures-last-month = Le mois dernier
figures-own-days = Du – au
figures-against = Comparé avec
figures-against-before = Avec les jours d’avant
figures-against-year = Avec un an avant
figures-compared = comparé avec { $days }
figures-compared-so-far = comparé avec { $days }, jusqu’à la même heure
figures-open-only = Ne compter que les heures d’ouverture
figures-day = { $date } { $month ->
    [1] janv.
    [2] févr.
    [3] mars
    [4] avr.
    [5] mai
    [6] juin
    [7] juil.
    [8] août
    [9] sept.
    [10] oct.
    [11] nov.
   *[12] déc.
}
figures-day-year = { $day } { $year }
figures-new = Nouveaux chats
figures-new-def = Chats dont le client a écrit son premier message pendant ces jours.
figures-closed = Chats clos
figures-closed-def = Chats qui ont pris fin pendant ces jours, quel qu’en soit l’auteur, et qui n’ont pas été rouverts depuis.
figures-incoming = Messages reçus
figures-incoming-def = Messages que les clients ont écrits pendant ces jours.
figures-outgoing = Messages envoyés
figures-outgoing-def = Messages que les agents ont écrits aux clients pendant ces jours. Les commentaires, les messages automatiques et ceux qui ne sont pas arrivés ne comptent pas.
figures-first = Première réponse
figures-first-def = Du premier message du client au premier d’un agent : la moitié des nouveaux chats a reçu une réponse dans ce délai. Les chats commencés quand personne n’était là ne comptent pas ; si seules les heures d’ouverture comptent, ils comptent, mais pas le temps de fermeture.
figures-response = Réponse
figures-response-def = Chaque fois qu’un client écrit, de son plus ancien message sans réponse au suivant d’un agent : la moitié des réponses est venue dans ce délai. Elle compte pour qui a répondu.
figures-wait = Attente
figures-wait-def = Du premier message du client jusqu’à ce qu’un agent ait le chat : la moitié des nouveaux chats a été prise dans ce délai. Les chats comptés sont ceux de la première réponse.
figures-resolution = Jusqu’à la clôture
figures-resolution-def = Du premier message du client à la fin, pour les chats clos pendant ces jours : la moitié a été réglée dans ce délai.
figures-given-up = Abandonnés
figures-given-up-def = Nouveaux chats que le client a lui-même terminés avant qu’un agent n’écrive.
figures-target = Réponse en { $within }
figures-target-def = Parmi les nouveaux chats qui ont reçu une réponse, ont été abandonnés ou attendent plus longtemps que l’objectif : ceux dont la première réponse est venue à temps. Les chats comptés sont ceux de la première réponse.
figures-target-set = Changer l’objectif
figures-target-seconds = Objectif en secondes
figures-target-wrong = Indiquez des secondes entières, de 1 à { $most }.
figures-stars = Clients satisfaits
figures-stars-def = La moyenne des évaluations des chats clos pendant ces jours, quelle que soit leur date, et la part de celles de 4 ou 5.
figures-answered = Enquêtes répondues
figures-answered-def = Parmi les chats clos pendant ces jours dont le client a été invité à donner son avis, ceux qui ont été évalués.
figures-of-five = sur 5
figures-of = { $part } sur { $of }
figures-of-new = { $share } des nouveaux chats
figures-happy = { $share } avec 4 ou 5
figures-ninety = 90 % en { $time }
figures-median = La moitié en
figures-nine-of-ten = 90 % en
figures-meaning = Ce que « { $figure } » veut dire
figures-see = Voir ces chats
figures-no-before = Rien à comparer
figures-same = Comme avant
figures-more = { $by } de plus
figures-fewer = { $by } de moins
figures-faster = { $by } plus vite
figures-slower = { $by } plus lent
figures-higher = { $by } de plus
figures-lower = { $by } de moins
figures-points = { $points ->
    [one] { $points } point de pourcentage
   *[other] { $points } points de pourcentage
}
figures-chats = Chats
figures-messages = Messages
figures-band = La bande verte est l’objectif.
figures-over-time = Au fil du temps
figures-as-table = Les graphiques en tableau
figures-days = Jours
figures-hour = Heure
figures-weekday = Jour de la semaine
figures-when = Quand les clients écrivent
figures-zone = Les jours et les heures sont ceux de la boutique.
figures-ratings = Évaluations
figures-by-channel = Par canal
figures-by-queue = Par file
figures-by-agent = Par agent
figures-by-type = Par type
figures-by-reason = Par motif de clôture
figures-figure = Chiffre
figures-csv-of = « { $table } » en CSV
figures-empty = Rien ne s’est passé pendant ces jours
figures-empty-more = Dès que des clients écrivent, leurs chats sont comptés ici.
figures-see-ninety = Voir 90 jours
refusal-figures-too-long = Les chiffres couvrent dix ans au plus. Choisissez moins de jours.
act-figures_target_changed = a changé l’objectif de la première réponse
