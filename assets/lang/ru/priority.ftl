# Насколько срочен чат.
priority = Приоритет
priority-low = Низкий
priority-normal = Обычный
priority-high = Высокий
priority-urgent = Срочно
priority-is = Приоритет: { $name }
priority-change = Приоритет: { $name }. Изменить
keys-priority = Задать приоритет
line-priority-low = { $name }: низкий приоритет
line-priority-normal = { $name }: обычный приоритет
line-priority-high = { $name }: высокий приоритет
line-priority-urgent = { $name }: приоритет «срочно»
