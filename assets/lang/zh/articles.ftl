# 文章：管理房间、帮助中心和小部件中的文字。
room-articles = 文章
articles-lead = 人人可读的答案：在帮助中心、在小部件里，团队写回复时也用得上。
articles-begin = 先在左侧建一个分类，例如“配送”。也可以导入表格。
articles-choose = 选择一篇文章来修改，或写一篇新的。
articles-back = 文章
articles-open = 帮助中心
articles-import = 导入文章
articles-import-lead = 导出所得的表格或 JSON。分类和名称都相同的文章会被替换，其他的保留；被替换的内容可以找回。
articles-import-hint = 表格第一行是列名：category、name、published、bot、language、title、text。每种语言占一行。
article-new = 文章
article-name = 名称
article-name-taken = 这个分类里已有同名文章。
article-category = 分类
article-category-needed = 请选择一个分类。
article-text-needed = 请至少用一种语言写。
article-half = { $language }需要标题和正文。
article-too-long = { $language }的正文有 { $length } 个字符，最多 40,000 个。
article-changed-meanwhile = 你打开之后，同事保存了这篇文章。不同之处，对方的文字列在你的文字下方：取你需要的，然后再保存一次。
article-theirs = 同事保存的内容
article-markdown = Markdown：以 ## 起头是标题，**粗体**，- 列表，1. 步骤，[ok](https://link) 是链接。空一行开始新的段落。
article-published = 已发布：人人可读
article-for-bot = 机器人可以用它回答
article-preview = 预览
article-draft = 草稿
article-title = 标题
article-title-in = 标题：{ $language }
article-title-other = 另一种语言的标题
article-text-in = 正文：{ $language }
article-delete-meaning = 它会从帮助中心消失，指向它的链接也会失效。取消发布可把它留作草稿。
article-versions = { $count } 个早先版本
article-version-until = 截至
article-restore = 找回
category-list = 分类
category-all = 全部
category-new = 新分类
category-add = 添加分类
category-name = 分类 { $name } 的名称
category-name-taken = 已有同名分类。
category-empty = 还没有文章。
categories-none = 还没有分类。
category-delete-sure = 删除分类“{ $name }”？
category-delete-meaning = { $count ->
    [0] 其中没有文章。
   *[other] 其中的 { $count } 篇文章也会被删除。
}
category-names = 其他语言
category-names-more = 读者会看到分类的名称。没有对应语言的名称时，显示{ $language }的名称。
category-name-other = 另一种语言的名称
refusal-article-changed = 同事刚刚修改了这篇文章。

help-title = { $team } 帮助中心
help-lead = 常见问题的答案。
help-heading = 有什么可以帮您？
help-search = 搜索答案
help-search-go = 搜索
help-found = { $count ->
    [0] 没有找到“{ $words }”
   *[other] “{ $words }”的 { $count } 个答案
}
help-none = 请换个说法，或减少几个词。
help-all = 全部文章
help-way = 当前位置
help-languages = 语言
help-changed = 最后修改于
help-ask = 没有找到答案？请写信给我们：聊天窗口就在角落里。
widget-help-search = 搜索答案
widget-help-none = 没有找到。请在下方写给我们。
widget-help-new-tab = 在新标签页打开

act-article_category_added = 添加文章分类
act-article_category_renamed = 将文章分类改名为
act-article_category_deleted = 删除文章分类
act-article_category_called = 设置文章分类的其他语言名称
act-article_added = 添加文章
act-article_changed = 修改文章
act-article_deleted = 删除文章
act-articles_imported = 导入文章（新增 + 修改）：
