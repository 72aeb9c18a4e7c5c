# What the doctor finds, at the console and on the command line.

doctor = Untersuchung
doctor-lead = Sieht nach allem, was nicht stimmen kann, und ändert nichts. „shopbell doctor“ tut dasselbe in einer Shell.
doctor-check = Jetzt untersuchen
doctor-channels = Auch bei den Plattformen aller Kanäle anklopfen
doctor-found = { $count ->
    [one] Eine Sache braucht Sie.
   *[other] { $count } Dinge brauchen Sie.
  }
doctor-in-order = { $count ->
    [one] Eine Sache ist in Ordnung
   *[other] { $count } Dinge sind in Ordnung
  }
doctor-look = Ansehen
doctor-wrong = Falsch
doctor-folder = Datenordner
doctor-folder-private = Er lässt sich beschreiben, und niemand sonst kann hineinsehen.
doctor-folder-missing = Er ist nicht da.
doctor-folder-missing-next = Nennen Sie mit --data den richtigen Ordner oder öffnen Sie Shopbell einmal: Es legt einen an.
doctor-folder-readonly = Er lässt sich nicht beschreiben: { $why }.
doctor-folder-readonly-next = Geben Sie dem Konto, unter dem Shopbell läuft, das Recht dazu, und sehen Sie nach, ob der Datenträger nur zum Lesen eingehängt ist.
doctor-folder-open = Andere auf diesem Computer können hineinsehen in: { $names }.
doctor-folder-open-next = Nehmen Sie ihnen die Rechte: chmod -R go= ORDNER.
doctor-disk = Platz auf dem Datenträger
doctor-disk-roomy = { $free } von { $total } sind frei.
doctor-disk-low = Nur { $free } von { $total } sind frei.
doctor-disk-low-next = Schaffen Sie Platz auf dem Datenträger mit den Daten.
doctor-disk-full = Nur { $free } von { $total } sind frei: Dateien werden abgelehnt.
doctor-disk-full-next = Schaffen Sie sofort Platz: Was übrig ist, bleibt für Nachrichten.
doctor-disk-unknown = Wie viel frei ist, lässt sich nicht lesen.
doctor-disk-unknown-next = Sehen Sie nach, ob der Datenträger da ist.
doctor-lock = Wer den Ordner hat
doctor-lock-free = Niemand: Shopbell ist geschlossen.
doctor-lock-held = Shopbell ist geöffnet, als Prozess { $number }.
doctor-lock-held-by-another = Shopbell ist in einem anderen Prozess geöffnet.
doctor-lock-unreadable = Die Sperre lässt sich nicht lesen: { $why }.
doctor-lock-unreadable-next = Führen Sie dies unter dem Konto aus, unter dem Shopbell läuft.
doctor-file = Datenbank
doctor-file-none = Es gibt noch keine.
doctor-file-none-next = Öffnen Sie Shopbell einmal: Es legt eine an. Sollte es eine geben, ist dies der falsche Ordner.
doctor-file-glanced = Sie lässt sich lesen (Schema { $version }). „shopbell doctor --thorough“ liest sie ganz.
doctor-file-sound = Jede Seite, jeder Index und jeder Verweis stimmt (Schema { $version }).
doctor-file-bad = Die Datei ist nicht heil: { $why }
doctor-file-bad-next = Schließen Sie Shopbell, bewahren Sie eine Kopie seines Ordners auf und stellen Sie das neueste Backup in einem neuen wieder her.
doctor-stored = Gesendete Dateien
doctor-stored-sound = Alle sind, was gesendet wurde: { $count }, { $size }.
doctor-stored-changed = Mindestens eine ist nicht, was gesendet wurde.
doctor-stored-changed-next = „shopbell verify“ sagt, welche. Ein älteres Backup hat sie vielleicht noch.
doctor-rows = Was gespeichert ist
doctor-rows-slow = Das Nachsehen dauerte zu lange und wurde beendet.
doctor-rows-slow-next = Fragen Sie in einer ruhigen Stunde noch einmal oder führen Sie „shopbell doctor“ aus, das sich Zeit lässt.
doctor-rows-unreadable = Es lässt sich nicht lesen: { $why }.
doctor-rows-unreadable-next = Führen Sie „shopbell doctor --thorough“ aus.
doctor-clock = Uhr
doctor-clock-forward = Sie geht dem, was gespeichert ist, nicht nach.
doctor-clock-behind = Sie geht dem Neuesten, was gespeichert ist, um { $minutes } min nach.
doctor-clock-behind-next = Lassen Sie den Computer seine Uhr aus dem Netz stellen.
doctor-orphans = Dinge, die zu nichts gehören
doctor-orphans-agree = Keine: Jede Datei hat ihre Nachricht, jede Nachricht ihren Chat.
doctor-orphans-differ = { $count ->
    [one] Eine Zeile oder Datei gehört zu nichts.
   *[other] { $count } Zeilen oder Dateien gehören zu nichts.
  }
doctor-orphans-differ-next = Etwas anderes als Shopbell hat in die Datei geschrieben, oder ein Fehler war es. Bewahren Sie ein älteres Backup auf und sagen Sie es dem, der sich um Shopbell kümmert.
doctor-counters = Zähler und Wartezeiten
doctor-counters-agree = Neu gezählt sind sie, was gezeigt wird.
doctor-counters-differ = { $count ->
    [one] Einer ist neu gezählt ein anderer.
   *[other] { $count } sind neu gezählt andere.
  }
doctor-counters-differ-next = Listen können eine falsche Reihenfolge oder Zeit zeigen. Sagen Sie es dem, der sich um Shopbell kümmert.
doctor-search = Suche
doctor-search-agree = Jede Nachricht wird gefunden.
doctor-search-differ = { $count ->
    [one] Eine Nachricht wird nicht gefunden, oder sie wird gefunden und ist nicht mehr da.
   *[other] { $count } Nachrichten werden nicht gefunden, oder sie werden gefunden und sind nicht mehr da.
  }
doctor-search-differ-next = Verloren ist nichts, nur die Suche kennt sie nicht. Sagen Sie es dem, der sich um Shopbell kümmert.
doctor-channel = Kanal
doctor-channel-paused = { $kind }, Nummer { $number }: pausiert.
doctor-channel-trouble = { $kind }, Nummer { $number }: gestört.
doctor-channel-trouble-next = Auf seiner Seite steht, was die Plattform sagte und was zu tun ist.
doctor-channel-silent = { $kind }, Nummer { $number }: Die Plattform schweigt seit { $hours } h.
doctor-channel-silent-next = Sehen Sie nach, ob dieser Computer das Internet erreicht, und drücken Sie auf der Seite des Kanals auf Testen.
doctor-channel-unread = { $kind }, Nummer { $number }: Nicht lesen ließ sich von dem, was kam: { $count }.
doctor-channel-unread-next = Es steht auf der Seite des Kanals.
doctor-channel-heard = { $kind }, Nummer { $number }: Die Plattform antwortete vor { $minutes } min.
doctor-channel-quiet = { $kind }, Nummer { $number }: Noch ist nichts gekommen.
doctor-reach = Plattform
doctor-reach-answers = { $kind }, Nummer { $number }: Sie antwortet.
doctor-reach-silent = { $kind }, Nummer { $number }: Sie antwortet nicht: { $why }
doctor-reach-silent-next = Sehen Sie nach, ob dieser Computer das Internet erreicht und ob eine Firewall dazwischen steht.
doctor-reach-skewed = { $kind }, Nummer { $number }: Ihre Uhr und die dieses Computers weichen um { $seconds } s ab.
doctor-reach-skewed-next = Lassen Sie den Computer seine Uhr aus dem Netz stellen: Was zur falschen Zeit unterschrieben ist, wird abgelehnt.
doctor-url = Adresse für Browser
doctor-url-answers = Unter { $url } antwortet Shopbell.
doctor-url-another = Unter { $url } antwortet etwas anderes.
doctor-url-another-next = Sehen Sie nach, wohin der Name führt und was --public-url sagt.
doctor-url-silent = Unter { $url } antwortet niemand: { $why }
doctor-url-silent-next = Aus manchen Netzen führt die eigene öffentliche Adresse nirgendwohin. Versuchen Sie es mit einem Telefon ohne WLAN.
doctor-relay = Relais
doctor-relay-none = Dieses Haus hat keines.
doctor-relay-paired = Gekoppelt mit { $address }; nichts Auffälliges ist bekannt.
doctor-relay-trouble = Das unter { $address } ist nicht verbunden: { $why }
doctor-relay-trouble-next = Solange bewahrt es auf, was kommt. Auf der Seite Erreichbarkeit steht mehr.
doctor-tls = Verschlüsselung
doctor-tls-on = Browser kommen über HTTPS.
doctor-tls-near = Nur Browser auf diesem Computer kommen über einfaches HTTP.
doctor-tls-off = Browser kommen über einfaches HTTP: Andere auf dem Weg können mitlesen, und Mikrofon und Hinweise gehen nicht.
doctor-tls-off-next = Stellen Sie einen Proxy mit HTTPS davor.
doctor-address = Wo es lauscht
doctor-address-closed = Nirgends: Shopbell ist geschlossen.
doctor-address-near = Auf { $address }: nur für diesen Computer.
doctor-address-network = Auf { $address }: für das ganze Netz, über einfaches HTTP.
doctor-address-network-next = Wer auf dem Weg ist, kann mitlesen, wenn kein Proxy mit HTTPS dazwischen steht.
doctor-address-unknown = Shopbell sagt nicht, wo.
doctor-address-unknown-next = Schließen Sie es und öffnen Sie es wieder.
doctor-backup = Vorhandene Backups
doctor-backup-fresh = Tage seit dem neuesten: { $days }.
doctor-backup-old = Das neueste ist { $days } Tage alt.
doctor-backup-old-next = Führen Sie „shopbell backup“ aus, am besten jede Nacht.
doctor-backup-none = Es gibt keines.
doctor-backup-none-next = Führen Sie „shopbell backup“ aus, am besten jede Nacht und auf einen anderen Datenträger.
doctor-backup-young = Es gibt noch keines. In der ersten Woche braucht man keines.
doctor-webhooks = Was Webhooks erfahren
doctor-webhooks-flow = Nichts staut sich.
doctor-webhooks-pile = Wartende Zustellungen: { $count }.
doctor-webhooks-pile-next = Die Empfänger sind langsam oder weg: Das Protokoll jedes Webhooks sagt, welche.
doctor-push = Benachrichtigungen
doctor-push-none = Kein Browser wird benachrichtigt.
doctor-push-taken = Browser, die benachrichtigt werden: { $count }.
doctor-push-failing = Browser, die die letzte nicht bekamen: { $count }.
doctor-push-failing-next = Im Konto jedes Agenten steht, warum.
doctor-outbox = Postausgang
doctor-outbox-flows = Nachrichten und Änderungen unterwegs: { $count }.
doctor-outbox-stuck = Wartende Nachrichten und Änderungen: { $count }, die älteste seit { $minutes } min.
doctor-outbox-stuck-next = Sehen Sie nach den Kanälen: Einer, der pausiert oder gestört ist, sendet nichts.
doctor-troubles = Störungen
doctor-troubles-none = Auf der Seite Zustand steht keine.
doctor-troubles-some = Auf der Seite Zustand stehen: { $count }.
doctor-troubles-some-next = Bei jeder steht, was zu tun ist.
doctor-descriptors = Offene Dateien und Leitungen
doctor-descriptors-enough = { $used } von { $most } sind in Gebrauch.
doctor-descriptors-few = { $used } von { $most } sind in Gebrauch: Für einen vollen Tag ist das wenig.
doctor-descriptors-few-next = Heben Sie die Grenze an: LimitNOFILE= des Dienstes oder ulimit -n.
doctor-descriptors-used = { $used } von { $most } sind in Gebrauch: Bald kommt niemand mehr herein.
doctor-descriptors-used-next = Heben Sie die Grenze sofort an: LimitNOFILE= des Dienstes oder ulimit -n.
doctor-descriptors-unknown = Dieses System sagt nicht, wie viele es sein dürfen.
doctor-memory = Arbeitsspeicher
doctor-memory-usual = { $size } in { $threads } Threads.
doctor-memory-much = { $size } in { $threads } Threads: mehr als üblich.
doctor-memory-much-next = Schließen Sie Shopbell, öffnen Sie es wieder und sagen Sie es dem, der sich darum kümmert.
doctor-memory-unknown = Dieses System sagt nicht, wie viel es braucht.
