# Der Schlüssel zu dem, was geheim bleibt, und was der Arzt davon und von Zertifikaten findet.

key-title = Der Schlüssel zu allem Geheimen
key-more = Tokens von Kanälen, Passwörter von Postfächern und Schlüssel von Webhooks liegen versiegelt in der Datenbank und in jedem Backup. Dieser Schlüssel öffnet sie, und kein Backup enthält ihn. Bewahren Sie eine Kopie getrennt auf: in einem Passwortmanager oder auf Papier in einer Schublade.
key-within = Er liegt neben der Datenbank:
key-elsewhere = Er liegt hier:
key-never = Noch hat niemand eine Kopie davon.
key-taken = Eine Kopie ging an { $name }:
key-download = Schlüssel herunterladen
key-download-title = Eine Kopie des Schlüssels mitnehmen?
key-download-more = Legen Sie sie dorthin, wo Ihre Backups nicht sind. Wer beides hat, kann Ihren Kunden in Ihrem Namen schreiben.
trouble-key = { $count ->
    [one] Ein Geheimnis ist nicht lesbar: Es wurde mit einem anderen Schlüssel versiegelt.
   *[other] { $count } Geheimnisse sind nicht lesbar: Sie wurden mit einem anderen Schlüssel versiegelt.
  }
trouble-key-next = Legen Sie Ihre Kopie des Schlüssels an seinen Platz und starten Sie Shopbell neu, oder verbinden Sie die Kanäle neu.
trouble-locked = Die Zugangsdaten sind nicht lesbar, weil der Schlüssel fehlt. Legen Sie ihn zurück und starten Sie Shopbell neu, oder geben Sie unten alles neu ein. Gelöscht wurde nichts.
trouble-webhook-locked = Das Geheimnis des Webhooks { $name } ist nicht lesbar, weil der Schlüssel fehlt.
trouble-webhook-locked-next = Legen Sie den Schlüssel zurück oder geben Sie dem Webhook ein neues Geheimnis. Was er erfahren soll, wartet.
prompter-locked = Sein Schlüssel ist nicht lesbar, weil der von Shopbell fehlt. Geben Sie ihn neu ein.
refusal-code-locked = Codes des Telefons lassen sich nicht prüfen, weil der Schlüssel von Shopbell fehlt. Nehmen Sie einen Wiederherstellungscode, oder fragen Sie, wer sich um Shopbell kümmert.
identity-locked = Das Geheimnis ist nicht lesbar, weil der Schlüssel von Shopbell fehlt: Alle Besucher gelten als Fremde. Legen Sie den Schlüssel zurück oder erzeugen Sie ein neues Geheimnis.
identity-renew = Neues Geheimnis
identity-renew-sure = Ein neues Geheimnis erzeugen?
identity-renew-meaning = Was Ihr Server mit dem alten unterschreibt, gilt nicht mehr. Tragen Sie das neue dort gleich ein.
act-identity_secret_renewed = hat ein neues Geheimnis erzeugt für die Nutzer von
act-key_downloaded = hat eine Kopie des Schlüssels mitgenommen
doctor-key = Schlüssel zu allem Geheimen
doctor-key-none = Noch gibt es nichts Geheimes.
doctor-key-fits = Er öffnet alles.
doctor-key-missing = Er fehlt. Geheimnisse, die ohne ihn nicht lesbar sind: { $count }.
doctor-key-missing-next = Legen Sie Ihre Kopie an seinen Platz (shopbell.key bei den Daten oder wo --key-file hinzeigt). Ohne ihn verbinden Sie die Kanäle neu.
doctor-key-another = Es ist ein anderer. Geheimnisse, die er nicht öffnet: { $count }.
doctor-key-another-next = Legen Sie die Kopie des richtigen an seinen Platz, oder schreiben Sie dessen Zeile unter den anderen. Ohne ihn verbinden Sie die Kanäle neu.
doctor-key-clear = Geheimnisse im Klartext: { $count }.
doctor-key-clear-next = Starten Sie Shopbell: Es versiegelt sie. Ältere Backups enthalten sie noch im Klartext.
doctor-key-open = Andere auf diesem Rechner können ihn lesen.
doctor-key-open-next = Nehmen Sie ihnen die Rechte: chmod 600 DATEI.
doctor-key-unreadable = Er ist nicht zu gebrauchen: { $why }
doctor-key-unreadable-next = Legen Sie Ihre Kopie an seinen Platz.
doctor-certificate = Zertifikat
doctor-certificate-own = Das Haus unterschreibt und erneuert es selbst. Es gilt noch { $days } Tage.
doctor-certificate-public = Es gilt noch { $days } Tage.
doctor-certificate-ends = Es endet in { $days } Tagen.
doctor-certificate-ends-next = Sehen Sie nach, warum es nicht erneuert wurde: Admin → Erreichbarkeit.
doctor-certificate-over = Es gilt in diesem Moment nicht.
doctor-certificate-over-next = Erneuern Sie es. Wenn es gelten sollte, sehen Sie auf die Uhr dieses Rechners.
doctor-certificate-name = Browser nehmen es nicht an: { $why }
doctor-certificate-name-next = Besorgen Sie eines für den Namen, der in --public-url steht.
doctor-certificate-shut = HTTPS geht nicht: { $why }
doctor-certificate-shut-next = Mehr steht unter Admin → Erreichbarkeit.
