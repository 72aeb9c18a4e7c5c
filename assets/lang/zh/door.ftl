# Texts: the door (first run, signing in, links that let somebody in), and words that forms share.

optional = 选填
email = 邮箱
password = 密码
password-new = 新密码
your-name = 你的姓名
role = 角色
role-agent = 客服
role-supervisor = 主管
role-admin = 管理员
role-agent-may = 客服：接待客户
role-supervisor-may = 主管：还可以查看和接管所有人的会话
role-admin-may = 管理员：还可以管理团队和设置
you = 你
back = 返回
skip = 跳过
go-on = 继续
copy = 复制
copied = 已复制
language-choose = 语言：{ $name }。选择其他语言

# Wrong input
email-wrong = 邮箱地址似乎不完整。
email-taken = 已有同事使用此邮箱。
name-needed = 请填写姓名，同事才知道是谁写的。
shop-name-needed = 请填写名称，客户需要看到它。

# Passwords
password-show = 显示
password-hide = 隐藏
password-hint = 至少 { $count } 个字符。三个普通的词比一个古怪的词更好记。
password-again = 请再输入一次：网页绝不会传回密码。
password-short = 太短：密码至少需要 { $count } 个字符。
password-long = 太长：最多 { $count } 个字符。
password-common = 这个密码别人一猜就中。请换一个。
password-personal = 别人首先会猜你的姓名或邮箱。请换一个。
js-password-weak = 还太短。
js-password-fair = 一般，再长一些更好。
js-password-good = 不错。
js-password-strong = 很强。三个普通的词比一个古怪的词更好记。

# Sign in
sign-in = 登录
sign-out = 退出登录
sign-in-lead = 登录你的柜台
sign-in-form-held = 会话已结束。登录后，你写的内容会回到原来的表单。
sign-in-stay = 在这台电脑上保持登录
sign-in-forgot = 忘记密码？请向管理员索取链接。
sign-in-wait = 尝试次数过多。请等待 { $count } 秒后再试。

# Links
link-dead = 此链接已失效
link-unknown = 没有这个链接，可能是复制时不完整。
link-used = 此链接已被使用或撤回。每个链接仅限一次，请向管理员索取新的。
link-expired = 此链接已过期。请向管理员索取新的。
join-title = 加入{ $team }
join-lead = 你的角色：{ $role }。请设置登录方式。
join-go = 加入团队
reset-title = 设置新密码
reset-for = 用于 { $email }。其他设备都会退出登录。
reset-go = 设置密码
invite-make = 生成链接
invite-link = 给同事的链接
invite-link-more = 请用邮件或聊天工具发给对方。链接三天内有效，仅限一次，且不会再次显示。
anybody-with-link = 任何持有链接的人
reach-here-alone = 此地址仅限本机使用，足够试用全部功能。要让访客和同事使用，请用他们能访问的地址启动 Shopbell：
invite-waits = 尚未打开链接

# The page on which one tries the web chat
trial-title = 试用网站聊天
trial-lead = 此页面放有你的网站聊天“{ $name }”
trial-what = 像客户那样，点击角落里的铃铛写点什么。控制台会响铃，你可以在那里回复。
trial-paused = 此网站聊天已暂停，所以铃铛没有显示。管理员可以恢复它。
trial-console = 前往控制台

# First run
default-team = 我们的店铺
default-channel = 网站
setup-title = 设置 Shopbell
setup-tag = 店铺柜台上的铃，为聊天而响。
setup-steps = 步骤
setup-you = 你
setup-shop = 你的店铺
setup-channel = 第一个渠道
setup-team = 你的团队
setup-bell = 试试铃声
setup-code-title = 先输入代码
setup-code-lead = 以免网络中的其他人抢先设置 Shopbell。
setup-code = 设置代码
setup-code-wrong = 代码不对。Shopbell 每次启动都会显示新的代码。
setup-code-where = 代码就在 Shopbell 启动时显示的链接中：
setup-code-why = 如果它作为服务运行，请查看服务日志。重新启动会显示新的代码，不会丢失任何内容。
setup-you-title = 欢迎来到你的柜台
setup-you-lead = Shopbell 在这台电脑上运行，一切都保存在这里。首先，你是谁？
setup-you-local = 不会向我们或任何人发送任何内容。一切都保存在这台电脑的一个文件里。
setup-shop-title = 你的店铺叫什么？
setup-shop-lead = 客户会看到这个名称。以后都可以修改。
shop-name = 店铺名称
console-language = 控制台语言
setup-channel-title = 客户在哪里联系你们？
setup-channel-lead = 先从你自己的网站开始，只需一分钟。
web-chat = 网站聊天
web-chat-what = 网站上的一行代码
paste-before = 粘贴到此标签之前：
waiting-first-visit = 正在等待来自你网站的首次访问……
first-visit = 成功了：首次访问已到来。
look-again = 再看一次
setup-team-title = 还有谁在柜台？
setup-team-lead = 每个人会得到一个仅限一次的链接。也可以以后再做。
setup-bell-title = 按一下铃
setup-bell-lead = 在第一位客户到来之前，确认这台电脑能响铃、能弹出通知。
bell-sound = 铃声
bell-sound-more = 响两下，每位新客户到来时都一样。
bell-ring = 响铃
pop-up = 你不在时弹出通知
pop-up-more = 浏览器会询问一次。
pop-up-allow = 允许
js-pop-up-granted = 已允许
js-pop-up-denied = 已在此浏览器的网站设置中阻止
js-pop-up-impossible = 此地址无法使用
js-pop-up-example = 有客户在等待
test-chat = 第一个会话
test-chat-more = 在放有网站聊天的页面上给自己发条消息。
test-chat-open = 打开测试页面
insecure = 你正在使用 { $url }。浏览器只在安全地址上允许弹出通知和麦克风。
open-counter = 开启柜台
setup-done-title = 柜台已开启
setup-done-lead = 第一位客户发来消息时，这个铃会响。在那之前，按你的喜好布置吧。
setup-done-look = 聊天窗口颜色
setup-done-look-more = 与你的网站相配
setup-done-types = 会话类型
setup-done-types-more = 会话是关于什么的
setup-done-team = 你的团队
setup-done-team-more = 更多链接、角色、上限
setup-done-go = 前往控制台

# A refusal as a page
refused = 没有成功
refused-nothing = 这里什么都没有
refused-home = 回到柜台

# Why something was not done
refusal-email-taken = 已有同事使用此邮箱。
refusal-no-name = 请填写姓名。
refusal-already-set-up = Shopbell 已经设置好了：有人快了一步。请直接登录。
refusal-bad-limit = 上限应为 1 到 100 的数字。
refusal-last-admin = 这是最后一位管理员。请先让其他人成为管理员。
refusal-password-changed-meanwhile = 密码刚刚在别处修改过。这里未做任何更改。
fresh-title = 是您本人吗？
fresh-lead = 此操作会授予他人权限或带走全部数据。输入密码后，十分钟内此浏览器不再询问。
fresh-file = 文件正在下载
fresh-file-lead = 浏览器会保存它。
fresh-file-again = 没有收到？再下载一次。
refusal-fresh-password = 此浏览器已有一段时间未输入密码。请重新登录，或使用可导出的密钥。
