# Translation.
translate-switch = Translate
translate-switch-more = Translate this chat, both ways
js-translate-original = Show original
js-translate-back = Show translation
js-translate-written = Show what was written
js-translate-sent = Show what was sent
js-translate-failed = Not translated. Try again
js-translate-waits = Translating …
js-translate-fault = No translation just now. Sent now, it goes out as it is.
js-translate-look = Read it, then send again.
room-translation = Translation
translation-lead = What customers write is shown in the agent’s language, what agents write goes out in the customer’s. Both texts stay.
translation-by = Who translates
translation-off = Nobody
translation-libre = LibreTranslate server
translation-model = Language model
translation-address = Address of the server
translation-key-hint = If the server wants one.
translation-which = Which language model
translation-no-model = Choose a language model, or add one among the prompters first.
translation-glossary = Glossary
translation-glossary-hint = A line each, used in both directions, such as: de en: Deckel = lid
translation-line-bad = Line { $line } cannot be read. It should look like: de en: Deckel = lid
translation-too-many = There are more than 300 lines.
translation-masked = Names, numbers, addresses and whatever your patterns find do not leave the house; they stand in the translation again.
translation-words = Words to translate
translation-from = From this language
translation-to = Into this language
translation-test = Translate them
act-translation_changed = changed the translation; by:
