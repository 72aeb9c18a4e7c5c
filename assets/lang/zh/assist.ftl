# Texts: what helps with writing (patterns, clean-up, short forms)

room-patterns = 敏感信息
room-clean-up = 清理
room-short-forms = 缩写

# Patterns
pattern-card = 银行卡号
pattern-card-advice = 卡号不应出现在会话中。请删去，或只写最后四位。
pattern-iban = 国际银行账号（IBAN）
pattern-iban-advice = 账号不应出现在会话中。请删去，或只写最后四位。
pattern-national-id = 身份证件号码
pattern-national-id-advice = 这看起来像某人的身份证件号码。请删去。
patterns-lead = 拦下不该随回复发出的内容。输入时会标出，发送前再查一遍。
pattern-all = 全部规则
pattern-new = 新规则
pattern-looks-for = 查找类型
pattern-rule = 查找内容
pattern-rule-hint = 词语：每行一个，按整词查找。表达式：采用 Rust regex 的写法，不支持前后环视。两者都不区分大小写。
pattern-then = 处理方式
pattern-name = 名称
pattern-name-needed = 请填写名称：撰写时会提示是哪条规则。
pattern-name-taken = 另一条规则已用此名称。
pattern-many = 已有 { $most } 条规则。请先移除一条。
pattern-advice = 建议
pattern-advice-hint = 与名称一起显示给撰写者：应该怎么写，或为什么不行。
pattern-off = 已关闭
pattern-turn-on = 开启
pattern-turn-off = 关闭
pattern-on = 启用此规则
pattern-on-more = 关闭后仍留在列表中，但不再查找。
pattern-masks = 在客户所写的内容中打码
pattern-masks-more = 保存之前，除最后四个字符外都会变成 •。此操作无法还原，团队中谁也看不到完整号码。
pattern-masks-short = 收到时打码
pattern-try = 用一段文字试试
pattern-try-deed = 试一试
pattern-found = { $count ->
    [0] 未找到
   *[other] 找到 { $count } 处
}
pattern-remove = 移除
pattern-remove-sure = 移除“{ $name }”吗？
pattern-remove-more = 今后不再查找。已发送的内容保持不变。
deed-warn = 提醒
deed-block = 拦截
look-words = 词语
look-expression = 表达式
look-card-more = 发卡机构的 13 到 19 位卡号，校验位正确，不论如何分组
look-iban-more = 各国的银行账号，校验位正确
look-national-id-more = 16 个国家的个人号码，按格式和校验位识别
expression-empty = 请填写要查找的内容。
expression-long = 这里有 { $length } 个字符，太长了。请拆成两条。
expression-large = 展开后太大：嵌套的重复会逐个字符展开。请减小大括号中的数字。
expression-fits-nothing = 它也匹配空内容，因此处处都会命中。请把“*”换成“+”。
expression-look-around = 这里不支持 (?=…) 这样的前后环视。
expression-back-reference = 这里不支持 \1 这样的反向引用。
expression-bracket = 括号没有成对。如要查找括号本身，请在前面加反斜杠。
expression-faulty = 无法识别：{ $why }

# Clean-up
clean-up-lead = 回复框旁的刷子会从粘贴的文字中去掉这些内容。文字、换行和链接会保留。
clean-markup = 网页的标签和样式
clean-letters = 其他字形的字母，例如 𝐛𝐨𝐥𝐝
clean-tracking = 链接中用来跟踪的部分
clean-invisible = 看不见的字符
clean-signatures = 邮件程序和手机的签名
clean-blanks = 行尾空格和多余的空行
clean-tracking-names = 链接中其他要去掉的参数
clean-tracking-names-hint = 名称之间用空格隔开，例如 partner from_*
clean-signature-lines = 你们的签名如何开头
clean-signature-lines-hint = 每行一个。这一行及其后的内容会一并去掉。
clean-own = 自定义规则
clean-own-hint = 每行一个表达式。=> 之后写替换的内容；不写则直接去掉。例如 KK(\d+) => KK-$1
clean-up-line = 第 { $line } 行：{ $why }
clean-up-many = 最多 { $most } 条规则。
clean-deed = 清理
clean-after = 清理后：
js-clean-nothing = 没有需要清理的内容。
js-clean-done = 已清理。
js-clean-undo = 撤销
js-clean-compare = 查看改动
js-clean-did-markup = 标签：{ $count }
js-clean-did-letters = 其他字形的字母：{ $count }
js-clean-did-invisible = 看不见的字符：{ $count }
js-clean-did-tracking = 跟踪链接：{ $count }
js-clean-did-signatures = 签名：{ $count }
js-clean-did-blanks = 多余空格的行：{ $count }
js-clean-did-own = 自定义规则：{ $count }

# The guard in the reply box
js-guard-found = 此回复中含有：{ $rule }。
js-guard-found-file = 文件名“{ $name }”中含有：{ $rule }。
js-guard-blocked = 店铺不允许发送。
js-guard-mask = 替我打码
js-guard-edit = 修改回复
refusal-sensitive = 回复中有不该发出的内容：{ $rule }。{ $advice }
refusal-sensitive-blocked = 回复中有店铺不允许发送的内容：{ $rule }。{ $advice }

# Short forms
short-forms = 缩写
short-forms-own = 我的缩写
short-forms-edit = 编辑
short-forms-more = 单独输入缩写时，会自动变成对应的文字。紧接着按退格键即可还原。
short-forms-empty = 还没有缩写。
short-forms-team-lead = 供整个团队使用。每人还可以有自己的缩写，并优先使用。
short-forms-own-lead = 仅供你自己使用，优先于团队的缩写。
short-form-short = 缩写
short-form-text = 变成
short-form-example = sh
short-form-text-example = 我马上回来。
short-form-remove = 移除“{ $short }”
short-form-word = 请填写一个由字母和数字组成的词，最多 20 个字符。
short-form-text-needed = 请填写文字，且不能与缩写相同。
short-form-taken = 列表中已有这个缩写。
short-form-many = 列表已满。请先移除一个缩写。

# The log
act-pattern_added = 添加规则
act-pattern_changed = 更改规则
act-pattern_on = 开启规则
act-pattern_off = 关闭规则
act-pattern_removed = 移除规则
act-clean_up_changed = 更改清理的内容
act-sensitive_sent = 经提醒后仍然发送，规则
act-short_form_added = 添加缩写
act-short_form_changed = 更改缩写
act-short_form_removed = 移除缩写
