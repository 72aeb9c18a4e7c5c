# Texts: the door (first run, signing in, links that let somebody in), and words that forms share.

optional = optional
email = Email
password = Password
password-new = New password
your-name = Your name
role = Role
role-agent = Agent
role-supervisor = Supervisor
role-admin = Admin
role-agent-may = Agent: answers customers
role-supervisor-may = Supervisor: also sees and takes over everybody’s chats
role-admin-may = Admin: also looks after team and settings
you = you
back = Back
skip = Skip
go-on = Continue
copy = Copy
copied = Copied
language-choose = Language: { $name }. Choose another

# Wrong input
email-wrong = This address looks cut off.
email-taken = A colleague has this address already.
name-needed = A name is needed, so that colleagues know who writes.
shop-name-needed = Customers need a name to see.

# Passwords
password-show = Show
password-hide = Hide
password-hint = At least { $count } characters. Three plain words are easier to keep than one odd one.
password-again = Type it again: a page never carries a password back.
password-short = Too short: a password needs at least { $count } characters.
password-long = Too long: { $count } characters fit.
password-common = This password is among the first that anybody would try. Choose another.
password-personal = Your own name or address is the first thing anybody would try. Choose another.
js-password-weak = Too short yet.
js-password-fair = Fair. Longer is better.
js-password-good = Good.
js-password-strong = Strong. Three plain words are easier to keep than one odd one.

# Sign in
sign-in = Sign in
sign-out = Sign out
sign-in-lead = Sign in to your counter
sign-in-form-held = Your session has ended. Sign in, and what you wrote is back in its form.
sign-in-stay = Stay signed in on this computer
sign-in-forgot = Forgot your password? Ask an admin for a link.
sign-in-wait = { $count ->
    [one] Too many tries. Wait { $count } second, then try again.
   *[other] Too many tries. Wait { $count } seconds, then try again.
}

# Links
link-dead = This link works no more
link-unknown = There is no such link. Perhaps it was cut off when it was copied.
link-used = This link was used already, or was withdrawn. Each works once: ask an admin for a new one.
link-expired = This link is too old. Ask an admin for a new one.
join-title = Join { $team }
join-lead = You come in as: { $role }. Choose how you sign in.
join-go = Join the team
reset-title = Set a new password
reset-for = For { $email }. You will be signed out everywhere else.
reset-go = Set the password
invite-make = Make a link
invite-link = Link for your colleague
invite-link-more = Send it to them by mail or chat. It works once, for three days, and is not shown again.
anybody-with-link = Anybody with the link
reach-here-alone = This address works on this machine alone, which is enough to try everything. Before visitors and colleagues can use it, start Shopbell with an address that they reach:
invite-waits = Has not followed the link yet

# The page on which one tries the web chat
trial-title = Try the web chat
trial-lead = This page carries your web chat “{ $name }”
trial-what = Press the bell in the corner and write something, as a customer would. The console rings, and you can answer from there.
trial-paused = This web chat is paused, so the bell does not show. An admin can resume it.
trial-console = To the console

# First run
default-team = Our shop
default-channel = Website
setup-title = Set up Shopbell
setup-tag = The bell on your shop’s counter, for chat.
setup-steps = Steps
setup-you = You
setup-shop = Your shop
setup-channel = First channel
setup-team = Your team
setup-bell = Try the bell
setup-code-title = One code first
setup-code-lead = So that nobody else on your network sets Shopbell up before you.
setup-code = Set-up code
setup-code-wrong = This is not the code. Each start of Shopbell prints a new one.
setup-code-where = The code is part of the link that Shopbell printed where it was started:
setup-code-why = If it runs as a service, look into the service’s log. A restart prints a new code; nothing is lost.
setup-you-title = Welcome to your counter
setup-you-lead = Shopbell runs on this machine and keeps everything here. First, who are you?
setup-you-local = Nothing is sent to us or anyone else. Everything stays in one file on this machine.
setup-shop-title = What’s your shop called?
setup-shop-lead = Customers see this name. You can change everything later.
shop-name = Shop name
console-language = Console language
setup-channel-title = Where do customers write?
setup-channel-lead = On your own site, to begin with. It takes a minute.
web-chat = Web chat
web-chat-what = One line on your site
paste-before = Paste this before
waiting-first-visit = Waiting for the first visit from your site…
first-visit = It works: the first visit came.
look-again = Look again
setup-team-title = Who else is at the counter?
setup-team-lead = Each person gets a link that works once. You can do this later, too.
setup-bell-title = Give it a ring
setup-bell-lead = Check that this computer can ring and pop up before the first customer does.
bell-sound = Bell sound
bell-sound-more = Two strikes, as at every new customer.
bell-ring = Ring
pop-up = Pop-up when you’re elsewhere
pop-up-more = Your browser will ask once.
pop-up-allow = Allow
js-pop-up-granted = Allowed
js-pop-up-denied = Blocked in this browser’s settings for this site
js-pop-up-impossible = Not possible on this address
js-pop-up-example = A customer is waiting
test-chat = A first chat
test-chat-more = Write to yourself from a page that carries your web chat.
test-chat-open = Open the test page
insecure = You are on { $url }. Browsers allow pop-ups and the microphone on a secure address only.
open-counter = Open the counter
setup-done-title = The counter is open
setup-done-lead = When the first customer writes, this bell rings. Until then, make it yours.
setup-done-look = Widget colours
setup-done-look-more = To match your site
setup-done-types = Chat types
setup-done-types-more = What chats are about
setup-done-team = Your team
setup-done-team-more = More links, roles, limits
setup-done-go = Go to the console

# A refusal as a page
refused = This did not work
refused-nothing = Nothing here
refused-home = To the counter

# Why something was not done
refusal-email-taken = A colleague has this address already.
refusal-no-name = A name is needed.
refusal-already-set-up = Shopbell is set up already: somebody was quicker. Sign in instead.
refusal-bad-limit = The limit is a number from 1 to 100.
refusal-last-admin = This is the last admin. Make somebody else an admin first.
refusal-password-changed-meanwhile = The password was changed elsewhere a moment ago. Nothing was changed here.
fresh-title = Is it you?
fresh-lead = This gives somebody rights or takes everything along. Your password counts for ten minutes in this browser.
fresh-file = Your file is on its way
fresh-file-lead = The browser saves it.
fresh-file-again = Nothing came? Fetch it again.
refusal-fresh-password = In this browser no password was typed for a while. Sign in again, or use a key that may export.
