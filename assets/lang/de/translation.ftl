# Translation.
translate-switch = Übersetzen
translate-switch-more = Diesen Chat in beide Richtungen übersetzen
js-translate-original = Original zeigen
js-translate-back = Übersetzung zeigen
js-translate-written = Geschriebenes zeigen
js-translate-sent = Gesendetes zeigen
js-translate-failed = Nicht übersetzt. Noch einmal
js-translate-waits = Wird übersetzt …
js-translate-fault = Gerade keine Übersetzung. Jetzt gesendet, geht es so hinaus, wie es ist.
js-translate-look = Lesen Sie sie, dann erneut senden.
room-translation = Übersetzung
translation-lead = Was Kunden schreiben, erscheint in der Sprache des Teams; was das Team schreibt, geht in der des Kunden hinaus. Beide Texte bleiben.
translation-by = Wer übersetzt
translation-off = Niemand
translation-libre = LibreTranslate
translation-model = Sprachmodell
translation-address = Adresse des Servers
translation-key-hint = Falls der Server einen will.
translation-which = Welches Sprachmodell
translation-no-model = Wählen Sie ein Sprachmodell, oder fügen Sie erst eins bei den Vorschlagsgebern hinzu.
translation-glossary = Glossar
translation-glossary-hint = Eine Zeile je Paar, gilt in beide Richtungen, etwa: de en: Deckel = lid
translation-line-bad = Zeile { $line } ist nicht lesbar. Sie sieht so aus: de en: Deckel = lid
translation-too-many = Es sind mehr als 300 Zeilen.
translation-masked = Namen, Nummern, Adressen und was Ihre Muster finden, verlassen das Haus nicht; in der Übersetzung stehen sie wieder.
translation-words = Zu übersetzende Wörter
translation-from = Aus dieser Sprache
translation-to = In diese Sprache
translation-test = Probe übersetzen
act-translation_changed = Übersetzung geändert; durch:
