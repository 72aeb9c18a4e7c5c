# The Chats page: every chat in one list, and each of them to read.
chats-tabs = Status
chats-tab-all = All
chats-tab-all-means = Every chat, live and ended
chats-tab-open = Open
chats-tab-open-means = Every chat that has not ended
chats-tab-needs-reply = Needs reply
chats-tab-needs-reply-means = The customer waits for a person’s answer, whoever has the chat
chats-tab-new = New
chats-status-new = New
chats-status-new-means = Waits for somebody to take it
chats-tab-active = Active
chats-status-active = Active
chats-status-active-means = An agent has it and is to answer
chats-tab-awaiting = Awaiting customer
chats-status-awaiting = Awaiting customer
chats-status-awaiting-means = An agent has answered; now it is the customer’s turn
chats-tab-closed = Closed
chats-status-closed = Closed
chats-status-closed-means = The chat has ended
chats-search = Search chats
chats-search-hint = Customer, agent, tag or words
chats-apply = Show
chats-clear = Clear filters
chats-drop = Drop this filter
chats-more-filters = Filter
chats-channel = Channel
chats-channel-any = All channels
chats-agent = Agent
chats-agent-any = Any agent
chats-agent-me = Me
chats-agent-none = Nobody
chats-agent-none-yet = Nobody yet
chats-agent-former = { $name } (left)
chats-tag = Tag
chats-tag-any = Any tag
chats-period = Period
chats-period-any = Any time
chats-period-today = Today
chats-period-days = { $count ->
    [one] Last { $count } day
   *[other] Last { $count } days
}
chats-queue = Queue
chats-queue-any = All queues
chats-type = Type
chats-type-any = Any type
chats-rating = Rating
chats-rating-any = Rated or not
chats-rating-of = { $rating } of 5
chats-rating-not-asked = not asked
chats-from = From
chats-to = To
chats-from-day = from { $day }
chats-to-day = to { $day }
chats-unread = Unread
chats-unread-count = { $count ->
    [one] { $count } message you have not seen
   *[other] { $count } messages you have not seen
}
chats-needs-reply = Needs reply
chats-list = List of chats
chats-customer = Customer
chats-last-message = Last message
chats-status = Status
chats-started = Started
chats-last-activity = Last activity
chats-waits = waits for an answer
chats-comment = Comment to the team
chats-pages = Pages of the list
chats-older = Older chats
chats-newest = Back to the top
chats-none = No chats yet
chats-none-more = When a customer writes, their chat appears here by itself.
chats-tab-empty = Nothing here at the moment
chats-no-older = There are no older chats
chats-no-match = No chat matches
chats-not-found = Nothing found for “{ $words }”
chats-no-match-more = Try fewer filters, or the beginning of a word.
chats-see-all = { $count ->
    [one] See { $count } chat in all
   *[other] See { $count } chats in all
}
chats-back = Back to the list
chats-close-pane = Back to the list
chats-agents = Agents
chats-first-reply = First reply
chats-first-reply-not-yet = not yet
chats-first-reply-never = never
chats-hours = { $hours } h { $minutes } min
chats-days = { $days } d { $hours } h
chats-tags = Tags
chats-ended = Ended
chats-reason = Reason
chats-note = Note
chats-not-said = not said
chats-keys-open = Open the chat
chats-log = Messages
chats-log-beginning = From the beginning
chats-log-later = Later messages
chats-rated = { $name } rated the chat { $rating } of 5
chats-open-in-console = Open in console
chats-reopen = Reopen
chats-reopen-means = The chat goes on and is yours
chats-other-open = Go there
js-chats-found = Chats: { $count }
js-chats-news = { $count } new
js-chats-gone = This chat cannot be shown.
