# Those who wait and ask about the same.
alike-count = { $count } fragen dasselbe
alike-take = Ausgewählte annehmen
together-with = Zusammen angenommen mit { $names }.
together-lost = { $name } war bei { $customer } schneller.
together-left = Mehr Chats dürfen Sie nicht haben, darum wartet { $customer } weiter.
together-offer = An { $customer } haben Sie geschrieben:
together-use = Ins Feld übernehmen
together-next = Weiter: { $name }
refusal-together-none = Wählen Sie mindestens einen aus.
