# Der Vorschläger: was man antworten könnte.
prompter-switch = Vorschläge
prompter-switch-more = Vorschläge für eine Antwort
customer-prompter = Vorschläge

js-message-prompt = Vorschläge zu dieser Nachricht
js-prompter-none = Kein Vorschlag zu dieser Nachricht.
js-prompter-late = Gerade keine Vorschläge.
js-prompter-fit = { $percent } % passend
js-prompter-reply = Schnellantwort: { $name }
js-prompter-article = Artikel: { $name }
js-prompter-past = { $name }, { $date }
js-prompter-suggested = Vorschlag aus: { $source }. Lesen Sie ihn, bevor Sie senden.
js-prompter-close = Vorschläge schließen
js-prompter-question = Was möchten Sie wissen?
js-prompter-context = Die letzte Nachricht des Kunden berücksichtigen
js-prompter-ask = Fragen
js-prompter-use = In die Antwort
js-prompter-nothing = Nichts gefunden. Versuchen Sie andere Wörter.
js-prompter-hint = Nichts erreicht den Kunden, bevor Sie es senden. Was anderen gesagt wurde, kommt ohne deren Namen und Nummern.
js-prompter-open = Öffnen
