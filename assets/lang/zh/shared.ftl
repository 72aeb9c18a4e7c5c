# Texts: pictures, files and links of a customer’s chats.

customer-files = 文件
shared-none = 暂无内容。你与{ $name }互相发送的图片、文件和链接会汇集在这里。
shared-pictures = 图片
shared-others = 其他文件
shared-links = 链接
shared-more = 显示更早的内容
shared-where = 前往该消息
shared-picture-where = 前往包含 { $name } 的消息
shared-automatic = 自动发送
shared-comment = 评论
