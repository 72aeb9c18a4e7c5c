# Why a request was not carried out. Say what happened, what it means, what to do next.
refusal-sign-in-needed = Connectez-vous d’abord. Cette connexion est inconnue ou a pris fin.
refusal-not-allowed = Votre rôle ne le permet pas. Adressez-vous à un admin de votre équipe.
refusal-not-found = Cela n’existe pas ici, ou ne vous est pas destiné.
refusal-method = Cette adresse n’accepte pas ce genre de requête.
refusal-wrong-host = Shopbell ne répond pas à cette adresse. Utilisez celle qu’il a affichée au démarrage, ou démarrez-le avec --host et ce nom.
refusal-foreign-origin = Cette requête venait d’un autre site, rien n’a donc été modifié.
refusal-bad-query = L’adresse contient une valeur illisible.
refusal-beyond-end = Le fichier se termine avant la partie demandée.
refusal-not-json = Le contenu n’est pas le JSON demandé.
refusal-bad-form = Le formulaire n’a pas pu être lu.
refusal-bad-key = Une Idempotency-Key est un texte de 1 à 200 octets.
refusal-cut-off = La requête a été coupée avant la fin.
refusal-too-large = C’est trop volumineux.
refusal-too-fast = C’était trop rapide. Attendez un instant, puis réessayez.
refusal-storage = Le disque refuse l’écriture, ceci n’a donc pas été enregistré. La lecture continue ; réessayez dans un instant.
refusal-storage-low = Le disque est presque plein : les fichiers ne sont pas acceptés pour le moment. Les messages le sont.
refusal-busy = Shopbell est très occupé. Réessayez dans un instant.
refusal-stopping = Shopbell redémarre, et on ne sait pas si ceci a été enregistré. Réessayez : rien n’est jamais enregistré deux fois.
refusal-internal = Un problème est survenu de notre côté et rien n’a été modifié. Il est consigné dans le journal.
refusal-empty = Il n’y a encore rien à envoyer.
refusal-too-long = Ce message a { $length } caractères ; 10 000 au plus. Envoyez-le en deux parties.
refusal-preview-too-long = Le texte en cours de saisie a { $length } octets ; 1 024 sont affichés.
refusal-key-reused = Cette clé a déjà servi pour un autre message.
refusal-unknown-attachment = Un fichier de ce message n’est plus là. Ajoutez-le de nouveau.
refusal-taken = { $name } a été plus rapide et a ce chat.
refusal-not-claimed = Prenez d’abord ce chat.
refusal-closed = Ce chat est fermé.
refusal-changed-meanwhile = Un collègue vient de répondre. Lisez d’abord, puis envoyez ou modifiez votre message.
refusal-at-limit = Chats ouverts : { $limit }, c’est votre limite. Fermez-en un d’abord.
refusal-held-for = Ce chat est réservé à { $name } pour l’instant. Il sera libre dans un moment.
refusal-other-queue = Ce chat attend dans une file qui n’est pas la vôtre. Demandez à un administrateur de vous y ajouter.
refusal-wrapping-up = Terminez d’abord la finalisation en cours.
refusal-not-held = Ce chat n’est plus réservé pour vous.
refusal-no-wrap-up = Cette finalisation est déjà terminée.
refusal-not-active = Personne n’a ce chat en ce moment.
refusal-no-such-agent = Ce collègue n’existe pas, ou n’est plus là.
refusal-type-required = Choisissez le sujet du chat.
refusal-reason-required = Choisissez comment le chat s’est terminé.
refusal-unknown-choice = Ce choix n’est plus dans la liste. Faites-en un autre.
refusal-other-open = Ce client a un autre chat ouvert. Continuez là-bas.
refusal-rating-range = Une évaluation est un nombre de 1 à 5.
refusal-rating-closed = Ce chat ne peut plus être évalué.
refusal-bad-email = Cette adresse semble incomplète.
refusal-wrong-password = Cette adresse et ce mot de passe ne vont pas ensemble.

refusal-file-empty = Ce fichier est vide.
refusal-file-too-large = Ce fichier est trop volumineux. On peut envoyer ici des fichiers de { $most } Mo au plus.
refusal-file-scriptable = Les pages, les dessins SVG et les programmes ne sont pas acceptés, car ils pourraient s’exécuter sur l’appareil du destinataire.
refusal-file-not-taken = { $type ->
    [unknown] Les fichiers de ce type ne peuvent pas être envoyés ici.
   *[other] Les fichiers de ce type ({ $type }) ne peuvent pas être envoyés ici.
}
refusal-file-mismatch = Le contenu de ce fichier n’est pas ce que dit son nom.
refusal-file-damaged = Ce fichier est endommagé ou incomplet et ne peut pas être lu.
refusal-picture-too-many-pixels = Cette image a { $width } × { $height } pixels, c’est trop. Réduisez-la et envoyez-la de nouveau.
refusal-file-quota = C’était le dernier fichier pour aujourd’hui : on peut envoyer 20 fichiers ou 50 Mo par jour.

refusal-file-not-here = « { $name } » est d’un genre ou d’une taille qui ne s’envoie pas sur ce canal. Retirez-le, ou adressez-vous à un admin : Chat web → Fichiers.
refusal-file-not-wrapped = Cet enregistrement n’est pas conservé sous une forme qui puisse passer en Ogg. Récupérez-le tel quel.
refusal-unknown-quote = Le message auquel vous répondez n’est plus là.
refusal-not-your-message = Seule la personne qui a écrit un message peut le modifier.
refusal-unsent = Ce message a été retiré.
refusal-too-late-to-change = Un message peut être modifié pendant un jour. Celui-ci est plus ancien.
refusal-has-left = Il est déjà parti.
refusal-bad-time = Choisissez un moment d’ici à 90 jours.
