# Translation.
translate-switch = Traduire
translate-switch-more = Traduire ce chat dans les deux sens
js-translate-original = Voir l’original
js-translate-back = Voir la traduction
js-translate-written = Voir ce qui a été écrit
js-translate-sent = Voir ce qui a été envoyé
js-translate-failed = Non traduit. Réessayer
js-translate-waits = Traduction en cours…
js-translate-fault = Pas de traduction pour le moment. Envoyé maintenant, il part tel quel.
js-translate-look = Relisez-la, puis envoyez de nouveau.
room-translation = Traduction
translation-lead = Ce qu’écrivent les clients s’affiche dans la langue de l’équipe ; ce qu’écrit l’équipe part dans celle du client. Les deux textes restent.
translation-by = Qui traduit
translation-off = Personne
translation-libre = Serveur LibreTranslate
translation-model = Modèle de langage
translation-address = Adresse du serveur
translation-key-hint = Si le serveur en veut une.
translation-which = Quel modèle de langage
translation-no-model = Choisissez un modèle de langage, ou ajoutez-en d’abord un parmi les souffleurs.
translation-glossary = Glossaire
translation-glossary-hint = Une ligne par paire, dans les deux sens, par exemple : de en: Deckel = lid
translation-line-bad = La ligne { $line } est illisible. Elle doit ressembler à : de en: Deckel = lid
translation-too-many = Il y a plus de 300 lignes.
translation-masked = Noms, numéros, adresses et ce que trouvent vos motifs ne sortent pas ; ils reviennent dans la traduction.
translation-words = Mots à traduire
translation-from = De cette langue
translation-to = Vers cette langue
translation-test = Les traduire
act-translation_changed = traduction modifiée ; par :
