# À quel point un chat presse.
priority = Priorité
priority-low = Basse
priority-normal = Normale
priority-high = Haute
priority-urgent = Urgente
priority-is = Priorité : { $name }
priority-change = Priorité : { $name }. Changer
keys-priority = Fixer la priorité
line-priority-low = { $name } a fixé la priorité : basse
line-priority-normal = { $name } a fixé la priorité : normale
line-priority-high = { $name } a fixé la priorité : haute
line-priority-urgent = { $name } a fixé la priorité : urgente
