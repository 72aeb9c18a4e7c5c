# The frame around every screen.
skip-to-main = Skip to the main part
nav-main = Main
nav-console = Console
nav-chats = Chats
nav-admin = Admin
sound-toggle = Bell sound
theme-toggle = Light or dark
keys-show = Keyboard shortcuts
my-account = { $name }: my account
net-lost = Reconnecting to Shopbell.
net-lost-more = Your drafts are safe. What you send now waits and leaves as soon as the line is back.
net-try-now = Try now
waiting-count = { $count ->
    [one] { $count } customer waiting
   *[other] { $count } customers waiting
}
visitor-number = Visitor { $number }
