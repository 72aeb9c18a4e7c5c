# La page des chats : plusieurs à la fois, les vues, les archives et « pas de réponse nécessaire ».
chats-tab-transferred = Transférés
chats-keys-pick = Cocher le chat
chats-keys-pick-range = Cocher jusqu’à ce chat

# Plusieurs à la fois
bulk-bar = Actions sur les chats cochés
bulk-pick = Cocher le chat avec { $name }
bulk-all = Cocher toute cette page
bulk-none = Tout décocher
bulk-tag = Étiqueter
bulk-close = Fermer
bulk-forward = Transférer
bulk-archive = Archiver
bulk-unarchive = Sortir des archives
bulk-tag-title = Étiqueter les clients
bulk-tag-sub = Le client de chacun de ces chats reçoit cette étiquette.
bulk-close-title = Fermer les chats
bulk-close-sub = Ce que vous choisissez vaut pour tous. Qui écrit de nouveau commence un nouveau chat.
bulk-survey-more = Qui a reçu une réponse, sans être déjà interrogé aujourd’hui, peut noter le chat.
bulk-forward-title = Transférer les chats
bulk-forward-sub = Ils rejoignent aussitôt la liste d’attente et gardent leur temps d’attente.
bulk-tagged = { $count ->
    [0] Aucun chat étiqueté.
    [one] { $count } chat étiqueté.
   *[other] { $count } chats étiquetés.
}
bulk-closed = { $count ->
    [0] Aucun chat fermé.
    [one] { $count } chat fermé.
   *[other] { $count } chats fermés.
}
bulk-forwarded = { $count ->
    [0] Aucun chat transféré.
    [one] { $count } chat transféré.
   *[other] { $count } chats transférés.
}
bulk-archived = { $count ->
    [0] Aucun chat archivé.
    [one] { $count } chat archivé.
   *[other] { $count } chats archivés.
}
bulk-unarchived = { $count ->
    [0] Aucun chat sorti des archives.
    [one] { $count } chat sorti des archives.
   *[other] { $count } chats sortis des archives.
}
bulk-undone = { $count ->
    [0] Rien n’a été annulé.
    [one] { $count } chat est redevenu comme avant.
   *[other] { $count } chats sont redevenus comme avant.
}
bulk-stayed = { $count ->
    [one] { $count } est resté tel quel :
   *[other] { $count } sont restés tels quels :
}
bulk-undo = Annuler l’action
bulk-dismiss = Retirer ce message
js-bulk-count = Cochés : { $count }
js-bulk-elsewhere = ({ $count } hors de cette liste)
js-bulk-full = Au plus { $most } chats à la fois.
refusal-bulk-none = Cochez au moins un chat.
refusal-bulk-too-many = { $count } chats, c’est trop à la fois : { $most } au plus.
refusal-bulk-already = C’était déjà le cas.
refusal-bulk-moved-on = Quelqu’un a continué entre-temps.
refusal-undo-too-late = Cela ne peut plus être annulé.
refusal-supervisors-only = Il faut un superviseur pour cela.

# Archives
archived-means = On peut le lire et le retrouver, mais plus y écrire. Si le client écrit, un nouveau chat commence.
archive-means = Ranger ce chat. On pourra toujours le lire et le retrouver.
unarchive-means = Le chat redevient un chat fermé, que l’on peut rouvrir.
refusal-archived = Ce chat est archivé. Un superviseur peut le sortir des archives.
refusal-archive-open = Ce chat est encore ouvert. Fermez-le d’abord.
refusal-archive-wrap-up = { $name } complète encore le dossier.
refusal-archive-was-of = { $name } avait ce chat. Seule cette personne ou un superviseur peut l’archiver.
line-archived = { $name } a archivé ce chat
line-unarchived = { $name } a sorti ce chat des archives
line-end-undone = La fin a été annulée ; le client attend comme avant
archiving = Archives
archiving-lead = Les chats archivés ne gênent plus. On les retrouve comme avant, et aucun chiffre ne change.
archiving-on = Archiver d’eux-mêmes les chats fermés
archiving-hint = Quand plus rien ne s’y est passé depuis ce temps.
archiving-days = Au bout de tant de jours
archiving-bad-days = Indiquez un nombre de jours de { $least } à { $most }.
act-archiving_changed = moment de l’archivage changé

# Pas de réponse nécessaire
no-answer-needed = Pas de réponse nécessaire
no-answer-means = Le client n’attend rien ; son prochain message comptera de nouveau
line-no-answer-needed = { $name } : pas de réponse nécessaire

# Vues
views = Vues
views-save = Enregistrer la vue
views-edit = Vue
views-name = Nom de la vue
views-share = Toute l’équipe l’a
views-begin = Ma page des chats commence par elle
views-of-team = Un superviseur tient cette vue pour l’équipe.
views-delete = Supprimer la vue
views-shared-means = Vue de l’équipe
views-own-means = Votre propre vue
views-first = Votre première vue :
refusal-view-nameless = Donnez un nom à la vue.
refusal-view-name-taken = Une autre vue porte déjà ce nom.
refusal-view-too-many = { $most } vues suffisent. Supprimez-en une d’abord.
