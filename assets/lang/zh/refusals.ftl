# Why a request was not carried out. Say what happened, what it means, what to do next.
refusal-sign-in-needed = 请先登录。此登录无效或已过期。
refusal-not-allowed = 你的角色没有此权限。请联系团队的管理员。
refusal-not-found = 这里没有该内容，或者你无权查看。
refusal-method = 此地址不接受这种请求。
refusal-wrong-host = Shopbell 不响应此地址。请使用启动时显示的地址，或用 --host 加上此名称重新启动。
refusal-foreign-origin = 此请求来自其他网站，因此未做任何更改。
refusal-bad-query = 地址中有无法识别的值。
refusal-beyond-end = 请求的部分超出了文件末尾。
refusal-not-json = 请求内容不是所需的 JSON。
refusal-bad-form = 无法读取表单。
refusal-bad-key = Idempotency-Key 应为 1 到 200 字节的文本。
refusal-cut-off = 请求在完成前中断了。
refusal-too-large = 内容太大了。
refusal-too-fast = 操作太快了。请稍等片刻再试。
refusal-storage = 磁盘无法写入，因此未能保存。读取不受影响，请稍后再试。
refusal-storage-low = 磁盘快满了，暂时不能接收文件。消息仍可正常收发。
refusal-busy = Shopbell 现在很忙。请稍后再试。
refusal-stopping = Shopbell 正在重新启动，不确定是否已保存。请再试一次：内容绝不会重复保存。
refusal-internal = 我们这边出了问题，未做任何更改。详情见日志。
refusal-empty = 还没有可发送的内容。
refusal-too-long = 这条消息有 { $length } 个字符，最多 10,000 个。请分两次发送。
refusal-preview-too-long = 正在输入的内容有 { $length } 字节，最多显示 1,024 字节。
refusal-key-reused = 此键已用于另一条消息。
refusal-unknown-attachment = 这条消息的一个文件已不存在。请重新添加。
refusal-taken = { $name }快了一步，已接待此会话。
refusal-not-claimed = 请先接待此会话。
refusal-closed = 此会话已结束。
refusal-changed-meanwhile = 同事刚刚回复了。请先看看，再发送或修改你的内容。
refusal-at-limit = 你已有 { $limit } 个进行中的会话，达到上限。请先结束一个。
refusal-held-for = 此会话暂时留给{ $name }，片刻后即可接待。
refusal-other-queue = 此会话在不属于您的队列中等待。请联系管理员把您加入该队列。
refusal-wrapping-up = 请先完成收尾。
refusal-not-held = 此会话已不再留给您。
refusal-no-wrap-up = 此会话的收尾已结束。
refusal-not-active = 此会话目前无人接待。
refusal-no-such-agent = 没有这位同事，或者对方已离开。
refusal-type-required = 请选择会话是关于什么的。
refusal-reason-required = 请选择会话是怎么结束的。
refusal-unknown-choice = 此选项已不在列表中。请另选一项。
refusal-other-open = 此客户有另一个进行中的会话。请在那里继续。
refusal-rating-range = 评分为 1 到 5 的数字。
refusal-rating-closed = 此会话已不能再评分。
refusal-bad-email = 邮箱地址似乎不完整。
refusal-wrong-password = 邮箱和密码不匹配。

refusal-file-empty = 这是空文件。
refusal-file-too-large = 文件太大了。这里最多可发送 { $most } MB 的文件。
refusal-file-scriptable = 不接收网页、SVG 图形和程序，因为它们可能在对方的设备上运行。
refusal-file-not-taken = { $type ->
    [unknown] 这里不能发送这类文件。
   *[other] 这里不能发送这类文件（{ $type }）。
}
refusal-file-mismatch = 文件内容与文件名不符。
refusal-file-damaged = 文件已损坏或不完整，无法读取。
refusal-picture-too-many-pixels = 图片为 { $width } × { $height } 像素，太大了。请缩小后再发送。
refusal-file-quota = 今天的文件已达上限：一天内最多可发送 20 个文件或 50 MB。

refusal-file-not-here = “{ $name }”的类型或大小不能在此渠道发送。请移除，或联系管理员：网站聊天 → 文件。
refusal-file-not-wrapped = 这段录音的格式无法封装为 Ogg。请按原格式下载。
refusal-unknown-quote = 你要回复的消息已不存在。
refusal-not-your-message = 只有消息的作者可以修改。
refusal-unsent = 此消息已撤回。
refusal-too-late-to-change = 消息在一天内可以修改，这条已超过一天。
refusal-has-left = 已经发出了。
refusal-bad-time = 请选择从现在起 90 天内的时间。
