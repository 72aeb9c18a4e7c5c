# Texts: the door (first run, signing in, links that let somebody in), and words that forms share.

optional = freiwillig
email = E-Mail
password = Passwort
password-new = Neues Passwort
your-name = Ihr Name
role = Rolle
role-agent = Agent
role-supervisor = Teamleitung
role-admin = Admin
role-agent-may = Agent: antwortet Kunden
role-supervisor-may = Teamleitung: übernimmt auch fremde Chats
role-admin-may = Admin: verwaltet auch Team und Einstellungen
you = Sie
back = Zurück
skip = Überspringen
go-on = Weiter
copy = Kopieren
copied = Kopiert
language-choose = Sprache: { $name }. Andere wählen

# Wrong input
email-wrong = Diese Adresse sieht unvollständig aus.
email-taken = Jemand aus dem Team hat diese Adresse schon.
name-needed = Bitte einen Namen angeben, damit das Team weiß, wer schreibt.
shop-name-needed = Kunden brauchen einen Namen zu sehen.

# Passwords
password-show = Anzeigen
password-hide = Verbergen
password-hint = Mindestens { $count } Zeichen. Drei einfache Wörter merkt man sich leichter als ein kompliziertes.
password-again = Bitte noch einmal eingeben: Eine Seite schickt nie ein Passwort zurück.
password-short = Zu kurz: Ein Passwort braucht mindestens { $count } Zeichen.
password-long = Zu lang: Es passen { $count } Zeichen.
password-common = Dieses Passwort würde jeder als eines der ersten probieren. Wählen Sie ein anderes.
password-personal = Ihren Namen oder Ihre Adresse würde jeder zuerst probieren. Wählen Sie etwas anderes.
js-password-weak = Noch zu kurz.
js-password-fair = Geht so. Länger ist besser.
js-password-good = Gut.
js-password-strong = Stark. Drei einfache Wörter merkt man sich leichter als ein kompliziertes.

# Sign in
sign-in = Anmelden
sign-out = Abmelden
sign-in-lead = Melden Sie sich an Ihrer Theke an
sign-in-form-held = Ihre Sitzung ist zu Ende. Melden Sie sich an, dann steht Ihr Text wieder im Formular.
sign-in-stay = Auf diesem Computer angemeldet bleiben
sign-in-forgot = Passwort vergessen? Bitten Sie einen Admin um einen Link.
sign-in-wait = { $count ->
    [one] Zu viele Versuche. Warten Sie { $count } Sekunde und versuchen Sie es dann noch einmal.
   *[other] Zu viele Versuche. Warten Sie { $count } Sekunden und versuchen Sie es dann noch einmal.
}

# Links
link-dead = Dieser Link gilt nicht mehr
link-unknown = Diesen Link gibt es nicht. Vielleicht wurde er beim Kopieren abgeschnitten.
link-used = Dieser Link wurde schon benutzt oder zurückgezogen. Jeder gilt einmal: Bitten Sie einen Admin um einen neuen.
link-expired = Dieser Link ist zu alt. Bitten Sie einen Admin um einen neuen.
join-title = Willkommen bei { $team }
join-lead = Ihre Rolle: { $role }. Wählen Sie, wie Sie sich anmelden.
join-go = Dem Team beitreten
reset-title = Neues Passwort setzen
reset-for = Für { $email }. Überall sonst werden Sie abgemeldet.
reset-go = Passwort setzen
invite-make = Link erstellen
invite-link = Link für das neue Teammitglied
invite-link-more = Schicken Sie ihn per Mail oder Chat. Er gilt einmal, drei Tage lang, und wird nicht noch einmal angezeigt.
anybody-with-link = Alle mit dem Link
reach-here-alone = Diese Adresse gilt nur auf diesem Rechner. Zum Ausprobieren genügt das. Damit Besucher und Team sie nutzen können, starten Sie Shopbell mit einer Adresse, die sie erreichen:
invite-waits = Hat den Link noch nicht geöffnet

# The page on which one tries the web chat
trial-title = Webchat ausprobieren
trial-lead = Diese Seite trägt Ihren Webchat „{ $name }“
trial-what = Drücken Sie die Glocke in der Ecke und schreiben Sie etwas, wie ein Kunde. In der Konsole läutet es, und dort können Sie antworten.
trial-paused = Dieser Webchat ist pausiert, deshalb ist die Glocke nicht zu sehen. Ein Admin kann ihn fortsetzen.
trial-console = Zur Konsole

# First run
default-team = Unser Shop
default-channel = Website
setup-title = Shopbell einrichten
setup-tag = Die Glocke auf Ihrer Ladentheke, für den Chat.
setup-steps = Schritte
setup-you = Sie
setup-shop = Ihr Shop
setup-channel = Erster Kanal
setup-team = Ihr Team
setup-bell = Glocke testen
setup-code-title = Zuerst ein Code
setup-code-lead = Damit niemand sonst in Ihrem Netz Shopbell vor Ihnen einrichtet.
setup-code = Einrichtungscode
setup-code-wrong = Das ist nicht der Code. Bei jedem Start gibt Shopbell einen neuen aus.
setup-code-where = Der Code steht in dem Link, den Shopbell beim Start ausgegeben hat:
setup-code-why = Läuft Shopbell als Dienst, sehen Sie in dessen Protokoll nach. Ein Neustart gibt einen neuen Code aus; verloren geht nichts.
setup-you-title = Willkommen an Ihrer Theke
setup-you-lead = Shopbell läuft auf diesem Rechner und behält alles hier. Zuerst: Wer sind Sie?
setup-you-local = Nichts wird an uns oder andere gesendet. Alles bleibt in einer Datei auf diesem Rechner.
setup-shop-title = Wie heißt Ihr Shop?
setup-shop-lead = Kunden sehen diesen Namen. Später lässt sich alles ändern.
shop-name = Name des Shops
console-language = Sprache der Konsole
setup-channel-title = Wo schreiben Kunden?
setup-channel-lead = Für den Anfang auf Ihrer eigenen Website. Es dauert eine Minute.
web-chat = Webchat
web-chat-what = Eine Zeile auf Ihrer Website
paste-before = Setzen Sie dies vor
waiting-first-visit = Warten auf den ersten Besuch von Ihrer Website…
first-visit = Es klappt: Der erste Besuch ist da.
look-again = Noch einmal nachsehen
setup-team-title = Wer steht noch an der Theke?
setup-team-lead = Jede Person bekommt einen Link, der einmal gilt. Das geht auch später.
setup-bell-title = Einmal läuten
setup-bell-lead = Prüfen Sie, ob dieser Computer läuten und Hinweise zeigen kann, bevor der erste Kunde kommt.
bell-sound = Glockenton
bell-sound-more = Zwei Schläge, wie bei jedem neuen Kunden.
bell-ring = Läuten
pop-up = Hinweis, wenn Sie woanders sind
pop-up-more = Ihr Browser fragt einmal nach.
pop-up-allow = Erlauben
js-pop-up-granted = Erlaubt
js-pop-up-denied = In den Browser-Einstellungen für diese Website gesperrt
js-pop-up-impossible = Unter dieser Adresse nicht möglich
js-pop-up-example = Ein Kunde wartet
test-chat = Ein erster Chat
test-chat-more = Schreiben Sie sich selbst, von einer Seite mit Ihrem Webchat.
test-chat-open = Testseite öffnen
insecure = Sie sind auf { $url }. Browser erlauben Hinweise und das Mikrofon nur unter einer sicheren Adresse.
open-counter = Theke öffnen
setup-done-title = Die Theke ist geöffnet
setup-done-lead = Wenn der erste Kunde schreibt, läutet diese Glocke. Richten Sie sich so lange ein.
setup-done-look = Farben des Chats
setup-done-look-more = Passend zu Ihrer Website
setup-done-types = Anliegen
setup-done-types-more = Worum es in Chats geht
setup-done-team = Ihr Team
setup-done-team-more = Weitere Links, Rollen, Grenzen
setup-done-go = Zur Konsole

# A refusal as a page
refused = Das hat nicht geklappt
refused-nothing = Hier ist nichts
refused-home = Zur Theke

# Why something was not done
refusal-email-taken = Jemand aus dem Team hat diese Adresse schon.
refusal-no-name = Bitte einen Namen angeben.
refusal-already-set-up = Shopbell ist schon eingerichtet: Jemand war schneller. Melden Sie sich stattdessen an.
refusal-bad-limit = Die Grenze ist eine Zahl von 1 bis 100.
refusal-last-admin = Das ist der letzte Admin. Machen Sie zuerst jemand anderen zum Admin.
refusal-password-changed-meanwhile = Das Passwort wurde gerade anderswo geändert. Hier wurde nichts geändert.
fresh-title = Sind Sie es?
fresh-lead = Das gibt jemandem Rechte oder nimmt alle Daten mit. Ihr Passwort gilt zehn Minuten in diesem Browser.
fresh-file = Ihre Datei ist unterwegs
fresh-file-lead = Der Browser speichert sie.
fresh-file-again = Nichts angekommen? Noch einmal holen.
refusal-fresh-password = In diesem Browser wurde länger kein Passwort eingegeben. Melden Sie sich neu an, oder nehmen Sie einen Schlüssel, der exportieren darf.
