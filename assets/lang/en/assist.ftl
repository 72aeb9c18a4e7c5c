# Texts: what helps with writing (patterns, clean-up, short forms)

room-patterns = Patterns
room-clean-up = Clean-up
room-short-forms = Short forms

# Patterns
pattern-card = Card number
pattern-card-advice = A card number does not belong in a chat. Leave it out, or show its last four digits.
pattern-iban = IBAN
pattern-iban-advice = An account number does not belong in a chat. Leave it out, or show its last four digits.
pattern-national-id = National ID
pattern-national-id-advice = This looks like the number of somebody’s identity. Leave it out.
patterns-lead = Catch what should not leave in a reply. What is found is marked while somebody writes and looked for again before it is sent.
pattern-all = All patterns
pattern-new = New pattern
pattern-looks-for = Looks for
pattern-rule = Rule
pattern-rule-hint = Words and phrases: one a line, found as whole words. An expression: the notation of Rust’s regex, without looking ahead or behind. Capitals do not matter in either.
pattern-then = Then
pattern-name = Name
pattern-name-needed = A name is needed: the writer is told which pattern was found.
pattern-name-taken = Another pattern has this name.
pattern-many = There are { $most } patterns already. Remove one first.
pattern-advice = Advice
pattern-advice-hint = What the writer is told beside the name: what to write instead, or why not.
pattern-off = Off
pattern-turn-on = Turn on
pattern-turn-off = Turn off
pattern-on = Look for it
pattern-on-more = Switched off, it stays on the list and finds nothing.
pattern-masks = Mask it in what customers write
pattern-masks-more = Before it is stored, all but the last four characters become •. It cannot be brought back, and nobody here ever sees the whole number.
pattern-masks-short = masked when it comes in
pattern-try = Try it on a text
pattern-try-deed = Try
pattern-found = { $count ->
    [0] Nothing found
    [one] { $count } place found
   *[other] { $count } places found
}
pattern-remove = Remove
pattern-remove-sure = Remove “{ $name }”?
pattern-remove-more = It is no longer looked for. What was sent stays as it is.
deed-warn = Warn
deed-block = Block
look-words = Words
look-expression = Expression
look-card-more = 13 to 19 digits of a card issuer with the right check digit, however they are grouped
look-iban-more = A country’s account number with the right check digits
look-national-id-more = Personal numbers of 16 countries, told by their shape and check digits
expression-empty = Something to look for is needed.
expression-long = This has { $length } characters, which is too long. Make two of it.
expression-large = This grows too large: repetitions of repetitions are written out for every letter. Make the numbers in braces smaller.
expression-fits-nothing = This also fits where there is nothing, so it would be found everywhere. Replace a “*” by a “+”.
expression-look-around = Looking ahead and behind, as in (?=…), is not possible here.
expression-back-reference = Naming what an earlier part found, as in \1, is not possible here.
expression-bracket = A bracket is opened and not closed, or the other way round. To find the bracket itself, write a backslash before it.
expression-faulty = This cannot be read: { $why }

# Clean-up
clean-up-lead = The brush beside the reply box removes this from pasted text. Letters, line breaks and links stay.
clean-markup = Tags and styles of web pages
clean-letters = Letters in another type, such as 𝐛𝐨𝐥𝐝
clean-tracking = Parts of links that follow their readers
clean-invisible = Characters that nobody sees
clean-signatures = Signatures of mail programs and telephones
clean-blanks = Blanks at line ends, empty lines beyond one
clean-tracking-names = More such parts of links
clean-tracking-names-hint = Names with blanks between, such as: partner from_*
clean-signature-lines = How your signatures begin
clean-signature-lines-hint = One a line. What follows such a line is removed with it.
clean-own = Your own patterns
clean-own-hint = One expression a line. What takes its place comes after =>; without that it is removed. Example: KK(\d+) => KK-$1
clean-up-line = Line { $line }: { $why }
clean-up-many = Up to { $most } patterns fit.
clean-deed = Clean up
clean-after = Cleaned up:
js-clean-nothing = There is nothing to clean up.
js-clean-done = Cleaned up.
js-clean-undo = Undo
js-clean-compare = What changed
js-clean-did-markup = tags: { $count }
js-clean-did-letters = letters in another type: { $count }
js-clean-did-invisible = unseen characters: { $count }
js-clean-did-tracking = tracking links: { $count }
js-clean-did-signatures = signatures: { $count }
js-clean-did-blanks = lines with blanks: { $count }
js-clean-did-own = your patterns: { $count }

# The guard in the reply box
js-guard-found = In this reply: { $rule }.
js-guard-found-file = In the file name “{ $name }”: { $rule }.
js-guard-blocked = Your shop does not let it be sent.
js-guard-mask = Mask it for me
js-guard-edit = Edit reply
refusal-sensitive = The reply holds what should not leave: { $rule }. { $advice }
refusal-sensitive-blocked = The reply holds what your shop does not let be sent: { $rule }. { $advice }

# Short forms
short-forms = Short forms
short-forms-own = My short forms
short-forms-edit = Edit
short-forms-more = Typed as a word of its own, a short form becomes its text. Backspace right after brings it back.
short-forms-empty = No short forms yet.
short-forms-team-lead = For the whole team. Everybody may have more of their own, which go first.
short-forms-own-lead = For you alone. They go before the team’s.
short-form-short = Short form
short-form-text = Becomes
short-form-example = brb
short-form-text-example = I will be right back.
short-form-remove = Remove “{ $short }”
short-form-word = One word of letters and digits is needed, up to 20 of them.
short-form-text-needed = A text is needed that is not the short form itself.
short-form-taken = The list has this short form already.
short-form-many = The list is full. Remove a short form first.

# The log
act-pattern_added = added the pattern
act-pattern_changed = changed the pattern
act-pattern_on = turned on the pattern
act-pattern_off = turned off the pattern
act-pattern_removed = removed the pattern
act-clean_up_changed = changed what clean-up removes
act-sensitive_sent = sent in spite of the pattern
act-short_form_added = added the short form
act-short_form_changed = changed the short form
act-short_form_removed = removed the short form
