# The key to what is kept secret, and what the doctor finds of it and of certificates.

key-title = The key to what is secret
key-more = Tokens of channels, passwords of mailboxes and keys of webhooks lie sealed in the database and in every backup. This key opens them, and no backup has it. Keep a copy apart: in a password manager, or on paper in a drawer.
key-within = It lies beside the database:
key-elsewhere = It lies at:
key-never = Nobody has taken a copy yet.
key-taken = { $name } took a copy:
key-download = Download the key
key-download-title = Take a copy of the key?
key-download-more = Keep it where your backups are not. Whoever has both can write to your customers in your name.
trouble-key = { $count ->
    [one] One secret cannot be read: it was sealed with another key.
   *[other] { $count } secrets cannot be read: they were sealed with another key.
  }
trouble-key-next = Put the copy of the key that you kept in its place and start Shopbell again, or connect the channels anew.
trouble-locked = What it is connected with cannot be read, because the key is missing. Put the key back and start Shopbell again, or give everything below anew. Nothing was deleted.
trouble-webhook-locked = The secret of the webhook { $name } cannot be read, because the key is missing.
trouble-webhook-locked-next = Put the key back, or give the webhook a new secret. What it was to be told waits.
prompter-locked = Its key cannot be read, because Shopbell’s own is missing. Give it anew.
refusal-code-locked = Codes of the telephone cannot be checked, because Shopbell’s key is missing. Use a recovery code, or ask whoever looks after Shopbell.
identity-locked = The secret cannot be read, because Shopbell’s key is missing: every visitor is a stranger. Put the key back, or make a new secret.
identity-renew = New secret
identity-renew-sure = Make a new secret?
identity-renew-meaning = What your server signs with the old one is believed no more. Put the new one in there first thing.
act-identity_secret_renewed = made a new secret for the users of
act-key_downloaded = took a copy of the key
doctor-key = Key to what is secret
doctor-key-none = There is nothing secret yet.
doctor-key-fits = It opens everything.
doctor-key-missing = It is not there, and secrets that cannot be read without it: { $count }.
doctor-key-missing-next = Put the copy that you kept in its place (shopbell.key among the data, or where --key-file says). Without it, connect the channels anew.
doctor-key-another = It is another one: secrets that it does not open: { $count }.
doctor-key-another-next = Put the copy of the right one in its place, or write its line below the other one. Without it, connect the channels anew.
doctor-key-clear = Secrets that stand in clear: { $count }.
doctor-key-clear-next = Start Shopbell: it seals them. Older backups still have them in clear.
doctor-key-open = Others on this machine can read it.
doctor-key-open-next = Take their rights away: chmod 600 FILE.
doctor-key-unreadable = It cannot be used: { $why }
doctor-key-unreadable-next = Put the copy that you kept in its place.
doctor-certificate = Certificate
doctor-certificate-own = The house signs it itself, and renews it. It holds for { $days } more days.
doctor-certificate-public = It holds for { $days } more days.
doctor-certificate-ends = It ends in { $days } days.
doctor-certificate-ends-next = See why it was not renewed: Admin → Reach this house.
doctor-certificate-over = It does not hold at this moment.
doctor-certificate-over-next = Renew it. If it should hold, look at this machine’s clock.
doctor-certificate-name = Browsers do not take it: { $why }
doctor-certificate-name-next = Get one for the name that --public-url has.
doctor-certificate-shut = HTTPS does not work: { $why }
doctor-certificate-shut-next = Admin → Reach this house says more.
