# Texts: admin

# What a new house begins with, in the language of its set-up.
default-queue = 柜台
default-type-order = 订单
default-type-delivery = 配送
default-type-product = 商品咨询
default-type-return = 退货
default-type-payment = 付款
default-type-other = 其他
default-reason-solved = 已解决
default-reason-silent = 客户未回应
default-reason-passed-on = 已转交

# Words that the rooms share
save = 保存
saved = 已保存。
cancel = 取消
add = 添加
rename = 重命名
actions = 操作
never = 从未

# The rooms
nav-account = 账户
rooms-shop = 店铺
rooms-replies = 会话
rooms-system = 系统
room-shop = 店铺
room-team = 团队
room-channels = 渠道
room-closing = 类型与结束
room-keys = API 密钥
room-log = 操作日志

# Shop
shop-lead = 客户和同事眼中的你们。
shop-name-hint = 显示在聊天窗口顶部和登录页上。

# Team
team-lead = 谁来接待客户，各自有哪些权限。
person = 成员
chat-limit = 同时会话数
chat-limit-hint = 1 到 { $most }。会话达到此数后，不再接待新的客户。
last-seen = 最近在线
here-now = 在线
joined = 加入于
deactivated = 已停用
edit-person = 编辑{ $name }
invite-title = 邀请同事
invite-more = 你会得到一个链接，仅供一人加入。填写邮箱后，只有该邮箱的主人可以使用。
invite-ends = 链接有效期至
invite-withdraw = 撤回
invite-withdraw-of = 撤回给{ $name }的链接
reset-offer = 新密码
reset-offer-more = 同事可通过此链接设置新密码。链接一小时内有效，仅限一次；在此之前旧密码仍可使用。
reset-make = 生成链接
reset-link = 设置新密码的链接
reset-link-more = 请亲自交给对方。链接一小时内有效，仅限一次，且不会再次显示。
sessions-count = { $count ->
    [0] 未在任何设备上登录
   *[other] 已在 { $count } 台设备上登录
}
open-chats-count = { $count } 个进行中的会话
deactivate = 停用
deactivate-more = 对方将无法登录，但其写过的内容仍保留姓名。
deactivate-sure = 停用{ $name }吗？
deactivate-meaning = { $count ->
    [0] 对方将立即在所有设备上退出登录。之后可以重新启用。
   *[other] 对方将立即在所有设备上退出登录，{ $count } 个进行中的会话会回到等待列表。之后可以重新启用。
}
reactivate = 重新启用
reactivate-more = 恢复原有密码和角色。

# Web chat
channels-empty = 还没有网站
channels-empty-more = 在下方添加网站，再把它的那行代码放到网页上。
channel-add-title = 再加一个网站
channel-add = 添加网站聊天
channel-name = 名称
channel-name-hint = 仅团队可见，例如网站地址。
channel-name-needed = 请填写名称，方便团队辨认是哪个网站。
channel-sites = 允许的网站
channel-sites-hint = 每行一个地址。留空则任何放了这行代码的网站都能显示聊天窗口。
site-wrong = “{ $site }”不是网站地址。请写成 https://shop.example 这样。
sites-many = 最多 { $count } 个网站。更多网站请另建一个网站聊天。
any-site = 任何网站
channel-settings = 网站
channel-look = 外观
channel-open = 开启
channel-paused = 已暂停
channel-try = 试一试
install-title = 放到你的网站上
install-more = 在每个网页末尾加一行代码即可。如果启用了严格的内容安全策略，请在 script-src 和 frame-src 中允许此地址，其他都不需要。
typing-title = 客户输入时
typing-preview = 向团队显示客户正在输入的内容
typing-preview-more = 接待会话的客服能在发送前看到内容。聊天窗口会告知客户；较长的号码在客户的浏览器中就已隐藏，内容不会保存。
follow-title = 页面与同意
follow-needed = 仅在访客同意后跟踪页面
follow-needed-more = 访客同意之前，浏览器不会发送任何页面信息：没有网址、标题、来源或推广标记。聊天照常可用。
follow-how = 由你的 Cookie 提示条把访客的选择告诉聊天窗口。浏览器会为此网站记住，其他标签页也同样生效。
follow-yes = 访客同意时
follow-no = 访客拒绝或改变主意时：浏览器保存的页面记录会被清除
follow-chat = 聊天前表单中的同意不算在内：不填写那份表单就无法聊天。
identity-title = 谁在你的网站上登录？
identity-what = 如果你的网站有用户账户，请在服务器上用下面的密钥为用户 ID 签名。这样你就能确认是本人，他们也能在任何设备上找到自己的会话。没有人能靠冒用地址假扮他人。
identity-on-server = 在你的服务器上（此处以 Node.js 为例）
identity-in-page = 在网页中，放在上面那行之前或之后
identity-out = 有人退出登录时，让下一个使用此浏览器的人看不到其会话
identity-how = 哈希是用户 ID 的 HMAC-SHA256 十六进制值，各种编程语言都有现成的函数。哈希不正确时，访客保持匿名。
identity-show = 显示密钥
identity-secret = 密钥
identity-keep = 只能放在你的服务器上。拿到它的人可以冒充你的任何用户。
pause = 暂停
pause-title = 暂停此网站聊天
pause-more = 铃铛会从网站上消失，不再有新会话；进行中的会话继续。
pause-sure = 暂停“{ $name }”吗？
pause-meaning = 在你恢复之前，客户无法通过此网站联系你们。
resume = 恢复
resume-title = 此网站聊天已暂停
resume-more = 铃铛不显示，也不会有新会话。

# Appearance
colour = 颜色
colour-own = 自定义颜色
colour-wrong = 颜色的写法是 # 加六位数字，例如 #0d6570。
colour-readable = 清晰易读，{ $ratio } : 1
colour-unreadable = 文字难以看清，{ $ratio } : 1，应达 4.5
colour-pale = 在白色页面上太淡，{ $ratio } : 1，应达 3
colour-take = 换一个深一些的：
corner = 位置
corner-left = 左下角
corner-right = 右下角
launcher = 按钮
launcher-round = 圆形
launcher-wide = 带文字
launcher-label = 按钮文字
launcher-label-hint = 显示在带文字的按钮上。
look-greets = 开场
greeting = 问候语
greeting-hint = 聊天打开时的第一行。
teaser = 提示气泡
teaser-hint = 按钮旁的气泡，每次访问显示一次。留空则不显示。
topics = 开场问题
topics-hint = 每行一个，最多 { $count } 个。点击即发送。
topics-many = 最多 { $count } 个问题。
look-asks = 聊天开始前
ask-name = 姓名
ask-email = 邮箱
ask-never = 不询问
ask-optional = 选填
ask-required = 必填
consent = 同意条款
consent-hint = 聊天开始前需要同意的一句话。留空则没有。
privacy-url = 隐私页面
address-wrong = 这不是网址。请写成 https://shop.example/privacy 这样。
offline-form = 无人时可留言
offline-form-more = 访客可以留下问题和邮箱。
offline-text = 打烊时的话
preview = 预览
preview-screen = 预览的画面
preview-home = 聊天
preview-form = 表单
preview-closed = 打烊
preview-example = 你们星期天营业吗？

# Types and closing
closing-lead = 会话是关于什么的、如何结束，以及结束时要填写什么。
chat-types = 会话类型
chat-types-more = 会话是关于什么的。
chat-type-new = 新的会话类型
closing-reasons = 结束原因
closing-reasons-more = 会话是怎么结束的。
closing-reason-new = 新的结束原因
choices-empty = 列表为空，因此不会询问。
choices-retired = { $count } 项不再提供
choice-name = { $name }的名称
choice-name-needed = 请填写名称。
choice-name-taken = 列表中已有这个名称。
choice-up = 上移{ $name }
choice-down = 下移{ $name }
choice-retire = 不再提供{ $name }
choice-restore = 重新提供
closing-rules = 结束会话时
rule-type = 必须选择会话类型
rule-type-more = 否则可以不选。
rule-reason = 必须选择结束原因
rule-reason-more = 否则可以不选。
rule-survey = 请客户评价
rule-survey-more = 默认勾选，客服可以取消。
rule-survey-daily = 每位客户每天最多询问一次
rule-survey-daily-more = 一天内有多个会话的客户，不会每次都被询问。
rule-courtesy = 一句“谢谢”不会开启新会话
rule-courtesy-more = 结束后十分钟内，道谢和道别会归入已结束的会话，铃也不会响。
refusal-name-taken = 列表中已有这个名称。

# API keys
keys-lead = 连接你的店铺、CRM 或脚本。密钥的权限不会超过你自己的权限。
keys-empty = 还没有密钥
keys-empty-more = 在下方为每个程序各建一个密钥，以便分别停用。
key = 密钥
key-may = 权限
key-used = 最近使用
key-ends = 有效期至
key-ended = 已过期
key-of = 代表{ $name }
key-new = 你的新密钥
key-new-more = 请立即复制：它不会再次显示。
key-make-title = 新密钥
key-make = 创建密钥
key-name = 用途
key-name-hint = 例如“库存脚本”。
key-name-needed = 请写明密钥的用途，以后才知道该停用哪一个。
key-scope-needed = 请选择密钥的权限。
key-days = { $count } 天后
key-year = 一年后
key-never-ends = 永不过期
key-revoke = 吊销
key-revoke-sure = 吊销“{ $name }”吗？
key-revoke-more = 使用它的程序会立即失去访问权限，且无法撤销。
scope-read = 读取会话和客户
scope-write = 回复、接待、结束、编辑
scope-export = 导出所有消息
scope-admin = 管理团队和设置

# Activity log
log-lead = 谁改了什么，最新的在前。任何人都无法修改此列表。
log-when = 时间
log-who = 人员
log-what = 内容
log-where = 来源
log-nobody = 未知
log-empty = 这里什么都没有
log-pages = 分页
log-newest = 最新
log-older = 更早
act-sign_in = 登录
act-sign_in_failed = 登录失败，尝试的账户
act-set_up = 初始设置店铺
act-team_renamed = 店铺更名为
act-agent_added = 通过命令加入团队
act-invited = 为同事生成链接
act-invitation_withdrawn = 撤回链接
act-joined = 加入团队
act-reset_offered = 生成设置新密码的链接，给
act-password_reset = 通过链接或命令设置密码
act-password_changed = 修改密码
act-role_changed = 更改角色
act-limit_changed = 更改同时会话数
act-deactivated = 停用
act-reactivated = 重新启用
act-key_created = 创建 API 密钥
act-key_revoked = 吊销 API 密钥
act-chat_type_added = 添加会话类型
act-chat_type_renamed = 会话类型更名为
act-chat_type_retired = 不再提供会话类型
act-closing_reason_added = 添加结束原因
act-closing_reason_renamed = 结束原因更名为
act-closing_reason_retired = 不再提供结束原因
act-closing_rules_changed = 更改结束时的询问内容
act-tag_renamed = 标签更名为
act-tag_deleted = 删除标签
act-channel_added = 添加网站聊天
act-channel_changed = 更改网站聊天的名称或网站
act-channel_paused = 暂停网站聊天
act-channel_resumed = 恢复网站聊天
act-identity_unproven = 身份证明有误，网站聊天
act-look_changed = 更改网站聊天的外观

act-tag_added = 新建标签
act-tag_merged = 把另一个标签并入
act-field_added = 新建客户字段
act-field_changed = 更改客户字段
act-field_deleted = 删除客户字段
act-customer_blocked = 屏蔽客户
act-customer_unblocked = 解除屏蔽客户
act-customers_merged = 把他人合并到客户
act-merge_undone = 撤销合并，客户
act-customers_imported = 导入客户
act-customers_exported = 导出客户
act-places_changed = 设置位置数据文件
act-page_rules_changed = 更改可见的网址参数
act-files_changed = 更改可接收的文件，网站聊天
act-preview_on = 开启输入预览，网站聊天
act-preview_off = 关闭输入预览，网站聊天
act-consent_on = 开启仅在同意后跟踪页面，网站聊天
act-consent_off = 关闭仅在同意后跟踪页面，网站聊天

# What was typed and not saved

js-form-back = 你写的内容回来了，但还没有保存。
