# Le souffleur : ce que l’on pourrait répondre.
prompter-switch = Suggestions de réponse
prompter-switch-more = Des suggestions pour répondre
customer-prompter = Suggestions

js-message-prompt = Suggestions pour ce message
js-prompter-none = Pas de suggestion pour ce message.
js-prompter-late = Pas de suggestions pour le moment.
js-prompter-fit = { $percent } % de correspondance
js-prompter-reply = Réponse rapide : { $name }
js-prompter-article = Article : { $name }
js-prompter-past = { $name }, { $date }
js-prompter-suggested = Suggéré, d’après : { $source }. Relisez avant d’envoyer.
js-prompter-close = Fermer les suggestions
js-prompter-question = Que voulez-vous savoir ?
js-prompter-context = Tenir compte du dernier message du client
js-prompter-ask = Demander
js-prompter-use = Mettre dans la réponse
js-prompter-nothing = Rien trouvé. Essayez d’autres mots.
js-prompter-hint = Rien ne parvient au client avant votre envoi. Ce qui a été dit à d’autres vient sans leurs noms ni leurs numéros.
js-prompter-open = Ouvrir
