# 系统保存的一位客户的全部数据：导出，或永久删除。

people-privacy = 数据
privacy-title = 个人数据
export-title = 全部导出
export-lead = 一个程序可读的 ZIP 压缩包，可交给客户或其他服务。
export-holds = 内含账号、联系方式、标签、备注、会话（含评论和文件）、评价、浏览过的页面，以及操作记录中与其有关的内容。主管对同事工作的评分不在其中。
export-password = 您的密码
export-do = 下载
erase-title = 永久删除
erase-lead = 此操作无法撤销。之后再写信的人将是新客户。
erase-goes = 将被删除
erase-record = 姓名、联系方式、标签和字段，以及 { $count } 个账号
erase-chats = 会话：{ $chats }，消息：{ $messages }，评论：{ $comments }。进行中的会话立即结束，不会通知任何人。
erase-files = { $count } 个文件（其他人也收到的相同文件除外）
erase-notes = 备注：{ $notes }。网站页面：{ $pages }
erase-derived = 由此产生的内容：搜索、过往回答、翻译、已告知 webhook 并留在其记录中的内容。数据统计和评分不再计入这些会话。
erase-stays = 将会保留
erase-stays-log = 您在何时删除了这个编号的客户
erase-stays-others = 其他人在别的客户的会话中写到的内容
erase-stays-backups = 数据文件旁的 { $count } 个备份，生成于
erase-backups-how = 在您删除它们之前，其中仍有这位客户；您存放在别处的备份也是如此。
erase-no-backups = 数据文件旁没有备份。您存放在别处的备份中仍有这位客户。
erase-stays-outside = 客户自己设备上、其他平台上以及 webhook 接收方处的消息
erase-type = 输入“{ $name }”以删除
erase-not-it = 输入的内容不符。请准确输入“{ $name }”。
erase-do = 永久删除
erased-title = 已删除的客户
erased-lead = 客户只以编号列出：除此之外一无所知。
erased-none = 尚未删除任何人
erased-who = 对象
erased-state = 状态
erased-by-age = 到期的会话
erased-begun = 正在移除会话和文件
erased-file = 已移除；文件中的残余将在下一个空闲时刻被覆盖
erased-done = 已从文件中消失，时间
log-customer = 客户 #{ $number }
act-customer_exported = 导出了全部数据：
act-customer_erased = 永久删除了

# 保存多久

room-privacy = 数据保存
kept-lead = 客户留下的内容超过所需期限后，会在每天凌晨三点永久删除。
kept-usual = 保存多久
kept-usual-lead = 从会话中最后一次活动算起。被移除的内容与已删除的客户一样消失，数据统计不再计入。
kept-chats = 已结束的会话
kept-files = 文件和图片
kept-voice = 语音消息
kept-addresses = 访客的网络地址和设备
kept-bookmarked = 保留已加书签的内容
kept-bookmarked-hint = 带书签的会话及其所有文件都会保留
kept-pages = 访客浏览过的页面始终在 30 天后清除。
kept-by-channel = 为个别渠道另设期限
kept-as-usual = 同上
kept-ever = 永久保留
kept-years = { $count } 年后
kept-months = { $count } 个月后
kept-nothing = 今天没有到期的内容
kept-today = 今天将移除：{ $chats } 个会话、{ $files } 个文件、{ $voice } 条语音、{ $addresses } 个地址
kept-last = 上次移除时间
kept-nightly = 按系统时钟，每天凌晨三点进行
kept-doubted = 未移除任何内容：时钟不可信，自
kept-doubted-more = 时钟跳变超过一天，或系统关闭了更久。如果日期正确，请立即移除；或者等待：平稳一天后会自动继续。
kept-run = 立即移除
kept-run-sure = 立即移除到期的内容吗？
kept-run-more = 请确认这台电脑的日期正确。移除的内容无法恢复。
fetch-expired = 已移除：超过文件的保存期限
act-retention_changed = 更改了数据保存期限
act-retention_run = 移除了到期的内容

# 会话前的同意

consent-is-notice = 仅告知：无需勾选
consent-told = 会话前已告知：
consent-given = 会话前已同意：
widget-withdraw = 撤回同意
widget-withdraw-more = 聊天将结束，我们也不再了解您浏览的页面。您再次留言前，我们会重新征求同意。
widget-withdraw-erase = 也请删除我写过的内容
widget-withdrawn = 已完成，我们知道了。
line-consent-withdrawn = 客户撤回了同意
line-consent-withdrawn-erase = 客户撤回了同意，并要求删除全部内容
consent-withdrawn = 撤回时间：
consent-erase = 客户要求删除资料。
consent-erase-here = 查看会删除什么
consent-erase-admin = 管理员可以处理。
refusal-nothing-withdrawn = 没有可撤回的同意。
