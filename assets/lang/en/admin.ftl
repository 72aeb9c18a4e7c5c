# Texts: admin

# What a new house begins with, in the language of its set-up.
default-queue = Counter
default-type-order = Order
default-type-delivery = Delivery
default-type-product = Product question
default-type-return = Return
default-type-payment = Payment
default-type-other = Other
default-reason-solved = Solved
default-reason-silent = Customer silent
default-reason-passed-on = Passed on

# Words that the rooms share
save = Save
saved = Saved.
cancel = Cancel
add = Add
rename = Rename
actions = Actions
never = never

# The rooms
nav-account = Account
rooms-shop = Shop
rooms-replies = Chats
rooms-system = System
room-shop = Shop
room-team = Team
room-channels = Channels
room-closing = Types and closing
room-keys = API keys
room-log = Activity log

# Shop
shop-lead = Who you are, to customers and colleagues.
shop-name-hint = At the top of the widget, and on the sign-in page.

# Team
team-lead = People who answer, and what each of them may do.
person = Person
chat-limit = Chats at once
chat-limit-hint = From 1 to { $most }. Who has this many open chats picks no further one.
last-seen = Last seen
here-now = here now
joined = joined
deactivated = Deactivated
edit-person = Edit { $name }
invite-title = Invite a colleague
invite-more = You get a link that lets one person in. With an address, it lets in nobody else.
invite-ends = the link ends
invite-withdraw = Withdraw
invite-withdraw-of = Withdraw the link for { $name }
reset-offer = New password
reset-offer-more = A link with which they set a new password. It works once, for an hour. The old password works until then.
reset-make = Make a link
reset-link = Link to a new password
reset-link-more = Give it to them yourself. It works once, for an hour, and is not shown again.
sessions-count = { $count ->
    [0] Not signed in anywhere
    [one] Signed in on { $count } device
   *[other] Signed in on { $count } devices
}
open-chats-count = { $count ->
    [one] { $count } open chat
   *[other] { $count } open chats
}
deactivate = Deactivate
deactivate-more = They can no longer sign in. Their name stays with what they wrote.
deactivate-sure = Deactivate { $name }?
deactivate-meaning = { $count ->
    [0] They are signed out everywhere at once. You can let them back in later.
    [one] They are signed out everywhere at once, and their open chat goes back to the wait list. You can let them back in later.
   *[other] They are signed out everywhere at once, and their { $count } open chats go back to the wait list. You can let them back in later.
}
reactivate = Let back in
reactivate-more = They sign in with their old password and have their old role.

# Web chat
channels-empty = No site yet
channels-empty-more = Add one below, then put its line on your pages.
channel-add-title = Another site
channel-add = Add a web chat
channel-name = Name
channel-name-hint = For the team alone, such as the site’s address.
channel-name-needed = A name is needed, so that the team knows which site it is.
channel-sites = Allowed sites
channel-sites-hint = One address a line. Without any, every site that has the line may show the widget.
site-wrong = “{ $site }” is no address of a site. Write it as https://shop.example
sites-many = { $count } sites fit. Add another web chat for the rest.
any-site = any site
channel-settings = Site
channel-look = Appearance
channel-open = Open
channel-paused = Paused
channel-try = Try it
install-title = Put it on your site
install-more = One line, before the end of each page. With a strict content policy, allow this address in script-src and frame-src; nothing else is needed.
typing-title = While customers type
typing-preview = Show the team what customers type
typing-preview-more = Whoever has the chat sees the words before they are sent. The chat window says so to customers; long numbers are hidden in their browser, and nothing of it is stored.
follow-title = Pages and consent
follow-needed = Pages are followed only with consent
follow-needed-more = Until a visitor agrees, their browser sends nothing about pages: no addresses, titles, referrers or campaigns. The chat works all the same.
follow-how = Your cookie banner tells the widget what the visitor chose. The browser remembers it for this site, also in its other tabs.
follow-yes = when they agree
follow-no = when they refuse or change their mind: what the browser kept of pages is forgotten
follow-chat = Agreeing in the form before the chat is not agreeing to this: that form must be answered to chat at all.
identity-title = Who is signed in on your site?
identity-what = When your site’s users have accounts, sign their id on your server with the secret below. Then you know that it is them, and they find their chats on every device. Nobody becomes somebody else by claiming an address.
identity-on-server = on your server (here in Node.js)
identity-in-page = in your page, before or after the line above
identity-out = when somebody signs out, so that the next person at this browser finds no chat of theirs
identity-how = The hash is the HMAC-SHA256 of the id as hex digits; every language has a function for it. A wrong hash leaves the visitor anonymous.
identity-show = Show the secret
identity-secret = Secret
identity-keep = It belongs on your server alone. Whoever has it can pretend to be any of your users.
pause = Pause
pause-title = Pause this web chat
pause-more = The bell goes from the site, and no new chat begins. Open chats go on.
pause-sure = Pause “{ $name }”?
pause-meaning = Customers find no way to write to you on this site until you resume it.
resume = Resume
resume-title = This web chat is paused
resume-more = Its bell does not show, and no new chat begins.

# Appearance
colour = Colour
colour-own = Own colour
colour-wrong = A colour is written # and six digits, such as #0d6570.
colour-readable = Readable, { $ratio } : 1
colour-unreadable = Text on it is hard to read, { $ratio } : 1 of 4.5
colour-pale = Too pale to find on a white page, { $ratio } : 1 of 3
colour-take = Take a darker one:
corner = Corner
corner-left = Left
corner-right = Right
launcher = Button
launcher-round = Round
launcher-wide = With words
launcher-label = Words on the button
launcher-label-hint = Shown on the button with words.
look-greets = What it says first
greeting = Greeting
greeting-hint = The first line when the chat opens.
teaser = Teaser
teaser-hint = A bubble beside the button, once in a visit. Empty: none.
topics = Questions to begin with
topics-hint = One a line, { $count } at most. A click sends it.
topics-many = { $count } questions fit.
look-asks = Before the chat
ask-name = Name
ask-email = Email
ask-never = Don’t ask
ask-optional = Optional
ask-required = Required
consent = Consent
consent-hint = A sentence to agree to before the chat begins. Empty: none.
privacy-url = Privacy page
address-wrong = This is no web address. Write it as https://shop.example/privacy
offline-form = Messages while nobody is here
offline-form-more = Visitors may leave a question and an address.
offline-text = What the closed shop says
preview = Preview
preview-screen = Screen of the preview
preview-home = Chat
preview-form = Form
preview-closed = Closed
preview-example = Are you open on Sunday?

# Types and closing
closing-lead = What chats are about, how they end, and what is asked when they do.
chat-types = Chat types
chat-types-more = What a chat was about.
chat-type-new = New chat type
closing-reasons = Closing reasons
closing-reasons-more = How it ended.
closing-reason-new = New closing reason
choices-empty = The list is empty, so nothing is asked.
choices-retired = { $count ->
    [one] { $count } no longer offered
   *[other] { $count } no longer offered
}
choice-name = Name of { $name }
choice-name-needed = A name is needed.
choice-name-taken = The list has this name already.
choice-up = Move { $name } up
choice-down = Move { $name } down
choice-retire = Stop offering { $name }
choice-restore = Offer again
closing-rules = When a chat is closed
rule-type = A chat type must be chosen
rule-type-more = Otherwise it may be left open.
rule-reason = A closing reason must be chosen
rule-reason-more = Otherwise it may be left open.
rule-survey = Ask the customer how it went
rule-survey-more = Ticked at first; the agent can untick it.
rule-survey-daily = Ask a customer once a day at most
rule-survey-daily-more = Who has several chats a day is not asked after each.
rule-courtesy = A “Thank you!” opens no new chat
rule-courtesy-more = Within ten minutes of the end, thanks and good-byes join the chat that has ended, and no bell rings.
refusal-name-taken = The list has this name already.

# API keys
keys-lead = Connect your shop, your CRM or a script. A key never does more than you may.
keys-empty = No key yet
keys-empty-more = Make one below for each program, so that you can end them one by one.
key = Key
key-may = May
key-used = Last used
key-ends = Ends
key-ended = Ended
key-of = acts for { $name }
key-new = Your new key
key-new-more = Copy it now: it is not shown again.
key-make-title = New key
key-make = Make a key
key-name = What it is for
key-name-hint = Such as “Stock script”.
key-name-needed = Say what the key is for, so that you know later which one to end.
key-scope-needed = Choose what the key may do.
key-days = in { $count } days
key-year = in a year
key-never-ends = never
key-revoke = Revoke
key-revoke-sure = Revoke “{ $name }”?
key-revoke-more = The program that uses it is shut out at once. This cannot be undone.
scope-read = read chats and customers
scope-write = answer, claim, close, edit
scope-export = export every message
scope-admin = look after team and settings

# Activity log
log-lead = Who changed what, newest first. Nobody can alter this list.
log-when = When
log-who = Who
log-what = What
log-where = From
log-nobody = nobody known
log-empty = Nothing here
log-pages = Pages
log-newest = Newest
log-older = Older
act-sign_in = signed in
act-sign_in_failed = tried in vain to sign in as
act-set_up = set up the shop
act-team_renamed = named the shop
act-agent_added = added to the team by a command:
act-invited = made a link for a colleague
act-invitation_withdrawn = withdrew a link
act-joined = joined the team:
act-reset_offered = made a link to a new password for
act-password_reset = set a password by a link or a command:
act-password_changed = changed the password of
act-role_changed = changed the role of
act-limit_changed = changed the chat limit of
act-deactivated = deactivated
act-reactivated = let back in
act-key_created = made the API key
act-key_revoked = revoked the API key
act-chat_type_added = added the chat type
act-chat_type_renamed = renamed a chat type to
act-chat_type_retired = stopped offering the chat type
act-closing_reason_added = added the closing reason
act-closing_reason_renamed = renamed a closing reason to
act-closing_reason_retired = stopped offering the closing reason
act-closing_rules_changed = changed what is asked at closing
act-tag_renamed = renamed a tag to
act-tag_deleted = deleted the tag
act-tag_added = made the tag
act-tag_merged = merged another tag into
act-field_added = made the customer field
act-field_changed = changed the customer field
act-field_deleted = deleted the customer field
act-customer_blocked = blocked the customer
act-customer_unblocked = unblocked the customer
act-customers_merged = merged somebody into the customer
act-merge_undone = took apart again the customer
act-customers_imported = imported customers
act-customers_exported = exported the customers
act-places_changed = set the file of places
act-page_rules_changed = changed which parameters of addresses are seen
act-channel_added = added the web chat
act-channel_changed = changed name or sites of the web chat
act-channel_paused = paused the web chat
act-channel_resumed = resumed the web chat
act-identity_unproven = gave a wrong proof of who they are on the web chat
act-files_changed = changed which files the web chat takes
act-preview_on = turned on the typing preview of the web chat
act-preview_off = turned off the typing preview of the web chat
act-consent_on = turned on that the web chat follows pages only with consent
act-consent_off = turned off that the web chat follows pages only with consent
act-look_changed = changed the appearance of the web chat

# What was typed and not saved

js-form-back = What you wrote is back. It is not saved yet.
