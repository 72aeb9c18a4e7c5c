# Everybody the team knows: the directory, a customer’s own page, tables, merging, blocking, places.

refusal-bad-link = Ce n’est pas une adresse du web, comme https://shop.example.
fields-own = Vos propres champs
fields-more = Ce que votre équipe veut savoir de ses clients, en plus du nom et des coordonnées. Affiché à côté de chaque chat.
fields-empty = Aucun champ pour l’instant. Un numéro de commande, une taille, un anniversaire : ce que vous demandez souvent.
fields-unknown = inconnu
fields-yes = Oui
fields-no = Non
field-new = Nouveau champ
field-name = Nom
field-name-taken = Un autre champ porte ce nom.
field-kind = Ce qu’on y écrit
field-kind-text = Texte
field-kind-number = Nombre
field-kind-date = Date (jour)
field-kind-choice = Un choix parmi plusieurs
field-kind-boolean = Oui ou non
field-kind-link = Lien
field-kind-fixed = Ce qu’on y écrit a été choisi à la création du champ et ne change plus. Pour autre chose, créez un autre champ.
field-help = Aide
field-help-hint = Une ligne affichée pendant la saisie.
field-choices = Choix
field-choices-hint = Un par ligne ; seulement pour « un choix parmi plusieurs ».
field-choices-kept = Un par ligne. Les clients qui ont un choix que vous retirez le gardent.
field-delete = Supprimer ce champ
field-delete-more = { $count ->
    [0] Rien n’y est écrit.
    [one] Ce qui y est écrit sur un client est supprimé aussi.
   *[other] Ce qui y est écrit sur { $count } clients est supprimé aussi.
}
field-delete-sure = Supprimer « { $name } » ?
back-to-fields = Tous les champs et étiquettes
delete = Supprimer
used-by = { $count ->
    [0] encore personne
    [one] un client
   *[other] { $count } clients
}
tags-more = Des repères pour les clients. Les agents les créent en les écrivant à côté d’un chat ; ici, vous mettez de l’ordre.
tags-empty = Aucune étiquette pour l’instant.
tag-colour = Couleur
tag-colour-number = Couleur { $number }
tag-merge = Fusionner dans une autre étiquette
tag-merge-more = { $count ->
    [0] Personne n’a cette étiquette. Elle est supprimée.
    [one] Le client qui a cette étiquette reçoit l’autre. Celle-ci est supprimée.
   *[other] Les { $count } clients qui ont cette étiquette reçoivent l’autre. Celle-ci est supprimée.
}
tag-merge-into = Choisir une étiquette
tag-merge-do = Fusionner
tag-delete = Supprimer cette étiquette
tag-delete-more = { $count ->
    [0] Personne ne l’a.
    [one] Elle est retirée à un client.
   *[other] Elle est retirée à { $count } clients.
}
tag-delete-sure = Supprimer l’étiquette « { $name } » ?
room-customers = Clients
room-customers-lead = Ce que vous gardez de vos clients : vos propres champs, les étiquettes, où ils sont et quelles pages ils ont vues.
refusal-tag-itself = Une étiquette ne peut pas être fusionnée avec elle-même.
refusal-field-few-choices = Il faut au moins deux choix, un par ligne.
refusal-field-many-choices = 60 choix au plus.
refusal-field-many = 40 champs au plus.
refusal-bad-number = Ce n’est pas un nombre. Écrivez-le sans séparateur de milliers, comme 1234.5.
refusal-bad-date = Ce n’est pas une date.
refusal-not-a-choice = Ce choix n’est plus proposé.
people = Personnes
people-tabs = Qui la liste affiche
people-known = Connus
people-everybody = Tous
people-blocked = Bloqués
people-is-blocked = bloqué
people-blocks = Qui a été bloqué, et pourquoi
people-search = Rechercher des personnes
people-search-hint = Nom, e-mail, téléphone ou entreprise
people-tag = Étiquette
people-any-tag = Toutes les étiquettes
people-contact = Coordonnées
people-chats = Chats
people-chats-count = { $count ->
    [0] aucun chat
    [one] { $count } chat
   *[other] { $count } chats
}
people-last = Dernier contact
people-rows = Liste des personnes
people-pages = Pages de la liste
people-first = Revenir au début
people-more = Plus
people-none = Personne n’est encore connu
people-none-more = Quiconque vous écrit et donne un nom ou une adresse figure ici. Vous pouvez aussi ajouter quelqu’un.
people-none-blocked = Personne n’est bloqué
people-no-match = Personne n’a cette étiquette
people-not-found = Personne trouvé pour « { $words } »
people-look-everywhere = Chercher aussi parmi les visiteurs sans nom
people-new = Nouveau client
people-create = Ajouter
people-create-anyway = Ajouter quand même
people-nobody = Écrivez un nom, une adresse ou un numéro.
people-known-already = Cette adresse ou ce numéro est déjà connu :
people-back = Retour à la liste
people-back-to = Retour à { $name }
people-import = Importer
people-export = Exporter
people-since = Client depuis
people-details = Détails
people-reaches = Écrit par
people-first-seen = première visite
people-story = Historique
people-no-chats = Aucun chat pour l’instant.
people-open-chat = Ouvrir le chat
people-merge = Fusionner
customer-record = Ouvrir la fiche
people-import-title = Importer des clients
people-import-lead = Depuis un tableau qu’un autre programme a enregistré en CSV. Vous voyez ce qui se passerait avant que rien ne soit enregistré.
import-paste = Ou collez le tableau
import-columns = La première ligne nomme les colonnes ; celles-ci sont comprises :
import-look = Voir ce qui se passerait
import-no-columns = Aucune colonne ne s’appelle name, email ou phone. La première ligne doit nommer les colonnes.
js-import-unreadable = Ce fichier n’est pas enregistré en UTF-8. Dans un tableur, choisissez « CSV UTF-8 ».
js-import-large = Ce fichier est trop gros pour une seule fois. Coupez le tableau en plusieurs parties.
import-found = { $count ->
    [0] Aucune ligne ne peut être reprise.
    [one] Une ligne peut être reprise.
   *[other] { $count } lignes peuvent être reprises.
}
import-new = { $count ->
    [0] Personne de nouveau
    [one] Un nouveau client
   *[other] { $count } nouveaux clients
}
import-doubles = { $count ->
    [one] Un client est déjà connu, par e-mail ou téléphone
   *[other] { $count } clients sont déjà connus, par e-mail ou téléphone
}
import-doubles-what = Que faire des clients déjà connus ?
import-doubles-show = De qui s’agit-il ?
import-update = Les mettre à jour : ce que dit le tableau remplace ce qui est connu
import-skip = Ne pas les reprendre
import-add = Créer un autre client pour chacun
import-broken = { $count ->
    [one] Une ligne est incorrecte
   *[other] { $count } lignes sont incorrectes
}
import-broken-title = Lignes incorrectes
import-ignored = Non compris et laissé de côté : { $columns }
import-in-table = Dans le tableau
import-known-as = Connu comme
import-on-line = Ligne { $line } :
import-more-broken = { $count ->
    [one] et une autre
   *[other] et { $count } autres
}
import-leave-out = Laisser de côté les lignes incorrectes
import-do = { $count ->
    [one] Importer un client
   *[other] Importer { $count } clients
}
import-other = Un autre tableau
import-done = Importation terminée : { $added } nouveaux, { $updated } mis à jour.
import-skipped = { $count ->
    [one] Un client déjà connu n’a pas été repris.
   *[other] { $count } clients déjà connus n’ont pas été repris.
}
import-left-out = { $count ->
    [one] Une ligne incorrecte a été laissée de côté.
   *[other] { $count } lignes incorrectes ont été laissées de côté.
}
fault-width = elle a plus ou moins de cellules que la première ligne.
fault-nobody = ni nom, ni e-mail, ni téléphone.
fault-email = « { $value } » n’est pas une adresse e-mail.
fault-language = « { $value } » n’est pas le code d’une langue.
fault-value = « { $value } » ne va pas dans « { $field } ».
fault-twice = la ligne { $line } a le même e-mail ou téléphone.
refusal-import-broken = Certaines lignes de ce tableau sont incorrectes. Rien n’a été enregistré. Choisissez de les laisser de côté, ou corrigez le tableau.
merge-title = Qui est aussi { $name } ?
merge-lead = Les chats, comptes, notes et étiquettes des deux sont réunis. Cela peut être annulé pendant 30 jours.
merge-search = Rechercher l’autre
merge-find = Rechercher
merge-alike = Fiches ressemblantes :
merge-none-alike = Aucune fiche ne ressemble. Cherchez par nom, e-mail ou téléphone.
merge-choose = Comparer
merge-choose-of = Comparer avec { $name }
merge-what = Quoi
merge-stays = reste
merge-joins = rejoint
merge-means = Quand les deux ont quelque chose, choisissez ce qui reste. Ce qui manque à l’un vient de l’autre.
merge-do = Fusionner
merge-other = Quelqu’un d’autre
merge-done = { $agent } a fusionné { $name } avec ce client
merge-undo = Annuler
refusal-merge-itself = C’est déjà un seul et même client.
refusal-merge-blocked = L’un des deux est bloqué. Débloquez-le d’abord.
refusal-merge-too-late = Cela ne peut plus être annulé.
refusal-merge-merged-on = Ce client a été fusionné depuis avec un autre. Annulez d’abord cette fusion.
block = Bloquer
block-customer = Bloquer { $name }
block-sure = Bloquer { $name } ?
block-means = Son chat est fermé et archivé. Ce que ce client écrira ensuite ne fera sonner personne. Vous pouvez annuler cela sur sa fiche.
block-reason = Raison
block-reason-for = pour votre équipe
block-spam = Messages indésirables
block-abuse = Insultes ou menaces
block-other = Autre chose
block-more = En clair
block-more-when = nécessaire pour « autre chose »
block-message = Message au client
block-message-when = envoyé aussi à chaque nouvel essai
block-message-default = Merci de nous avoir écrit. Nous ne pouvons pas poursuivre cette conversation par chat.
block-lasts = Pour combien de temps
block-for-ever = Jusqu’à ce que quelqu’un débloque
block-days = { $count ->
    [one] Un jour
   *[other] { $count } jours
}
block-nearby = Bloquer aussi les nouveaux visiteurs venant de
block-nearby-none = Personne d’autre
block-nearby-hint = Des familles, des bureaux et des villes entières partagent une adresse. Cela prend fin tout seul ; qui était déjà venu, ou que votre site connaît, n’est pas touché.
block-do = Bloquer et fermer
blocked-by = Bloqué par { $name }
blocked-until = jusqu’au
blocked-told = Message donné :
unblock = Débloquer
js-blocked = Bloqué. Ce que ce client écrit ne fait plus sonner personne.
blocks-lead = Toutes les personnes bloquées, par qui et pourquoi, les plus récentes d’abord.
blocks-none = Personne n’a jamais été bloqué
blocks-by = Par
blocks-lifted = débloqué par { $name }
blocks-time-up = délai écoulé
blocks-nearby = Aussi les nouveaux visiteurs venant de { $addresses }, jusqu’au
blocks-because = Venu des mêmes adresses que
line-blocked = { $name } a bloqué ce client
line-unblocked = { $name } a débloqué ce client
line-unblocked-in-time = Le blocage a pris fin
log-while-blocked = Écrit pendant le blocage
chats-status-archived = Archivé
chats-status-archived-means = Rangé. On peut le lire et le retrouver, mais plus y répondre.
refusal-customer-blocked = Ce client est bloqué. Débloquez-le d’abord.
refusal-block-no-reason = Dites en clair pourquoi. Seule votre équipe le voit.
refusal-block-no-message = Écrivez ce qui est dit au client.
refusal-block-no-address = Son adresse réseau n’est plus connue. Bloquez sans elle.
refusal-block-already = Ce client est déjà bloqué.
refusal-block-not-yours = Seuls { $name } ou un superviseur peuvent débloquer ce client.
refusal-blocked = On ne peut plus rien envoyer ici.
place = Lieu
place-none = Aucun lieu connu.
place-no-file = Aucun lieu connu : le chat web n’en indique pas de lui-même, et aucun fichier de lieux n’est défini.
place-set = Définir un fichier
place-inside = Aucun lieu connu : cette adresse réseau est dans votre propre réseau.
place-unknown = Aucun lieu connu : le fichier de lieux n’a pas cette adresse réseau.
place-caveat = Approximatif, d’après l’adresse réseau. Un VPN ou un réseau mobile peut le décaler beaucoup.
place-radius = À environ { $km } km près.
place-local-time = Heure locale
place-told = Indiqué par le client
place-told-within = Indiqué par le client, à { $metres } m près,
place-maps = Plan :
place-file-missing = Ce fichier n’existe pas sur cette machine.
place-file-unreadable = Le fichier de lieux ne peut pas être lu : { $reason }.
place-file-damaged = Ce n’est pas un fichier de lieux (MMDB), ou il est abîmé. Téléchargez-le de nouveau.
place-file-other = Ce fichier (« { $kind } ») ne connaît pas de lieux. Il en faut un avec des villes ou des pays.
places-more = Le chat web n’indique pas de lieu. Un fichier au format MMDB, que plusieurs fournisseurs offrent gratuitement, dit à peu près où se trouve une adresse réseau. Il est lu sur cette machine ; rien n’est demandé à l’extérieur.
places-file = Chemin du fichier
places-file-hint = Sur la machine où tourne Shopbell. Quand vous remplacez le fichier, le nouveau est lu tout seul.
places-open = Utilisé : { $kind }, { $size } Mo en mémoire, créé le
refusal-not-on-earth = Ce lieu n’existe pas sur Terre.
pages-rules-more = À côté d’un chat web, vous voyez les pages que le visiteur regarde et a regardées. Elles sont oubliées après { $count } jours.
pages-parameters = Paramètres d’adresse que vous pouvez voir
pages-parameters-hint = Par exemple un terme de recherche ou un numéro d’article, séparés par des espaces. Tous les autres sont coupés dans le navigateur du visiteur, sauf utm_…
pages-bad-name = « { $name } » n’est pas un nom de paramètre, ou il y en a plus de 20.
pages-earlier = { $count ->
    [one] Une page de visites précédentes
   *[other] { $count } pages de visites précédentes
}
pages-from-site = depuis { $site }
identity-refused-wrong = La signature ne correspond pas à cet identifiant et à cette clé. Le visiteur reste inconnu.
identity-refused-expired = Cette signature n’est plus valable. Le visiteur reste inconnu.
identity-refused-early = Cette signature est valable plus d’un jour. Signez de nouveau pour chaque page.
identity-refused-used = Cette signature a déjà servi. Signez de nouveau pour chaque page.
identity-refused-undated = Cette signature n’a pas de date, et la boutique n’accepte que les signatures datées. Le visiteur reste inconnu.
identity-dated = N’accepter que les signatures datées
identity-dated-more = Signez l’identifiant et l’heure ensemble, comme ci-dessus : une telle signature vaut un jour au plus, et une seule fois. Sans heure, elle vaut pour toujours, même pour qui la trouve dans une vieille page.
identity-dated-code = avec une date : valable une heure, et une seule fois
people-import-file = Fichier
people-import-line = Ligne
people-import-empty = Ce tableau ne contient aucune ligne.
people-import-two-columns = Deux colonnes s’appellent « { $name } ».
people-import-too-long = Plus de { $most } lignes, c’est trop en une fois. Divisez le tableau.
