# Why a request was not carried out. Say what happened, what it means, what to do next.
refusal-sign-in-needed = Bitte zuerst anmelden. Diese Anmeldung ist unbekannt oder abgelaufen.
refusal-not-allowed = Ihre Rolle erlaubt das nicht. Fragen Sie einen Admin Ihres Teams.
refusal-not-found = Das gibt es hier nicht, oder es ist nicht für Sie bestimmt.
refusal-method = Diese Adresse nimmt solche Anfragen nicht an.
refusal-wrong-host = Auf diese Adresse antwortet Shopbell nicht. Nutzen Sie die, die beim Start ausgegeben wurde, oder starten Sie Shopbell mit --host und diesem Namen.
refusal-foreign-origin = Diese Anfrage kam von einer fremden Website, deshalb wurde nichts geändert.
refusal-bad-query = In der Adresse steht ein Wert, der sich nicht lesen lässt.
refusal-beyond-end = Die Datei endet vor dem Teil, der verlangt wurde.
refusal-not-json = Der Inhalt ist nicht das JSON, das verlangt wird.
refusal-bad-form = Das Formular ließ sich nicht lesen.
refusal-bad-key = Ein Idempotency-Key ist Text von 1 bis 200 Byte.
refusal-cut-off = Die Anfrage brach vor ihrem Ende ab.
refusal-too-large = Das ist zu groß.
refusal-too-fast = Das ging zu schnell. Warten Sie einen Moment und versuchen Sie es noch einmal.
refusal-storage = Die Festplatte nimmt nichts an, deshalb wurde dies nicht gespeichert. Lesen geht weiter; versuchen Sie es gleich noch einmal.
refusal-storage-low = Die Festplatte ist fast voll, deshalb werden gerade keine Dateien angenommen. Nachrichten schon.
refusal-busy = Shopbell ist gerade sehr beschäftigt. Versuchen Sie es gleich noch einmal.
refusal-stopping = Shopbell startet neu, deshalb ist offen, ob dies gespeichert wurde. Versuchen Sie es noch einmal: Nichts wird doppelt gespeichert.
refusal-internal = Bei uns ist etwas schiefgegangen, geändert wurde nichts. Näheres steht im Protokoll.
refusal-empty = Es gibt noch nichts zu senden.
refusal-too-long = Diese Nachricht hat { $length } Zeichen; 10.000 passen. Senden Sie sie in zwei Teilen.
refusal-key-reused = Dieser Schlüssel wurde schon für eine andere Nachricht verwendet.
refusal-unknown-attachment = Eine Datei dieser Nachricht ist nicht mehr da. Fügen Sie sie noch einmal hinzu.
refusal-taken = { $name } war schneller und hat diesen Chat.
refusal-not-claimed = Nehmen Sie diesen Chat zuerst an.
refusal-closed = Dieser Chat ist geschlossen.
refusal-changed-meanwhile = Jemand aus dem Team hat gerade geantwortet. Lesen Sie das zuerst, dann senden oder ändern Sie Ihres.
refusal-at-limit = Offene Chats: { $limit }. Mehr dürfen es bei Ihnen nicht sein. Schließen Sie zuerst einen.
refusal-not-active = Diesen Chat hat gerade niemand.
refusal-no-such-agent = Diese Person gibt es im Team nicht oder nicht mehr.
refusal-type-required = Wählen Sie, worum es im Chat ging.
refusal-reason-required = Wählen Sie, wie der Chat ausging.
refusal-unknown-choice = Diese Auswahl steht nicht mehr auf der Liste. Wählen Sie eine andere.
refusal-other-open = Mit diesem Kunden ist ein anderer Chat offen. Machen Sie dort weiter.
refusal-rating-range = Eine Bewertung ist eine Zahl von 1 bis 5.
refusal-rating-closed = Dieser Chat kann nicht mehr bewertet werden.
refusal-bad-email = Diese Adresse sieht unvollständig aus.
refusal-wrong-password = Adresse und Passwort passen nicht zusammen.

refusal-file-empty = Diese Datei ist leer.
refusal-file-too-large = Diese Datei ist zu groß. Hier können Dateien bis { $most } MB gesendet werden.
refusal-file-scriptable = Webseiten, SVG-Zeichnungen und Programme werden nicht angenommen, weil sie auf dem Gerät der Leser laufen könnten.
refusal-file-not-taken = { $type ->
    [unknown] Dateien dieser Art können hier nicht gesendet werden.
   *[other] Dateien dieser Art ({ $type }) können hier nicht gesendet werden.
}
refusal-file-mismatch = Der Inhalt dieser Datei ist nicht das, was ihr Name sagt.
refusal-file-damaged = Diese Datei ist beschädigt oder unvollständig und lässt sich nicht lesen.
refusal-picture-too-many-pixels = Dieses Bild hat { $width } × { $height } Pixel, das ist zu viel. Verkleinern Sie es und senden Sie es noch einmal.
refusal-file-quota = Das war die letzte Datei für heute: An einem Tag lassen sich 20 Dateien oder 50 MB senden.
