# Those who wait and ask about the same.
alike-count = { $count } posent la même question
alike-take = Prendre les chats cochés
together-with = Pris ensemble avec { $names }.
together-lost = { $name } a été plus rapide pour { $customer }.
together-left = Vous avez autant de chats que permis : { $customer } attend encore.
together-offer = À { $customer }, vous avez écrit :
together-use = Mettre dans le champ
together-next = Suivant : { $name }
refusal-together-none = Cochez-en au moins un.
