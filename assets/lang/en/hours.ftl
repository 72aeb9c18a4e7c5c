# Texts: hours and greetings

# When the shop opens next, in the middle of a sentence
opens-today = today at { $time }
opens-tomorrow = tomorrow at { $time }
opens-weekday = on { $day ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
} at { $time }
opens-date = on { $date } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} at { $time }
hours-weekday = { $day ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
hours-weekday-short = { $day ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
}

# The wait list and the widget
offline-greeted = Was told at once that nobody is here
widget-opens = Open again: { $day }, { $time }

# Hours
room-hours = Hours
hours-lead = When the shop is open. Queues that go by hours are closed outside of them, however many are at the counter.
hours-new = New hours
hours-all = All hours
hours-first-name = Shop hours
hours-none = No hours yet
hours-none-more = Until then the shop is open whenever somebody is at the counter.
hours-edit = Edit
hours-edit-name = Edit { $name }
hours-edit-lead = The usual week, and the days that differ. All times are those of the clock on the shop’s wall.
hours-exceptions-count = { $count ->
    [one] { $count } day differs
   *[other] { $count } days differ
}
hours-unused = No queue goes by them.
hours-used-by = Queues:
hours-open-until = Open, closes { $when }
hours-open = Open
hours-closed-until = Closed, opens { $when }
hours-closed = Closed
hours-never = No weekday is open.
hours-name = Name
hours-name-taken = Other hours have this name, perhaps retired ones.
hours-zone = Time zone
hours-zone-choose = Choose a time zone
hours-zone-needed = Choose the time zone in which these hours are meant.
hours-zone-unknown = There is no time zone “{ $name }”.
hours-week = The week
hours-week-more = Several spans a day are fine. An end before the beginning is on the next morning, until 06:00.
hours-copy = Copy Monday to all
hours-day-closed = Closed
hours-span-add = { $day }: add a span
hours-span-remove = { $day }: remove this span
hours-from = { $day }, from
hours-to = { $day }, until
hours-late = next day
hours-days = Days that differ
hours-days-more = Holidays and days with other hours. Without times the shop is closed all day. Two rows of one date are two spans.
hours-days-add = Add days
hours-days-remove = Remove these days
hours-day = Date
hours-until = Last day
hours-why = What it is
hours-why-example = Christmas
hours-open-at = Opens
hours-close-at = Closes
hours-queues = Queues that go by these hours
hours-queues-more = A queue without hours is open whenever somebody is at the counter.
hours-queue-other = goes by “{ $name }” so far
hours-half = A span needs a beginning and an end.
hours-no-time = This is no time of day. Write it like 09:00.
hours-backwards = This span ends before it begins. After midnight it may go on until 06:00; write the rest on the next day.
hours-no-day = A date is needed here.
hours-days-backwards = The last day comes before the first.
hours-days-many = Up to { $most } days may differ. Remove some that are over.
hours-overlap = Spans of this day overlap.
hours-runs-into-next = This day goes on past midnight into a span of the next day.
hours-spans-many = A day has up to { $most } spans.
hours-day-overlap = Spans of { $day } overlap.
hours-changed-meanwhile = A colleague changed these hours meanwhile. Saving again replaces what they did.
hours-in-use = These queues go by the hours: { $queues }. Give them others first.

# Greetings
room-greetings = Greetings
greetings-lead = What customers are told at once when a chat begins: one text while somebody is here, another while nobody is. Once a chat, and not again within eight hours.
greetings-on = Customers are greeted
greetings-off = Customers are not greeted
greetings-on-more = The first message of a chat is answered at once with the text for its place and language.
greetings-off-more = Texts wait here until you turn them on.
greetings-on-empty = There is no text yet, so nobody is told anything.
greetings-use-shipped = Use the ready texts
greetings-turn-on = Turn on
greetings-turn-off = Turn off
greeting-everywhere = Everywhere
greeting-all-channels = All channels
greeting-all-queues = All queues
greeting-places = Places
greeting-other-place = For another place
greeting-channel = Channel
greeting-queue = Queue
greeting-open-place = Write texts for it
greeting-online = While somebody is here
greeting-online-more = The shop is open and somebody is at the counter.
greeting-offline = While nobody is here
greeting-offline-more = The shop is closed by its hours, or nobody is at the counter. The wait list marks whoever got this text.
greeting-language = Language of the text
greeting-has-text = has a text
greeting-text-in = Text:
greeting-preview = What the customer sees
greeting-preview-none = No text in this language: the nearest one is taken, then the house’s default language.
greeting-remove = Remove these texts
greeting-remove-more = Then the texts of the wider place are used here again.
greeting-remove-all-more = Then only places with texts of their own are greeted.
greeting-placeholder-hint = What may be unknown needs words for then: { $example }.
greeting-too-long = { $language }: the text has { $length } characters, { $most } fit.
greeting-unknown = A greeting has no placeholder { $name }.
greeting-unsure = { $name } may be unknown. Say what stands there then: { $example }.

# The texts that come with the house. Customers read them.
greeting-soon = soon
greeting-there = there
greeting-shipped-online = Hello! Thank you for writing to { $shop }. Somebody will be with you in a moment.
greeting-shipped-offline = Thank you for writing to { $shop }. Nobody is here right now; we are back { $opens }. Your message is kept, and we answer it here.

# The log
act-hours_added = added the hours
act-hours_changed = changed the hours
act-hours_retired = retired the hours
act-hours_restored = brought back the hours
act-queue_hours_given = gave hours to the queue
act-queue_hours_taken = took hours from the queue
act-greeting_changed = changed the greetings
act-greeting_removed = removed the greetings
act-greetings_on = turned greetings on
act-greetings_off = turned greetings off
