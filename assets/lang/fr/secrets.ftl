# La clé de ce qui reste secret.

key-title = La clé de ce qui est secret
key-more = Les jetons des canaux, les mots de passe des boîtes aux lettres et les clés des webhooks sont scellés dans la base de données et dans chaque sauvegarde. Cette clé les ouvre, et aucune sauvegarde ne la contient. Gardez-en une copie à part : dans un gestionnaire de mots de passe, ou sur papier dans un tiroir.
key-within = Elle se trouve à côté de la base de données :
key-elsewhere = Elle se trouve ici :
key-never = Personne n’en a encore pris copie.
key-taken = { $name } en a pris copie :
key-download = Télécharger la clé
key-download-title = Prendre une copie de la clé ?
key-download-more = Gardez-la là où vos sauvegardes ne sont pas. Qui a les deux peut écrire à vos clients en votre nom.
trouble-key = { $count ->
    [one] Un secret est illisible : il a été scellé avec une autre clé.
   *[other] { $count } secrets sont illisibles : ils ont été scellés avec une autre clé.
  }
trouble-key-next = Remettez à sa place la copie de la clé que vous avez gardée et redémarrez Shopbell, ou reconnectez les canaux.
trouble-locked = Ses identifiants sont illisibles, car la clé manque. Remettez-la et redémarrez Shopbell, ou saisissez tout à nouveau ci-dessous. Rien n’a été supprimé.
trouble-webhook-locked = Le secret du webhook { $name } est illisible, car la clé manque.
trouble-webhook-locked-next = Remettez la clé, ou donnez au webhook un nouveau secret. Ce qu’il devait apprendre attend.
prompter-locked = Sa clé est illisible, car celle de Shopbell manque. Saisissez-la à nouveau.
refusal-code-locked = Les codes du téléphone ne peuvent être vérifiés, car la clé de Shopbell manque. Utilisez un code de secours, ou adressez-vous à qui s’occupe de Shopbell.
identity-locked = Le secret est illisible, car la clé de Shopbell manque : tous les visiteurs sont des inconnus. Remettez la clé, ou créez un nouveau secret.
identity-renew = Nouveau secret
identity-renew-sure = Créer un nouveau secret ?
identity-renew-meaning = Ce que votre serveur signe avec l’ancien ne vaudra plus. Mettez-y aussitôt le nouveau.
act-identity_secret_renewed = a créé un nouveau secret pour les utilisateurs de
act-key_downloaded = a pris une copie de la clé
doctor-key = Clé de ce qui est secret
doctor-key-none = Il n’y a encore rien de secret.
doctor-key-fits = Elle ouvre tout.
doctor-key-missing = Elle manque. Secrets illisibles sans elle : { $count }.
doctor-key-missing-next = Remettez à sa place la copie gardée (shopbell.key parmi les données, ou là où --key-file l’indique). Sans elle, reconnectez les canaux.
doctor-key-another = C’en est une autre. Secrets qu’elle n’ouvre pas : { $count }.
doctor-key-another-next = Remettez la copie de la bonne à sa place, ou écrivez sa ligne sous l’autre. Sans elle, reconnectez les canaux.
doctor-key-clear = Secrets non scellés : { $count }.
doctor-key-clear-next = Ouvrez Shopbell : il les scelle. D’anciennes sauvegardes les ont encore en clair.
doctor-key-open = D’autres sur cette machine peuvent la lire.
doctor-key-open-next = Retirez-leur les droits : chmod 600 FICHIER.
doctor-key-unreadable = Elle est inutilisable : { $why }
doctor-key-unreadable-next = Remettez à sa place la copie gardée.
doctor-certificate = Certificat
doctor-certificate-own = La maison le signe et le renouvelle elle-même. Il vaut encore { $days } jours.
doctor-certificate-public = Il vaut encore { $days } jours.
doctor-certificate-ends = Il se termine dans { $days } jours.
doctor-certificate-ends-next = Voyez pourquoi il n’a pas été renouvelé, dans Admin → Accès à la maison.
doctor-certificate-over = Il ne vaut pas en ce moment.
doctor-certificate-over-next = Renouvelez-le. S’il devait valoir, regardez l’horloge de cette machine.
doctor-certificate-name = Les navigateurs ne l’acceptent pas : { $why }
doctor-certificate-name-next = Obtenez-en un pour le nom de --public-url.
doctor-certificate-shut = HTTPS ne marche pas : { $why }
doctor-certificate-shut-next = Admin → Accès à la maison en dit plus.
