# Texts: hours and greetings

# When the shop opens next, in the middle of a sentence
opens-today = 今天 { $time }
opens-tomorrow = 明天 { $time }
opens-weekday = { $day ->
    [1] 周一
    [2] 周二
    [3] 周三
    [4] 周四
    [5] 周五
    [6] 周六
   *[7] 周日
} { $time }
opens-date = { $month }月{ $date }日 { $time }
hours-weekday = { $day ->
    [1] 周一
    [2] 周二
    [3] 周三
    [4] 周四
    [5] 周五
    [6] 周六
   *[7] 周日
}
hours-weekday-short = { $day ->
    [1] 周一
    [2] 周二
    [3] 周三
    [4] 周四
    [5] 周五
    [6] 周六
   *[7] 周日
}

# The wait list and the widget
offline-greeted = 已自动告知暂时无人
widget-opens = 下次营业：{ $day } { $time }

# Hours
room-hours = 营业时间
hours-lead = 店铺何时营业。设有营业时间的队列，在此之外一律关闭，无论柜台是否有人。
hours-new = 新建营业时间
hours-all = 全部营业时间
hours-first-name = 店铺时间
hours-none = 尚无营业时间
hours-none-more = 在此之前，只要柜台有人，店铺就算营业。
hours-edit = 编辑
hours-edit-name = 编辑 { $name }
hours-edit-lead = 平常的一周，以及例外的日子。所有时间均以店铺当地时钟为准。
hours-exceptions-count = { $count } 个例外日
hours-unused = 没有队列使用。
hours-used-by = 队列：
hours-open-until = 营业中，{ $when } 结束
hours-open = 营业中
hours-closed-until = 已打烊，{ $when } 开始
hours-closed = 已打烊
hours-never = 每天都不营业。
hours-name = 名称
hours-name-taken = 已有同名的营业时间，可能在已停用的当中。
hours-zone = 时区
hours-zone-choose = 请选择时区
hours-zone-needed = 请选择这些时间所属的时区。
hours-zone-unknown = 没有时区“{ $name }”。
hours-week = 一周
hours-week-more = 一天可有多个时段。结束早于开始，表示次日清晨，最晚到 06:00。
hours-copy = 周一应用到每天
hours-day-closed = 休息
hours-span-add = { $day }：添加时段
hours-span-remove = { $day }：移除此时段
hours-from = { $day }，从
hours-to = { $day }，到
hours-late = 次日
hours-days = 例外的日子
hours-days-more = 节假日及时间不同的日子。不填时间即全天休息。同一日期填两行，即为两个时段。
hours-days-add = 添加日期
hours-days-remove = 移除这些日期
hours-day = 日期
hours-until = 最后一天
hours-why = 原因
hours-why-example = 春节
hours-open-at = 开始
hours-close-at = 结束
hours-queues = 使用这些时间的队列
hours-queues-more = 没有营业时间的队列，只要柜台有人就算营业。
hours-queue-other = 目前使用“{ $name }”
hours-half = 时段需要开始和结束时间。
hours-no-time = 这不是有效的时间，请按 09:00 的格式填写。
hours-backwards = 此时段的结束早于开始。过了午夜最晚到 06:00，其余请写在次日。
hours-no-day = 这里需要日期。
hours-days-backwards = 最后一天早于第一天。
hours-days-many = 例外的日子最多 { $most } 天，请移除已过去的。
hours-overlap = 当天的时段互相重叠。
hours-runs-into-next = 当天过午夜后与次日的时段重叠。
hours-spans-many = 一天最多 { $most } 个时段。
hours-day-overlap = { $day } 的时段互相重叠。
hours-changed-meanwhile = 同事刚刚修改过这些时间。再次保存会覆盖其修改。
hours-in-use = 以下队列正在使用：{ $queues }。请先为其改用其他时间。

# Greetings
room-greetings = 自动问候
greetings-lead = 会话开始时立即发给客户的内容：有人时一种，无人时另一种。每个会话一次，八小时内不再重复。
greetings-on = 自动问候已开启
greetings-off = 自动问候已关闭
greetings-on-more = 会话的第一条消息会立即得到对应位置和语言的回复。
greetings-off-more = 内容保存在此，待您开启。
greetings-on-empty = 尚无内容，因此不会发送。
greetings-use-shipped = 使用现成内容
greetings-turn-on = 开启
greetings-turn-off = 关闭
greeting-everywhere = 所有位置
greeting-all-channels = 所有渠道
greeting-all-queues = 所有队列
greeting-places = 位置
greeting-other-place = 其他位置
greeting-channel = 渠道
greeting-queue = 队列
greeting-open-place = 编写内容
greeting-online = 有人时
greeting-online-more = 店铺营业，且柜台有人。
greeting-offline = 无人时
greeting-offline-more = 店铺不在营业时间，或柜台无人。等待列表会标出收到此内容的客户。
greeting-language = 内容语言
greeting-has-text = 已有内容
greeting-text-in = 内容：
greeting-preview = 客户看到的
greeting-preview-none = 此语言没有内容：将采用最接近的语言，其次为默认语言。
greeting-remove = 移除这些内容
greeting-remove-more = 移除后，此处重新采用更大范围的内容。
greeting-remove-all-more = 移除后，只有自带内容的位置才会问候。
greeting-placeholder-hint = 可能未知的内容需要备用文字：{ $example }。
greeting-too-long = { $language }：内容有 { $length } 个字符，最多 { $most } 个。
greeting-unknown = 自动问候没有占位符 { $name }。
greeting-unsure = { $name } 可能未知，请写明替代文字：{ $example }。

# The texts that come with the house. Customers read them.
greeting-soon = 很快
greeting-there = 您好
greeting-shipped-online = 您好！感谢您联系 { $shop }，马上有人为您服务。
greeting-shipped-offline = 感谢您联系 { $shop }。现在暂时无人，我们{ $opens }回来。您的留言已保存，我们会在这里回复。

# The log
act-hours_added = 新建了营业时间
act-hours_changed = 修改了营业时间
act-hours_retired = 停用了营业时间
act-hours_restored = 恢复了营业时间
act-queue_hours_given = 为队列设置了营业时间：
act-queue_hours_taken = 取消了队列的营业时间：
act-greeting_changed = 修改了自动问候
act-greeting_removed = 移除了自动问候
act-greetings_on = 开启了自动问候
act-greetings_off = 关闭了自动问候
