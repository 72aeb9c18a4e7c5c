# Texts: widget. Browser code uses the name without `widget-`; `{ $name }` reaches it as `{name}`.
# Plural forms are names of their own (-one, -few, -many, -other); a language repeats -other where it lacks a form.

# The launcher on the shop's page
widget-look-open = Open chat
widget-look-close = Close chat
widget-look-dismiss = Dismiss
widget-look-title = Chat
widget-look-label = Ask us
widget-look-unread-one = { $n } unread message
widget-look-unread-few = { $n } unread messages
widget-look-unread-many = { $n } unread messages
widget-look-unread-other = { $n } unread messages

# The head and its menu
widget-greeting = Hello! What can we do for you?
widget-here = We’re here
widget-away = We’re away
widget-asked = We have your message
widget-line-next = You are next in line
widget-line-place = You are number { $n } in line
widget-line-about = about { $n } min
widget-line-over = more than { $n } min
widget-agent-at = { $title } at { $team }
widget-closed-at = Chat closed at { $time }
widget-menu = Menu
widget-close = Close chat window
widget-sound = Sound
widget-end-chat = End chat
widget-end-chat-sure = Yes, end this chat
widget-not-ended = The chat is still open: no connection. Try again.
widget-team = Team
widget-you = You

# Messages
widget-messages = Messages
widget-joined = { $name } joined
widget-closed-by = { $name } closed the chat
widget-released = { $name } left the chat
widget-reopened = { $name } opened the chat again
widget-typing = { $name } is typing
widget-sent = Sent
widget-read = Read
widget-waiting = Waiting to send
widget-not-sent = Not sent. { $reason }
widget-file-lost = Not sent: the page was reloaded before the file went out. Choose it again.
widget-try-again = Try again
widget-remove = Remove
widget-new-one = { $n } new
widget-new-few = { $n } new
widget-new-many = { $n } new
widget-new-other = { $n } new
widget-no-connection = No connection. Your message is kept and sent as soon as you’re back.
widget-dark = The shop is not connected right now. What you write is kept safe and reaches the team as soon as it is back.
widget-kept = Kept for the team

# Writing
widget-message = Message
widget-write = Write a message
widget-reply-to = Reply to { $name }
widget-add-line = Add a line
widget-send = Send
widget-emoji = Emoji
widget-add-picture = Add a picture
widget-add-file = Add a file
widget-clear = Clear
widget-not-loaded = Not loaded: no connection. Try again.
widget-text-long = That is too long: one message has up to { $most } characters.
widget-cancel = Cancel
widget-drop-here = Drop it here
widget-preview = Our team may see what you write before you send it. Long numbers stay hidden.

# Files
widget-file-rule = What can be sent: { $types }, up to { $limit } each.
widget-file-rule-two = What can be sent: { $types }. Pictures up to { $limit }, other files up to { $other }.
widget-file-type = “{ $name }” can’t be sent here.
widget-file-empty = “{ $name }” is empty.
widget-file-broken = “{ $name }” cannot be read as a picture. Save it as JPG or PNG and add it again.
widget-file-pixels = “{ $name }” has { $width } × { $height } pixels, which is too many.
widget-file-large = “{ $name }” has { $size }, the limit is { $limit }.
widget-file-many = Up to { $most } files fit in one message.
widget-file-shrink = Make it smaller
widget-file-shrinking = Making it smaller…
widget-file-unreadable = “{ $name }” can’t be made smaller here.
widget-picture-named = Picture { $name }
widget-picture-open = Open picture { $name }
widget-video-play = Play video { $name }

# Voice
widget-hold-to-talk = Hold to talk
widget-voice-hold = Hold the button while you speak, then let go.
widget-voice-slide = Let go to finish, slide away to cancel
widget-voice-press-again = Press again to finish, Esc to cancel
widget-voice-let-go = Let go to finish
widget-voice-stop = Stop recording
widget-voice-recording = Recording
widget-voice-short = That was too short. Hold the button while you speak.
widget-voice-discarded = Recording discarded.
widget-voice-allow = Your browser asks whether it may use the microphone.
widget-voice-ready = The microphone is ready. Hold the button and speak.
widget-voice-denied = The microphone is blocked. Allow it in the browser’s settings for this site, then try again.
widget-voice-none = No microphone was found.
widget-voice-busy = Another program is using the microphone.
widget-voice-silent = No sound from the microphone. Check that it is switched on.
widget-voice-unplayable = This browser can’t play it.
widget-voice-position = Position in the voice message
widget-voice-speed = Speed
widget-play = Play voice message { $length }
widget-pause = Pause

# Before the chat
widget-before-we-start = Before we start
widget-before-more = Your message is kept and goes out with this.
widget-your-name = Your name
widget-email = Email
widget-email-why = so we can reach you later
widget-email-example = you@example.com
widget-optional = optional
widget-required = Please fill this in.
widget-email-wrong = This address looks cut off. Write it like you@example.com.
widget-about = About
widget-consent-needed = We need your agreement to start the chat.
widget-privacy = Privacy
widget-start = Start chatting

# The shop is closed
widget-closed-shop = The shop is closed
widget-leave-question = Leave your question. We’ll answer by email.
widget-your-question = Your question
widget-leave-message = Leave message

# Survey
widget-how-did-we-do = How did we do?
widget-rating = Rating
widget-score-1 = Very bad
widget-score-2 = Bad
widget-score-3 = Okay
widget-score-4 = Good
widget-score-5 = Very good
widget-score-missing = Choose a face first.
widget-anything-to-add = Anything to add?
widget-skip = Skip
widget-thanks = Thank you for your answer.
widget-change = Change it
widget-rating-later = Not sent: no connection. Try again.
widget-edited = edited
widget-unsent = This message was taken back
