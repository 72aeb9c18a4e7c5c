# Texts: refusals
