# Cards: at the counter, in the admin's room, on their way in and out.
refusal-card-gone = This card has just been removed.
refusal-card-changed = A colleague has just changed this card.
refusal-card-not-carried = Chats on this channel cannot carry such a card.
refusal-bad-card-link = The link is none that customers can follow.
customer-cards = Cards
card-link = Link card
card-mini-program = Mini-Program card

room-cards = Cards
cards-lead = Pictures with a title, a few words and a link, ready to be dragged into a reply.
cards-begin = Begin with a folder on the left, such as Products. Or import a table.
cards-choose = Choose a card to change it, or write a new one.
card-new = Card
card-name-taken = This folder has a card with this title.
card-folder = Folder
card-folder-needed = Choose a folder.
card-kind = Sort
card-kind-hint = Link cards go to every channel; Mini-Program cards to WeChat and its Mini-Programs alone.
card-title = Title
card-teaser = A few words
card-link-field = Link
card-picture = Picture
card-picture-clear = Remove the picture
card-picture-gone = The picture is not there any more. Choose it again.
card-tags-hint = Words to find it by, divided by commas.
card-text-needed = Write it in at least one language.
card-title-needed = A title is needed in { $language }.
card-link-bad = Link in { $language }: { $why }
card-changed-meanwhile = A colleague has changed this card since you opened it. Saving again replaces their words with yours.
link-missing = a link is needed.
link-not-web = write the whole address, such as https://shop.example/page.
link-not-public = customers cannot reach this address. Use one of the public web.
link-too-long = it has { $length } characters; up to 2,000 fit.
folder-list = Folders
folder-all = All
folder-new = New folder
folder-add = Add folder
folder-name = Name of the folder { $name }
folder-name-taken = There is a folder with this name.
folder-empty = No cards yet.
folders-none = No folders yet.
folder-delete-sure = Delete the folder “{ $name }”?
folder-delete-meaning = { $count ->
    [0] It holds no cards.
    [one] The card in it is deleted, too. What was sent stays in its chats.
   *[other] The { $count } cards in it are deleted, too. What was sent stays in its chats.
}
cards-import = Import cards
cards-import-lead = A table or JSON as the export gives it. Cards with the same folder and name are replaced, others stay. JSON brings pictures along; with a table, cards keep those they have.
cards-import-hint = The first line of a table names its columns: folder, name, kind, tags, language, title, teaser, link. A card has a line for each of its languages.
import-no-such-column = there is no column “{ $name }”. Rename or remove it.
import-no-such-kind = “{ $kind }” is neither link nor mini_program.

act-card_folder_added = added the folder of cards
act-card_folder_renamed = renamed a folder of cards to
act-card_folder_deleted = deleted the folder of cards
act-card_added = added the card
act-card_changed = changed the card
act-card_deleted = deleted the card
act-cards_imported = imported cards (new + changed):

js-cards-search = Search cards
js-cards-none = No card has these words.
js-cards-empty = No cards yet.
js-cards-write = Write cards
js-cards-all = All
js-cards-hint = Drag a card into the box, or click it for a preview.
js-card-mini-program = Mini-Program card
js-card-not-carried = Mini-Program cards go to WeChat and its Mini-Programs alone.
js-card-add = Add
js-card-close = Close
js-card-open = Open the link
js-card-goes = Goes out in { $language }, their language
js-card-goes-instead = Goes out in { $language }; there is no { $wanted }
js-card-many = Up to { $most } cards and pictures fit in one message.
js-card-late = The card was not added. { $reason }
js-card-drop = Drop to add the card to your reply
