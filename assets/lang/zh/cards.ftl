# Cards: at the counter, in the admin's room, on their way in and out.
refusal-card-gone = 这张卡片刚刚被移除。
refusal-card-changed = 同事刚刚修改了这张卡片。
refusal-card-not-carried = 此渠道的会话不能发送这种卡片。
customer-cards = 卡片
card-link = 链接卡片
card-mini-program = 小程序卡片

room-cards = 卡片
cards-lead = 带标题、简介和链接的图片，可直接拖进回复。
cards-begin = 先在左侧建一个文件夹，例如“商品”。也可以导入表格。
cards-choose = 选择一张卡片进行修改，或新写一张。
card-new = 卡片
card-name-taken = 此文件夹中已有同标题的卡片。
card-folder = 文件夹
card-folder-needed = 请选择文件夹。
card-kind = 类型
card-kind-hint = 链接卡片可用于所有渠道；小程序卡片只能用于微信及其小程序。
card-title = 标题
card-teaser = 简介
card-link-field = 链接
card-picture = 图片
card-picture-clear = 移除图片
card-picture-gone = 图片已不存在。请重新选择。
card-tags-hint = 便于查找的词，用逗号隔开。
card-text-needed = 请至少用一种语言填写。
card-title-needed = 请填写{ $language }的标题。
card-link-bad = { $language }的链接：{ $why }
card-changed-meanwhile = 你打开之后，同事修改了这张卡片。再次保存会用你的内容覆盖对方的。
link-missing = 请填写链接。
link-not-web = 请写完整的网址，例如 https://shop.example/page。
link-not-public = 客户无法打开此地址。请使用公开的网址。
link-too-long = 有 { $length } 个字符，最多 2,000 个。
folder-list = 文件夹
folder-all = 全部
folder-new = 新文件夹
folder-add = 添加文件夹
folder-name = 文件夹{ $name }的名称
folder-name-taken = 已有同名文件夹。
folder-empty = 还没有卡片。
folders-none = 还没有文件夹。
folder-delete-sure = 删除文件夹“{ $name }”吗？
folder-delete-meaning = { $count ->
    [0] 其中没有卡片。
   *[other] 其中的 { $count } 张卡片也会删除。已发送的内容仍保留在会话中。
}
cards-import = 导入卡片
cards-import-lead = 表格或 JSON，格式与导出的一致。文件夹和名称相同的卡片会被替换，其他卡片不变。JSON 会带上图片；导入表格时，卡片保留原有图片。
cards-import-hint = 表格第一行是列名：folder, name, kind, tags, language, title, teaser, link。卡片的每种语言各占一行。
import-no-such-column = 没有“{ $name }”这一列。请改名或移除。
import-no-such-kind = “{ $kind }”既不是 link 也不是 mini_program。

act-card_folder_added = 添加卡片文件夹
act-card_folder_renamed = 卡片文件夹更名为
act-card_folder_deleted = 删除卡片文件夹
act-card_added = 添加卡片
act-card_changed = 更改卡片
act-card_deleted = 删除卡片
act-cards_imported = 导入卡片（新增 + 更改）：

js-cards-search = 搜索卡片
js-cards-none = 没有含这些文字的卡片。
js-cards-empty = 还没有卡片。
js-cards-write = 编写卡片
js-cards-all = 全部
js-cards-hint = 把卡片拖进输入框，或点击预览。
js-card-mini-program = 小程序卡片
js-card-not-carried = 小程序卡片只能用于微信及其小程序。
js-card-add = 添加
js-card-close = 关闭
js-card-open = 打开链接
js-card-goes = 以客户的语言（{ $language }）发出
js-card-goes-instead = 以{ $language }发出，没有{ $wanted }版本
js-card-many = 一条消息最多可放 { $most } 张卡片和图片。
js-card-late = 卡片未添加。{ $reason }
js-card-drop = 松开即可把卡片添加到回复
refusal-bad-card-link = 客户无法打开这个链接。
