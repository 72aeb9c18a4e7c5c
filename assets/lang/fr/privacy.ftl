# Ce que la maison possède sur un client : remis, et effacé pour de bon.

people-privacy = Données
privacy-title = Données personnelles
export-title = Tout remettre
export-lead = Une archive ZIP que les programmes savent lire, pour le client ou un autre service.
export-holds = Elle contient les comptes, le contact, les étiquettes, les notes, les chats avec commentaires et fichiers, les enquêtes, les pages vues et ce que le journal dit de lui. La façon dont les superviseurs ont jugé le travail d’un collègue n’y est pas.
export-password = Votre mot de passe
export-do = Télécharger
erase-title = Effacer pour de bon
erase-lead = Rien de tout cela ne peut être annulé. Qui écrit de nouveau ensuite est un nouveau client.
erase-goes = Ce qui disparaît
erase-record =
    Nom, contact, étiquettes et champs, avec { $count ->
        [one] un compte
       *[other] { $count } comptes
    }
erase-chats = Chats : { $chats }, avec messages : { $messages } et commentaires : { $comments }. Ceux qui sont ouverts se terminent maintenant ; personne n’est prévenu.
erase-files =
    { $count ->
        [0] Aucun fichier
        [one] Un fichier
       *[other] { $count } fichiers
    }, sauf si quelqu’un d’autre a reçu le même
erase-notes = Notes : { $notes }. Pages du site : { $pages }
erase-derived = Ce qui en a été tiré : recherche, réponses passées, traductions, ce que les webhooks ont appris et que leur journal garde. Les chiffres et les évaluations ne comptent plus ces chats.
erase-stays = Ce qui reste
erase-stays-log = Que vous avez effacé un client portant ce numéro, et quand
erase-stays-others = Ce que d’autres ont écrit sur lui dans les chats d’autres clients
erase-stays-backups =
    { $count ->
        [one] Une sauvegarde à côté du fichier de la maison, faite le
       *[other] { $count } sauvegardes à côté du fichier de la maison, faites le
    }
erase-backups-how = Elles contiennent ce client jusqu’à ce que vous les supprimiez, comme celles que vous gardez ailleurs.
erase-no-backups = Il n’y a pas de sauvegarde à côté du fichier de la maison. Celles que vous gardez ailleurs contiennent encore ce client.
erase-stays-outside = Les messages sur l’appareil du client, sur d’autres plateformes et chez les destinataires de vos webhooks
erase-type = Tapez « { $name } » pour effacer
erase-not-it = Ce n’est pas ce qui est demandé. Tapez exactement « { $name } ».
erase-do = Effacer pour de bon
erased-title = Clients effacés
erased-lead = Les clients figurent par leur numéro : on ne sait plus rien d’autre d’eux.
erased-none = Personne n’a encore été effacé
erased-who = Qui
erased-state = État
erased-by-age = Chats dont le délai était écoulé
erased-begun = Les chats et les fichiers sont en cours de suppression
erased-file = Supprimé ; ce qui reste dans le fichier est écrasé au prochain moment calme
erased-done = Disparu du fichier depuis
log-customer = client n° { $number }
act-customer_exported = a emporté tout ce qui concerne
act-customer_erased = a effacé pour de bon

# Combien de temps c’est gardé

room-privacy = Conservation
kept-lead = Ce que laissent les clients est supprimé quand c’est plus ancien que nécessaire : chaque nuit à trois heures, pour de bon.
kept-usual = Combien de temps
kept-usual-lead = Compté depuis le dernier événement d’un chat. Ce qui est supprimé disparaît comme un client effacé : les chiffres ne le comptent plus.
kept-chats = Chats terminés
kept-files = Fichiers et images
kept-voice = Messages vocaux
kept-addresses = Adresse réseau et appareil des visiteurs
kept-bookmarked = Garder ce qui a un signet
kept-bookmarked-hint = Les chats qui ont un signet restent, avec tous leurs fichiers
kept-pages = Les pages vues par les visiteurs sont toujours oubliées après 30 jours.
kept-by-channel = D’autres délais pour certains canaux
kept-as-usual = Comme ci-dessus
kept-ever = Garder toujours
kept-years =
    { $count ->
        [one] Après un an
       *[other] Après { $count } ans
    }
kept-months =
    { $count ->
        [one] Après un mois
       *[other] Après { $count } mois
    }
kept-nothing = Aujourd’hui, rien n’est assez ancien
kept-today = Aujourd’hui seraient supprimés : chats : { $chats }, fichiers : { $files }, messages vocaux : { $voice }, adresses : { $addresses }
kept-last = Dernière suppression
kept-nightly = Cela se fait à trois heures de la nuit, à l’horloge de la maison
kept-doubted = Rien n’est supprimé : l’horloge n’est pas fiable depuis
kept-doubted-more = Elle a sauté de plus d’un jour, ou la maison est restée fermée plus longtemps. Si la date est juste, supprimez maintenant ; ou attendez : après un jour calme, cela reprend tout seul.
kept-run = Supprimer maintenant
kept-run-sure = Supprimer maintenant ce qui est trop ancien ?
kept-run-more = Vérifiez que la date de cet ordinateur est juste. Ce qui est supprimé ne peut pas être rétabli.
fetch-expired = Supprimé : il était plus ancien que ce que l’on garde ici
act-retention_changed = a changé la durée de conservation des données
act-retention_run = a fait supprimer ce qui était trop ancien

# Consentement avant un chat

consent-is-notice = Informer seulement : personne n’a de case à cocher
consent-told = A été informé avant le chat :
consent-given = A accepté avant le chat :
widget-withdraw = Retirer le consentement
widget-withdraw-more = Le chat se termine, et nous ne suivons plus les pages que vous regardez. Avant que vous n’écriviez à nouveau, la question vous sera reposée.
widget-withdraw-erase = Effacez aussi ce que j’ai écrit
widget-withdrawn = C’est fait. Nous en prenons note.
line-consent-withdrawn = Le client a retiré son consentement
line-consent-withdrawn-erase = Le client a retiré son consentement et souhaite que tout soit effacé
consent-withdrawn = Retiré :
consent-erase = Le client souhaite l’effacement.
consent-erase-here = Voir ce qui serait perdu
consent-erase-admin = Un administrateur peut le faire.
window-withdrawn-shut = Consentement retiré
window-withdrawn-title = { $name } a retiré son consentement.
window-withdrawn-more = Rien ne peut être envoyé tant que cette personne n’a pas réécrit ici ou accepté à nouveau ; votre brouillon est gardé.
closing-withdrawn = On ne demandera pas d’évaluation à { $name } : son consentement est retiré.
line-unasked-withdrawn = Pas d’enquête envoyée : le client a retiré son consentement
line-untold-withdrawn = Message automatique non envoyé : le client a retiré son consentement
delivery-withdrawn = Non envoyé : le client a retiré son consentement.
refusal-consent-withdrawn = Ce client a retiré son consentement. Rien ne peut lui être envoyé tant qu’il n’a pas réécrit ici ou accepté à nouveau.
transcript-mail-withdrawn = Ce client a retiré son consentement : le chat ne peut être envoyé qu’à des collègues.
refusal-nothing-withdrawn = Il n’y a rien à retirer.
