# What the doctor finds, at the console and on the command line.

doctor = Examination
doctor-lead = Looks at everything that can be wrong, and changes nothing. “shopbell doctor” does the same from a shell.
doctor-check = Check now
doctor-channels = Knock at the platforms of all channels, too
doctor-found = { $count ->
    [one] One thing needs you.
   *[other] { $count } things need you.
  }
doctor-in-order = { $count ->
    [one] One thing is in order
   *[other] { $count } things are in order
  }
doctor-look = Look at it
doctor-wrong = Wrong
doctor-folder = Data folder
doctor-folder-private = It can be written, and nobody else may look into it.
doctor-folder-missing = It is not there.
doctor-folder-missing-next = Name the right folder with --data, or open Shopbell once: it makes one.
doctor-folder-readonly = It cannot be written: { $why }.
doctor-folder-readonly-next = Let the account that runs Shopbell write there, and see whether the disk is mounted for reading only.
doctor-folder-open = Others on this computer may look into: { $names }.
doctor-folder-open-next = Take their rights away: chmod -R go= FOLDER.
doctor-disk = Room on the disk
doctor-disk-roomy = { $free } of { $total } are free.
doctor-disk-low = Only { $free } of { $total } are free.
doctor-disk-low-next = Make room on the disk that holds the data.
doctor-disk-full = Only { $free } of { $total } are free: files are refused.
doctor-disk-full-next = Make room at once: what is left is kept for messages.
doctor-disk-unknown = How much is free cannot be read.
doctor-disk-unknown-next = See whether the disk is there.
doctor-lock = Who has the folder
doctor-lock-free = Nobody: Shopbell is closed.
doctor-lock-held = Shopbell is open, as process { $number }.
doctor-lock-held-by-another = Shopbell is open in another process.
doctor-lock-unreadable = The lock cannot be read: { $why }.
doctor-lock-unreadable-next = Run this as the account that runs Shopbell.
doctor-file = Database
doctor-file-none = There is none yet.
doctor-file-none-next = Open Shopbell once: it makes one. If there should be one, this is the wrong folder.
doctor-file-glanced = It can be read (schema { $version }). “shopbell doctor --thorough” reads all of it.
doctor-file-sound = Every page, index and reference is sound (schema { $version }).
doctor-file-bad = The file is not sound: { $why }
doctor-file-bad-next = Close Shopbell, keep a copy of its folder, and restore the newest backup into a new one.
doctor-stored = Files that were sent
doctor-stored-sound = All of them are what was sent: { $count }, { $size }.
doctor-stored-changed = At least one is not what was sent.
doctor-stored-changed-next = “shopbell verify” says which. A backup from before may still have it.
doctor-rows = What is stored
doctor-rows-slow = Looking took too long and was ended.
doctor-rows-slow-next = Ask again in a quiet hour, or run “shopbell doctor”, which takes its time.
doctor-rows-unreadable = It cannot be read: { $why }.
doctor-rows-unreadable-next = Run “shopbell doctor --thorough”.
doctor-clock = Clock
doctor-clock-forward = It is not behind what is stored.
doctor-clock-behind = It is { $minutes } min behind the newest thing that is stored.
doctor-clock-behind-next = Let the computer set its clock from the network.
doctor-orphans = Things without an owner
doctor-orphans-agree = None: every file has its message, every message its chat.
doctor-orphans-differ = { $count ->
    [one] One row or file belongs to nothing.
   *[other] { $count } rows or files belong to nothing.
  }
doctor-orphans-differ-next = Something other than Shopbell wrote into the file, or a defect did. Keep a backup from before, and tell whoever looks after Shopbell.
doctor-counters = Counters and waiting times
doctor-counters-agree = Counted anew, they are what is shown.
doctor-counters-differ = { $count ->
    [one] One is another when counted anew.
   *[other] { $count } are others when counted anew.
  }
doctor-counters-differ-next = Lists may show a wrong order or time. Tell whoever looks after Shopbell.
doctor-search = Search
doctor-search-agree = Every message can be found.
doctor-search-differ = { $count ->
    [one] One message cannot be found, or is found although it is gone.
   *[other] { $count } messages cannot be found, or are found although they are gone.
  }
doctor-search-differ-next = Nothing is lost: only the search does not know them. Tell whoever looks after Shopbell.
doctor-channel = Channel
doctor-channel-paused = { $kind }, number { $number }: paused.
doctor-channel-trouble = { $kind }, number { $number }: in trouble.
doctor-channel-trouble-next = Its page says what the platform said, and what to do.
doctor-channel-silent = { $kind }, number { $number }: its platform has been silent for { $hours } h.
doctor-channel-silent-next = See whether this computer reaches the internet, and press Test on the channel’s page.
doctor-channel-unread = { $kind }, number { $number }: of what came, this could not be read: { $count }.
doctor-channel-unread-next = It stands on the channel’s page.
doctor-channel-heard = { $kind }, number { $number }: its platform answered { $minutes } min ago.
doctor-channel-quiet = { $kind }, number { $number }: nothing has come yet.
doctor-reach = Platform
doctor-reach-answers = { $kind }, number { $number }: it answers.
doctor-reach-silent = { $kind }, number { $number }: it does not answer: { $why }
doctor-reach-silent-next = See whether this computer reaches the internet, and whether a firewall stands between.
doctor-reach-skewed = { $kind }, number { $number }: its clock and this computer’s differ by { $seconds } s.
doctor-reach-skewed-next = Let the computer set its clock from the network: what is signed at a wrong time is refused.
doctor-url = Address for browsers
doctor-url-answers = Shopbell answers at { $url }.
doctor-url-another = Something else answers at { $url }.
doctor-url-another-next = See where the name leads, and what --public-url says.
doctor-url-silent = Nobody answers at { $url }: { $why }
doctor-url-silent-next = From within some networks the own public address leads nowhere. Try it on a telephone without Wi-Fi.
doctor-relay = Relay
doctor-relay-none = This house has none.
doctor-relay-paired = Paired with { $address }; nothing is known to be wrong.
doctor-relay-trouble = The one at { $address } is not connected: { $why }
doctor-relay-trouble-next = Meanwhile it keeps what comes. The page Reach this house says more.
doctor-tls = Encryption
doctor-tls-on = Browsers come by HTTPS.
doctor-tls-near = Browsers on this computer come by plain HTTP, and no others.
doctor-tls-off = Browsers come by plain HTTP: others on the way can read along, and microphone and pop-ups do not work.
doctor-tls-off-next = Put a proxy with HTTPS in front.
doctor-address = Where it listens
doctor-address-closed = Nowhere: Shopbell is closed.
doctor-address-near = On { $address }: to this computer alone.
doctor-address-network = On { $address }: to the whole network, by plain HTTP.
doctor-address-network-next = Whoever is on the way can read along, unless a proxy with HTTPS stands between.
doctor-address-unknown = Shopbell does not say where.
doctor-address-unknown-next = Close it, and open it again.
doctor-backup = Backups
doctor-backup-fresh = Days since the newest: { $days }.
doctor-backup-old = The newest is { $days } days old.
doctor-backup-old-next = Run “shopbell backup”, best every night.
doctor-backup-none = There is none.
doctor-backup-none-next = Run “shopbell backup”, best every night, onto another disk.
doctor-backup-young = There is none yet. In its first week no house needs one.
doctor-webhooks = What webhooks are told
doctor-webhooks-flow = Nothing piles up.
doctor-webhooks-pile = Deliveries that wait: { $count }.
doctor-webhooks-pile-next = Their receivers are slow or away: the log of each webhook says which.
doctor-push = Notifications
doctor-push-none = No browser is told.
doctor-push-taken = Browsers that are told: { $count }.
doctor-push-failing = Browsers that did not get the last one: { $count }.
doctor-push-failing-next = Each agent’s account says why.
doctor-outbox = Outbox
doctor-outbox-flows = Messages and changes on their way: { $count }.
doctor-outbox-stuck = Messages and changes that wait: { $count }, the oldest for { $minutes } min.
doctor-outbox-stuck-next = Look at the channels: one that is paused or in trouble sends nothing.
doctor-troubles = Troubles
doctor-troubles-none = None stands on the page Health.
doctor-troubles-some = On the page Health stand: { $count }.
doctor-troubles-some-next = Each says what to do.
doctor-descriptors = Open files and lines
doctor-descriptors-enough = { $used } of { $most } are used.
doctor-descriptors-few = { $used } of { $most } are used: that is little for a busy day.
doctor-descriptors-few-next = Raise the limit: LimitNOFILE= of the service, or ulimit -n.
doctor-descriptors-used = { $used } of { $most } are used: soon nobody comes in any more.
doctor-descriptors-used-next = Raise the limit at once: LimitNOFILE= of the service, or ulimit -n.
doctor-descriptors-unknown = This system does not tell how many there may be.
doctor-memory = Memory
doctor-memory-usual = { $size } in { $threads } threads.
doctor-memory-much = { $size } in { $threads } threads: more than usual.
doctor-memory-much-next = Close Shopbell and open it again, and tell whoever looks after it.
doctor-memory-unknown = This system does not tell how much it takes.
