# Texts: admin
