# Texts: pictures, files and links of a customer’s chats.

customer-files = Files
shared-none = Nothing yet. Pictures, files and links that you and { $name } send each other gather here.
shared-pictures = Pictures
shared-others = Other files
shared-links = Links
shared-more = Show earlier ones
shared-where = Go to the message
shared-picture-where = Go to the message with { $name }
shared-automatic = automatic
shared-comment = comment
