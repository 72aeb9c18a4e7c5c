# Texts: pictures, files and links of a customer’s chats.

customer-files = Archivos
shared-none = Aún nada. Aquí se reúnen las imágenes, los archivos y los enlaces que os enviáis tú y { $name }.
shared-pictures = Imágenes
shared-others = Otros archivos
shared-links = Enlaces
shared-more = Mostrar anteriores
shared-where = Ir al mensaje
shared-picture-where = Ir al mensaje con { $name }
shared-automatic = automático
shared-comment = comentario
