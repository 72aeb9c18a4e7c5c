# What the house holds about one customer: handed out, and erased for good.

people-privacy = Data
privacy-title = Personal data
export-title = Hand out everything
export-lead = One ZIP archive that programs can read, for the customer or another service.
export-holds = It holds accounts, contact, tags, notes, chats with comments and files, surveys, pages looked at, and what the activity log says about them. How supervisors judged a colleague’s work is not in it.
export-password = Your password
export-do = Download
erase-title = Erase for good
erase-lead = Nothing of this can be taken back. Whoever writes again afterwards is a new customer.
erase-goes = What goes
erase-record =
    Name, contact, tags and fields, with { $count ->
        [one] one account
       *[other] { $count } accounts
    }
erase-chats = Chats: { $chats }, with messages: { $messages }, and comments: { $comments }. Open ones end now; nobody is told anything.
erase-files =
    { $count ->
        [0] No files
        [one] One file
       *[other] { $count } files
    }, unless somebody else was sent the same one
erase-notes = Notes: { $notes }. Pages of the site: { $pages }
erase-derived = What is made of all this: search, earlier answers, translations, what webhooks were told and the log keeps. Figures and scores count these chats no longer.
erase-stays = What stays
erase-stays-log = That you erased a customer with this number, and when
erase-stays-others = What others wrote about them in chats of other customers
erase-stays-backups =
    { $count ->
        [one] One backup beside the house’s file, made
       *[other] { $count } backups beside the house’s file, made
    }
erase-backups-how = They still hold this customer until you delete them, and so do those you keep elsewhere.
erase-no-backups = There are no backups beside the house’s file. Those you keep elsewhere still hold this customer.
erase-stays-outside = Messages on the customer’s own device, on other platforms, and with the receivers of your webhooks
erase-type = Type “{ $name }” to erase
erase-not-it = This is not what is asked for. Type “{ $name }” exactly so.
erase-do = Erase for good
erased-title = Erased customers
erased-lead = Customers are listed by number: nothing else is known of them any more.
erased-none = Nobody was erased yet
erased-who = Who
erased-state = State
erased-by-age = Chats whose time was up
erased-begun = Chats and files are being removed
erased-file = Removed; what is left in the file is overwritten at the next quiet moment
erased-done = Gone from the file since
log-customer = customer #{ $number }
act-customer_exported = took along everything about
act-customer_erased = erased for good

# For how long it is kept

room-privacy = Keeping data
kept-lead = What customers leave is removed when it is older than you need it: each night at three, for good.
kept-usual = How long
kept-usual-lead = Counted from the last thing that happened in a chat. What is removed is gone like an erased customer: figures count it no longer.
kept-chats = Chats that have ended
kept-files = Files and pictures
kept-voice = Voice messages
kept-addresses = Network address and device of visitors
kept-bookmarked = Keep what is bookmarked
kept-bookmarked-hint = Chats with a bookmark stay, with all their files
kept-pages = Pages that visitors looked at are always forgotten after 30 days.
kept-by-channel = Other periods for single channels
kept-as-usual = As above
kept-ever = Keep for ever
kept-years =
    { $count ->
        [one] After a year
       *[other] After { $count } years
    }
kept-months =
    { $count ->
        [one] After a month
       *[other] After { $count } months
    }
kept-nothing = Today nothing is old enough to go
kept-today = Today this would remove: { $chats } chats, { $files } files, { $voice } voice messages, { $addresses } addresses
kept-last = Something was last removed
kept-nightly = It happens at three in the night, by the house’s clock
kept-doubted = Nothing is removed: the clock cannot be trusted since
kept-doubted-more = It jumped by more than a day, or the house was closed for longer. If the date is right, remove now; or wait: after a calm day it goes on by itself.
kept-run = Remove now
kept-run-sure = Remove what is too old now?
kept-run-more = Please check that the date of this computer is right. What is removed cannot be brought back.
fetch-expired = Removed: it was older than files are kept here
act-retention_changed = changed for how long data is kept
act-retention_run = had removed what was too old

# Consent before a chat

consent-is-notice = Only tell it: nobody has to tick a box
consent-told = Was told before the chat:
consent-given = Agreed before the chat:
widget-withdraw = Withdraw consent
widget-withdraw-more = The chat ends, and we no longer follow which pages you look at. Before you write again, you are asked again.
widget-withdraw-erase = Also delete what I have written
widget-withdrawn = Done. We know.
line-consent-withdrawn = The customer withdrew their consent
line-consent-withdrawn-erase = The customer withdrew their consent and wants everything erased
consent-withdrawn = Withdrawn:
consent-erase = They want to be erased.
consent-erase-here = Look at what that would take away
consent-erase-admin = An admin can do that.
window-withdrawn-shut = Consent withdrawn
window-withdrawn-title = { $name } has withdrawn their consent.
window-withdrawn-more = Nothing can be sent until they write here again or agree anew; your draft is kept.
closing-withdrawn = { $name } will not be asked for a rating: they have withdrawn their consent.
line-unasked-withdrawn = No survey was sent: the customer has withdrawn their consent
line-untold-withdrawn = The automatic message was not sent: the customer has withdrawn their consent
delivery-withdrawn = Not sent: the customer has withdrawn their consent.
refusal-consent-withdrawn = This customer has withdrawn their consent. Nothing can be sent to them until they write here again or agree anew.
transcript-mail-withdrawn = This customer has withdrawn their consent: the chat can be sent to colleagues only.
refusal-nothing-withdrawn = There is nothing to take back.
