# Texts: hours and greetings

# When the shop opens next, in the middle of a sentence
opens-today = aujourd’hui à { $time }
opens-tomorrow = demain à { $time }
opens-weekday = { $day ->
    [1] lundi
    [2] mardi
    [3] mercredi
    [4] jeudi
    [5] vendredi
    [6] samedi
   *[7] dimanche
} à { $time }
opens-date = le { $date } { $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
} à { $time }
hours-weekday = { $day ->
    [1] Lundi
    [2] Mardi
    [3] Mercredi
    [4] Jeudi
    [5] Vendredi
    [6] Samedi
   *[7] Dimanche
}
hours-weekday-short = { $day ->
    [1] lun.
    [2] mar.
    [3] mer.
    [4] jeu.
    [5] ven.
    [6] sam.
   *[7] dim.
}

# The wait list and the widget
offline-greeted = A été prévenu de notre absence
widget-opens = Réouverture : { $day }, { $time }

# Hours
room-hours = Horaires
hours-lead = Quand la boutique est ouverte. Hors de leurs horaires, les files sont fermées, même si quelqu’un est au comptoir.
hours-new = Nouveaux horaires
hours-all = Tous les horaires
hours-first-name = Horaires de la boutique
hours-none = Pas encore d’horaires
hours-none-more = En attendant, la boutique est ouverte dès que quelqu’un est au comptoir.
hours-edit = Modifier
hours-edit-name = Modifier { $name }
hours-edit-lead = La semaine habituelle et les jours différents. Toutes les heures sont celles de l’horloge de la boutique.
hours-exceptions-count = { $count ->
    [one] { $count } jour différent
   *[other] { $count } jours différents
}
hours-unused = Aucune file ne les suit.
hours-used-by = Files :
hours-open-until = Ouvert, ferme { $when }
hours-open = Ouvert
hours-closed-until = Fermé, ouvre { $when }
hours-closed = Fermé
hours-never = Aucun jour d’ouverture.
hours-name = Nom
hours-name-taken = D’autres horaires portent ce nom, peut-être retirés.
hours-zone = Fuseau horaire
hours-zone-choose = Choisir un fuseau horaire
hours-zone-needed = Choisissez le fuseau horaire de ces horaires.
hours-zone-unknown = Le fuseau horaire « { $name } » n’existe pas.
hours-week = La semaine
hours-week-more = Plusieurs plages par jour sont possibles. Une fin avant le début vaut pour le lendemain matin, jusqu’à 06:00.
hours-copy = Copier lundi partout
hours-day-closed = Fermé
hours-span-add = { $day } : ajouter une plage
hours-span-remove = { $day } : retirer cette plage
hours-from = { $day }, de
hours-to = { $day }, à
hours-late = le lendemain
hours-days = Jours différents
hours-days-more = Jours fériés et jours aux horaires différents. Sans heures, la boutique est fermée toute la journée. Deux lignes d’une même date font deux plages.
hours-days-add = Ajouter des jours
hours-days-remove = Retirer ces jours
hours-day = Date du jour
hours-until = Dernier jour
hours-why = Motif
hours-why-example = Noël
hours-open-at = Ouverture
hours-close-at = Fermeture
hours-queues = Files qui suivent ces horaires
hours-queues-more = Une file sans horaires est ouverte dès que quelqu’un est au comptoir.
hours-queue-other = jusqu’ici « { $name } »
hours-half = Une plage a besoin d’un début et d’une fin.
hours-no-time = Ce n’est pas une heure. Écrivez-la comme 09:00.
hours-backwards = Cette plage finit avant de commencer. Après minuit, elle peut durer jusqu’à 06:00 ; notez le reste au lendemain.
hours-no-day = Il faut une date ici.
hours-days-backwards = Le dernier jour précède le premier.
hours-days-many = Jusqu’à { $most } jours peuvent différer. Retirez ceux qui sont passés.
hours-overlap = Des plages de ce jour se chevauchent.
hours-runs-into-next = Après minuit, ce jour déborde sur une plage du lendemain.
hours-spans-many = Un jour a jusqu’à { $most } plages.
hours-day-overlap = Des plages du { $day } se chevauchent.
hours-changed-meanwhile = Un collègue a modifié ces horaires entre-temps. Enregistrer à nouveau remplace ses changements.
hours-in-use = Ces files suivent ces horaires : { $queues }. Donnez-leur-en d’autres d’abord.

# Greetings
room-greetings = Messages d’accueil
greetings-lead = Ce que les clients lisent dès le début d’un chat : un texte si quelqu’un est là, un autre sinon. Une fois par chat, et pas à nouveau avant huit heures.
greetings-on = Les clients sont accueillis
greetings-off = Les clients ne sont pas accueillis
greetings-on-more = Le premier message d’un chat reçoit aussitôt le texte prévu pour son lieu et sa langue.
greetings-off-more = Les textes attendent ici que vous les activiez.
greetings-on-empty = Il n’y a pas encore de texte, donc rien n’est envoyé.
greetings-use-shipped = Utiliser les textes prêts
greetings-turn-on = Activer
greetings-turn-off = Désactiver
greeting-everywhere = Partout
greeting-all-channels = Tous les canaux
greeting-all-queues = Toutes les files
greeting-places = Lieux
greeting-other-place = Pour un autre lieu
greeting-channel = Canal
greeting-queue = File
greeting-open-place = Écrire ses textes
greeting-online = Quand quelqu’un est là
greeting-online-more = La boutique est ouverte et quelqu’un est au comptoir.
greeting-offline = Quand personne n’est là
greeting-offline-more = La boutique est fermée, ou personne n’est au comptoir. La liste d’attente signale qui a reçu ce texte.
greeting-language = Langue du texte
greeting-has-text = a un texte
greeting-text-in = Texte :
greeting-preview = Ce que voit le client
greeting-preview-none = Pas de texte dans cette langue : le plus proche est pris, puis la langue par défaut.
greeting-remove = Retirer ces textes
greeting-remove-more = Les textes plus généraux servent alors à nouveau ici.
greeting-remove-all-more = Seuls les lieux qui ont leurs propres textes accueillent alors.
greeting-placeholder-hint = Ce qui peut être inconnu a besoin de mots de rechange : { $example }.
greeting-too-long = { $language } : le texte a { $length } caractères, { $most } au plus.
greeting-unknown = Les messages d’accueil n’ont pas de champ { $name }.
greeting-unsure = { $name } peut être inconnu. Indiquez ce qui le remplace : { $example }.

# The texts that come with the house. Customers read them.
greeting-soon = bientôt
greeting-there = et bienvenue
greeting-shipped-online = Bonjour ! Merci d’avoir écrit à { $shop }. Quelqu’un vous répond dans un instant.
greeting-shipped-offline = Merci d’avoir écrit à { $shop }. Personne n’est là pour le moment ; nous revenons { $opens }. Votre message est conservé et nous vous répondrons ici.

# The log
act-hours_added = a ajouté les horaires
act-hours_changed = a modifié les horaires
act-hours_retired = a retiré les horaires
act-hours_restored = a rétabli les horaires
act-queue_hours_given = a donné des horaires à la file
act-queue_hours_taken = a retiré les horaires de la file
act-greeting_changed = a modifié les messages d’accueil
act-greeting_removed = a retiré les messages d’accueil
act-greetings_on = a activé les messages d’accueil
act-greetings_off = a désactivé les messages d’accueil
