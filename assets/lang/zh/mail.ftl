# 会话记录中的邮件，以及以邮件发送的会话。

mail-subject = 主题：
mail-show-all = 显示全部
mail-show-less = 收起
mail-as-written = 查看原邮件
mail-as-words = 隐藏原邮件
mail-frame = 原邮件
mail-pictures = 显示图片
mail-pictures-why = 其他服务器上的图片会让其所有者知道你正在阅读。
mail-sealed = 此邮件已加密，只能在持有密钥的地方阅读；文件已附上。
mail-winmail = Outlook 把文件打包成了 winmail.dat，只有 Outlook 能打开。

transcript-mail = 用邮件发送
transcript-mail-to = 收件人
transcript-mail-from = 发件邮箱
transcript-mail-hint = 评论只会发到同事自己的地址。
transcript-mail-send = 发送
transcript-mail-none = 尚未连接邮箱。
transcript-mail-none-ask = 管理员可在“渠道”中连接。
transcript-mail-connect = 去连接
transcript-mail-bad = 这不是完整的地址。
transcript-mail-outsider = 评论只供同事阅读。请不带评论发送，或发给同事。
transcript-mail-gone = 此邮箱已不存在或已暂停，请另选一个。
transcript-mail-many = 此会话今天已发送足够多次。
transcript-mail-again = 重试
transcript-mail-subject = 您与{ $team }的会话
transcript-mails = 邮件发送
transcript-mail-waits = 发送中
transcript-mail-sent = 已发送
transcript-mail-failed = 未发送

line-transcript-mailed = { $name }已将会话记录发送至 { $address }
line-transcript-unmailed = 会话记录未能送达 { $address }
line-transcript-unmailed-why = 会话记录未能送达 { $address }：“{ $words }”
mail-unproved = 未能证实来自该地址。
mail-unproved-why = 接收这封邮件的服务器不为发件人担保。请谨慎对待其中的要求。
