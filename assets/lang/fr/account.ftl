# Texts: one's own account, and the buttons in the rail.

profile = Profil
profile-name-hint = Tel que votre équipe vous connaît.
public-name = Nom vu par les clients
public-name-hint = Laissez vide pour afficher votre propre nom.
public-title = Deuxième ligne vue par les clients
public-title-example = Service client
public-preview = Comment les clients vous voient
preview-question = Êtes-vous ouverts le dimanche ?
preview-answer = Oui ! De dix heures à quatorze heures.
preferences = Préférences
theme = Thème
theme-system = Comme le système
theme-light = Clair
theme-dark = Sombre
bell-volume = Sonnette
bell-volume-hint = 0 : silence.
shortcuts = Raccourcis d’une lettre
shortcuts-more = N prend le chat suivant, R va à la réponse… tant que vous n’êtes pas en train d’écrire.
ctrl-enter = Ctrl+Entrée envoie
ctrl-enter-more = Et Entrée seule va à la ligne.
password-change = Changer de mot de passe
password-change-more = Toutes vos autres sessions seront fermées.
password-old = Ancien mot de passe
password-old-wrong = Ce n’est pas votre mot de passe.
sessions = Vos connexions
sessions-more = Si vous n’en reconnaissez pas un, déconnectez-le et changez de mot de passe.
session-here = ici
session-since = depuis
session-used = dernière utilisation
session-end-of = Déconnecter { $device }
sessions-end-others = Déconnecter tous les autres
sessions-end-sure = Déconnecter tous les autres appareils ?
sessions-end-meaning = { $count ->
    [one] { $count } autre appareil est déconnecté aussitôt.
   *[other] { $count } autres appareils sont déconnectés aussitôt.
}
device-unknown = Appareil inconnu
js-theme-system = Thème : comme le système
js-theme-light = Thème : clair
js-theme-dark = Thème : sombre

undo-send = Délai pour annuler un envoi
undo-send-more = Ce que vous envoyez, ou notez pour l’équipe, attend ce temps. D’ici là, « Annuler » le remet dans le champ.
undo-send-never = Aucun
undo-send-seconds = { $count } s
undo-web-chat = Attendre aussi dans le chat web
undo-web-chat-more = Le client y est le plus souvent devant le chat : ce que vous envoyez part donc aussitôt, sauf si vous activez ceci. Ce que vous notez pour l’équipe attend toujours.
accepts-at-once = Prendre tout de suite les chats proposés
accepts-at-once-more = Ce qui vous est proposé est à vous sans clic, tant que quelqu’un a utilisé votre console dans la dernière minute. Sinon, il est proposé comme d’habitude.
holds-chats = Garder mes chats pendant mon absence
holds-chats-more = Si votre console reste fermée un moment, vos chats vous attendent et ne passent pas à vos collègues.
