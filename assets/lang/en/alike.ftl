# Those who wait and ask about the same.
alike-count = { $count } ask about the same
alike-take = Take those ticked
together-with = Taken together with { $names }.
together-lost = { $name } was quicker with { $customer }.
together-left = You have as many chats as you may, so { $customer } waits on.
together-offer = To { $customer } you wrote:
together-use = Put it in the box
together-next = Next: { $name }
refusal-together-none = Tick at least one of them.
