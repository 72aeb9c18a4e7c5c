# Translation.
translate-switch = 翻译
translate-switch-more = 双向翻译这个会话
js-translate-original = 查看原文
js-translate-back = 查看译文
js-translate-written = 查看所写内容
js-translate-sent = 查看已发送内容
js-translate-failed = 未翻译。重试
js-translate-waits = 正在翻译…
js-translate-fault = 暂时无法翻译。现在发送将原样发出。
js-translate-look = 请看过译文，再次发送。
room-translation = 翻译
translation-lead = 客户写的内容以客服的语言显示，客服写的内容以客户的语言发出。两种文本都会保留。
translation-by = 由谁翻译
translation-off = 不翻译
translation-libre = LibreTranslate 服务器
translation-model = 语言模型
translation-address = 服务器地址
translation-key-hint = 如果服务器需要。
translation-which = 哪个语言模型
translation-no-model = 请选择语言模型，或先在提词来源中添加一个。
translation-glossary = 词汇表
translation-glossary-hint = 每行一对，双向适用，例如：de en: Deckel = lid
translation-line-bad = 第 { $line } 行无法读取。应如：de en: Deckel = lid
translation-too-many = 超过 300 行。
translation-masked = 姓名、号码、地址以及您的规则所匹配的内容不会外传；译文中会重新填入。
translation-words = 要翻译的文字
translation-from = 从这种语言
translation-to = 译成这种语言
translation-test = 试译
act-translation_changed = 修改了翻译；服务：
