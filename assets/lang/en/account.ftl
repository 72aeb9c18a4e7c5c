# Texts: one's own account, and the buttons in the rail.

profile = Profile
profile-name-hint = As colleagues know you.
public-name = Name customers see
public-name-hint = Leave it empty to use your own.
public-title = Second line customers see
public-title-example = Care team
public-preview = How customers see you
preview-question = Are you open on Sunday?
preview-answer = We are! From ten to two.
preferences = Preferences
theme = Theme
theme-system = As the system
theme-light = Light
theme-dark = Dark
bell-volume = Bell
bell-volume-hint = 0 is silent.
shortcuts = Single-letter shortcuts
shortcuts-more = N takes the next chat, R goes to the reply box … while you are not typing.
ctrl-enter = Ctrl+Enter sends
ctrl-enter-more = And Enter alone breaks the line.
password-change = Change password
password-change-more = You are signed out everywhere but here.
password-old = Old password
password-old-wrong = This is not your password.
sessions = Where you are signed in
sessions-more = If you don’t know one of them, sign it out and change your password.
session-here = here
session-since = since
session-used = last used
session-end-of = Sign out { $device }
sessions-end-others = Sign out all others
sessions-end-sure = Sign out everywhere else?
sessions-end-meaning = { $count ->
    [one] { $count } other device is signed out at once.
   *[other] { $count } other devices are signed out at once.
}
device-unknown = Unknown device
js-theme-system = Theme: as the system
js-theme-light = Theme: light
js-theme-dark = Theme: dark
undo-send = Time to take back what you send
undo-send-more = What you send, and what you note for the team, waits this long. Meanwhile “Undo” brings it back into the box.
undo-send-never = None
undo-send-seconds = { $count } s
undo-web-chat = Wait on web chat, too
undo-web-chat-more = There the customer usually sits in front of the chat, so what you send leaves at once unless you switch this on. What you note for the team always waits.
accepts-at-once = Take offered chats at once
accepts-at-once-more = What is offered to you is yours without a click, as long as somebody has used your console in the last minute. Otherwise it is offered as usual.
holds-chats = Hold my chats while I am gone
holds-chats-more = If your console is closed for a while, your chats wait for you and do not go to your colleagues.
