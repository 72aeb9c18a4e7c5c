# The Figures page, and the chats behind a figure.
nav-figures = Figures
figures = Figures
figures-yours = Your figures
figures-key = Key figures
figures-period = Days
figures-today = Today
figures-yesterday = Yesterday
figures-last-days = { $days } days
figures-this-month = This month
figures-last-month = Last month
figures-own-days = From – to
figures-against = Compared with
figures-against-before = With the days before
figures-against-year = With a year before
figures-compared = compared with { $days }
figures-compared-so-far = compared with { $days }, up to the same hour
figures-open-only = Count business hours only
figures-day = { $date } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
figures-day-year = { $day } { $year }
figures-new = New chats
figures-new-def = Chats whose customer wrote their first message in these days.
figures-closed = Chats closed
figures-closed-def = Chats that ended in these days, whoever ended them, and have not been reopened since.
figures-incoming = Messages in
figures-incoming-def = Messages that customers wrote in these days.
figures-outgoing = Messages out
figures-outgoing-def = Messages that agents wrote to customers in these days. Comments, automatic messages and those that did not arrive do not count.
figures-first = First response
figures-first-def = From the customer’s first message to the first of an agent: half of the new chats were answered within this time. Chats that began while nobody was there are left out; when only business hours count, they belong to it and closed time does not.
figures-response = Response
figures-response-def = Each time a customer writes, from their oldest unanswered message to the next of an agent: half of the answers came within this time. It belongs to whoever answered.
figures-wait = Wait
figures-wait-def = From the customer’s first message until an agent had the chat: half of the new chats were picked within this time. Chats are left out as in the first response.
figures-resolution = Resolution
figures-resolution-def = From the customer’s first message to the end, of chats closed in these days: half of them were done within this time.
figures-given-up = Given up
figures-given-up-def = New chats that customers ended themselves before any agent wrote.
figures-target = Answered within { $within }
figures-target-def = Of the new chats that were answered, were given up or have waited longer than the target: those whose first answer came within it. Chats are left out as in the first response.
figures-target-set = Change the target
figures-target-seconds = Target in seconds
figures-target-wrong = Enter whole seconds, from 1 to { $most }.
figures-stars = Satisfaction
figures-stars-def = The average of the ratings of chats closed in these days, whenever they were given, and the share of those with 4 or 5.
figures-answered = Surveys answered
figures-answered-def = Of the chats closed in these days whose customers were asked for a rating, those that were rated.
figures-of-five = of 5
figures-of = { $part } of { $of }
figures-of-new = { $share } of the new chats
figures-happy = { $share } with 4 or 5
figures-ninety = 90% within { $time }
figures-median = Half within
figures-nine-of-ten = 90% within
figures-meaning = What “{ $figure }” means
figures-see = See these chats
figures-no-before = Nothing to compare with
figures-same = As before
figures-more = { $by } more
figures-fewer = { $by } fewer
figures-faster = { $by } faster
figures-slower = { $by } slower
figures-higher = { $by } higher
figures-lower = { $by } lower
figures-points = { $points ->
    [one] { $points } point
   *[other] { $points } points
}
figures-chats = Chats
figures-messages = Messages
figures-band = The green band is the target.
figures-over-time = Over time
figures-as-table = The charts as a table
figures-days = Days
figures-hour = Hour
figures-weekday = Weekday
figures-when = When customers write
figures-zone = Days and hours are those of the shop.
figures-ratings = Ratings
figures-by-channel = By channel
figures-by-queue = By queue
figures-by-agent = By agent
figures-by-type = By type
figures-by-reason = By closing reason
figures-figure = Figure
figures-csv-of = “{ $table }” as CSV
figures-empty = Nothing happened in these days
figures-empty-more = As soon as customers write, their chats are counted here.
figures-see-ninety = See 90 days
refusal-figures-too-long = Figures reach over ten years at most. Choose fewer days.
act-figures_target_changed = changed the target of the first answer
