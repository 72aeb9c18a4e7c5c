# Who is told of trouble by another door, what they are told, and what runs here.

telling = Who is told
telling-lead = When something is wrong, admins are told even though nobody looks at the console.
telling-how = How trouble finds you
telling-on = Tell admins of trouble
telling-on-more = Once when it stands, and once when it is mended. What was hidden is not told.
telling-after = After so many minutes
telling-after-more = Most trouble mends itself within some minutes.
telling-mail = By email
telling-mail-more = From the mailbox { $mailbox }, to the address that each signs in with.
telling-mail-none = No mailbox works at the moment: connect one under Channels.
telling-push = By notification
telling-push-more = { $count ->
    [one] Of yours, one browser is told.
   *[other] Of yours, { $count } browsers are told.
  }
telling-push-none = None of your browsers is told yet: allow it in your account.
telling-chat = In one’s own chat
telling-chat-more = { $count ->
    [one] One chat of yours is linked.
   *[other] { $count } chats of yours are linked.
  }
telling-chat-none = None of your chats is linked yet: do that below.
telling-to = Who; with none ticked, every admin
telling-test = Send a test
telling-tested = A test is on its way by every door. What came of it stands below; load the page anew to see.
telling-code = Your code
telling-code-more = Send it as a message, from your own telephone, to one of these accounts within 15 minutes.
telling-open = Open there
telling-chats = Linked chats
telling-chats-more = On Telegram, VK, SMS or a channel of your own, the shop’s account writes to you like to a customer. An SMS is one short message, at most one every three minutes.
telling-chats-empty = No chat is linked.
telling-chats-none = Connect such an account under Channels first.
telling-link = Link my chat
telling-unlink = Unlink
telling-told = Told last
telling-told-empty = Nobody has been told anything yet.
telling-on-way = On its way
telling-sent = Taken
telling-failed = Not taken
refusal-telling-no-door = There is no way yet to tell anybody: connect a mailbox, allow notifications, or link a chat.
alert-title = { $count ->
    [one] { $team }: something is wrong
   *[other] { $team }: { $count } things are wrong
  }
alert-mended-title = { $team }: mended
alert-mended = Mended: it stood from { $from } to { $until }.
alert-since = Since { $at }.
alert-where = At the console: Admin → Health.
alert-test-title = { $team }: a test
alert-test = When something is wrong with Shopbell, you are told like this.
alert-linked-title = { $team }: this chat is linked
alert-linked = When something is wrong with Shopbell, you are told here.
act-telling_changed = changed who is told of trouble
act-telling_tested = tested how trouble is told
act-alert_chat_linked = linked their own chat to hear of trouble; with
act-alert_chat_removed = unlinked a chat that heard of trouble; with
scope-metrics = read the numbers for monitoring
room-about = About
about-lead = What runs here, and how it does.
about-version = Version of Shopbell
about-open-since = Open since
about-database = Database
about-disk = Room on the disk
about-streams = Live connections
about-streams-of = { $agents } of the team, { $visitors } of visitors
about-data = Data folder
about-budget = Against the budget
about-budget-more = What Shopbell allows itself, so that a small computer is enough.
about-now = Now
about-allowed = Allowed
about-met = within the budget
about-missed = Missed
about-memory = Memory
about-cpu = Processor, on average since it is open
about-log = Log beside the database
about-commits = Stored within 50 ms
about-pages = Pages within a second
about-lines = Live connections at once
about-descriptors = Open files and lines
about-hours = { $hours } h { $minutes } min
about-days = { $count ->
    [one] a day and { $hours } h
   *[other] { $count } days and { $hours } h
  }
