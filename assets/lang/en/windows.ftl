# For how long customers can be answered on a channel.

# Beside what one writes
js-window-minutes = { $count } min left
js-window-hours = { $count } h left
js-window-days = { $count } d left
js-window-placeholder = Nothing would be delivered now
window-messages = { $count ->
    [one] 1 message left
   *[other] { $count } messages left
}
window-last = { $count ->
    [one] One last message
   *[other] { $count } last messages
}
window-shut = Window closed
sms-parts-more = As how many text messages it is carried and paid for. One holds 160 characters; with any outside the alphabet of text messages, such as emoji, 70.
window-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
window-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
}
window-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
window-rule = Replies are delivered here up to { $span } after a customer’s message.
window-persons-now = Only what a person writes is delivered now.
window-closed-title = The reply window has closed.
window-quota-used = { $count ->
    [one] One message is delivered here after each of a customer’s, and it was sent.
   *[other] { $count } messages are delivered here after each of a customer’s, and all were sent.
}
window-never-asked = The customer has not written here yet.
window-refused = The platform did not take the last reply (code { $code }).
window-reopens = Replies open again as soon as { $name } writes; your draft is kept.
window-still = You can still leave a comment.
window-templates = Approved templates are still delivered.
window-last-title = { $count ->
    [one] One message left.
   *[other] { $count } messages left.
}
window-last-more = { $span } have passed, so this is all that is delivered until { $name } writes again. Make it count.
window-asked = The customer last wrote:
window-late = The reply window closes before then. If { $name } has not written by that time, your message comes back to you.
outgoing-window-closed = The reply window had closed.
closing-too-late = { $name } will not be asked for a rating: the reply window has closed.
line-unasked-window = No survey was sent: the reply window had closed
line-untold-window = The automatic message was not sent: the reply window had closed
line-window-refused = The platform refused a reply (code { $code }). The reply window is closed until the customer writes
refusal-window-closed = { $reason ->
    [quota-used] All messages that are delivered here after one of the customer’s were sent. You can answer again as soon as they write.
    [refused] The platform delivers no replies to this customer now (code { $code }). You can answer again as soon as they write.
    [never-asked] Nothing is delivered here before the customer has written.
   *[time-up] The reply window has closed: the customer last wrote too long ago. You can answer again as soon as they write.
}

# The admin's screen of a channel
channel-window = Reply window
window-lead = Many platforms deliver replies only for a while after a customer’s last message. The console counts down, and nothing pretends to be sent when the time is up.
window-usual-none = Web chat by itself has no limit.
window-limit = Limit how long customers can be answered
window-limit-more = Only their messages start the time anew. Each window ends one minute early, to be safe.
window-free = Open for
window-free-hint = Everything is delivered in this time.
window-persons = Then for people only
window-persons-hint = Automatic messages and surveys are left out in this time. 0: not at all.
window-unit = Unit
window-unit-minutes = minutes
window-unit-hours = hours
window-unit-days = days
window-extra = Last messages
window-extra-hint = How many more are delivered when all that time is up. 0 to { $most }.
window-quota = Messages for each of a customer’s
window-quota-hint = 1 to { $most }. Empty: as many as you like.
window-automated = An automatic message may be the last one
window-automated-more = Otherwise the last messages are kept for people.
window-number-wrong = A whole number from { $least } to { $most }.
window-time-wrong = From 5 minutes to a year.
act-window_changed = changed the reply window of the web chat

# Templates, which a platform delivers when nothing else is
templates-open = Send a template
templates-title = Send a template to { $name }
templates-sub = The platform has approved these and delivers them at any time. Fill in the blanks, and see how it will read.
templates-search = Find a template
templates-none = No template made of words has been approved yet. Once one is, it is found here.
templates-none-found = No template fits.
templates-again = Fetch again
templates-fetched = Fetched:
templates-trouble = The list could not be fetched just now.
templates-mend = Open the account
templates-ask-admin = Ask your admin to look at the account.
templates-blank = Blank “{ $name }”
templates-blank-header = Blank “{ $name }” in the heading
templates-link = End of the link under “{ $label }”
templates-reads = As it will be delivered
templates-send = Send template
delivery-template = The platform did not take this template.
refusal-template-changed = This template has changed. Close this and choose it again.
refusal-template-empty = Fill in “{ $name }”.
refusal-template-long = “{ $name }” is too long: { $most } characters fit.
