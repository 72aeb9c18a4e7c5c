# La seconde étape de la connexion.
step-title = Connexion en deux étapes
step-on = activée
step-lead = Encore une étape : le code de votre téléphone.
step-set-up-lead = Cette boutique demande à tous une seconde étape. Configurez la vôtre maintenant ; cela prend une minute.
step-lost = Téléphone perdu ? Utilisez un code de secours ou demandez à un administrateur.
step-back = Se connecter sous un autre nom
step-what = En plus du mot de passe, un code de votre téléphone est demandé. Un mot de passe aperçu ne suffit alors plus.
step-need = Il vous faut une application d’authentification sur le téléphone, comme Aegis, FreeOTP ou Google Authenticator.
step-begin = Configurer
step-look = Voir
step-picture = Image pour l’application d’authentification
step-scan = Scannez l’image avec votre application d’authentification, ou saisissez-y les lettres.
step-type = Saisissez ensuite les six chiffres qu’elle affiche.
step-secret = Lettres à saisir à la main
step-code = Code de confirmation
step-code-hint = Six chiffres. Ils changent toutes les trente secondes.
step-code-or-recovery = Six chiffres de votre téléphone, ou un code de secours.
step-confirm = Activer
step-is-on = La connexion en deux étapes est activée.
step-since = depuis le
step-recovery = Codes de secours
step-recovery-more = Gardez-les en lieu sûr, sur papier ou dans un gestionnaire de mots de passe. Chacun vous laisse entrer une fois sans téléphone. Ils ne seront plus affichés.
step-go-on = Je les ai gardés
step-codes-left = { $count ->
    [one] { $count } code de secours restant
   *[other] { $count } codes de secours restants
 }
step-codes-few = Pour en avoir d’autres, désactivez puis réactivez.
step-required-here = Votre boutique demande à tous une seconde étape ; elle ne peut pas être désactivée.
step-off = Désactiver
step-off-more = Demande le mot de passe et un code. Ensuite, le mot de passe suffit.
step-for-all = Connexion en deux étapes pour tous
step-for-all-more = Qui ne l’a pas encore la configure à sa prochaine connexion. Personne n’est déconnecté.
step-none = Se connecte avec le seul mot de passe.
step-reset = Réinitialiser
step-reset-sure = Réinitialiser la connexion en deux étapes de { $name } ?
step-reset-meaning = Son téléphone et ses codes ne sont plus demandés : le mot de passe suffit. Assurez-vous que c’est bien cette personne qui le demande.
refusal-wrong-code = Ce code est faux ou a déjà servi. Attendez le suivant.
refusal-code-needed = Ce membre se connecte en deux étapes. Envoyez aussi le code de son téléphone.
refusal-second-step-needed = Cette boutique demande la connexion en deux étapes. Connectez-vous une fois dans un navigateur pour la configurer.
refusal-no-second-step = Il n’y a rien à confirmer : la connexion en deux étapes n’est pas configurée, ou est déjà activée.
refusal-second-step-required = Cette boutique demande à tous la connexion en deux étapes.
refusal-code-too-late = Cela a pris trop de temps. Connectez-vous de nouveau.
refusal-bad-reachable = Indiquez une heure, par exemple 18:00.
act-second_step_on = a activé la connexion en deux étapes de
act-second_step_off = a désactivé la connexion en deux étapes de
act-second_step_reset = a réinitialisé la connexion en deux étapes de
act-second_step_required = a demandé à tous la connexion en deux étapes
act-second_step_optional = a laissé la connexion en deux étapes au choix de chacun
act-recovery_code_used = a utilisé un code de secours de
act-code_wrong = a donné un code faux pour
act-languages_changed = a changé les langues de
act-chats_held = laisse garder ses chats en son absence à
act-chats_passed = ne laisse plus garder ses chats en son absence à

# Comment travaillent les membres.
speaks = Parle
speaks-more = Les collègues le voient à côté du nom.
member-holds = Garde ses chats en son absence
member-holds-more = Ses chats lui restent bien que sa console soit fermée. Les clients n’attendent alors que cette personne.
reachable-title = Joignable par téléphone
reachable-more = Vous comptez comme présent bien que votre console soit fermée.
reachable-until = Jusqu’à
reachable-set = Fixer
reachable-end = Plus joignable
team-state = État
team-queues-none = ne sert aucune file
team-sessions = { $count ->
    [0] non connecté
    [one] { $count } connexion
   *[other] { $count } connexions
 }
team-step = La connexion en deux étapes est activée

# Sous quel nom on écrit aux clients.
room-identities = Identités
identities-lead = Qui le client voit comme auteur d’un message : l’agent lui-même, un alias ou un rôle tel que « Service Kettle & Co. ».
identities-none = Chacun écrit sous son propre nom.
identities-none-more = Créez un rôle pour plusieurs, ou un alias pour un membre de l’équipe.
identity-new = Nouvelle identité
identity-name = Nom que voit le client
identity-name-hint = Par exemple « Service Kettle & Co. » ou « Anna ».
identity-whose = Sorte
identity-role = Rôle pour plusieurs
identity-alias = Alias de { $name }
identity-who = Qui peut tenir le rôle
identity-who-more = Personne de coché : toute l’équipe. Un alias n’est qu’à son propriétaire.
identity-where = Canaux
identity-where-more = Aucun coché : sur tous les canaux.
identity-of = Alias de
identity-all = Rôle, pour toute l’équipe
identity-some = Rôle, pour
identity-everywhere = tous les canaux
identity-retired = retirée
identity-retire = Retirer
identity-restore = Utiliser de nouveau
identity-retire-more = Une identité retirée ne peut plus être choisie. Ce qui a été écrit sous elle garde son nom.
identity-usual = Clients de
identity-usual-which = Voient l’agent comme
identity-usual-more = Qui ne peut pas l’utiliser écrit sous son nom. S’il y en a plusieurs, on choisit à côté de l’éditeur.
identity-own = Le nom de l’agent
identity-only = Jamais les noms des agents
identity-only-more = Qui a une identité ici ne peut pas écrire sous son propre nom.
wearing-as = Le client vous voit comme
face-picture = Image
face-picture-choose = Choisir une image
face-picture-clear = Enlever
face-picture-more = Les clients la voient à côté des messages. Elle est réduite, et le lieu de prise de vue est effacé.
refusal-identity-not-yours = Cette identité n’est pas pour vous sur ce canal.
refusal-picture-gone = Cette image n’est plus là. Choisissez-la de nouveau.
act-identity_added = a créé l’identité
act-identity_changed = a changé l’identité
act-identity_retired = a retiré l’identité
act-identity_restored = utilise de nouveau l’identité
act-identity_usual = a changé qui voient les clients de

capacity = Ce qui compte dans la limite
capacity-more = Le nombre de chats à la fois se règle pour chaque personne. Ici, vous dites lesquels comptent.
capacity-wrap-ups = La clôture compte
capacity-wrap-ups-more = Un chat terminé compte jusqu’à la fin de sa clôture.
capacity-offers = Proposer des chats pendant la clôture
capacity-offers-more = Désactivé : qui est en clôture ne se voit rien proposer ni attribuer.
capacity-silent = Les chats silencieux ne comptent plus
capacity-silent-hint = Quand le client a sa réponse et que plus rien n’a été dit aussi longtemps.
capacity-never = Jamais
capacity-minutes = après { $count } minutes
act-capacity_changed = a changé quels chats comptent dans la limite
