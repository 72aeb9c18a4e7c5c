# A mail in the log of its chat, and a chat that is sent by mail.

mail-subject = Subject:
mail-show-all = Show all
mail-show-less = Show less
mail-as-written = Show as written
mail-as-words = Hide the original
mail-frame = The mail as it was written
mail-pictures = Show pictures
mail-pictures-why = Pictures on other servers would tell their owners that you read this.
mail-sealed = This mail is encrypted. It can be read where its key is: the file is attached.
mail-winmail = Outlook has packed files into winmail.dat, which Outlook alone unpacks.

transcript-mail = Send by email
transcript-mail-to = To
transcript-mail-from = From
transcript-mail-hint = Comments go to colleagues’ own addresses alone.
transcript-mail-send = Send
transcript-mail-none = No mailbox is connected yet.
transcript-mail-none-ask = An admin connects one under Channels.
transcript-mail-connect = Connect one
transcript-mail-bad = This is not a whole address.
transcript-mail-outsider = Comments are for colleagues alone. Send the chat without them, or to a colleague.
transcript-mail-gone = This mailbox is not there any more, or rests. Choose another one.
transcript-mail-many = This chat was sent often enough for one day.
transcript-mail-again = Try again
transcript-mail-subject = Your chat with { $team }
transcript-mails = By email
transcript-mail-waits = On its way
transcript-mail-sent = Sent
transcript-mail-failed = Not sent

line-transcript-mailed = { $name } sent the transcript to { $address }
line-transcript-unmailed = The transcript did not reach { $address }
line-transcript-unmailed-why = The transcript did not reach { $address }: “{ $words }”
mail-unproved = Not proved to come from this address.
mail-unproved-why = The server that received this mail does not vouch for its sender. Be careful with what it asks for.
