# The wallboard, and links for screens.
nav-wall = Wall
wall = Wallboard
wall-waiting = Waiting now
wall-waiting-def = Customers in a queue whose chat nobody has yet.
wall-longest = Longest wait
wall-longest-def = Since the oldest message that no person has answered, of all who wait in a queue.
wall-nobody = Nobody waits
wall-queues = By queue
wall-today = Today
wall-since = since
wall-new = New chats
wall-new-def = Chats that began today with a message of the customer.
wall-answered = Answered
wall-answered-def = Of the new chats, those in which an agent has written.
wall-missed = Missed
wall-missed-def = Of the new chats, those that ended before any agent wrote, whoever ended them.
wall-wait = Wait
wall-wait-def = Half of the new chats were picked within this time. Chats that began while nobody was there are left out.
wall-reply = First reply
wall-reply-def = Half of the new chats had a first reply within this time. Chats that began while nobody was there are left out.
wall-happy = Satisfaction
wall-happy-def = Of the ratings given today, those with 4 or 5 of 5.
wall-ratings = { $count ->
    [one] from { $count } rating
   *[other] from { $count } ratings
}
wall-team = Team
wall-available = Available
wall-wrap-up = Wrapping up
wall-away = Away
wall-offline = Offline
wall-load-def = Chats they have, of how many they may have
wall-full-load = full
wall-full = Full screen
wall-back = Back to the console
wall-lost = The connection is lost.
wall-as-of = Figures as of

room-wall = Wallboard
wall-lead = A screen on the wall shows the house at a glance. A link of its own opens it without signing in: it shows the board with the names of the team, and nothing else.
wall-open = Open the wallboard
wall-link-name = Where the screen hangs
wall-link-name-hint = Such as “Kitchen”. For you alone.
wall-name-needed = Say where the screen hangs, to know it again.
wall-link-make-title = A link for a screen
wall-link-make = Make a link
wall-link-new = Link for your screen
wall-link-new-more = It is shown this once. Whoever has it sees the board until you take it back.
wall-links-empty = No screen has a link
wall-links-empty-more = Supervisors and admins see the board without one.
wall-link-made = Made
wall-link-seen = Last seen
wall-link-revoke = Take back
wall-link-revoke-sure = Take back the link of { $name }?
wall-link-revoke-more = The screen that shows it goes dark at once.
act-wall_link_created = made a wallboard link
act-wall_link_revoked = took back the wallboard link
