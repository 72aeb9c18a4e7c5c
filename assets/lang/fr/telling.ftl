# Who is told of trouble by another door, what they are told, and what runs here.

telling = Qui est averti
telling-lead = Quand quelque chose ne va pas, les admins sont avertis même si personne ne regarde la console.
telling-how = Comment les problèmes vous trouvent
telling-on = Avertir les admins des problèmes
telling-on-more = Une fois quand il y en a un, et une fois quand il est réglé. Ce qui a été masqué n’est pas annoncé.
telling-after = Après tant de minutes
telling-after-more = La plupart des problèmes se règlent seuls en quelques minutes.
telling-mail = Par e-mail
telling-mail-more = Depuis la boîte { $mailbox }, à l’adresse avec laquelle chacun se connecte.
telling-mail-none = Aucune boîte ne fonctionne pour le moment : connectez-en une sous Canaux.
telling-push = Par notification
telling-push-more = { $count ->
    [one] Un de vos navigateurs est averti.
   *[other] { $count } de vos navigateurs sont avertis.
  }
telling-push-none = Aucun de vos navigateurs n’est encore averti : autorisez-le dans votre compte.
telling-chat = Dans son propre chat
telling-chat-more = { $count ->
    [one] Un de vos chats est relié.
   *[other] { $count } de vos chats sont reliés.
  }
telling-chat-none = Aucun de vos chats n’est encore relié : faites-le ci-dessous.
telling-to = Qui ; si personne n’est coché, tous les admins
telling-test = Envoyer un test
telling-tested = Un test est en route par toutes les voies. Ce qu’il en est figure ci-dessous ; rechargez la page pour le voir.
telling-code = Votre code
telling-code-more = Envoyez-le comme message, depuis votre propre téléphone, à l’un de ces comptes dans les 15 minutes.
telling-open = Ouvrir là-bas
telling-chats = Chats reliés
telling-chats-more = Sur Telegram, VK, par SMS ou sur un canal à vous, le compte de la boutique vous écrit comme à un client. Par SMS, c’est un seul message court, au plus un toutes les trois minutes.
telling-chats-empty = Aucun chat n’est relié.
telling-chats-none = Connectez d’abord un tel compte sous Canaux.
telling-link = Relier mon chat
telling-unlink = Délier
telling-told = Derniers avertissements
telling-told-empty = Personne n’a encore été averti de rien.
telling-on-way = En route
telling-sent = Accepté
telling-failed = Pas accepté
refusal-telling-no-door = Il n’y a encore aucun moyen d’avertir quelqu’un : connectez une boîte, autorisez les notifications ou reliez un chat.
alert-title = { $count ->
    [one] { $team } : quelque chose ne va pas
   *[other] { $team } : { $count } choses ne vont pas
  }
alert-mended-title = { $team } : réglé
alert-mended = Réglé : cela a duré de { $from } à { $until }.
alert-since = Depuis { $at }.
alert-where = Dans la console : Admin → État du système.
alert-test-title = { $team } : un test
alert-test = Quand quelque chose ne va pas avec Shopbell, vous êtes averti ainsi.
alert-linked-title = { $team } : ce chat est relié
alert-linked = Quand quelque chose ne va pas avec Shopbell, vous l’apprenez ici.
act-telling_changed = a changé qui est averti des problèmes
act-telling_tested = a testé comment les problèmes sont annoncés
act-alert_chat_linked = a relié son propre chat pour apprendre les problèmes ; avec
act-alert_chat_removed = a délié un chat qui apprenait les problèmes ; avec
scope-metrics = lire les chiffres pour la surveillance
room-about = À propos
about-lead = Ce qui tourne ici, et comment cela va.
about-version = Version de Shopbell
about-open-since = Ouvert depuis
about-database = Base de données
about-disk = Place sur le disque
about-streams = Connexions en direct
about-streams-of = { $agents } de l’équipe, { $visitors } de visiteurs
about-data = Dossier des données
about-budget = Au regard du budget
about-budget-more = Ce que Shopbell s’accorde, pour qu’un petit ordinateur suffise.
about-now = Maintenant
about-allowed = Accordé
about-met = dans le budget
about-missed = Manqué
about-memory = Mémoire
about-cpu = Processeur, en moyenne depuis l’ouverture
about-log = Journal à côté de la base de données
about-commits = Enregistré en 50 ms
about-pages = Pages en une seconde
about-lines = Connexions en direct à la fois
about-descriptors = Fichiers et lignes ouverts
about-hours = { $hours } h et { $minutes } min
about-days = { $count ->
    [one] un jour et { $hours } h
   *[other] { $count } jours et { $hours } h
  }
