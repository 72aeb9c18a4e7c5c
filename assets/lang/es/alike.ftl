# Those who wait and ask about the same.
alike-count = { $count } preguntan lo mismo
alike-take = Atender los marcados
together-with = Atendido junto con { $names }.
together-lost = { $name } fue más rápido con { $customer }.
together-left = Ya tienes todos los chats que puedes, así que { $customer } sigue esperando.
together-offer = A { $customer } le escribiste:
together-use = Poner en el cuadro
together-next = Siguiente: { $name }
refusal-together-none = Marca al menos uno.
