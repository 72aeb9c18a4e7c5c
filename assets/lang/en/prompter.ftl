# The prompter: what could be answered.
prompter-switch = Suggestions
prompter-switch-more = Suggestions for what to answer
customer-prompter = Prompter

js-message-prompt = Suggestions for this message
js-prompter-none = No suggestion for this message.
js-prompter-late = No suggestions just now.
js-prompter-fit = { $percent }% match
js-prompter-reply = Quick reply: { $name }
js-prompter-article = Article: { $name }
js-prompter-past = { $name }, { $date }
js-prompter-suggested = Suggested, from: { $source }. Read it before you send it.
js-prompter-close = Close suggestions
js-prompter-question = What do you want to know?
js-prompter-context = Take the customer’s last message into account
js-prompter-ask = Ask
js-prompter-use = Use in reply
js-prompter-nothing = Nothing found. Try other words.
js-prompter-hint = Nothing reaches the customer until you send it. What was said to others comes without their names and numbers.
js-prompter-open = Open
