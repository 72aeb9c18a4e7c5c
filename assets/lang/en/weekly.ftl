# The report of a week by mail.
weekly = Weekly report
weekly-when = When it is sent, and to whom
weekly-more = The key figures of the last seven days beside those of the seven before, by mail. Agents get their own, supervisors and admins the whole team’s.
weekly-on = Send it every week
weekly-zone = By the clock of the house: { $zone }
weekly-to = Who gets it
weekly-nobody = Choose at least one of the team.
weekly-next = The next one leaves:
weekly-under-way = The one of { $day } is being written.
weekly-lost = The one of { $day } did not leave: there was no mailbox, or nobody to get it.
weekly-went = The one of { $day } went to: { $count }.
weekly-preview = What it says
weekly-send = Send one now to me
weekly-sent = A report is on its way to { $address }.
weekly-no-mailbox = No mailbox is connected, so no report can leave.
weekly-subject = { $team }: your week, { $days }
weekly-lead = The week of { $week }, beside { $before }.
weekly-lead-own = Your own week of { $week }, beside { $before }.
weekly-was = before: { $before }
weekly-change = Change
weekly-see = See all figures
act-weekly_report_changed = changed the weekly report
refusal-weekly-no-mailbox = No mailbox is connected, so no report can leave. Connect one under Channels.
line-transcript-asked = The customer asked for this chat by mail: { $address }

# A customer wants their chat by mail.
widget-mail-chat = Send this chat by email
widget-mail-send = Send it by email
widget-mail-sent = On its way to { $email }.
refusal-no-mailbox = There is no mailbox from which this could be sent.
refusal-mail-not-answered = Somebody of our team answers first; then you can have the chat by email.
refusal-mail-too-many = This chat was sent often enough for one day. Please try again tomorrow.
