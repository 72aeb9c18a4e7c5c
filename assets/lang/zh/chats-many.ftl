# 会话页面：批量操作、视图、归档，以及“无需回复”。
chats-tab-transferred = 已转交
chats-keys-pick = 勾选会话
chats-keys-pick-range = 勾选到此会话

# 批量
bulk-bar = 对已勾选会话的操作
bulk-pick = 勾选与{ $name }的会话
bulk-all = 勾选本页全部
bulk-none = 取消全部勾选
bulk-tag = 加标签
bulk-close = 结束
bulk-forward = 转交
bulk-archive = 归档
bulk-unarchive = 移出归档
bulk-tag-title = 给客户加标签
bulk-tag-sub = 这些会话的客户都会加上此标签。
bulk-close-title = 结束会话
bulk-close-sub = 此处的选择适用于全部会话。客户再次来信将开启新会话。
bulk-survey-more = 得到过回复且今天未被邀请评价的客户，可以为会话评分。
bulk-forward-title = 转交会话
bulk-forward-sub = 会话立即进入等待列表，等待时间继续计算。
bulk-tagged = { $count ->
    [0] 没有会话加上标签。
   *[other] 已为 { $count } 个会话加标签。
}
bulk-closed = { $count ->
    [0] 没有会话被结束。
   *[other] 已结束 { $count } 个会话。
}
bulk-forwarded = { $count ->
    [0] 没有会话被转交。
   *[other] 已转交 { $count } 个会话。
}
bulk-archived = { $count ->
    [0] 没有会话被归档。
   *[other] 已归档 { $count } 个会话。
}
bulk-unarchived = { $count ->
    [0] 没有会话移出归档。
   *[other] 已将 { $count } 个会话移出归档。
}
bulk-undone = { $count ->
    [0] 没有可撤销的内容。
   *[other] { $count } 个会话已恢复原状。
}
bulk-stayed = { $count ->
   *[other] { $count } 个保持不变：
}
bulk-undo = 撤销
bulk-dismiss = 关闭此提示
js-bulk-count = 已勾选 { $count } 个
js-bulk-elsewhere = （其中 { $count } 个已不在此列表中）
js-bulk-full = 一次最多 { $most } 个会话。
refusal-bulk-none = 请至少勾选一个会话。
refusal-bulk-too-many = 一次 { $count } 个会话太多，最多 { $most } 个。
refusal-bulk-already = 原本就是这样。
refusal-bulk-moved-on = 此期间已有人继续处理。
refusal-undo-too-late = 已无法撤销。
refusal-supervisors-only = 此操作需要主管。

# 归档
archived-means = 可以阅读和搜索，但不能再写。客户来信会开启新会话。
archive-means = 收起此会话，仍可阅读和搜索。
unarchive-means = 会话恢复为已结束，可以重新开启。
refusal-archived = 此会话已归档。主管可以将其移出归档。
refusal-archive-open = 此会话仍在进行。请先结束。
refusal-archive-wrap-up = { $name }仍在收尾。
refusal-archive-was-of = 此会话由{ $name }接待。本人或主管可以归档。
line-archived = { $name }归档了此会话
line-unarchived = { $name }将此会话移出归档
line-end-undone = 结束已撤销，客户照旧等待
archiving = 归档
archiving-lead = 归档的会话不再占地方，照样能搜到，统计数字也不变。
archiving-on = 自动归档已结束的会话
archiving-hint = 会话中这么久没有新动静之后。
archiving-days = 天数
archiving-bad-days = 请填写 { $least } 到 { $most } 之间的天数。
act-archiving_changed = 更改归档时间

# 无需回复
no-answer-needed = 无需回复
no-answer-means = 客户不再等待；下一条消息会重新计入
line-no-answer-needed = { $name }：无需回复

# 视图
views = 视图
views-save = 保存视图
views-edit = 视图设置
views-name = 视图名称
views-share = 全团队可用
views-begin = 我的会话页面从它开始
views-of-team = 此视图由主管为团队维护。
views-delete = 删除视图
views-shared-means = 团队视图
views-own-means = 你自己的视图
views-first = 你的首选视图：
refusal-view-nameless = 请给视图起个名称。
refusal-view-name-taken = 已有同名视图。
refusal-view-too-many = { $most } 个视图已经够多。请先删除一个。
