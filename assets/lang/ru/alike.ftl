# Those who wait and ask about the same.
alike-count = Спрашивают об одном: { $count }
alike-take = Взять отмеченные
together-with = Взято вместе: { $names }.
together-lost = { $name } раньше успел взять чат: { $customer }.
together-left = У вас уже предельное число чатов, поэтому { $customer } ещё ждёт.
together-offer = Вы написали ({ $customer }):
together-use = Вставить в поле
together-next = Дальше: { $name }
refusal-together-none = Отметьте хотя бы один чат.
