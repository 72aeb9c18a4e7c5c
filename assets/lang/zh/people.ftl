# Everybody the team knows: the directory, a customer's own page, tables, merging, blocking, places.

# The team's own fields and tags
fields-own = 自定义字段
fields-more = 除姓名和联系方式外，团队还想了解客户的信息。显示在每个会话旁。
fields-empty = 还没有字段。订单号、尺码、生日：凡是你们常问的都可以。
fields-unknown = 未知
fields-yes = 是
fields-no = 否
field-new = 新字段
field-name = 名称
field-name-taken = 另一个字段已用此名称。
field-kind = 填写的内容
field-kind-text = 文字
field-kind-number = 数字
field-kind-date = 日期
field-kind-choice = 多选一
field-kind-boolean = 是或否
field-kind-link = 链接
field-kind-fixed = 填写的内容在新建字段时选定，之后不变。如需更改，请另建字段。
field-help = 说明
field-help-hint = 填写此字段时显示的一行说明。
field-choices = 选项
field-choices-hint = 每行一个；仅用于“多选一”。
field-choices-kept = 每行一个。去掉某个选项后，已选它的客户仍会保留。
field-delete = 删除此字段
field-delete-more = { $count ->
    [0] 其中没有内容。
   *[other] 其中 { $count } 位客户的内容也会删除。
}
field-delete-sure = 删除“{ $name }”吗？
back-to-fields = 全部字段和标签
delete = 删除
used-by = { $count ->
    [0] 无人使用
   *[other] { $count } 位客户
}
tags-more = 给客户的标签。客服在会话旁写下即可新建，在这里整理。
tags-empty = 还没有标签。
tag-colour = 颜色
tag-colour-number = 颜色 { $number }
tag-merge = 并入另一个标签
tag-merge-more = { $count ->
    [0] 没有客户使用此标签，它将被删除。
   *[other] 使用此标签的 { $count } 位客户会改用另一个标签，此标签将被删除。
}
tag-merge-into = 选择标签
tag-merge-do = 合并
tag-delete = 删除此标签
tag-delete-more = { $count ->
    [0] 没有客户使用它。
   *[other] 它会从 { $count } 位客户身上去掉。
}
tag-delete-sure = 删除标签“{ $name }”吗？
room-customers = 客户资料
room-customers-lead = 你们保存的客户资料：自定义字段、标签、所在位置，以及浏览过的页面。
refusal-tag-itself = 标签不能并入自身。
refusal-field-few-choices = 至少需要两个选项，每行一个。
refusal-field-many-choices = 最多 60 个选项。
refusal-field-many = 最多 40 个字段。
refusal-bad-number = 这不是数字。请不要用千位分隔符，例如 1234.5。
refusal-bad-date = 这不是日期。
refusal-not-a-choice = 此选项已不存在。
refusal-bad-link = 这不是网址，应为 https://shop.example 这样。

# The directory
people = 客户
people-tabs = 列表显示哪些人
people-known = 已识别
people-everybody = 所有人
people-blocked = 已屏蔽
people-is-blocked = 已屏蔽
people-blocks = 屏蔽记录及原因
people-search = 搜索客户
people-search-hint = 姓名、邮箱、电话或公司
people-tag = 标签
people-any-tag = 全部标签
people-contact = 联系方式
people-chats = 会话
people-chats-count = { $count ->
    [0] 没有会话
   *[other] { $count } 个会话
}
people-last = 最近联系
people-rows = 客户列表
people-pages = 列表分页
people-first = 回到开头
people-more = 更多
people-none = 还没有已识别的客户
people-none-more = 来信并留下姓名或地址的人会出现在这里。你也可以自己登记。
people-none-blocked = 没有被屏蔽的客户
people-no-match = 没有客户使用此标签
people-not-found = 未找到“{ $words }”
people-look-everywhere = 也在匿名访客中查找
people-new = 新客户
people-create = 登记
people-create-anyway = 仍然登记
people-nobody = 请填写姓名、地址或号码。
people-known-already = 此地址或号码已有记录：
people-back = 返回列表
people-back-to = 返回{ $name }
people-import = 导入
people-export = 导出
people-since = 建档于
people-details = 详情
people-reaches = 联系渠道
people-first-seen = 首次出现于
people-story = 往来记录
people-no-chats = 还没有会话。
people-open-chat = 打开会话
people-merge = 合并
customer-record = 打开资料

# Tables
people-import-title = 导入客户
people-import-lead = 来自其他程序存为 CSV 的表格。保存之前，你会先看到结果。
import-paste = 或在此粘贴表格
import-columns = 第一行是列名，可识别的有：
import-look = 先看结果
import-no-columns = 没有名为 name、email 或 phone 的列。第一行必须是列名。
js-import-unreadable = 此文件不是 UTF-8 编码。请在表格软件中选择“CSV UTF-8”。
js-import-large = 此文件太大，无法一次导入。请把表格拆成几份。
import-found = { $count ->
    [0] 没有可导入的行。
   *[other] 可导入 { $count } 行。
}
import-new = { $count ->
    [0] 没有新客户
   *[other] { $count } 位新客户
}
import-doubles = { $count } 位的邮箱或电话已有记录
import-doubles-what = 已有记录的客户如何处理？
import-doubles-show = 有哪些人？
import-update = 更新：用表格内容替换已有资料
import-skip = 跳过
import-add = 各新建一位客户
import-broken = { $count } 行有误
import-broken-title = 有误的行
import-ignored = 无法识别、已略过：{ $columns }
import-in-table = 表格中
import-known-as = 已有记录
import-on-line = 第 { $line } 行：
import-more-broken = 还有 { $count } 行
import-leave-out = 略过有误的行
import-do = 导入 { $count } 位客户
import-other = 换一份表格
import-done = 已导入：新增 { $added } 位，更新 { $updated } 位。
import-skipped = { $count } 位已有记录，已跳过。
import-left-out = 已略过 { $count } 行有误的内容。
fault-width = 单元格数与第一行不符。
fault-nobody = 没有姓名、邮箱或电话。
fault-email = “{ $value }”不是邮箱地址。
fault-language = “{ $value }”不是语言代码。
fault-value = “{ $value }”不能填入“{ $field }”。
fault-twice = 与第 { $line } 行的邮箱或电话相同。
refusal-import-broken = 表格中有些行有误，什么都没有保存。请选择略过这些行，或修正表格。

# Two who are one
merge-title = { $name }与谁是同一人？
merge-lead = 双方的会话、账户、备注和标签会合在一起。30 天内可以撤销。
merge-search = 搜索另一位客户
merge-find = 搜索
merge-alike = 相似的客户：
merge-none-alike = 没有相似的客户。请按姓名、邮箱或电话搜索。
merge-choose = 比较
merge-choose-of = 与{ $name }比较
merge-what = 内容
merge-stays = 保留
merge-joins = 并入
merge-means = 双方都有的内容，请选择保留哪个。一方缺少的内容由另一方补上。
merge-do = 合并
merge-other = 换一位
merge-done = { $agent }把{ $name }合并到了此客户
merge-undo = 撤销
refusal-merge-itself = 这已经是同一位客户。
refusal-merge-blocked = 其中一位已被屏蔽。请先解除屏蔽。
refusal-merge-too-late = 已无法撤销。
refusal-merge-merged-on = 之后又与他人合并过。请先撤销那次合并。

# Blocking
block = 屏蔽
block-customer = 屏蔽{ $name }
block-sure = 屏蔽{ $name }吗？
block-means = 会话会结束并归档。对方之后发来的内容不再响铃。可在客户资料中解除。
block-reason = 原因
block-reason-for = 供团队查看
block-spam = 垃圾信息
block-abuse = 辱骂或威胁
block-other = 其他
block-more = 文字说明
block-more-when = 选“其他”时必填
block-message = 给客户的消息
block-message-when = 对方每次再来时也会发送
block-message-default = 感谢您的来信。我们无法在聊天中继续此对话。
block-lasts = 多长时间
block-for-ever = 直到有人解除
block-days = { $count } 天
block-nearby = 同时屏蔽来自以下地址的新访客
block-nearby-none = 不屏蔽其他人
block-nearby-hint = 家庭、办公室乃至整座城镇可能共用地址。到期自动解除；之前来过的或网站已确认身份的客户不受影响。
block-do = 屏蔽并结束
blocked-by = 由{ $name }屏蔽
blocked-until = 截至
blocked-told = 已告知：
unblock = 解除屏蔽
js-blocked = 已屏蔽。对方再发来内容不会响铃。
blocks-lead = 所有被屏蔽过的客户、操作人和原因，最新的在前。
blocks-none = 从未屏蔽过任何人
blocks-by = 操作人
blocks-lifted = 由{ $name }解除屏蔽
blocks-time-up = 已到期
blocks-nearby = 同时屏蔽来自 { $addresses } 的新访客，至
blocks-because = 来自相同的地址：
line-blocked = { $name }屏蔽了此客户
line-unblocked = { $name }解除了对此客户的屏蔽
line-unblocked-in-time = 屏蔽已到期
log-while-blocked = 屏蔽期间发来
chats-status-archived = 已归档
chats-status-archived-means = 已归档。可以阅读和查找，但不能再回复。
refusal-customer-blocked = 此客户已被屏蔽。请先解除屏蔽。
refusal-block-no-reason = 请用文字说明原因，仅团队可见。
refusal-block-no-message = 请填写给客户的消息。
refusal-block-no-address = 已不知道其网络地址。请不带地址屏蔽。
refusal-block-already = 此客户已被屏蔽。
refusal-block-not-yours = 只有{ $name }或主管可以解除屏蔽。
refusal-blocked = 这里无法再发送内容。

# Where they are
place = 位置
place-none = 位置未知。
place-no-file = 位置未知：网站聊天本身不提供位置，也没有设置位置数据文件。
place-set = 设置文件
place-inside = 位置未知：此网络地址在你们自己的网络内。
place-unknown = 位置未知：位置数据文件中没有此网络地址。
place-caveat = 根据网络地址大致推断。使用 VPN 或移动网络时可能相差很远。
place-radius = 约 { $km } 公里范围内。
place-local-time = 当地时间
place-told = 由客户分享
place-told-within = 由客户分享，误差 { $metres } 米以内，
place-maps = 地图：
place-file-missing = 这台机器上没有该文件。
place-file-unreadable = 无法读取位置数据文件：{ $reason }。
place-file-damaged = 这不是位置数据文件（MMDB），或文件已损坏。请重新下载。
place-file-other = 此文件（“{ $kind }”）不含位置。需要包含城市或国家的文件。
places-more = 网站聊天不提供位置。MMDB 格式的文件（有多家免费提供）可以大致说明网络地址在哪里。文件在这台机器上读取，不会询问任何外部服务。
places-file = 文件路径
places-file-hint = 在运行 Shopbell 的机器上。替换文件后会自动读取新文件。
places-open = 使用中：{ $kind }，占用内存 { $size } MB，制作于
refusal-not-on-earth = 地球上没有这个位置。

# Pages of visitors
pages-rules-more = 在网站聊天旁，你能看到访客正在和曾经浏览的页面。{ $count } 天后会清除。
pages-parameters = 可见的网址参数
pages-parameters-hint = 例如搜索词或商品编号，用空格隔开。其他参数会在访客的浏览器中去掉，utm_… 除外
pages-bad-name = “{ $name }”不是参数名，或参数超过 20 个。
pages-earlier = 以往访问的 { $count } 个页面
pages-from-site = 来自 { $site }

# Who a site says somebody is
identity-refused-wrong = 签名与此 ID 和密钥不符。访客保持匿名。
identity-refused-expired = 此签名已过有效期。访客保持匿名。
identity-refused-early = 此签名的有效期超过一天。请为每个页面重新签名。
identity-refused-used = 此签名已使用过。请为每个页面重新签名。
identity-refused-undated = 此签名没有日期，而店铺只接受带日期的签名。访客保持匿名。
identity-dated = 只接受带日期的签名
identity-dated-more = 把 ID 和时间一起签名，如上所示：这样的签名最多有效一天，且只能用一次。不带时间的签名永久有效，从旧网页中找到它的人也能使用。
identity-dated-code = 带日期：有效一小时，仅限一次
people-import-file = 文件
people-import-line = 行
people-import-empty = 此表格中没有任何行。
people-import-two-columns = 有两列都叫“{ $name }”。
people-import-too-long = 一次最多 { $most } 行。请将表格分成几部分。
