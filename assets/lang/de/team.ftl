# Der zweite Schritt der Anmeldung.
step-title = Anmeldung in zwei Schritten
step-on = an
step-lead = Noch ein Schritt: der Code Ihres Telefons.
step-set-up-lead = Dieser Shop verlangt von allen einen zweiten Schritt. Richten Sie ihn jetzt ein; es dauert eine Minute.
step-lost = Telefon verloren? Nehmen Sie einen Notfallcode oder fragen Sie einen Admin.
step-back = Als jemand anderes anmelden
step-what = Außer dem Passwort wird ein Code Ihres Telefons verlangt. Ein mitgehörtes Passwort genügt dann nicht.
step-need = Sie brauchen ein Authentifizierungsprogramm auf dem Telefon, etwa Aegis, FreeOTP oder Google Authenticator.
step-begin = Einrichten
step-look = Ansehen
step-picture = Bild für das Authentifizierungsprogramm
step-scan = Erfassen Sie das Bild mit Ihrem Authentifizierungsprogramm, oder tippen Sie die Buchstaben ein.
step-type = Tippen Sie dann die sechs Ziffern ein, die es zeigt.
step-secret = Buchstaben zum Eintippen
step-code = Bestätigungscode
step-code-hint = Sechs Ziffern. Sie wechseln jede halbe Minute.
step-code-or-recovery = Sechs Ziffern Ihres Telefons oder ein Notfallcode.
step-confirm = Einschalten
step-is-on = Die Anmeldung in zwei Schritten ist an.
step-since = seit
step-recovery = Notfallcodes
step-recovery-more = Bewahren Sie sie sicher auf, auf Papier oder im Passwortspeicher. Jeder lässt Sie einmal ohne Telefon hinein. Sie werden nicht noch einmal gezeigt.
step-go-on = Ich habe sie aufbewahrt
step-codes-left = { $count ->
    [one] noch { $count } Notfallcode
   *[other] noch { $count } Notfallcodes
 }
step-codes-few = Für neue schalten Sie aus und wieder ein.
step-required-here = Ihr Shop verlangt von allen einen zweiten Schritt; er lässt sich nicht ausschalten.
step-off = Ausschalten
step-off-more = Braucht Passwort und Code. Danach genügt das Passwort.
step-for-all = Anmeldung in zwei Schritten für alle
step-for-all-more = Wer noch keinen zweiten Schritt hat, richtet ihn bei der nächsten Anmeldung ein. Niemand wird abgemeldet.
step-none = Meldet sich nur mit dem Passwort an.
step-reset = Zurücksetzen
step-reset-sure = Die Anmeldung in zwei Schritten von { $name } zurücksetzen?
step-reset-meaning = Telefon und Notfallcodes werden nicht mehr verlangt: Das Passwort genügt. Vergewissern Sie sich, dass wirklich diese Person Sie bittet.
refusal-wrong-code = Dieser Code ist falsch oder wurde schon benutzt. Warten Sie auf den nächsten.
refusal-code-needed = Dieses Mitglied meldet sich in zwei Schritten an. Senden Sie auch den Code des Telefons.
refusal-second-step-needed = Dieser Shop verlangt die Anmeldung in zwei Schritten. Melden Sie sich einmal im Browser an, um sie einzurichten.
refusal-no-second-step = Es gibt nichts zu bestätigen: Die Anmeldung in zwei Schritten ist nicht eingerichtet oder schon an.
refusal-second-step-required = Dieser Shop verlangt von allen die Anmeldung in zwei Schritten.
refusal-code-too-late = Das hat zu lange gedauert. Melden Sie sich noch einmal an.
refusal-bad-reachable = Geben Sie eine Uhrzeit an, etwa 18:00.
act-second_step_on = schaltete die Anmeldung in zwei Schritten ein für
act-second_step_off = schaltete die Anmeldung in zwei Schritten aus für
act-second_step_reset = setzte die Anmeldung in zwei Schritten zurück von
act-second_step_required = verlangte von allen die Anmeldung in zwei Schritten
act-second_step_optional = stellte allen die Anmeldung in zwei Schritten frei
act-recovery_code_used = benutzte einen Notfallcode für
act-code_wrong = gab einen falschen Code an für
act-languages_changed = änderte die Sprachen von
act-chats_held = ließ die Chats behalten bei Abwesenheit:
act-chats_passed = lässt die Chats nicht mehr behalten bei Abwesenheit:

# Wie Mitglieder arbeiten.
speaks = Spricht
speaks-more = Kollegen sehen es neben dem Namen.
member-holds = Behält Chats bei Abwesenheit
member-holds-more = Die Chats bleiben, obwohl die Konsole zu ist. Kunden warten dann auf diese Person allein.
reachable-title = Telefonisch erreichbar
reachable-more = Sie gelten als anwesend, auch wenn Ihre Konsole zu ist.
reachable-until = Bis
reachable-set = Setzen
reachable-end = Nicht mehr erreichbar
team-state = Zustand
team-queues-none = bedient keine Warteschlange
team-sessions = { $count ->
    [0] nicht angemeldet
    [one] { $count } Anmeldung
   *[other] { $count } Anmeldungen
 }
team-step = Anmeldung in zwei Schritten ist an

# Als wer Kollegen an Kunden schreiben.
room-identities = Identitäten
identities-lead = Was Kunden als Absender einer Nachricht sehen: den eigenen Namen, einen Decknamen oder eine Rolle wie „Kettle & Co. Support“.
identities-none = Alle schreiben unter dem eigenen Namen.
identities-none-more = Legen Sie eine Rolle für mehrere an oder einen Decknamen für jemanden aus dem Team.
identity-new = Neue Identität
identity-name = Name, den Kunden sehen
identity-name-hint = Etwa „Kettle & Co. Support“ oder „Anna“.
identity-whose = Art
identity-role = Rolle, die mehrere ausfüllen
identity-alias = Deckname von { $name }
identity-who = Wer die Rolle ausfüllen darf
identity-who-more = Niemand angekreuzt: das ganze Team. Ein Deckname gehört nur einer Person.
identity-where = Kanäle
identity-where-more = Keiner angekreuzt: auf allen Kanälen.
identity-of = Deckname von
identity-all = Rolle, für das ganze Team
identity-some = Rolle, für
identity-everywhere = alle Kanäle
identity-retired = stillgelegt
identity-retire = Stilllegen
identity-restore = Wieder verwenden
identity-retire-more = Eine stillgelegte Identität kann nicht mehr gewählt werden. Was unter ihr geschrieben wurde, behält ihren Namen.
identity-usual = Kunden von
identity-usual-which = Sehen Kollegen als
identity-usual-more = Wer sie nicht verwenden darf, schreibt unter eigenem Namen. Gibt es mehrere, wird neben dem Eingabefeld gewählt.
identity-own = Eigener Name
identity-only = Nie die eigenen Namen
identity-only-more = Wer hier eine Identität hat, kann nicht unter eigenem Namen schreiben.
wearing-as = Kunden sehen Sie als
face-picture = Bild
face-picture-choose = Bild wählen
face-picture-clear = Entfernen
face-picture-more = Kunden sehen es neben den Nachrichten. Es wird verkleinert, und wo es aufgenommen wurde, wird entfernt.
refusal-identity-not-yours = Diese Identität ist auf diesem Kanal nicht für Sie.
refusal-picture-gone = Dieses Bild ist nicht mehr da. Wählen Sie es noch einmal.
act-identity_added = legte die Identität an
act-identity_changed = änderte die Identität
act-identity_retired = legte die Identität still
act-identity_restored = verwendet wieder die Identität
act-identity_usual = änderte, was Kunden von Kollegen sehen auf

capacity = Was zur Grenze zählt
capacity-more = Wie viele Chats zugleich, wird für jede Person festgelegt. Hier sagen Sie, welche davon zählen.
capacity-wrap-ups = Nacharbeit zählt
capacity-wrap-ups-more = Ein beendeter Chat zählt, bis seine Nacharbeit erledigt ist.
capacity-offers = Chats auch während der Nacharbeit anbieten
capacity-offers-more = Aus: Wer in der Nacharbeit ist, bekommt nichts Neues angeboten oder zugewiesen.
capacity-silent = Stille Chats zählen nicht mehr
capacity-silent-hint = Wenn der Kunde seine Antwort hat und so lange nichts mehr gesagt wurde.
capacity-never = Nie
capacity-minutes = nach { $count } Minuten
act-capacity_changed = änderte, welche Chats zur Grenze zählen
