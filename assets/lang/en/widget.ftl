# Texts: widget
