# The report of a week by mail.
weekly = 每周报告
weekly-when = 何时发送，发给谁
weekly-more = 通过邮件发送最近七天与再前七天的主要数据。客服收到自己的数据，主管和管理员收到全团队的。
weekly-on = 每周发送
weekly-zone = 按店里的时钟：{ $zone }
weekly-to = 谁会收到
weekly-nobody = 请至少选一位团队成员。
weekly-next = 下一份发送时间：
weekly-under-way = { $day } 的报告正在生成。
weekly-lost = { $day } 的报告没有发出：没有邮箱，或没有收件人。
weekly-went = { $day } 的报告已发给 { $count } 人。
weekly-preview = 报告内容
weekly-send = 现在发一份给我
weekly-sent = 报告正在发往 { $address }。
weekly-no-mailbox = 还没有连接邮箱，报告无法发出。
weekly-subject = { $team }：您的一周，{ $days }
weekly-lead = { $week } 这一周，对比 { $before }。
weekly-lead-own = 您自己在 { $week } 的一周，对比 { $before }。
weekly-was = 之前：{ $before }
weekly-change = 变化
weekly-see = 查看全部数据
act-weekly_report_changed = 更改了每周报告
refusal-weekly-no-mailbox = 还没有连接邮箱，报告无法发出。请在“渠道”中连接一个。
line-transcript-asked = 客户要求把这个会话发到邮箱：{ $address }

# A customer wants their chat by mail.
widget-mail-chat = 通过邮件发送这次聊天
widget-mail-send = 发送邮件
widget-mail-sent = 正在发往 { $email }。
refusal-no-mailbox = 没有可以用来发送的邮箱。
refusal-mail-not-answered = 我们的团队先回复您，之后您就可以通过邮件收到这次聊天。
refusal-mail-too-many = 今天这次聊天已经发送得够多了，请明天再试。
