# Articles : dans la pièce des admins, dans le centre d’aide et dans le widget.
room-articles = Articles d’aide
articles-lead = Des réponses que tout le monde peut lire : dans votre centre d’aide, dans le widget et pour votre équipe pendant qu’elle écrit.
articles-begin = Commencez par une catégorie à gauche, comme Livraison. Ou importez un tableau.
articles-choose = Choisissez un article pour le modifier ou écrivez-en un nouveau.
articles-back = Tous les articles
articles-open = Centre d’aide
articles-import = Importer des articles
articles-import-lead = Un tableau ou du JSON tel que l’export le donne. Les articles de même catégorie et de même nom sont remplacés, les autres restent ; ce qui est remplacé peut être repris.
articles-import-hint = La première ligne d’un tableau nomme ses colonnes : category, name, published, bot, language, title, text. Chaque langue est une ligne à part.
article-new = Nouvel article
article-name = Nom
article-name-taken = Cette catégorie a déjà un article de ce nom.
article-category = Catégorie
article-category-needed = Choisissez une catégorie.
article-text-needed = Écrivez-le dans une langue au moins.
article-half = Il faut un titre et un texte en { $language }.
article-too-long = Le texte en { $language } a { $length } caractères ; 40 000 au plus.
article-changed-meanwhile = Un collègue a enregistré cet article depuis que vous l’avez ouvert. Ses mots se trouvent sous les vôtres là où ils diffèrent : reprenez ce qu’il vous faut, puis enregistrez de nouveau.
article-theirs = Ce qui a été enregistré entre-temps
article-markdown = Markdown : ## Titre, **gras**, - liste, 1. étapes, [mots](https://lien). Une ligne vide commence un nouveau paragraphe.
article-published = Publié : tout le monde peut le lire
article-for-bot = Le bot peut s’en servir pour répondre
article-preview = Aperçu
article-draft = Brouillon
article-title = Titre
article-title-in = Titre en { $language }
article-title-other = Titre dans une autre langue
article-text-in = Texte en { $language }
article-delete-meaning = Il disparaît du centre d’aide et les liens vers lui ne mènent plus nulle part. Retirez la publication pour le garder en brouillon.
article-versions = { $count ->
    [one] Une version antérieure
   *[other] { $count } versions antérieures
}
article-version-until = jusqu’à
article-restore = Reprendre
category-list = Catégories
category-all = Toutes
category-new = Nouvelle catégorie
category-add = Ajouter une catégorie
category-name = Nom de la catégorie { $name }
category-name-taken = Il y a déjà une catégorie de ce nom.
category-empty = Pas encore d’articles.
categories-none = Pas encore de catégories.
category-delete-sure = Supprimer la catégorie « { $name } » ?
category-delete-meaning = { $count ->
    [0] Elle ne contient aucun article.
    [one] L’article qu’elle contient est supprimé aussi.
   *[other] Les { $count } articles qu’elle contient sont supprimés aussi.
}
category-names = Dans d’autres langues
category-names-more = Les lecteurs voient le nom de la catégorie. S’il manque dans leur langue, ils voient celui en { $language }.
category-name-other = Nom dans une autre langue
refusal-article-changed = Un collègue vient de modifier cet article.

help-title = L’aide de { $team }
help-lead = Des réponses aux questions les plus fréquentes.
help-heading = Comment pouvons-nous vous aider ?
help-search = Chercher une réponse
help-search-go = Chercher
help-found = { $count ->
    [0] Rien trouvé pour « { $words } »
    [one] Une réponse pour « { $words } »
   *[other] { $count } réponses pour « { $words } »
}
help-none = Essayez d’autres mots, ou moins de mots.
help-all = Tous les articles
help-way = Où vous êtes
help-languages = Langues
help-changed = Dernière modification le
help-ask = Pas de réponse ici ? Écrivez-nous : le chat est dans le coin.
widget-help-search = Chercher une réponse
widget-help-none = Rien trouvé. Écrivez-nous ci-dessous.
widget-help-new-tab = s’ouvre dans un nouvel onglet

act-article_category_added = catégorie d’articles ajoutée :
act-article_category_renamed = catégorie d’articles renommée en
act-article_category_deleted = catégorie d’articles supprimée :
act-article_category_called = catégorie d’articles nommée en d’autres langues :
act-article_added = article ajouté :
act-article_changed = article modifié :
act-article_deleted = article supprimé :
act-articles_imported = articles importés (nouveaux + modifiés) :
