# Texts: one's own account, and the buttons in the rail.

profile = Profil
profile-name-hint = So kennt Sie Ihr Team.
public-name = Name für Kunden
public-name-hint = Bleibt das Feld leer, steht dort Ihr eigener Name.
public-title = Zweite Zeile für Kunden
public-title-example = Kundenservice
public-preview = So sehen Kunden Sie
preview-question = Haben Sie sonntags geöffnet?
preview-answer = Ja! Von zehn bis zwei.
preferences = Einstellungen
theme = Darstellung
theme-system = Wie das System
theme-light = Hell
theme-dark = Dunkel
bell-volume = Glocke
bell-volume-hint = 0 ist lautlos.
shortcuts = Kürzel aus einem Buchstaben
shortcuts-more = N holt den nächsten Chat, R springt zum Antwortfeld … solange Sie nicht tippen.
ctrl-enter = Mit Strg+Eingabe senden
ctrl-enter-more = Die Eingabetaste allein beginnt eine neue Zeile.
password-change = Passwort ändern
password-change-more = Sie werden überall abgemeldet, nur hier nicht.
password-old = Altes Passwort
password-old-wrong = Das ist nicht Ihr Passwort.
sessions = Wo Sie angemeldet sind
sessions-more = Kennen Sie eines der Geräte nicht? Dann melden Sie es ab und ändern Sie Ihr Passwort.
session-here = hier
session-since = seit
session-used = zuletzt genutzt
session-end-of = { $device } abmelden
sessions-end-others = Alle anderen abmelden
sessions-end-sure = Überall sonst abmelden?
sessions-end-meaning = { $count ->
    [one] { $count } weiteres Gerät wird sofort abgemeldet.
   *[other] { $count } weitere Geräte werden sofort abgemeldet.
}
device-unknown = Unbekanntes Gerät
js-theme-system = Darstellung: wie das System
js-theme-light = Darstellung: hell
js-theme-dark = Darstellung: dunkel
undo-send = Zeit zum Zurückholen beim Senden
undo-send-more = So lange wartet, was Sie senden oder für das Team notieren. Bis dahin holt „Rückgängig“ es ins Feld zurück.
undo-send-never = Keine
undo-send-seconds = { $count } Sek.
undo-web-chat = Auch im Webchat warten
undo-web-chat-more = Dort sitzt der Kunde meist vor dem Chat, darum geht, was Sie senden, sofort hinaus, solange dies nicht eingeschaltet ist. Was Sie für das Team notieren, wartet immer.
accepts-at-once = Angebotene Chats sofort annehmen
accepts-at-once-more = Was Ihnen angeboten wird, gehört Ihnen ohne Klick, solange in der letzten Minute jemand Ihre Konsole benutzt hat. Sonst wird es wie üblich angeboten.
holds-chats = Meine Chats behalten, solange ich weg bin
holds-chats-more = Ist Ihre Konsole eine Weile geschlossen, warten Ihre Chats auf Sie und gehen nicht an Ihre Kollegen.
