# Texts: pictures, files and links of a customer’s chats.

customer-files = Fichiers
shared-none = Rien pour l’instant. Ici se rassemblent les images, les fichiers et les liens échangés avec { $name }.
shared-pictures = Images
shared-others = Autres fichiers
shared-links = Liens
shared-more = Afficher les précédents
shared-where = Aller au message
shared-picture-where = Aller au message avec { $name }
shared-automatic = automatique
shared-comment = commentaire
