# The report of a week by mail.
weekly = Rapport hebdomadaire
weekly-when = Quand il part, et pour qui
weekly-more = Les chiffres principaux des sept derniers jours à côté de ceux des sept précédents, par e-mail. Les agents reçoivent les leurs, superviseurs et admins ceux de toute l’équipe.
weekly-on = L’envoyer chaque semaine
weekly-zone = À l’heure de la maison : { $zone }
weekly-to = Qui le reçoit
weekly-nobody = Choisissez au moins une personne de l’équipe.
weekly-next = Le prochain part :
weekly-under-way = Celui du { $day } est en cours d’écriture.
weekly-lost = Celui du { $day } n’est pas parti : il n’y avait pas de boîte, ou personne ne devait le recevoir.
weekly-went = Celui du { $day } est allé à : { $count }.
weekly-preview = Ce qu’il dit
weekly-send = M’en envoyer un maintenant
weekly-sent = Un rapport est en route vers { $address }.
weekly-no-mailbox = Aucune boîte n’est connectée : aucun rapport ne peut partir.
weekly-subject = { $team } : votre semaine, { $days }
weekly-lead = La semaine { $week }, à côté de { $before }.
weekly-lead-own = Votre propre semaine { $week }, à côté de { $before }.
weekly-was = avant : { $before }
weekly-change = Évolution
weekly-see = Voir tous les chiffres
act-weekly_report_changed = a modifié le rapport hebdomadaire
refusal-weekly-no-mailbox = Aucune boîte n’est connectée : aucun rapport ne peut partir. Connectez-en une sous Canaux.
line-transcript-asked = Le client a demandé ce chat par e-mail : { $address }

# A customer wants their chat by mail.
widget-mail-chat = Envoyer ce chat par e-mail
widget-mail-send = Envoyer par e-mail
widget-mail-sent = En route vers { $email }.
refusal-no-mailbox = Il n’y a pas de boîte d’où l’envoyer.
refusal-mail-not-answered = Quelqu’un de notre équipe répond d’abord ; ensuite vous pourrez recevoir le chat par e-mail.
refusal-mail-too-many = Ce chat a été envoyé assez souvent aujourd’hui. Réessayez demain, s’il vous plaît.
