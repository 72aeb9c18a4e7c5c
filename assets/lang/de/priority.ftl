# Wie dringend ein Chat ist.
priority = Priorität
priority-low = Niedrig
priority-normal = Gewöhnlich
priority-high = Hoch
priority-urgent = Dringend
priority-is = Priorität: { $name }
priority-change = Priorität: { $name }. Ändern
keys-priority = Priorität setzen
line-priority-low = { $name } hat die Priorität auf niedrig gesetzt
line-priority-normal = { $name } hat die Priorität auf gewöhnlich gesetzt
line-priority-high = { $name } hat die Priorität auf hoch gesetzt
line-priority-urgent = { $name } hat die Priorität auf dringend gesetzt
