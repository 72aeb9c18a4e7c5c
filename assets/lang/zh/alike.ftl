# Those who wait and ask about the same.
alike-count = { $count } 位客户问的是同一件事
alike-take = 接待选中的
together-with = 与 { $names } 一起接待。
together-lost = { $name } 先接待了 { $customer }。
together-left = 您的会话数已达上限，{ $customer } 继续等待。
together-offer = 您给 { $customer } 写过：
together-use = 放入输入框
together-next = 下一位：{ $name }
refusal-together-none = 请至少选一位。
