# How urgent a chat is.
priority = Priority
priority-low = Low
priority-normal = Normal
priority-high = High
priority-urgent = Urgent
priority-is = Priority: { $name }
priority-change = Priority: { $name }. Change it
keys-priority = Set the priority
line-priority-low = { $name } set the priority to low
line-priority-normal = { $name } set the priority to normal
line-priority-high = { $name } set the priority to high
line-priority-urgent = { $name } set the priority to urgent
