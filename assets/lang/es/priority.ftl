# Cuán urgente es un chat.
priority = Prioridad
priority-low = Baja
priority-normal = Corriente
priority-high = Alta
priority-urgent = Urgente
priority-is = Prioridad: { $name }
priority-change = Prioridad: { $name }. Cambiarla
keys-priority = Fijar la prioridad
line-priority-low = { $name } ha puesto la prioridad en baja
line-priority-normal = { $name } ha puesto la prioridad en corriente
line-priority-high = { $name } ha puesto la prioridad en alta
line-priority-urgent = { $name } ha puesto la prioridad en urgente
