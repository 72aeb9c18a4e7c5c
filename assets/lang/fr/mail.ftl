# Un e-mail dans le fil de son chat, et un chat envoyé par e-mail.

mail-subject = Objet :
mail-show-all = Tout afficher
mail-show-less = Afficher moins
mail-as-written = Voir l’original
mail-as-words = Masquer l’original
mail-frame = L’e-mail d’origine
mail-pictures = Afficher les images
mail-pictures-why = Les images d’autres serveurs apprendraient à leurs propriétaires que vous lisez ce message.
mail-sealed = Cet e-mail est chiffré. Il se lit là où se trouve sa clé : le fichier est joint.
mail-winmail = Outlook a rangé des fichiers dans winmail.dat, qu’Outlook est seul à savoir ouvrir.

transcript-mail = Envoyer par e-mail
transcript-mail-to = À
transcript-mail-from = De
transcript-mail-hint = Les commentaires ne vont qu’aux adresses de l’équipe.
transcript-mail-send = Envoyer
transcript-mail-none = Aucune boîte aux lettres n’est connectée.
transcript-mail-none-ask = Un administrateur peut en connecter une dans Canaux.
transcript-mail-connect = En connecter une
transcript-mail-bad = Cette adresse n’est pas complète.
transcript-mail-outsider = Les commentaires sont réservés à l’équipe. Envoyez le chat sans eux, ou à un collègue.
transcript-mail-gone = Cette boîte n’existe plus, ou elle est en pause. Choisissez-en une autre.
transcript-mail-many = Ce chat a été envoyé assez souvent pour aujourd’hui.
transcript-mail-again = Réessayer
transcript-mail-subject = Votre chat avec { $team }
transcript-mails = Par e-mail
transcript-mail-waits = En route
transcript-mail-sent = Envoyé
transcript-mail-failed = Non envoyé

line-transcript-mailed = { $name } a envoyé la transcription à { $address }
line-transcript-unmailed = La transcription n’est pas arrivée à { $address }
line-transcript-unmailed-why = La transcription n’est pas arrivée à { $address } : « { $words } »
mail-unproved = Rien ne prouve que ce courriel vient de cette adresse.
mail-unproved-why = Le serveur qui a reçu ce courriel ne répond pas de l’expéditeur. Prudence avec ce qu’il demande.
