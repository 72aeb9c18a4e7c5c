# Texts: comments

comment-strike = Barrer
comment-strike-more = Il reste lisible, avec votre nom et l’heure. C’est définitif.
comment-struck = Barré par { $name }
refusal-comment-of-another = { $name } a écrit ce commentaire, donc seuls { $name } et les superviseurs peuvent le barrer.
mention = Mentionner un collègue
mentions = Vos mentions
mentioned-by = { $name } vous a mentionné
js-mentioned = { $name } vous a mentionné dans un commentaire
js-mention-whom = Collègues
shows = Afficher messages et commentaires
shows-all = Tout
shows-comments = Commentaires seuls
shows-messages = Messages seuls
js-shows-all = Tout afficher
js-shows-comments = Commentaires seuls. Messages masqués : { $count }
js-shows-messages = Messages seuls. Commentaires masqués : { $count }
note-words = note:|note :|note{" "}:|note pour|interne|équipe seulement|pour l’équipe|à l’équipe|pas pour le client|collègues,
js-aside-ask = Cela commence comme une note à votre équipe. Est-ce pour { $name } ?
js-aside-note = Enregistrer en commentaire
js-aside-send = Envoyer à { $name }
