# The customer beside a chat: who they are, what the team knows, where on the site they are.
refusal-customer-changed = A colleague has just changed this. Keep theirs or yours.
refusal-bad-language = This is not the code of a language, such as “de” or “pt-BR”.
refusal-tag-nameless = A tag needs a name.
refusal-tag-taken = Another tag has this name.
refusal-tag-colour = The palette has no such colour.
refusal-note-empty = There is nothing to write down yet.
refusal-note-too-long = This note has { $length } characters; 4,000 fit. Make it two notes.
refusal-note-not-yours = Only { $name } or a supervisor may remove this note.
