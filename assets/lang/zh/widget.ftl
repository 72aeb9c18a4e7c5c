# Texts: widget. Browser code uses the name without `widget-`; `{ $name }` reaches it as `{name}`.
# Plural forms are names of their own (-one, -few, -many, -other); a language repeats -other where it lacks a form.

# The launcher on the shop's page
widget-look-open = 打开聊天
widget-look-close = 关闭聊天
widget-look-dismiss = 不再显示
widget-look-title = 聊天
widget-look-label = 咨询我们
widget-look-unread-one = { $n } 条未读消息
widget-look-unread-few = { $n } 条未读消息
widget-look-unread-many = { $n } 条未读消息
widget-look-unread-other = { $n } 条未读消息

# The head and its menu
widget-greeting = 您好！有什么可以帮您？
widget-here = 我们在线
widget-away = 我们暂时不在
widget-asked = 已收到您的消息
widget-line-next = 下一位就是您
widget-line-place = 您排在第 { $n } 位
widget-line-about = 约 { $n } 分钟
widget-line-over = 超过 { $n } 分钟
widget-agent-at = { $team } · { $title }
widget-closed-at = 聊天已于 { $time } 结束
widget-menu = 菜单
widget-close = 关闭聊天窗口
widget-sound = 声音
widget-end-chat = 结束聊天
widget-end-chat-sure = 是，结束此聊天
widget-not-ended = 聊天尚未结束：没有网络连接。请重试。
widget-team = 团队
widget-you = 您

# Messages
widget-messages = 消息
widget-joined = { $name }已加入
widget-closed-by = { $name }结束了聊天
widget-released = { $name }离开了聊天
widget-reopened = { $name }重新开启了聊天
widget-typing = { $name }正在输入
widget-sent = 已发送
widget-read = 已读
widget-waiting = 等待发送
widget-not-sent = 未发送。{ $reason }
widget-file-lost = 未发送：文件发出前页面被重新加载。请重新选择文件。
widget-try-again = 重试
widget-remove = 移除
widget-new-one = { $n } 条新消息
widget-new-few = { $n } 条新消息
widget-new-many = { $n } 条新消息
widget-new-other = { $n } 条新消息
widget-no-connection = 没有网络连接。您的消息已保存，恢复连接后会立即发送。
widget-dark = 店铺暂时未连接。您写的内容会被妥善保存，恢复后立即送达团队。
widget-kept = 已为团队保存

# Writing
widget-message = 消息
widget-write = 输入消息
widget-reply-to = 回复{ $name }
widget-add-line = 添加说明
widget-send = 发送
widget-emoji = 表情
widget-add-picture = 添加图片
widget-clear = 清除
widget-not-loaded = 未能加载：没有网络连接。请重试。
widget-text-long = 太长了：一条消息最多 { $most } 个字符。
widget-cancel = 取消
widget-drop-here = 拖放到这里
widget-preview = 您发送之前，我们可能会看到您正在输入的内容。较长的号码会被隐藏。

# Files
widget-file-rule = 可以发送：{ $types }，每个不超过 { $limit }。
widget-file-type = 这里不能发送“{ $name }”。
widget-file-empty = “{ $name }”是空文件。
widget-file-broken = “{ $name }”无法作为图片读取。请存为 JPG 或 PNG 后重新添加。
widget-file-pixels = “{ $name }”有 { $width } × { $height } 像素，太大了。
widget-file-large = “{ $name }”大小为 { $size }，上限为 { $limit }。
widget-file-many = 一条消息最多 { $most } 个文件。
widget-file-shrink = 压缩
widget-file-shrinking = 正在压缩……
widget-file-unreadable = 无法在这里压缩“{ $name }”。
widget-picture-named = 图片 { $name }
widget-picture-open = 打开图片 { $name }

# Voice
widget-hold-to-talk = 按住说话
widget-voice-hold = 说话时请按住按钮，说完松开。
widget-voice-slide = 松开结束，滑开取消
widget-voice-press-again = 再按一次结束，按 Esc 取消
widget-voice-let-go = 松开结束
widget-voice-stop = 停止录音
widget-voice-recording = 正在录音
widget-voice-short = 时间太短了。说话时请按住按钮。
widget-voice-discarded = 录音已取消。
widget-voice-allow = 浏览器正在询问是否可以使用麦克风。
widget-voice-ready = 麦克风已就绪。请按住按钮说话。
widget-voice-denied = 麦克风已被阻止。请在浏览器中为此网站允许麦克风，然后重试。
widget-voice-none = 未找到麦克风。
widget-voice-busy = 麦克风正被其他程序使用。
widget-voice-silent = 麦克风没有声音。请检查是否已打开。
widget-voice-unplayable = 此浏览器无法播放。
widget-play = 播放语音消息 { $length }
widget-pause = 暂停

# Before the chat
widget-before-we-start = 开始之前
widget-before-more = 您的消息已保留，将一并发出。
widget-your-name = 您的姓名
widget-email = 邮箱
widget-email-why = 方便我们稍后联系您
widget-email-example = you@example.com
widget-optional = 选填
widget-required = 请填写此项。
widget-email-wrong = 邮箱地址似乎不完整。请写成 you@example.com 这样。
widget-about = 咨询内容
widget-consent-needed = 开始聊天前需要您的同意。
widget-privacy = 隐私
widget-start = 开始聊天

# The shop is closed
widget-closed-shop = 已打烊
widget-leave-question = 请留下您的问题，我们会通过邮件回复。
widget-your-question = 您的问题
widget-leave-message = 提交留言

# Survey
widget-how-did-we-do = 您对我们的服务满意吗？
widget-rating = 评分
widget-score-1 = 非常差
widget-score-2 = 差
widget-score-3 = 一般
widget-score-4 = 好
widget-score-5 = 非常好
widget-score-missing = 请先选择一个表情。
widget-anything-to-add = 还有什么想说的吗？
widget-skip = 跳过
widget-thanks = 感谢您的回答。
widget-change = 修改
widget-rating-later = 未发送：没有网络连接。请重试。

widget-add-file = 添加文件
widget-file-rule-two = 可以发送：{ $types }。图片不超过 { $limit }，其他文件不超过 { $other }。
widget-video-play = 播放视频 { $name }
widget-voice-position = 语音消息的播放位置
widget-voice-speed = 速度
widget-edited = 已修改
widget-unsent = 此消息已撤回
