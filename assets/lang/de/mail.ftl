# Eine E-Mail im Verlauf ihres Chats und ein Chat, der per E-Mail verschickt wird.

mail-subject = Betreff:
mail-show-all = Alles zeigen
mail-show-less = Weniger zeigen
mail-as-written = Im Original zeigen
mail-as-words = Original ausblenden
mail-frame = Die E-Mail im Original
mail-pictures = Bilder zeigen
mail-pictures-why = Bilder auf fremden Servern würden deren Besitzern verraten, dass Sie dies lesen.
mail-sealed = Diese E-Mail ist verschlüsselt. Gelesen werden kann sie dort, wo der Schlüssel ist: Die Datei liegt bei.
mail-winmail = Outlook hat Dateien in winmail.dat gepackt; nur Outlook packt sie wieder aus.

transcript-mail = Per E-Mail senden
transcript-mail-to = An
transcript-mail-from = Von
transcript-mail-hint = Kommentare gehen nur an Adressen aus dem Team.
transcript-mail-send = Senden
transcript-mail-none = Noch ist kein Postfach verbunden.
transcript-mail-none-ask = Ein Admin verbindet es unter „Kanäle“.
transcript-mail-connect = Jetzt verbinden
transcript-mail-bad = Das ist keine vollständige Adresse.
transcript-mail-outsider = Kommentare sind nur für das Team. Senden Sie den Chat ohne sie oder an jemanden aus dem Team.
transcript-mail-gone = Dieses Postfach gibt es nicht mehr, oder es ruht. Wählen Sie ein anderes.
transcript-mail-many = Dieser Chat wurde für heute oft genug verschickt.
transcript-mail-again = Erneut versuchen
transcript-mail-subject = Ihr Chat mit { $team }
transcript-mails = Per E-Mail
transcript-mail-waits = Unterwegs
transcript-mail-sent = Gesendet
transcript-mail-failed = Nicht gesendet

line-transcript-mailed = { $name } hat das Protokoll an { $address } gesendet
line-transcript-unmailed = Das Protokoll hat { $address } nicht erreicht
line-transcript-unmailed-why = Das Protokoll hat { $address } nicht erreicht: „{ $words }“
mail-unproved = Nicht belegt, dass dies von dieser Adresse kommt.
mail-unproved-why = Der Server, der diese Mail angenommen hat, bürgt nicht für den Absender. Vorsicht bei dem, worum sie bittet.
