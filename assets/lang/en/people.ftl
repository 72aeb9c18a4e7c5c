# Everybody the team knows: the directory, a customer's own page, tables, merging, blocking, places.

# The team's own fields and tags
fields-own = Your own fields
fields-more = What your team wants to know of its customers, beside name and contact. It stands beside every chat.
fields-empty = No field yet. An order number, a size, a birthday: whatever you ask often.
fields-unknown = not known
fields-yes = Yes
fields-no = No
field-new = New field
field-name = Name
field-name-taken = Another field has this name.
field-kind = What is written there
field-kind-text = Text
field-kind-number = Number
field-kind-date = Date
field-kind-choice = One of several choices
field-kind-boolean = Yes or no
field-kind-link = Link
field-kind-fixed = What is written there was chosen when the field was made, and stays. To change it, make another field.
field-help = Help
field-help-hint = A line that shows while somebody fills it in.
field-choices = Choices
field-choices-hint = One a line; only for “one of several choices”.
field-choices-kept = One a line. Customers who have a choice that you take away keep it.
field-delete = Delete this field
field-delete-more = { $count ->
    [0] Nothing is written in it.
    [one] What is written in it about one customer is deleted, too.
   *[other] What is written in it about { $count } customers is deleted, too.
}
field-delete-sure = Delete “{ $name }”?
back-to-fields = All fields and tags
delete = Delete
used-by = { $count ->
    [0] nobody yet
    [one] one customer
   *[other] { $count } customers
}
tags-more = Labels for customers. Agents make them by writing them beside a chat; here you tidy up.
tags-empty = No tag yet.
tag-colour = Colour
tag-colour-number = Colour { $number }
tag-merge = Merge into another tag
tag-merge-more = { $count ->
    [0] Nobody has this tag. It is deleted.
    [one] The customer who has this tag gets the other one. This one is deleted.
   *[other] The { $count } customers who have this tag get the other one. This one is deleted.
}
tag-merge-into = Choose a tag
tag-merge-do = Merge
tag-delete = Delete this tag
tag-delete-more = { $count ->
    [0] Nobody has it.
    [one] It is taken off one customer.
   *[other] It is taken off { $count } customers.
}
tag-delete-sure = Delete the tag “{ $name }”?
room-customers = Customers
room-customers-lead = What you keep of your customers: your own fields, tags, where they are, and which pages they looked at.
refusal-tag-itself = A tag cannot be merged into itself.
refusal-field-few-choices = At least two choices are needed, one a line.
refusal-field-many-choices = At most 60 choices fit.
refusal-field-many = At most 40 fields fit.
refusal-bad-number = This is not a number. Write it without thousands separators, such as 1234.5.
refusal-bad-date = This is not a date.
refusal-not-a-choice = This is not among the choices any more.
refusal-bad-link = This is not an address on the web, such as https://shop.example.

# The directory
people = People
people-tabs = Whom the list shows
people-known = Known
people-everybody = Everybody
people-blocked = Blocked
people-is-blocked = blocked
people-blocks = Who was blocked, and why
people-search = Search people
people-search-hint = Name, email, phone or company
people-tag = Tag
people-any-tag = Any tag
people-contact = Contact
people-chats = Chats
people-chats-count = { $count ->
    [0] no chats
    [one] { $count } chat
   *[other] { $count } chats
}
people-last = Last contact
people-rows = List of people
people-pages = Pages of the list
people-first = To the beginning
people-more = More
people-none = Nobody is known yet
people-none-more = Whoever writes to you and gives a name or an address stands here. You can also write somebody down.
people-none-blocked = Nobody is blocked
people-no-match = Nobody has this tag
people-not-found = Nobody found for “{ $words }”
people-look-everywhere = Look among nameless visitors, too
people-new = New customer
people-create = Write down
people-create-anyway = Write down all the same
people-nobody = Write a name, an address or a number.
people-known-already = This address or number is known already:
people-back = Back to the list
people-back-to = Back to { $name }
people-import = Import
people-export = Export
people-since = Customer since
people-details = Details
people-reaches = Writes through
people-first-seen = first seen
people-story = Story
people-no-chats = No chat with them yet.
people-open-chat = Open chat
people-merge = Merge
customer-record = Open record

# Tables
people-import-title = Import customers
people-import-lead = From a table that another program has saved as CSV. You see what would happen before anything is stored.
people-import-file = File
import-paste = Or paste the table
import-columns = The first line names the columns; these are understood:
import-look = See what would happen
people-import-empty = There are no rows in this table.
import-no-columns = No column is called name, email or phone. The first line has to name the columns.
people-import-two-columns = Two columns are called “{ $name }”.
people-import-too-long = More than { $most } rows are too many for one go. Cut the table into parts.
js-import-unreadable = This file is not saved as UTF-8. In a spreadsheet choose “CSV UTF-8”.
js-import-large = This file is too large for one go. Cut the table into parts.
import-found = { $count ->
    [0] No row can be taken in.
    [one] One row can be taken in.
   *[other] { $count } rows can be taken in.
}
import-new = { $count ->
    [0] Nobody new
    [one] One new customer
   *[other] { $count } new customers
}
import-doubles = { $count ->
    [one] One is known already, by email or phone
   *[other] { $count } are known already, by email or phone
}
import-doubles-what = What becomes of those who are known already?
import-doubles-show = Who is that?
import-update = Bring them up to date: what the table says replaces what is known
import-skip = Leave them out
import-add = Make another customer of each
import-broken = { $count ->
    [one] One row is broken
   *[other] { $count } rows are broken
}
import-broken-title = Broken rows
import-ignored = Not understood and left out: { $columns }
people-import-line = Line
import-in-table = In the table
import-known-as = Known as
import-on-line = Line { $line }:
import-more-broken = { $count ->
    [one] and one more
   *[other] and { $count } more
}
import-leave-out = Leave the broken rows out
import-do = { $count ->
    [one] Import one customer
   *[other] Import { $count } customers
}
import-other = Another table
import-done = Imported: { $added } new, { $updated } brought up to date.
import-skipped = { $count ->
    [one] One was known already and left out.
   *[other] { $count } were known already and left out.
}
import-left-out = { $count ->
    [one] One broken row was left out.
   *[other] { $count } broken rows were left out.
}
fault-width = it has more or fewer cells than the first line.
fault-nobody = neither name nor email nor phone.
fault-email = “{ $value }” is no email address.
fault-language = “{ $value }” is not the code of a language.
fault-value = “{ $value }” does not fit into “{ $field }”.
fault-twice = line { $line } has the same email or phone.
refusal-import-broken = Some rows of this table are broken. Nothing was stored. Say that they shall be left out, or mend the table.

# Two who are one
merge-title = Who is { $name }, too?
merge-lead = Chats, accounts, notes and tags of both come together. It can be undone for 30 days.
merge-search = Search for the other
merge-find = Search
merge-alike = These are like them:
merge-none-alike = Nobody is like them. Search by name, email or phone.
merge-choose = Compare
merge-choose-of = Compare with { $name }
merge-what = What
merge-stays = stays
merge-joins = joins
merge-means = Where both have something, choose what stands. What one of the two lacks comes from the other.
merge-do = Merge
merge-other = Somebody else
merge-done = { $agent } merged { $name } into this customer
merge-undo = Undo
refusal-merge-itself = This is one customer already.
refusal-merge-blocked = One of the two is blocked. Unblock them first.
refusal-merge-too-late = This can no longer be undone.
refusal-merge-merged-on = They were merged with somebody else since. Undo that first.

# Blocking
block = Block
block-customer = Block { $name }
block-sure = Block { $name }?
block-means = Their chat closes and is archived. Whatever they write from then on rings nobody. You can undo this on their record.
block-reason = Reason
block-reason-for = for your team
block-spam = Spam
block-abuse = Insults or threats
block-other = Something else
block-more = In words
block-more-when = needed for “something else”
block-message = Message to the customer
block-message-when = also sent each time they try again
block-message-default = Thank you for writing. We can’t continue this conversation in chat.
block-lasts = For how long
block-for-ever = Until somebody unblocks them
block-days = { $count ->
    [one] One day
   *[other] { $count } days
}
block-nearby = Also block new visitors from
block-nearby-none = Nobody else
block-nearby-hint = Families, offices and whole towns share addresses. It ends by itself; who was here before, or is known by your site, is not touched.
block-do = Block and close
blocked-by = Blocked by { $name }
blocked-until = until
blocked-told = Told:
unblock = Unblock
js-blocked = Blocked. What they write now rings nobody.
blocks-lead = Everybody who was blocked, by whom and why, the latest first.
blocks-none = Nobody was ever blocked
blocks-by = By
blocks-lifted = unblocked by { $name }
blocks-time-up = its time was up
blocks-nearby = Also new visitors from { $addresses }, until
blocks-because = Came from the same addresses as
line-blocked = { $name } blocked this customer
line-unblocked = { $name } unblocked this customer
line-unblocked-in-time = The block is over
log-while-blocked = Written while blocked
chats-status-archived = Archived
chats-status-archived-means = Put away. It can be read and found, and no longer answered.
refusal-customer-blocked = This customer is blocked. Unblock them first.
refusal-block-no-reason = Say in words why. Only your team sees it.
refusal-block-no-message = Say what the customer is told.
refusal-block-no-address = Their network address is not known any more. Block them without it.
refusal-block-already = This customer is blocked already.
refusal-block-not-yours = Only { $name } or a supervisor may unblock them.
refusal-blocked = Nothing more can be sent here.

# Where they are
place = Location
place-none = No place is known.
place-no-file = No place is known: web chat tells none by itself, and no file of places is set.
place-set = Set a file
place-inside = No place is known: this network address is inside your own network.
place-unknown = No place is known: the file of places does not have this network address.
place-caveat = Approximate, from the network address. A VPN or a mobile network can move it far.
place-radius = Within about { $km } km.
place-local-time = Local time
place-told = Shared by the customer
place-told-within = Shared by the customer, to within { $metres } m,
place-maps = Map:
place-file-missing = There is no such file on this machine.
place-file-unreadable = The file of places cannot be read: { $reason }.
place-file-damaged = This is no file of places (MMDB), or it is damaged. Fetch it anew.
place-file-other = This file (“{ $kind }”) knows no places. A file with cities or countries is needed.
places-more = Web chat tells no place. A file in MMDB format, which several providers offer for free, tells roughly where a network address is. It is read on this machine; nobody is asked.
places-file = Path of the file
places-file-hint = On the machine on which Shopbell runs. When you replace the file, the new one is read by itself.
places-open = In use: { $kind }, { $size } MB in memory, made on
refusal-not-on-earth = There is no such place on earth.

# Pages of visitors
pages-rules-more = Beside a web chat you see which pages the visitor is and was on. They are forgotten after { $count } days.
pages-parameters = Parameters of addresses that you may see
pages-parameters-hint = Such as a search term or an article number, divided by spaces. All others are cut off in the visitor’s browser, except utm_…
pages-bad-name = “{ $name }” is no name of a parameter, or there are more than 20.
pages-earlier = { $count ->
    [one] One page of earlier visits
   *[other] { $count } pages of earlier visits
}
pages-from-site = from { $site }

# Who a site says somebody is
identity-refused-wrong = The signature does not belong to this id and key. The visitor stays a stranger.
identity-refused-expired = This signature was valid until an earlier moment. The visitor stays a stranger.
identity-refused-early = This signature is valid for longer than a day. Sign anew for each page.
identity-refused-used = This signature was used already. Sign anew for each page.
identity-refused-undated = This signature has no date, and the shop takes only dated ones. The visitor stays a stranger.
identity-dated = Take only dated signatures
identity-dated-more = Sign id and time together, as above: such a signature is good for a day at most, and once. One without a time is good for ever, also for whoever finds it in an old page.
identity-dated-code = with a date: good for an hour, and once
