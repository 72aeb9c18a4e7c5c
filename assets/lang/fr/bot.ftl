# Le bot
room-bot = Le bot
bot-lead = Il répond aux clients avec vos articles et vos réponses rapides, dit qu’il est un bot et passe la main.
bot-where = À qui il répond
bot-mode-off = À personne
bot-mode-blocked = Aux personnes bloquées seulement
bot-mode-closed = Aussi quand la boutique est fermée
bot-mode-first = À tout le monde, en premier
bot-no-channels = Aucun canal n’est encore connecté.
bot-nerve = À quel point il doit être sûr
bot-nerve-careful = Très
bot-nerve-usual = Assez
bot-nerve-bold = Un peu
bot-misses = Questions sans réponse avant de passer la main
bot-misses-bad = Un nombre de { $least } à { $most }.
bot-sources = Il répond avec les articles publiés dont il peut se servir et les réponses rapides portant le mot-clé « { $tag } ». Qui demande une personne en obtient une.
bot-mind = Qui pense pour le bot sur { $channel }
bot-mind-built-in = D’après vos propres textes
bot-mind-other = Interroge { $name }
bot-mind-more = Le souffleur interrogé reçoit les derniers messages du chat, sans noms ni numéros. S’il se tait ou tarde, cela compte comme une question sans réponse.
bot-try = Essayer
bot-question = Une question, comme un client la poserait
bot-language = Langue du client
bot-ask = Demander
bot-knows-nothing = Il n’en sait rien et proposerait un menu ou une personne.
bot-says = Il répondrait avec « { $name } » ({ $fit } %) :
bot-doubts = Le plus proche est « { $name } » ({ $fit } %), mais il n’est pas assez sûr :
bot-tally = Ces { $days } derniers jours : { $begun } chats, { $done } terminés sans vous, { $handed } transmis. Ils ne comptent dans les chiffres de l’équipe qu’une fois transmis.

bot-hello = Bonjour ! Je suis l’assistant automatique de { $shop }.
bot-menu = De quoi s’agit-il ? Choisissez un numéro ou écrivez votre question :
bot-choose = Lequel ? Choisissez un numéro ou écrivez votre question :
bot-miss = Je n’ai pas de réponse à cela. Dites-le autrement ou choisissez un numéro :
bot-more = Cela vous a-t-il aidé ? Choisissez un numéro ou continuez :
bot-helped = Oui, merci
bot-person = Parler à une personne
bot-glad = J’en suis ravi. Écrivez-nous quand vous voulez.
bot-handed = Je transmets à l’équipe, qui voit ce que vous avez écrit.
bot-handed-closed = Personne n’est là pour le moment. J’ai transmis ce que vous avez écrit, et l’équipe vous répondra.

line-bot-handed = Le bot a transmis ce chat
line-bot-done = Terminé avec le bot

act-bot_changed = bot modifié ; canaux avec lui :
