# 会话的紧急程度。
priority = 优先级
priority-low = 低
priority-normal = 普通
priority-high = 高
priority-urgent = 紧急
priority-is = 优先级：{ $name }
priority-change = 优先级：{ $name }。更改
keys-priority = 设置优先级
line-priority-low = { $name }将优先级设为低
line-priority-normal = { $name }将优先级设为普通
line-priority-high = { $name }将优先级设为高
line-priority-urgent = { $name }将优先级设为紧急
