# What the doctor finds, at the console and on the command line.

doctor = Examen
doctor-lead = Regarde tout ce qui peut ne pas aller, et ne change rien. « shopbell doctor » fait de même dans un terminal.
doctor-check = Examiner maintenant
doctor-channels = Frapper aussi aux plateformes de tous les canaux
doctor-found = { $count ->
    [one] Une chose a besoin de vous.
   *[other] { $count } choses ont besoin de vous.
  }
doctor-in-order = { $count ->
    [one] Une chose est en ordre
   *[other] { $count } choses sont en ordre
  }
doctor-look = À voir
doctor-wrong = Ne va pas
doctor-folder = Dossier des données
doctor-folder-private = On peut y écrire, et personne d’autre ne peut y regarder.
doctor-folder-missing = Il n’est pas là.
doctor-folder-missing-next = Indiquez le bon dossier avec --data, ou ouvrez Shopbell une fois : il en crée un.
doctor-folder-readonly = On ne peut pas y écrire : { $why }.
doctor-folder-readonly-next = Laissez le compte qui lance Shopbell y écrire, et voyez si le disque est monté en lecture seule.
doctor-folder-open = D’autres sur cet ordinateur peuvent regarder dans : { $names }.
doctor-folder-open-next = Retirez-leur les droits : chmod -R go= DOSSIER.
doctor-disk = Place sur le disque
doctor-disk-roomy = { $free } sur { $total } sont libres.
doctor-disk-low = Seuls { $free } sur { $total } sont libres.
doctor-disk-low-next = Libérez de la place sur le disque qui contient les données.
doctor-disk-full = Seuls { $free } sur { $total } sont libres : les fichiers sont refusés.
doctor-disk-full-next = Libérez de la place tout de suite : ce qui reste est gardé pour les messages.
doctor-disk-unknown = On ne peut pas lire combien est libre.
doctor-disk-unknown-next = Voyez si le disque est là.
doctor-lock = Qui a le dossier
doctor-lock-free = Personne : Shopbell est fermé.
doctor-lock-held = Shopbell est ouvert, dans le processus { $number }.
doctor-lock-held-by-another = Shopbell est ouvert dans un autre processus.
doctor-lock-unreadable = Le verrou ne peut pas être lu : { $why }.
doctor-lock-unreadable-next = Lancez ceci avec le compte qui lance Shopbell.
doctor-file = Base de données
doctor-file-none = Il n’y en a pas encore.
doctor-file-none-next = Ouvrez Shopbell une fois : il en crée une. S’il devait y en avoir une, c’est le mauvais dossier.
doctor-file-glanced = Elle peut être lue (schéma { $version }). « shopbell doctor --thorough » la lit en entier.
doctor-file-sound = Chaque page, index et référence est en bon état (schéma { $version }).
doctor-file-bad = Le fichier n’est pas sain : { $why }
doctor-file-bad-next = Fermez Shopbell, gardez une copie de son dossier et restaurez la dernière sauvegarde dans un nouveau.
doctor-stored = Fichiers envoyés
doctor-stored-sound = Tous sont ce qui a été envoyé : { $count }, { $size }.
doctor-stored-changed = Au moins un n’est pas ce qui a été envoyé.
doctor-stored-changed-next = « shopbell verify » dit lequel. Une sauvegarde antérieure l’a peut-être encore.
doctor-rows = Ce qui est enregistré
doctor-rows-slow = L’examen a duré trop longtemps et a été interrompu.
doctor-rows-slow-next = Redemandez à une heure calme, ou lancez « shopbell doctor », qui prend son temps.
doctor-rows-unreadable = On ne peut pas le lire : { $why }.
doctor-rows-unreadable-next = Lancez « shopbell doctor --thorough ».
doctor-clock = Horloge
doctor-clock-forward = Elle n’est pas en retard sur ce qui est enregistré.
doctor-clock-behind = Elle retarde de { $minutes } min sur la chose la plus récente qui est enregistrée.
doctor-clock-behind-next = Laissez l’ordinateur régler son horloge par le réseau.
doctor-orphans = Ce qui n’appartient à rien
doctor-orphans-agree = Rien : chaque fichier a son message, chaque message son chat.
doctor-orphans-differ = { $count ->
    [one] Une ligne ou un fichier n’appartient à rien.
   *[other] { $count } lignes ou fichiers n’appartiennent à rien.
  }
doctor-orphans-differ-next = Autre chose que Shopbell a écrit dans le fichier, ou c’est un défaut. Gardez une sauvegarde antérieure, et dites-le à qui s’occupe de Shopbell.
doctor-counters = Compteurs et temps d’attente
doctor-counters-agree = Recomptés, ils sont ce qui est affiché.
doctor-counters-differ = { $count ->
    [one] Un seul diffère une fois recompté.
   *[other] { $count } diffèrent une fois recomptés.
  }
doctor-counters-differ-next = Des listes peuvent montrer un ordre ou un temps faux. Dites-le à qui s’occupe de Shopbell.
doctor-search = Recherche
doctor-search-agree = Chaque message est trouvé.
doctor-search-differ = { $count ->
    [one] Un message n’est pas trouvé, ou l’est alors qu’il n’est plus là.
   *[other] { $count } messages ne sont pas trouvés, ou le sont alors qu’ils ne sont plus là.
  }
doctor-search-differ-next = Rien n’est perdu : seule la recherche ne les connaît pas. Dites-le à qui s’occupe de Shopbell.
doctor-channel = Canal
doctor-channel-paused = { $kind }, numéro { $number } : en pause.
doctor-channel-trouble = { $kind }, numéro { $number } : en difficulté.
doctor-channel-trouble-next = Sa page dit ce que la plateforme a dit, et quoi faire.
doctor-channel-silent = { $kind }, numéro { $number } : sa plateforme se tait depuis { $hours } h.
doctor-channel-silent-next = Voyez si cet ordinateur atteint internet, et appuyez sur Tester sur la page du canal.
doctor-channel-unread = { $kind }, numéro { $number } : de ce qui est venu, ceci n’a pas pu être lu : { $count }.
doctor-channel-unread-next = Cela figure sur la page du canal.
doctor-channel-heard = { $kind }, numéro { $number } : sa plateforme a répondu il y a { $minutes } min.
doctor-channel-quiet = { $kind }, numéro { $number } : rien n’est encore venu.
doctor-reach = Plateforme
doctor-reach-answers = { $kind }, numéro { $number } : elle répond.
doctor-reach-silent = { $kind }, numéro { $number } : elle ne répond pas : { $why }
doctor-reach-silent-next = Voyez si cet ordinateur atteint internet, et si un pare-feu se trouve entre les deux.
doctor-reach-skewed = { $kind }, numéro { $number } : son horloge et celle de cet ordinateur diffèrent de { $seconds } s.
doctor-reach-skewed-next = Laissez l’ordinateur régler son horloge par le réseau : ce qui est signé à une heure fausse est refusé.
doctor-url = Adresse pour les navigateurs
doctor-url-answers = Shopbell répond à { $url }.
doctor-url-another = Autre chose répond à { $url }.
doctor-url-another-next = Voyez où mène le nom, et ce que dit --public-url.
doctor-url-silent = Personne ne répond à { $url } : { $why }
doctor-url-silent-next = Depuis certains réseaux, la propre adresse publique ne mène nulle part. Essayez avec un téléphone sans Wi-Fi.
doctor-relay = Relais
doctor-relay-none = Cette maison n’en a pas.
doctor-relay-paired = Associée à { $address } ; rien d’anormal n’est connu.
doctor-relay-trouble = Celui de { $address } n’est pas connecté : { $why }
doctor-relay-trouble-next = En attendant, il garde ce qui vient. La page Accès à la maison en dit plus.
doctor-tls = Chiffrement
doctor-tls-on = Les navigateurs viennent par HTTPS.
doctor-tls-near = Seuls les navigateurs de cet ordinateur viennent par HTTP simple.
doctor-tls-off = Les navigateurs viennent par HTTP simple : d’autres en chemin peuvent lire, et le micro et les notifications ne marchent pas.
doctor-tls-off-next = Placez devant un proxy avec HTTPS.
doctor-address = Où il écoute
doctor-address-closed = Nulle part : Shopbell est fermé.
doctor-address-near = Sur { $address } : pour cet ordinateur seul.
doctor-address-network = Sur { $address } : pour tout le réseau, par HTTP simple.
doctor-address-network-next = Qui se trouve en chemin peut lire, à moins qu’un proxy avec HTTPS se trouve entre les deux.
doctor-address-unknown = Shopbell ne dit pas où.
doctor-address-unknown-next = Fermez-le, et ouvrez-le de nouveau.
doctor-backup = Sauvegardes
doctor-backup-fresh = Jours depuis la dernière : { $days }.
doctor-backup-old = La dernière a { $days } jours.
doctor-backup-old-next = Lancez « shopbell backup », de préférence chaque nuit.
doctor-backup-none = Il n’y en a pas.
doctor-backup-none-next = Lancez « shopbell backup », de préférence chaque nuit et sur un autre disque.
doctor-backup-young = Il n’y en a pas encore. La première semaine, ce n’est pas nécessaire.
doctor-webhooks = Ce qu’apprennent les webhooks
doctor-webhooks-flow = Rien ne s’accumule.
doctor-webhooks-pile = Livraisons qui attendent : { $count }.
doctor-webhooks-pile-next = Leurs destinataires sont lents ou absents : le journal de chaque webhook dit lesquels.
doctor-push = Avertissements des navigateurs
doctor-push-none = Aucun navigateur n’est averti.
doctor-push-taken = Navigateurs avertis : { $count }.
doctor-push-failing = Navigateurs qui n’ont pas reçu le dernier : { $count }.
doctor-push-failing-next = Le compte de chaque agent dit pourquoi.
doctor-outbox = Boîte d’envoi
doctor-outbox-flows = Messages et modifications en route : { $count }.
doctor-outbox-stuck = Messages et modifications qui attendent : { $count }, le plus ancien depuis { $minutes } min.
doctor-outbox-stuck-next = Regardez les canaux : un canal en pause ou en difficulté n’envoie rien.
doctor-troubles = Problèmes
doctor-troubles-none = Aucun ne figure sur la page État du système.
doctor-troubles-some = Sur la page État du système figurent : { $count }.
doctor-troubles-some-next = Chacun dit quoi faire.
doctor-descriptors = Fichiers et lignes ouverts
doctor-descriptors-enough = { $used } sur { $most } sont utilisés.
doctor-descriptors-few = { $used } sur { $most } sont utilisés : c’est peu pour une journée chargée.
doctor-descriptors-few-next = Relevez la limite : LimitNOFILE= du service, ou ulimit -n.
doctor-descriptors-used = { $used } sur { $most } sont utilisés : bientôt, plus personne n’entrera.
doctor-descriptors-used-next = Relevez la limite tout de suite : LimitNOFILE= du service, ou ulimit -n.
doctor-descriptors-unknown = Ce système ne dit pas combien il peut y en avoir.
doctor-memory = Mémoire
doctor-memory-usual = { $size } dans { $threads } fils.
doctor-memory-much = { $size } dans { $threads } fils : plus que d’habitude.
doctor-memory-much-next = Fermez Shopbell, ouvrez-le de nouveau, et dites-le à qui s’en occupe.
doctor-memory-unknown = Ce système ne dit pas combien il en prend.
