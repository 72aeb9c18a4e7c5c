# A chat's log.
log-with = 与{ $name }的对话
log-earlier = 显示更早的消息
log-bot = 自动回复
log-you = 你
log-to-team = 给团队
log-comment-by = { $name }的评论
tick-sending = 发送中
tick-failed = 未送达
tick-unknown = 可能已送达
js-tick-sent = 已发送
js-tick-delivered = 已送达
js-tick-read = 已读
line-somebody = 有人
line-claimed = { $name }接待了此会话
line-released = { $name }把此会话放回了等待列表
line-assigned = 此会话已转给{ $name }
line-closed = 由{ $name }结束
line-reopened = { $name }重新开启了此会话
line-began = { $name }开启了新会话
line-passed-on = 客服离开已久，会话重新等待所有人接待。
line-went-on = 客户再次来信，会话继续
line-left = 客户结束了会话
line-unasked-unanswered = 未发送评价邀请：还没有人回复过
line-unasked-lately = 未发送评价邀请：今天已就另一个会话询问过客户
quoted = “{ $words }”
decimal-mark = .
size-b = { $size } 字节
size-kb = { $size } KB
size-mb = { $size } MB

edited = 已修改
edited-more = 修改前的内容
unsent = 此消息已撤回
unsent-show = 查看
versions = 修改前的内容
versions-more = 仅团队可见。
version-until = { $name }修改于

# What the customer is typing
js-preview-not-sent = 正在输入，尚未发送
js-preview-says = 尚未发送：{ $text }
