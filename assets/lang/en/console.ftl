# Texts: console
