# The Chats page: many chats at once, views, the archive, and “no answer needed”.
chats-tab-transferred = Forwarded
chats-keys-pick = Tick the chat
chats-keys-pick-range = Tick up to this chat

# Many at once
bulk-bar = Acts on the ticked chats
bulk-pick = Tick the chat with { $name }
bulk-all = Tick all on this page
bulk-none = Untick all
bulk-tag = Tag
bulk-close = Close
bulk-forward = Forward
bulk-archive = Archive
bulk-unarchive = Take out of the archive
bulk-tag-title = Tag the customers
bulk-tag-sub = Each of their customers gets this tag.
bulk-close-title = Close the chats
bulk-close-sub = What you choose here goes for all of them. Who writes again begins a new chat.
bulk-survey-more = Whoever was answered, and was not asked today, can rate the chat.
bulk-forward-title = Forward the chats
bulk-forward-sub = They join the wait list at once and keep their waiting time.
bulk-tagged = { $count ->
    [0] No chat was tagged.
    [one] { $count } chat tagged.
   *[other] { $count } chats tagged.
}
bulk-closed = { $count ->
    [0] No chat was closed.
    [one] { $count } chat closed.
   *[other] { $count } chats closed.
}
bulk-forwarded = { $count ->
    [0] No chat was forwarded.
    [one] { $count } chat forwarded.
   *[other] { $count } chats forwarded.
}
bulk-archived = { $count ->
    [0] No chat was archived.
    [one] { $count } chat archived.
   *[other] { $count } chats archived.
}
bulk-unarchived = { $count ->
    [0] No chat was taken out of the archive.
    [one] { $count } chat taken out of the archive.
   *[other] { $count } chats taken out of the archive.
}
bulk-undone = { $count ->
    [0] Nothing was undone.
    [one] { $count } chat is as it was.
   *[other] { $count } chats are as they were.
}
bulk-stayed = { $count ->
    [one] { $count } stayed as it was:
   *[other] { $count } stayed as they were:
}
bulk-undo = Undo
bulk-dismiss = Put this message away
js-bulk-count = { $count } ticked
js-bulk-elsewhere = ({ $count } no longer in this list)
js-bulk-full = { $most } chats at once are the most.
refusal-bulk-none = Tick at least one chat.
refusal-bulk-too-many = { $count } chats are too many at once: { $most } fit.
refusal-bulk-already = It was so already.
refusal-bulk-moved-on = Somebody has gone on with it meanwhile.
refusal-undo-too-late = This can no longer be undone.
refusal-supervisors-only = This takes a supervisor.

# Archive
archived-means = It can be read and found, but not written in. If the customer writes, a new chat begins.
archive-means = Put this chat away. It can still be read and found.
unarchive-means = The chat is one that has ended again, and can be reopened.
refusal-archived = This chat is archived. A supervisor can take it out of the archive.
refusal-archive-open = This chat is still open. Close it first.
refusal-archive-wrap-up = { $name } is still finishing the paperwork.
refusal-archive-was-of = { $name } had this chat. They or a supervisor can archive it.
line-archived = { $name } archived this chat
line-unarchived = { $name } took this chat out of the archive
line-end-undone = The end was undone; the customer waits as before
archiving = Archive
archiving-lead = Archived chats are out of the way. They are found as before, and no figure changes.
archiving-on = Archive closed chats automatically
archiving-hint = Once nothing has happened in them for as long as this:
archiving-days = After so many days
archiving-bad-days = A number of days from { $least } to { $most }, please.
act-archiving_changed = changed when chats are archived

# No answer needed
no-answer-needed = No answer needed
no-answer-means = The customer waits for nothing; their next message counts again
line-no-answer-needed = { $name }: no answer needed

# Views
views = Views
views-save = Save view
views-edit = View
views-name = Name of the view
views-share = The whole team has it
views-begin = My Chats page begins with it
views-of-team = A supervisor keeps this view for the team.
views-delete = Delete view
views-shared-means = The team’s view
views-own-means = Your own view
views-first = Your first view:
refusal-view-nameless = Give the view a name.
refusal-view-name-taken = Another view has this name.
refusal-view-too-many = { $most } views are enough. Delete one first.
