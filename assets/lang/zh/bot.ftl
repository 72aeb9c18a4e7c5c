# 机器人
room-bot = 机器人
bot-lead = 它用文章和快捷回复回答客户，说明自己是机器人，并转给真人。
bot-where = 它回答谁
bot-mode-off = 谁也不回答
bot-mode-blocked = 只回答被屏蔽的客户
bot-mode-closed = 店铺打烊时也回答
bot-mode-first = 先回答所有人
bot-no-channels = 还没有连接渠道。
bot-nerve = 需要多大把握
bot-nerve-careful = 很大
bot-nerve-usual = 较大
bot-nerve-bold = 一点
bot-misses = 几个问题答不上就转给真人
bot-misses-bad = 请输入 { $least } 到 { $most } 之间的数字。
bot-sources = 它使用允许它引用的已发布文章，以及带有标签“{ $tag }”的快捷回复。要求真人的客户会转给真人。
bot-mind = { $channel } 上由谁替机器人思考
bot-mind-built-in = 根据您自己的内容
bot-mind-other = 询问 { $name }
bot-mind-more = 被询问的来源会收到会话的最近几条消息，不含姓名和号码。没有回应或超时，算作答不上的问题。
bot-try = 试一试
bot-question = 像客户那样问一个问题
bot-language = 客户的语言
bot-ask = 提问
bot-knows-nothing = 它对此一无所知，会给出菜单或真人。
bot-says = 它会用“{ $name }”回答（{ $fit }%）：
bot-doubts = 最接近的是“{ $name }”（{ $fit }%），但把握不够：
bot-tally = 最近 { $days } 天：会话 { $begun } 个，自行结束 { $done } 个，转交 { $handed } 个。转交之前不计入团队数据。

bot-hello = 您好！我是{ $shop }的自动助手。
bot-menu = 请问是哪方面的问题？请选择编号，或写下您的问题：
bot-choose = 请问是哪一个？请选择编号，或写下您的问题：
bot-miss = 这个我答不上来。请换个说法，或选择编号：
bot-more = 这对您有帮助吗？请选择编号，或继续提问：
bot-helped = 有帮助，谢谢
bot-person = 转人工
bot-glad = 很高兴能帮到您。欢迎随时再来。
bot-handed = 正在为您转接同事，对方能看到您写的内容。
bot-handed-closed = 现在没有人在。我已转达您的内容，同事会回复您。

line-bot-handed = 机器人转交了这个会话
line-bot-done = 由机器人结束

act-bot_changed = 修改机器人；使用它的渠道数：
