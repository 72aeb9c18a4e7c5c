# Texts: pictures, files and links of a customer’s chats.

customer-files = Dateien
shared-none = Noch nichts. Hier sammeln sich Bilder, Dateien und Links, die Sie und { $name } einander senden.
shared-pictures = Bilder
shared-others = Andere Dateien
shared-links = Links
shared-more = Frühere zeigen
shared-where = Zur Nachricht
shared-picture-where = Zur Nachricht mit { $name }
shared-automatic = automatisch
shared-comment = Kommentar
