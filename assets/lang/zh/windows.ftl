# 在一个渠道上可以回复客户多久。

# 输入框旁边
js-window-minutes = 还剩 { $count } 分钟
js-window-hours = 还剩 { $count } 小时
js-window-days = 还剩 { $count } 天
js-window-placeholder = 现在发送也无法送达
window-messages = 还可发 { $count } 条
window-last = 最后 { $count } 条消息
window-shut = 时限已过
sms-parts-more = 按多少条短信发送和计费。一条可容纳 160 个字符；如含短信字符集之外的字符（如汉字或表情），则为 70 个。
window-minutes = { $count } 分钟
window-hours = { $count } 小时
window-days = { $count } 天
window-rule = 此处只在客户发来消息后 { $span }内送达回复。
window-persons-now = 现在只送达人工写的消息。
window-closed-title = 回复时限已过。
window-quota-used = 客户每发来一条消息，此处最多送达 { $count } 条，现已全部发出。
window-never-asked = 客户还没有在这里写过消息。
window-refused = 平台没有接受上一条回复（代码 { $code }）。
window-reopens = { $name }一发来消息，就可以继续回复；你的草稿会保留。
window-still = 现在仍可写评论。
window-templates = 已批准的模板仍可送达。
window-last-title = 还剩 { $count } 条消息。
window-last-more = { $span }已过，在{ $name }再次发来消息之前，只能送达这些。请说最要紧的。
window-asked = 客户最后一次发来消息：
window-late = 回复时限会在此之前结束。到时如果{ $name }没有发来消息，你的消息会退回给你。
outgoing-window-closed = 回复时限当时已过。
closing-too-late = 不会邀请{ $name }评价：回复时限已过。
line-unasked-window = 未发送评价邀请：回复时限已过
line-untold-window = 未发送自动消息：回复时限已过
line-window-refused = 平台拒绝了一条回复（代码 { $code }）。在客户发来消息之前不能回复
refusal-window-closed = { $reason ->
    [quota-used] 客户发来消息后可送达的消息已全部发出。客户一发来消息，就可以继续回复。
    [refused] 平台现在不向这位客户送达回复（代码 { $code }）。客户一发来消息，就可以继续回复。
    [never-asked] 客户发来消息之前，此处无法送达任何内容。
   *[time-up] 回复时限已过：客户上次发来消息太久了。客户一发来消息，就可以继续回复。
}

# 管理员的渠道页面
channel-window = 回复时限
window-lead = 许多平台只在客户最后一条消息之后的一段时间内送达回复。控制台会倒计时；时限过后，不会有任何消息假装已发送。
window-usual-none = 网站聊天本身没有限制。
window-limit = 限制可以回复客户的时间
window-limit-more = 只有客户的消息会重新计时。为稳妥起见，每个时限都提前一分钟结束。
window-free = 开放时间
window-free-hint = 这段时间内一切都能送达。
window-persons = 之后仅限人工
window-persons-hint = 这段时间内不发送自动消息和评价邀请。0 表示没有。
window-unit = 单位
window-unit-minutes = 分钟
window-unit-hours = 小时
window-unit-days = 天
window-extra = 最后消息
window-extra-hint = 全部时间过后还能送达几条。0 到 { $most }。
window-quota = 客户每条消息可回复的条数
window-quota-hint = 1 到 { $most }。留空：不限。
window-automated = 最后一条可以是自动消息
window-automated-more = 否则最后的消息留给人工。
window-number-wrong = { $least } 到 { $most } 之间的整数。
window-time-wrong = 从 5 分钟到一年。
act-window_changed = 更改回复时限，网站聊天

# Templates, which a platform delivers when nothing else is
templates-open = 发送模板
templates-title = 向 { $name } 发送模板
templates-sub = 这些模板已由平台批准，随时可以送达。请填写空白处，并查看最终内容。
templates-search = 查找模板
templates-none = 还没有获批的纯文字模板。获批后会显示在这里。
templates-none-found = 没有符合的模板。
templates-again = 重新获取
templates-fetched = 获取时间：
templates-trouble = 刚才未能获取列表。
templates-mend = 打开账号
templates-ask-admin = 请让管理员检查该账号。
templates-blank = 空白“{ $name }”
templates-blank-header = 标题中的空白“{ $name }”
templates-link = “{ $label }”链接的结尾
templates-reads = 送达时的样子
templates-send = 发送模板
delivery-template = 平台没有接受这个模板。
refusal-template-changed = 这个模板已更改。请关闭后重新选择。
refusal-template-empty = 请填写“{ $name }”。
refusal-template-long = “{ $name }”过长：最多 { $most } 个字符。
