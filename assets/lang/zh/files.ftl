# Files and voice: beside what one writes, in the log, and which of them a channel takes.

# The admin's screen of a channel
channel-files = 文件
look-closed = 打烊
files-from-customers = 客户可以发送
files-from-customers-more = 收到的文件都会按内容检查。陌生人发来的文档和压缩包常带有恶意程序，因此默认不接收。
files-from-team = 团队可以发送
files-from-team-more = 添加到回复时检查一次，发送时再检查一次。
files-sort-picture = 图片
files-sort-audio = 语音消息和音频
files-sort-video = 视频
files-sort-document = 文档
files-sort-archive = 压缩包
files-always = { $endings }。始终开启：图片会重新绘制，不会夹带其他内容。
files-picture = 图片上限（MB）
files-picture-hint = 1 到 { $most }。更大的照片会提示压缩。
files-file = 其他文件上限（MB）
files-file-hint-customers = 1 到 50。每位客户每天总共可发送 50 MB。
files-file-hint-team = 1 到 200。
files-never = 网页、SVG 图形和程序一律不接收，无论文件名是什么。

# Beside what one writes
voice-hold = 按住说话
voice-hold-more = 按住说话（V）
keys-voice = 按住说话
keys-voice-writing = 按住说话，输入时也可用
voice-direct = 松开即发送语音
voice-direct-more = 不先试听。关闭时：先试听，再发送或丢弃。

# In the log
file-video = 视频{ $name }
file-voice-play = 播放语音消息 { $length }
file-voice-position = 语音消息的播放位置
file-voice-speed = 速度

# Said by the browser's own code.
js-file-sort = “{ $name }”未添加：此渠道不能发送{ $sort }。请改发链接，或请管理员允许（管理 → 网站聊天 → 文件）。
js-file-unknown = “{ $name }”未添加：这里不能发送这类文件。可以发送：{ $endings }。
js-file-scriptable = “{ $name }”未添加：网页、SVG 图形和程序可能在对方的设备上运行。请存为 PDF 或图片。
js-file-apple = “{ $name }”未添加：许多浏览器无法显示这种 Apple 格式。照片请存为 JPG，视频请存为 MP4。
js-file-large-more = 请改发链接，或换一个短一些的。
js-file-refused = “{ $name }”未添加。{ $reason }
js-file-look = 查看{ $name }
js-file-leaving = 正在上传{ $name }
js-file-percent = { $percent }%
js-sorts-audio = 音频
js-sorts-video = 视频
js-sorts-document = 文档
js-sorts-archive = 压缩包
js-sort-picture = 图片
js-sort-audio = 音频
js-sort-video = 视频
js-sort-document = 文档
js-sort-archive = 压缩包
js-sort-voice = 语音消息
js-preview-title = 发送这些内容吗？
js-preview-more = 先看一看。按“发送”之前什么都不会发出。
js-preview-close = 关闭，保留在回复旁
js-preview-clear = 清除
js-preview-write = 添加文字
js-voice-play = 播放语音消息 { $length }
js-voice-pause = 暂停
js-voice-position = 语音消息的播放位置
js-voice-at = { $now } / { $length }
js-voice-speed = 速度
js-voice-unplayable = 此浏览器无法播放这段录音。
js-voice-download = 下载
js-voice-hold = 说话时请按住按钮，说完松开。
js-voice-how = 按住说话，松开结束。按键：V，输入时用 F8。
js-voice-will-ask = 按住说话。首次使用时浏览器会询问麦克风权限，请允许。
js-voice-asks = 浏览器正在询问 Shopbell 是否可以使用麦克风。请允许。
js-voice-ready = 麦克风已就绪。请按住按钮说话。
js-voice-let-go = 松开结束，滑开或按 Esc 丢弃
js-voice-press-again = 再按一次结束，按 Esc 丢弃
js-voice-recording = 正在录音
js-voice-cancel = 丢弃
js-voice-discarded = 录音已丢弃。
js-voice-short = 时间太短了。说话时请按住按钮。
js-voice-was-silent = 这段录音没有声音。发送前请先听一听。
js-voice-insecure = 此地址不是 HTTPS，浏览器不提供麦克风。请通过 https:// 地址打开 Shopbell，或在运行它的电脑上用 http://localhost 打开。
js-voice-unable = 此浏览器无法录音。请使用新版 Chrome、Edge、Firefox 或 Safari。
js-voice-none = 未找到麦克风。请接上麦克风再试。
js-voice-busy = 麦克风正被其他程序使用。请关闭该程序再试。
js-voice-denied-chromium = 麦克风已被阻止。请点击地址左侧的图标，打开“麦克风”，然后重试。
js-voice-denied-firefox = 麦克风已被阻止。请点击地址左侧带斜线的麦克风，取消阻止，然后重试。
js-voice-denied-safari = 麦克风已被阻止。请在 Safari 菜单的“此网站的设置”中把“麦克风”设为“允许”，然后重试。
js-voice-denied-other = 麦克风已被阻止。请在浏览器的网站设置中允许，然后重试。
js-voice-silent-chromium = 麦克风没有声音。打开了吗？可点击地址左侧的图标另选一个。
js-voice-silent-firefox = 麦克风没有声音。打开了吗？可点击地址左侧的麦克风另选一个。
js-voice-silent-safari = 麦克风没有声音。打开了吗？Safari 使用系统声音设置中所选的麦克风。
js-voice-silent-other = 麦克风没有声音。是否已打开，系统设置中是否选对了？
