# The bot: in the admin’s room, and what it says.
room-bot = Bot
bot-lead = It answers customers from your articles and quick replies, says that it is a bot, and passes on to people.
bot-where = Whom it answers
bot-mode-off = Nobody
bot-mode-blocked = Only who is blocked
bot-mode-closed = Also while the shop is closed
bot-mode-first = Everybody, first
bot-no-channels = No channel is connected yet.
bot-nerve = How sure it has to be
bot-nerve-careful = Very
bot-nerve-usual = Quite
bot-nerve-bold = A little
bot-misses = Questions it may miss before it passes on
bot-misses-bad = A number from { $least } to { $most }.
bot-sources = It answers from published articles that it may use, and from quick replies with the tag “{ $tag }”. Who asks for a person gets one.
bot-mind = Who thinks for the bot on { $channel }
bot-mind-built-in = From your own texts
bot-mind-other = Asks { $name }
bot-mind-more = A prompter that is asked for the bot gets the chat’s last messages, without names and numbers. If it is silent or late, that counts as a question without an answer.
bot-try = Try it out
bot-question = A question, as a customer would ask it
bot-language = Language of the customer
bot-ask = Ask it
bot-knows-nothing = It knows nothing about this, and would offer a menu or a person.
bot-says = It would answer with “{ $name }” ({ $fit }%):
bot-doubts = Closest is “{ $name }” ({ $fit }%), but it is not sure enough to say so:
bot-tally = In the last { $days } days: { $begun } chats, { $done } ended without you, { $handed } passed on. They do not count in the team’s figures before they are passed on.

bot-hello = Hello! I am the automatic assistant of { $shop }.
bot-menu = What is it about? Choose a number, or write your question:
bot-choose = Which of these? Choose a number, or write your question:
bot-miss = I have no answer to that. Put it in other words, or choose a number:
bot-more = Did that help? Choose a number, or ask on:
bot-helped = Yes, thank you
bot-person = Talk to a person
bot-glad = Glad to hear that. Write again whenever you like.
bot-handed = I am passing you on to a colleague, who sees what you have written.
bot-handed-closed = Nobody is here just now. I have passed on what you wrote, and a colleague will answer you.

line-bot-handed = The bot passed this chat on
line-bot-done = Ended with the bot

act-bot_changed = changed the bot; channels with it:
