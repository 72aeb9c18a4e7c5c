# The frame around every screen.
skip-to-main = 跳到主要内容
nav-main = 主菜单
nav-console = 控制台
nav-chats = 会话
nav-admin = 管理
sound-toggle = 铃声
theme-toggle = 浅色或深色
keys-show = 键盘快捷键
my-account = { $name }：我的账户
net-lost = 正在重新连接 Shopbell。
net-lost-more = 草稿不会丢失。现在发送的内容会先等着，一恢复连接就发出。
net-try-now = 立即重试
waiting-count = { $count } 位客户在等待
visitor-number = 访客 { $number }
