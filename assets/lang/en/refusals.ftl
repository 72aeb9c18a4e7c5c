# Why a request was not carried out. Say what happened, what it means, what to do next.
refusal-sign-in-needed = Sign in first. This sign-in is unknown or has ended.
refusal-not-allowed = Your role does not allow this. Ask an admin of your team.
refusal-not-found = There is no such thing here, or it is not yours to see.
refusal-method = This address does not take that kind of request.
refusal-wrong-host = Shopbell does not answer to this address. Use the one that it printed at its start, or start it with --host and this name.
refusal-foreign-origin = This request came from another site, so nothing was changed.
refusal-bad-query = The address has a value that cannot be read.
refusal-beyond-end = The file ends before the part that was asked for.
refusal-not-json = The body is not the JSON that is asked for.
refusal-bad-form = The form could not be read.
refusal-bad-key = An Idempotency-Key is text of 1 to 200 bytes.
refusal-cut-off = The request was cut off before its end.
refusal-too-large = This is too large.
refusal-too-fast = That was too fast. Wait a moment and try again.
refusal-storage = The disk refuses to store anything, so this was not saved. Reading goes on; try again in a moment.
refusal-storage-low = The disk is nearly full, so files are not taken at the moment. Messages still are.
refusal-busy = Shopbell is very busy. Try again in a moment.
refusal-stopping = Shopbell is restarting, so it is not known whether this was saved. Try again: it is never stored twice.
refusal-internal = Something went wrong on our side and nothing was changed. It is in the log.
refusal-empty = There is nothing to send yet.
refusal-too-long = This message has { $length } characters; 10,000 fit. Send it in two parts.
refusal-key-reused = This key was already used for another message.
refusal-unknown-attachment = A file of this message is not there any more. Add it again.
refusal-taken = { $name } was quicker and has this chat.
refusal-not-claimed = Pick this chat first.
refusal-closed = This chat is closed.
refusal-changed-meanwhile = A colleague has just answered. Read it first, then send or change yours.
refusal-at-limit = You have { $limit } open chats, which is your limit. Close one first.
refusal-not-active = Nobody has this chat at the moment.
refusal-no-such-agent = There is no such colleague, or they have left.
refusal-type-required = Choose what the chat was about.
refusal-reason-required = Choose how the chat ended.
refusal-unknown-choice = This choice is no longer on the list. Choose another.
refusal-other-open = This customer has another chat open. Go on there.
refusal-rating-range = A rating is a number from 1 to 5.
refusal-rating-closed = This chat can no longer be rated.
refusal-bad-email = This address looks cut off.
refusal-wrong-password = This address and password do not go together.

refusal-file-empty = This file is empty.
refusal-file-too-large = This file is too large. Files of up to { $most } MB can be sent here.
refusal-file-scriptable = Pages, drawings in SVG and programs are not taken, because they could run on the reader's machine.
refusal-file-not-taken = { $type ->
    [unknown] Files of this kind cannot be sent here.
   *[other] Files of this kind ({ $type }) cannot be sent here.
}
refusal-file-not-here = “{ $name }” is of a kind or size that is not sent on this channel. Take it out, or ask an admin: Web chat → Files.
refusal-file-not-wrapped = This recording is not kept in a form that can be wrapped in Ogg. Fetch it as it is.
refusal-file-mismatch = The content of this file is not what its name says.
refusal-file-damaged = This file is damaged or cut off and cannot be read.
refusal-picture-too-many-pixels = This picture has { $width } × { $height } pixels, which is too many. Make it smaller and send it again.
refusal-file-quota = That is the last file for today: 20 files or 50 MB can be sent within a day.
