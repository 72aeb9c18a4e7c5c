# 提词：可以怎么回答。
prompter-switch = 建议
prompter-switch-more = 建议怎么回答
customer-prompter = 建议

js-message-prompt = 针对这条消息的建议
js-prompter-none = 这条消息没有建议。
js-prompter-late = 暂时没有建议。
js-prompter-fit = 匹配 { $percent }%
js-prompter-reply = 快捷回复：{ $name }
js-prompter-article = 文章：{ $name }
js-prompter-past = { $name }，{ $date }
js-prompter-suggested = 建议来自：{ $source }。发送前请先看一遍。
js-prompter-close = 关闭建议
js-prompter-question = 你想知道什么？
js-prompter-context = 参考客户的最后一条消息
js-prompter-ask = 提问
js-prompter-use = 用于回复
js-prompter-nothing = 没有找到。请换个说法。
js-prompter-hint = 在你发送之前，客户什么也看不到。对其他客户说过的话不含他们的姓名和号码。
js-prompter-open = 打开
