-- Shopbell's file, as a contract.
--
-- One SQLite file holds everything: the team, the customers, every message, every attachment.
-- This text makes a new file and explains each table and column, so that anybody may read the
-- file with SQLite's own tools. Reading is safe at any time; writing belongs to Shopbell alone.
--
-- Conventions: all times are milliseconds since 1970-01-01 UTC. Booleans are 0 or 1. `*_id` columns
-- hold the id of a row in the table they name. Columns are only ever added: a column never changes
-- its meaning. Secrets that a person carries (passwords, tokens, keys) are stored as hashes only; those that the house
-- itself has to show (to platforms, to receivers of webhooks) are sealed with a key that lies outside this file, see
-- src/base/vault.rs.

-- Team-wide settings, one JSON value each.
CREATE TABLE setting (
  key         TEXT PRIMARY KEY,             -- name of the setting, such as 'team'
  value       TEXT NOT NULL                 -- its value as JSON
) STRICT, WITHOUT ROWID;

-- What happened, in the order it was committed. Streams, the search index and robots follow this
-- table; a message's id is the id of the event that brought it.
CREATE TABLE event (
  id              INTEGER PRIMARY KEY,      -- one rising number for the whole house; never reused, for the newest row is never deleted
  at              INTEGER NOT NULL,         -- when it was committed
  kind            TEXT NOT NULL,
  conversation_id INTEGER,                  -- the conversation concerned, if any
  identity_id     INTEGER,                  -- the customer's account concerned, if any
  data            TEXT,                     -- what listeners are told, as JSON; NULL for messages and comments (their row has it)
  -- Spelt out here and in `message`: for a longer IN, SQLite builds a table anew for each row.
  CHECK (kind = 'message' OR kind = 'comment' OR kind = 'conversation' OR kind = 'receipt' OR kind = 'customer'
    OR kind = 'page' OR kind = 'note' OR kind = 'agent' OR kind = 'channel' OR kind = 'access' OR kind = 'revision'
    OR kind = 'outgoing' OR kind = 'struck' OR kind = 'content' OR kind = 'queue' OR kind = 'invite' OR kind = 'house')
) STRICT;
CREATE INDEX event_by_conversation ON event (conversation_id, id) WHERE kind NOT IN ('message', 'comment'); -- the story of one chat

CREATE INDEX event_house ON event (at) WHERE kind = 'house'; -- when its clock jumped
CREATE INDEX event_pages ON event (at) WHERE kind = 'page'; -- forgotten with the pages themselves

-- What falls due, and when. A row is deleted in the transaction that acts on it.
CREATE TABLE timer (
  kind        TEXT NOT NULL,                -- which act falls due, such as 'sweep_uploads'
  subject_id  INTEGER NOT NULL,             -- what it concerns; 0 for the whole house
  due_at      INTEGER NOT NULL,             -- when
  PRIMARY KEY (kind, subject_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX timer_by_due ON timer (due_at); -- the clockwork asks for the next one only

-- Who did what to the house itself: sign-ins, rights, settings, keys. Rows are only added.
CREATE TABLE audit (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  at          INTEGER NOT NULL,             -- when
  agent_id    INTEGER,                      -- who, if an agent
  address     TEXT NOT NULL DEFAULT '',     -- network address the act came from
  act         TEXT NOT NULL,                -- what, such as 'sign_in_failed'
  subject     TEXT NOT NULL DEFAULT '',     -- whom or what it concerned, in words
  detail      TEXT NOT NULL DEFAULT ''      -- more, as JSON or words; never a secret
) STRICT;
CREATE INDEX audit_sign_in ON audit (agent_id, address) WHERE act = 'sign_in'; -- where an agent has signed in before, so that nobody can shut them out there

-- What is wrong with the house at the moment. A row goes when it is mended.
CREATE TABLE trouble (
  kind        TEXT NOT NULL,                -- what sort, such as 'disk'
  subject     TEXT NOT NULL,                -- what it concerns, such as a channel's id; empty: the house
  detail      TEXT NOT NULL,                -- more, in words or as a word of its kind
  since       INTEGER NOT NULL,             -- since when
  event_id    INTEGER NOT NULL,             -- the event that told of it, or of its last change
  dismissed_at INTEGER,                     -- an admin has read it; NULL again when it changes
  told_at     INTEGER,                      -- when admins were told of it by another door; NULL: not yet
  step        INTEGER NOT NULL DEFAULT 0,   -- how bad it is, of its kind: 0, or more where it can grow worse
  told_step   INTEGER NOT NULL DEFAULT 0,   -- how bad it was at the worst when they were told
  PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;

-- Trouble that admins were told of by another door and that is over: they are told that, too, unless it comes back first.
CREATE TABLE trouble_mended (
  kind        TEXT NOT NULL,                -- like those that follow as in `trouble`
  subject     TEXT NOT NULL,
  detail      TEXT NOT NULL,
  since       INTEGER NOT NULL,
  name        TEXT NOT NULL,                -- what the subject was called then; may be empty
  told_at     INTEGER NOT NULL,             -- when they were told that it stood
  told_step   INTEGER NOT NULL DEFAULT 0,   -- and how bad it was then
  mended_at   INTEGER NOT NULL,             -- when it was over
  PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;

-- When the house was closed, or did not notice time pass.
CREATE TABLE outage (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  from_at     INTEGER NOT NULL,             -- the last sign of life before it, to within a minute unless it was closed properly
  until_at    INTEGER NOT NULL,             -- when it was there again
  cause       TEXT NOT NULL CHECK (cause = 'closed' OR cause = 'crash' OR cause = 'asleep')
) STRICT;

-- What may be missing of an account's messages after one: its platform had dropped it when the house was there again.
CREATE TABLE outage_gap (
  outage_id   INTEGER NOT NULL REFERENCES outage (id),
  channel_id  INTEGER NOT NULL REFERENCES channel (id),
  from_at     INTEGER NOT NULL,             -- written from then
  until_at    INTEGER NOT NULL,             -- until then
  PRIMARY KEY (outage_id, channel_id)
) STRICT, WITHOUT ROWID;

-- A member of the team.
CREATE TABLE agent (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  email         TEXT NOT NULL UNIQUE COLLATE NOCASE, -- signs in with it
  name          TEXT NOT NULL,              -- as colleagues know them
  public_name   TEXT NOT NULL DEFAULT '',   -- as customers see them; empty: the name
  public_title  TEXT NOT NULL DEFAULT '',   -- second line customers see, such as 'Care team'
  role          TEXT NOT NULL CHECK (role IN ('agent', 'supervisor', 'admin')),
  password_hash TEXT,                       -- Argon2id in PHC form; NULL until the first password is set
  language      TEXT NOT NULL DEFAULT 'en', -- language of the console
  availability  TEXT NOT NULL DEFAULT 'available' CHECK (availability IN ('available', 'away', 'offline')),
  chat_limit    INTEGER NOT NULL DEFAULT 10, -- chats in progress at most
  preferences   TEXT NOT NULL DEFAULT '{}', -- the agent's own settings as JSON: order of the wait list, volume, theme, shortcuts
  seen_at       INTEGER NOT NULL DEFAULT 0, -- last sign of life of a console
  away_reason   TEXT NOT NULL DEFAULT '',   -- why they are away, in their own words
  away_by       TEXT NOT NULL DEFAULT 'agent' CHECK (away_by = 'agent' OR away_by = 'missed'), -- missed: the house put them there after two offers nobody answered
  missed        INTEGER NOT NULL DEFAULT 0, -- offers missed in a row
  idle_since    INTEGER NOT NULL DEFAULT 0, -- since when they have had nothing new to do: the last chat given or ended
  holds_chats   INTEGER NOT NULL DEFAULT 0, -- 1: keeps their chats though nobody is at their console
  moved_at      INTEGER NOT NULL DEFAULT 0, -- last key or click at a console of theirs, to within some seconds; told only where offers are taken at once
  reachable_until INTEGER,                  -- a closed console is no absence until then
  languages     TEXT NOT NULL DEFAULT '',   -- BCP 47 codes of the languages they speak, divided by spaces
  picture_id    TEXT REFERENCES attachment (id), -- as customers see them; NULL: their initials
  created_at    INTEGER NOT NULL,
  deactivated_at INTEGER                    -- NULL while they may sign in
) STRICT;

-- A signed-in browser or program of an agent.
CREATE TABLE session (
  token_hash  BLOB PRIMARY KEY,             -- SHA-256 of the token
  id          INTEGER NOT NULL UNIQUE,      -- names it in lists without giving it away
  agent_id    INTEGER NOT NULL REFERENCES agent (id),
  created_at  INTEGER NOT NULL,
  seen_at     INTEGER NOT NULL,             -- last use, to within a minute
  expires_at  INTEGER NOT NULL,             -- absolute end
  persistent  INTEGER NOT NULL DEFAULT 0,   -- 1: "stay signed in", else it ends after a day without use
  address     TEXT NOT NULL DEFAULT '',     -- network address at sign-in
  device      TEXT NOT NULL DEFAULT ''      -- browser and system in words
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_agent ON session (agent_id); -- list and end one's sessions

-- The second step of an agent's sign-in: codes of their telephone, as RFC 6238 reckons them.
CREATE TABLE second_step (
  agent_id    INTEGER PRIMARY KEY REFERENCES agent (id),
  secret      BLOB NOT NULL,                -- 160 bits in base64, sealed; codes are reckoned from it, so that no hash would do
  begun_at    INTEGER NOT NULL,
  confirmed_at INTEGER,                     -- NULL: begun, and not asked for yet
  used_step   INTEGER NOT NULL DEFAULT 0    -- half minute since 1970 of the newest code that was used: none works twice
) STRICT;

-- What lets an agent in once without their telephone.
CREATE TABLE recovery_code (
  agent_id    INTEGER NOT NULL REFERENCES agent (id),
  code_hash   BLOB NOT NULL,                -- SHA-256 of the code
  used_at     INTEGER,                      -- NULL while it works
  PRIMARY KEY (agent_id, code_hash)
) STRICT, WITHOUT ROWID;

-- Somebody whose password was right and whose second step is still to come.
CREATE TABLE half_sign_in (
  token_hash  BLOB PRIMARY KEY,             -- SHA-256 of the token
  agent_id    INTEGER NOT NULL REFERENCES agent (id),
  persistent  INTEGER NOT NULL,             -- as the session will be
  expires_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A name and a picture under which agents write to customers, beside their own.
CREATE TABLE agent_identity (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  agent_id    INTEGER REFERENCES agent (id), -- whose alias it is; NULL: a role that several fill
  name        TEXT NOT NULL,                -- as customers see it
  title       TEXT NOT NULL DEFAULT '',     -- second line customers see
  picture_id  TEXT REFERENCES attachment (id), -- NULL: its initials
  for_all     INTEGER NOT NULL DEFAULT 0,   -- 1: of a role: every agent may fill it; 0: those named for it
  everywhere  INTEGER NOT NULL DEFAULT 1,   -- 1: on every channel; 0: on those named for it
  created_at  INTEGER NOT NULL,
  retired_at  INTEGER                       -- no longer to be chosen; what was written under it keeps it
) STRICT;

-- Which agents may fill a role.
CREATE TABLE agent_identity_agent (
  agent_identity_id INTEGER NOT NULL REFERENCES agent_identity (id),
  agent_id    INTEGER NOT NULL REFERENCES agent (id),
  PRIMARY KEY (agent_identity_id, agent_id)
) STRICT, WITHOUT ROWID;

-- On which channels an identity is used.
CREATE TABLE agent_identity_channel (
  agent_identity_id INTEGER NOT NULL REFERENCES agent_identity (id),
  channel_id  INTEGER NOT NULL REFERENCES channel (id),
  PRIMARY KEY (agent_identity_id, channel_id)
) STRICT, WITHOUT ROWID;

-- As whom an agent writes in a chat, where they have chosen.
CREATE TABLE worn_identity (
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  agent_id    INTEGER NOT NULL REFERENCES agent (id),
  agent_identity_id INTEGER REFERENCES agent_identity (id), -- NULL: as themselves
  PRIMARY KEY (conversation_id, agent_id)
) STRICT, WITHOUT ROWID;

-- A link that lets a colleague in, or lets an agent set a new password. Used once.
CREATE TABLE invitation (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  token_hash  BLOB NOT NULL UNIQUE,         -- SHA-256 of the token in the link
  kind        TEXT NOT NULL CHECK (kind IN ('join', 'reset')),
  agent_id    INTEGER REFERENCES agent (id), -- whose password a reset sets; NULL for join
  email       TEXT NOT NULL DEFAULT '',     -- address it was made for; empty: anybody with the link
  role        TEXT NOT NULL DEFAULT 'agent' CHECK (role IN ('agent', 'supervisor', 'admin')),
  created_by  INTEGER REFERENCES agent (id),
  created_at  INTEGER NOT NULL,
  expires_at  INTEGER NOT NULL,
  used_at     INTEGER                       -- NULL while it still works; also set when withdrawn
) STRICT;

-- A key with which a program uses the API.
CREATE TABLE api_key (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  key_hash    BLOB NOT NULL UNIQUE,         -- SHA-256 of the key
  name        TEXT NOT NULL,                -- what it is for
  hint        TEXT NOT NULL,                -- its last four characters, to recognise it
  scopes      TEXT NOT NULL,                -- words divided by spaces: read write export admin metrics
  agent_id    INTEGER NOT NULL REFERENCES agent (id), -- acts in this agent's name, never beyond their rights
  created_at  INTEGER NOT NULL,
  used_at     INTEGER,                      -- last use, to within a minute
  expires_at  INTEGER,                      -- NULL: no end
  revoked_at  INTEGER
) STRICT;

-- A link that shows the wallboard, and nothing else, on a screen where nobody signs in.
CREATE TABLE wall_link (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  token_hash  BLOB NOT NULL UNIQUE,         -- SHA-256 of the token in the link
  name        TEXT NOT NULL,                -- where the screen hangs
  created_at  INTEGER NOT NULL,
  seen_at     INTEGER,                      -- last use, to within an hour
  revoked_at  INTEGER                       -- taken back; NULL while it works
) STRICT;

-- Where conversations wait and who serves them.
CREATE TABLE queue (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  name        TEXT NOT NULL UNIQUE,
  policy      TEXT NOT NULL DEFAULT '{}',   -- how it is served, as JSON: picked, offered or given, limits, wrap-up
  turn_id     INTEGER REFERENCES agent (id), -- who was chosen last, for queues that go in turn
  retired_at  INTEGER                       -- no longer takes new conversations
) STRICT;

-- Which agents may serve a queue, and which of them do so now.
CREATE TABLE queue_agent (
  queue_id    INTEGER NOT NULL REFERENCES queue (id),
  agent_id    INTEGER NOT NULL REFERENCES agent (id),
  serving     INTEGER NOT NULL DEFAULT 1,   -- 1: at the moment
  PRIMARY KEY (queue_id, agent_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX queue_agent_by_agent ON queue_agent (agent_id); -- the queues of one agent

-- A connected account through which customers write.
CREATE TABLE channel (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  kind        TEXT NOT NULL CHECK (kind IN ('web_chat', 'telegram', 'vk', 'sms', 'custom', 'whatsapp', 'messenger', 'wechat', 'mini_program', 'email')),
  name        TEXT NOT NULL,                -- the team's name for it
  queue_id    INTEGER NOT NULL REFERENCES queue (id), -- where its conversations wait
  site_key    TEXT NOT NULL UNIQUE,         -- public key in the snippet of a web chat; of others, part of the address at which their platform calls
  identity_secret TEXT NOT NULL,            -- with which the site signs who its users are (HMAC-SHA256); sealed
  settings    TEXT NOT NULL DEFAULT '{}',   -- looks, texts, forms and allowed sites as JSON
  created_at  INTEGER NOT NULL,
  paused_at   INTEGER                       -- NULL while it takes new chats
) STRICT;

-- How the platform of a channel is spoken to; web chats have no row.
CREATE TABLE account (
  channel_id  INTEGER PRIMARY KEY REFERENCES channel (id),
  keys        TEXT NOT NULL,                -- what the platform gave to connect with, as JSON; sealed, never shown again
  renewed     TEXT NOT NULL DEFAULT '',     -- what it has given anew since, in place of some of these; sealed
  own_id      TEXT NOT NULL,                -- who the account is on its platform, so that one is not connected twice
  username    TEXT NOT NULL DEFAULT '',     -- its public name there
  cursor      TEXT,                         -- up to where news was taken in; the platform knows what it means
  heard_at    INTEGER,                      -- when the platform answered last, to within ten minutes
  trouble     TEXT,                         -- the word for what is wrong; NULL: nothing is
  trouble_words TEXT NOT NULL DEFAULT '',   -- what the platform said of it
  trouble_since INTEGER,
  lost_from   INTEGER,                      -- messages of this time may be lost, because we were away for longer than the platform keeps them
  lost_until  INTEGER,
  templates_at INTEGER,                     -- when the list of its templates was fetched
  held_until  INTEGER,                      -- nothing is sent through it before: it has said more than its platform takes
  CHECK ((trouble IS NULL) = (trouble_since IS NULL)),
  CHECK ((lost_from IS NULL) = (lost_until IS NULL))
) STRICT;

-- Messages that a platform has approved for an account beforehand, and delivers at any time.
CREATE TABLE template (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  channel_id  INTEGER NOT NULL REFERENCES channel (id),
  name        TEXT NOT NULL,                -- as the platform has it
  language    TEXT NOT NULL,                -- by the platform's code
  category    TEXT NOT NULL DEFAULT '',     -- what it is for, by the platform's word
  header      TEXT NOT NULL DEFAULT '',     -- its texts, with {{1}} or {{name}} where something is filled in
  body        TEXT NOT NULL,
  footer      TEXT NOT NULL DEFAULT '',
  buttons     TEXT NOT NULL DEFAULT '[]',   -- what they say and where they lead, as JSON
  UNIQUE (channel_id, name, language)
) STRICT;

-- What a platform sent and nobody could read. It stands in nobody's way here.
CREATE TABLE parked (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  channel_id  INTEGER NOT NULL REFERENCES channel (id),
  at          INTEGER NOT NULL,
  raw         TEXT NOT NULL                 -- as it came, its first 16 KiB
) STRICT;
CREATE INDEX parked_by_channel ON parked (channel_id, id); -- shown with the channel

-- A person who writes to the team.
CREATE TABLE customer (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  name        TEXT NOT NULL DEFAULT '',     -- as the team calls them; empty: shown as Visitor and number
  email       TEXT NOT NULL DEFAULT '',
  phone       TEXT NOT NULL DEFAULT '',
  company     TEXT NOT NULL DEFAULT '',
  language    TEXT NOT NULL DEFAULT '',     -- BCP 47; empty: the channel's
  revision    INTEGER NOT NULL DEFAULT 0,   -- rises with each edit, so that two agents cannot overwrite each other unseen
  folded      TEXT NOT NULL DEFAULT '',     -- name, address, number and firm without capitals and accents: what the directory searches and sorts by
  phone_key   TEXT NOT NULL DEFAULT '',     -- digits of the number with its country, so that spellings of one number meet
  merged_into INTEGER REFERENCES customer (id), -- the customer this one was found to be; NULL while they stand by themselves
  created_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX customer_by_folded ON customer (folded, id, merged_into) WHERE merged_into IS NULL; -- the directory in its order
CREATE INDEX customer_by_merged ON customer (merged_into) WHERE merged_into IS NOT NULL; -- whom somebody was found to be, when all of them are handed out or erased
CREATE INDEX customer_by_email ON customer (lower(email)) WHERE email <> '' AND merged_into IS NULL; -- who has this address
CREATE INDEX customer_by_phone ON customer (phone_key) WHERE phone_key <> '' AND merged_into IS NULL; -- who has this number

-- A customer's account on one channel.
CREATE TABLE identity (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customer (id),
  channel_id  INTEGER NOT NULL REFERENCES channel (id),
  external_id TEXT,                         -- the platform's or the site's own id; NULL for an anonymous visitor
  username    TEXT NOT NULL DEFAULT '',     -- name on the channel, kept when the customer's name is edited
  email       TEXT NOT NULL DEFAULT '',     -- as given on the channel
  language    TEXT NOT NULL DEFAULT '',     -- of the browser or the account
  verified    INTEGER NOT NULL DEFAULT 0,   -- 1: the site proved who this is
  user_agent  TEXT NOT NULL DEFAULT '',     -- a visitor's browser and system in words
  address     TEXT NOT NULL DEFAULT '',     -- network address a visitor last came from
  referrer    TEXT NOT NULL DEFAULT '',     -- where the visitor came to the site from
  page_consent INTEGER,                     -- what the visitor's browser last said of their pages being followed: 1 agreed, 0 not; NULL: nothing
  created_at  INTEGER NOT NULL,
  UNIQUE (channel_id, external_id)          -- an account is one row, however often it writes
) STRICT;
CREATE INDEX identity_by_customer ON identity (customer_id); -- all accounts of one person

-- A browser that may act as an identity on web chat.
CREATE TABLE visitor_token (
  token_hash  BLOB PRIMARY KEY,             -- SHA-256 of the token
  identity_id INTEGER NOT NULL REFERENCES identity (id),
  created_at  INTEGER NOT NULL,
  revoked_at  INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX visitor_token_by_identity ON visitor_token (identity_id); -- end all of one account's, and see whether it has any

-- A dated word of a site for who its user is (HMAC), used once.
CREATE TABLE used_proof (
  hash        BLOB PRIMARY KEY,             -- SHA-256 of the signature
  until       INTEGER NOT NULL,             -- until when it was good; forgotten after that
  at          INTEGER NOT NULL,             -- when it was used
  address     TEXT NOT NULL DEFAULT ''      -- from which network address: the same one may repeat itself for a moment
) STRICT, WITHOUT ROWID;

-- A page of the site a visitor looked at in this browser session.
CREATE TABLE page_view (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  identity_id INTEGER NOT NULL REFERENCES identity (id),
  at          INTEGER NOT NULL,             -- when it was opened
  left_at     INTEGER,                      -- when it was left, as far as known; NULL: the present page
  url         TEXT NOT NULL,                -- site, path, utm_* marks and the parameters that the admin allows
  title       TEXT NOT NULL DEFAULT '',
  referrer    TEXT NOT NULL DEFAULT '',     -- address they came from, trimmed alike; empty: none was told
  begins      INTEGER NOT NULL DEFAULT 0    -- 1: a browser session began with it
) STRICT;
CREATE INDEX page_view_by_identity ON page_view (identity_id, id); -- the pages tab, newest first
CREATE INDEX page_view_by_time ON page_view (at); -- forgotten after 30 days

-- Where a customer said they are (WGS-84), through one of their accounts. The last word counts.
CREATE TABLE position (
  identity_id INTEGER PRIMARY KEY REFERENCES identity (id),
  latitude    REAL NOT NULL,                -- degrees north
  longitude   REAL NOT NULL,                -- degrees east
  accuracy_m  INTEGER,                      -- how far off it may be, in metres; NULL: not said
  label       TEXT NOT NULL DEFAULT '',     -- what the place is called
  at          INTEGER NOT NULL              -- when it was told
) STRICT;

-- A label for customers.
CREATE TABLE tag (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  name        TEXT NOT NULL UNIQUE COLLATE NOCASE,
  colour      INTEGER NOT NULL DEFAULT 1    -- 1 to 8, from the palette
) STRICT;

CREATE TABLE customer_tag (
  customer_id INTEGER NOT NULL REFERENCES customer (id),
  tag_id      INTEGER NOT NULL REFERENCES tag (id),
  PRIMARY KEY (customer_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_tag_by_tag ON customer_tag (tag_id); -- filter by tag

-- A fact about customers that the team itself defined.
CREATE TABLE field (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  name        TEXT NOT NULL UNIQUE COLLATE NOCASE,
  kind        TEXT NOT NULL CHECK (kind = 'text' OR kind = 'number' OR kind = 'date' OR kind = 'choice'
    OR kind = 'boolean' OR kind = 'link'),  -- fixed once made: what was written keeps its meaning
  help        TEXT NOT NULL DEFAULT '',     -- what the team should write there
  choices     TEXT NOT NULL DEFAULT '[]',   -- of kind 'choice': what one may choose from, as a JSON array
  position    INTEGER NOT NULL DEFAULT 0    -- order on the customer
) STRICT;

-- What is known of a customer in such a field. Nothing known is no row.
CREATE TABLE field_value (
  customer_id INTEGER NOT NULL REFERENCES customer (id),
  field_id    INTEGER NOT NULL REFERENCES field (id),
  value       TEXT NOT NULL,                -- number with a point, date as 2025-11-25, boolean as yes or no, link with http(s)
  PRIMARY KEY (customer_id, field_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX field_value_by_field ON field_value (field_id); -- how many would lose it

-- What the team wrote down about a customer.
CREATE TABLE note (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customer (id),
  agent_id    INTEGER NOT NULL REFERENCES agent (id),
  text        TEXT NOT NULL,
  created_at  INTEGER NOT NULL,
  deleted_at  INTEGER
) STRICT;
CREATE INDEX note_by_customer ON note (customer_id, id); -- the notes of one customer

-- Two customers who were found to be one. What was theirs stands with the one who stays; this row knows
-- what came from whom, so that it can be undone for 30 days.
CREATE TABLE merge (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  kept_id     INTEGER NOT NULL REFERENCES customer (id),
  gone_id     INTEGER NOT NULL REFERENCES customer (id),
  agent_id    INTEGER NOT NULL REFERENCES agent (id),
  at          INTEGER NOT NULL,
  moved       TEXT NOT NULL,                -- what came from the other and what it replaced, as JSON
  undone_at   INTEGER
) STRICT;
CREATE INDEX merge_by_kept ON merge (kept_id) WHERE undone_at IS NULL; -- what may be undone on a customer's page

-- A customer whom the team no longer serves, why, and what they are told.
CREATE TABLE block (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customer (id),
  agent_id    INTEGER NOT NULL REFERENCES agent (id), -- who blocked them
  at          INTEGER NOT NULL,
  reason      TEXT NOT NULL,                -- for the team
  message     TEXT NOT NULL,                -- what the customer is told, then and at each later try
  until       INTEGER,                      -- when it ends by itself; NULL: for ever
  told_at     INTEGER NOT NULL,             -- when they were last told
  lifted_at   INTEGER,                      -- NULL while it holds
  lifted_by   INTEGER REFERENCES agent (id), -- who lifted it; NULL when its time was up
  network     TEXT,                         -- new visitors from these addresses are blocked, too; NULL: nobody else
  network_until INTEGER,                    -- for so long
  because_of  INTEGER REFERENCES block (id) ON DELETE SET NULL -- the block from whose addresses this customer came; NULL: an agent meant them
) STRICT;
CREATE INDEX block_by_network ON block (network_until) WHERE network IS NOT NULL; -- whether whoever is new comes from such addresses
CREATE INDEX block_by_cause ON block (because_of) WHERE because_of IS NOT NULL; -- who is let back in with somebody
CREATE UNIQUE INDEX block_holds ON block (customer_id) WHERE lifted_at IS NULL; -- at most one at a time

-- What the house was told to erase for good: a customer, or chats whose time was up. Says who told it and when, and of the
-- customer nothing but numbers that nobody has any more.
CREATE TABLE erasure (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER,                      -- who; NULL: chats whose time was up
  customers   TEXT NOT NULL DEFAULT '[]',   -- all customers they were found to be, by id, as a JSON array
  identities  TEXT NOT NULL DEFAULT '[]',   -- their accounts, the same
  agent_id    INTEGER REFERENCES agent (id), -- who told it to; NULL: the house's own rule
  at          INTEGER NOT NULL,             -- when
  emptied_at  INTEGER,                      -- when the last row of theirs was gone
  done_at     INTEGER                       -- when its bytes were overwritten in the file, too; NULL: it is gone on with, also after a restart
) STRICT;
CREATE INDEX erasure_under_way ON erasure (id) WHERE done_at IS NULL; -- what is gone on with

-- What chats are about, from the team's own list.
CREATE TABLE chat_type (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  name        TEXT NOT NULL,
  position    INTEGER NOT NULL DEFAULT 0,   -- order in the dialog
  retired_at  INTEGER                       -- no longer offered
) STRICT;

-- How chats end.
CREATE TABLE closing_reason (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  name        TEXT NOT NULL,
  position    INTEGER NOT NULL DEFAULT 0,
  retired_at  INTEGER
) STRICT;

-- By what supervisors judge how a chat was answered.
CREATE TABLE criterion (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  name        TEXT NOT NULL,
  position    INTEGER NOT NULL DEFAULT 0,   -- order in the form
  retired_at  INTEGER                       -- no longer offered
) STRICT;

-- What quick replies are about.
CREATE TABLE topic (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  name        TEXT NOT NULL,                -- for the team alone
  position    INTEGER NOT NULL DEFAULT 0    -- order in the console's bar
) STRICT;

-- A stored answer, in a topic.
CREATE TABLE quick_reply (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  topic_id    INTEGER NOT NULL REFERENCES topic (id),
  name        TEXT NOT NULL,                -- for the team alone; once in its topic
  tags        TEXT NOT NULL DEFAULT '',     -- words to find it by, divided by commas
  is_default  INTEGER NOT NULL DEFAULT 0,   -- 1: the team's default reply
  position    INTEGER NOT NULL DEFAULT 0,   -- order in its topic
  revision    INTEGER NOT NULL DEFAULT 0    -- rises with each edit, so that two admins cannot overwrite each other unseen
) STRICT;
CREATE INDEX quick_reply_by_topic ON quick_reply (topic_id, position); -- the list of one topic
CREATE UNIQUE INDEX quick_reply_default ON quick_reply (is_default) WHERE is_default = 1; -- there is one default at most

-- A quick reply in one language.
CREATE TABLE quick_reply_text (
  quick_reply_id INTEGER NOT NULL REFERENCES quick_reply (id),
  language    TEXT NOT NULL,                -- BCP 47
  text        TEXT NOT NULL,                -- with placeholders such as {customer.name}
  PRIMARY KEY (quick_reply_id, language)
) STRICT, WITHOUT ROWID;

-- Under which headings articles of the help centre stand.
CREATE TABLE article_category (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  name        TEXT NOT NULL,                -- as readers see it where it has none in their language
  position    INTEGER NOT NULL DEFAULT 0    -- order in the help centre
) STRICT;

-- What a category is called in other languages.
CREATE TABLE article_category_name (
  category_id INTEGER NOT NULL REFERENCES article_category (id),
  language    TEXT NOT NULL,                -- BCP 47
  name        TEXT NOT NULL,
  PRIMARY KEY (category_id, language)
) STRICT, WITHOUT ROWID;

-- An article of the help centre, in a category.
CREATE TABLE article (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  category_id INTEGER NOT NULL REFERENCES article_category (id),
  name        TEXT NOT NULL,                -- for the team alone; once in its category
  for_bot     INTEGER NOT NULL DEFAULT 1,   -- 1: the bot may answer with it
  published_at INTEGER,                     -- since when readers have it; NULL: a draft
  changed_at  INTEGER NOT NULL,             -- when its words were changed last
  position    INTEGER NOT NULL DEFAULT 0,   -- order in its category
  revision    INTEGER NOT NULL DEFAULT 0    -- rises with each edit, so that two admins cannot overwrite each other unseen
) STRICT;
CREATE INDEX article_by_category ON article (category_id, position); -- the list of one category

-- An article in one language.
CREATE TABLE article_text (
  article_id  INTEGER NOT NULL REFERENCES article (id),
  language    TEXT NOT NULL,                -- BCP 47
  title       TEXT NOT NULL,
  slug        TEXT NOT NULL,                -- its name in addresses; made of the first title and kept, so that links stay good
  text        TEXT NOT NULL,                -- Markdown
  PRIMARY KEY (article_id, language)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX article_by_slug ON article_text (language, slug); -- what an address names

-- What articles said before they were changed: the team can bring it back.
CREATE TABLE article_version (
  article_id  INTEGER NOT NULL REFERENCES article (id),
  language    TEXT NOT NULL,
  until       INTEGER NOT NULL,             -- when these words were replaced
  title       TEXT NOT NULL,
  text        TEXT NOT NULL,
  agent_id    INTEGER REFERENCES agent (id), -- who replaced them
  PRIMARY KEY (article_id, language, until)
) STRICT, WITHOUT ROWID;

-- What can be found as an answer: each published text of an article, and each of a quick reply.
CREATE TABLE passage (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  kind        TEXT NOT NULL CHECK (kind = 'reply' OR kind = 'article'),
  subject_id  INTEGER NOT NULL,             -- the quick reply or the article
  language    TEXT NOT NULL,
  UNIQUE (kind, subject_id, language)
) STRICT;

-- Full text of passages, by their ids.
CREATE VIRTUAL TABLE passage_search USING fts5 (
  title, text,                              -- words without capitals, accents and endings, see src/base/words.rs
  content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0"
);

-- One service episode with a customer on one channel, from first message to close.
CREATE TABLE conversation (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id     INTEGER NOT NULL REFERENCES customer (id),
  identity_id     INTEGER NOT NULL REFERENCES identity (id),
  channel_id      INTEGER NOT NULL REFERENCES channel (id),
  queue_id        INTEGER NOT NULL REFERENCES queue (id),
  state           TEXT NOT NULL CHECK (state IN ('fresh', 'waiting', 'scheduled', 'active', 'closed')), -- fresh: begun, nothing written yet; scheduled: forwarded to a later time
  agent_id        INTEGER REFERENCES agent (id), -- owner while active; who closed it afterwards
  created_at      INTEGER NOT NULL,
  queued_at       INTEGER,                  -- entered the queue this time
  claimed_at      INTEGER,                  -- taken by its present owner
  claim_key       TEXT,                     -- key of the request that claimed it, so that a retry finds it
  closed_at       INTEGER,
  wrapping_up     INTEGER NOT NULL DEFAULT 0, -- 1: ended for the customer, its agent still finishes the paperwork
  wrap_up_until   INTEGER,                  -- when that ends by itself; NULL: only by hand
  handled_at      INTEGER,                  -- when that ended; NULL: there was none
  reserved_for    INTEGER REFERENCES agent (id), -- who alone may take it for a while
  reserved_as     TEXT CHECK (reserved_as = 'previous' OR reserved_as = 'offer' OR reserved_as = 'forward'), -- why: had the customer's last chat, is being offered it, was named in a forward
  reserved_until  INTEGER,                  -- until when; a timer ends it
  owner_gone      INTEGER NOT NULL DEFAULT 0, -- 1: its agent has been away for so long that the customer's next word goes to everybody
  open_to_all     INTEGER NOT NULL DEFAULT 0, -- 1: also agents who do not serve its queue may take it
  forward_id      INTEGER,                  -- the forward that put it where it is
  greeted         TEXT NOT NULL DEFAULT '' CHECK (greeted = '' OR greeted = 'online' OR greeted = 'offline'), -- which automatic greeting the customer got
  waiting_since   INTEGER,                  -- oldest customer message no person has answered; NULL: we wait for the customer
  first_reply_at  INTEGER,                  -- first message by an agent
  priority        INTEGER NOT NULL DEFAULT 1, -- 0 low, 1 normal, 2 high, 3 urgent
  subject_page    TEXT NOT NULL DEFAULT '', -- page on which the visitor began
  last_message_id INTEGER NOT NULL DEFAULT 0,
  last_activity_at INTEGER NOT NULL,        -- last message or change of state
  preview         TEXT NOT NULL DEFAULT '', -- first characters of the last message
  preview_author  TEXT NOT NULL DEFAULT '', -- who wrote it: customer, agent, bot or system
  delivered_id    INTEGER NOT NULL DEFAULT 0, -- newest message the customer's device has
  read_id         INTEGER NOT NULL DEFAULT 0, -- newest message the customer has seen
  chat_type_id    INTEGER REFERENCES chat_type (id),
  closing_reason_id INTEGER REFERENCES closing_reason (id),
  closing_note    TEXT NOT NULL DEFAULT '',
  survey          TEXT NOT NULL DEFAULT 'none' CHECK (survey IN ('none', 'asked', 'answered')),
  rating          INTEGER CHECK (rating BETWEEN 1 AND 5),
  rating_comment  TEXT NOT NULL DEFAULT '',
  rated_at        INTEGER,
  offline         INTEGER NOT NULL DEFAULT 0, -- 1: its first message came while the shop was closed or nobody was at the counter
  archived_at     INTEGER,                  -- put away for good: read and found, no more answered; NULL: not
  company         TEXT,                     -- who was in it beside its agent, who followed it and which forward was to bring it back when an agent closed it, as JSON, should that be taken back; NULL: none of it
  CHECK ((state = 'active') <= (agent_id IS NOT NULL)),
  CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
  CHECK ((reserved_for IS NULL) = (reserved_until IS NULL)),
  CHECK ((reserved_for IS NOT NULL) <= (state = 'waiting')),
  CHECK (wrapping_up <= (state = 'closed' AND agent_id IS NOT NULL)),
  CHECK ((archived_at IS NOT NULL) <= (state = 'closed'))
) STRICT;
CREATE UNIQUE INDEX conversation_open ON conversation (identity_id) WHERE state <> 'closed'; -- at most one open chat per identity
CREATE INDEX conversation_waiting ON conversation (queue_id, priority, waiting_since) WHERE state = 'waiting'; -- the wait list
CREATE INDEX conversation_by_agent ON conversation (agent_id, state, last_activity_at) WHERE agent_id IS NOT NULL; -- my chats, history of 24 h
CREATE INDEX conversation_by_activity ON conversation (last_activity_at, id) WHERE state <> 'fresh'; -- how today went, and how fast a queue moves
CREATE INDEX conversation_closed ON conversation (last_activity_at, id, closed_at, archived_at) WHERE closed_at IS NOT NULL AND archived_at IS NULL; -- the Chats page: its tab of closed chats
CREATE INDEX conversation_archived ON conversation (last_activity_at, id, archived_at) WHERE archived_at IS NOT NULL; -- and of those put away
CREATE INDEX conversation_closed_by_id ON conversation (id) WHERE closed_at IS NOT NULL AND archived_at IS NULL; -- the closed ones as they began
CREATE INDEX conversation_archived_by_id ON conversation (id) WHERE archived_at IS NOT NULL; -- and those put away
CREATE INDEX conversation_long ON conversation (last_activity_at, id) WHERE closed_at IS NOT NULL AND last_activity_at - created_at > 604800000; -- those that took more than a week, which periods are asked for apart
CREATE INDEX conversation_ended_by_rating ON conversation (rating, last_activity_at, id) WHERE closed_at IS NOT NULL AND rating IS NOT NULL; -- its filters: how a chat was rated; a message touches none of these indexes
CREATE INDEX conversation_ended_by_type ON conversation (chat_type_id, last_activity_at, id) WHERE closed_at IS NOT NULL AND chat_type_id IS NOT NULL; -- what it was about
CREATE INDEX conversation_ended_by_queue ON conversation (queue_id, last_activity_at, id) WHERE closed_at IS NOT NULL; -- where it waited
CREATE INDEX conversation_ended_by_channel ON conversation (channel_id, last_activity_at, id) WHERE closed_at IS NOT NULL; -- how it came
CREATE INDEX conversation_by_state ON conversation (state, id); -- its other tabs, which are short; a message does not touch this index
CREATE INDEX conversation_urgent ON conversation (id) WHERE priority = 3 AND state <> 'closed'; -- what stands above every list
CREATE INDEX conversation_reserved ON conversation (reserved_for) WHERE reserved_for IS NOT NULL; -- chats held for somebody
CREATE INDEX conversation_wrap_up ON conversation (agent_id) WHERE wrapping_up = 1; -- whose paperwork is not done
CREATE INDEX conversation_figures ON conversation (id, channel_id, queue_id, agent_id, chat_type_id, closing_reason_id, offline, survey, rating, closed_at, first_reply_at); -- all that figures need of a chat, many to a page
CREATE INDEX conversation_by_identity ON conversation (identity_id, id); -- a visitor's own chats
CREATE INDEX conversation_by_customer ON conversation (customer_id, id); -- the whole history of a customer

-- A chat that the bot has, or had, in its hands. While it has one, that is 'fresh': it has not joined the line.
CREATE TABLE bot_chat (
  conversation_id INTEGER PRIMARY KEY REFERENCES conversation (id),
  began_at    INTEGER NOT NULL,
  asked_id    INTEGER REFERENCES message (id), -- the customer's message that it has still to answer; NULL: none
  menu        TEXT NOT NULL DEFAULT '[]',   -- what it offered to choose from last, as JSON
  said        INTEGER NOT NULL DEFAULT 0,   -- how often it has spoken
  misses      INTEGER NOT NULL DEFAULT 0,   -- questions in a row that it could not answer
  ended_at    INTEGER,                      -- when it was out of its hands; NULL: it is not
  outcome     TEXT CHECK (outcome = 'handed' OR outcome = 'done'), -- handed: people have it; done: it ended without them
  CHECK ((ended_at IS NULL) = (outcome IS NULL))
) STRICT;
CREATE INDEX bot_chat_to_answer ON bot_chat (conversation_id) WHERE asked_id IS NOT NULL; -- what it has to think about
CREATE INDEX bot_chat_by_asked ON bot_chat (asked_id) WHERE asked_id IS NOT NULL; -- whose question a message is that is erased
CREATE INDEX bot_chat_held ON bot_chat (conversation_id) WHERE ended_at IS NULL; -- the Chats page: its tab of chats with the bot
CREATE INDEX bot_chat_by_beginning ON bot_chat (began_at); -- its figures

-- What a customer was shown before they first wrote in a chat: with the words of that time.
CREATE TABLE consent (
  conversation_id INTEGER PRIMARY KEY REFERENCES conversation (id),
  text        TEXT NOT NULL,                -- what stood there
  is_notice   INTEGER NOT NULL DEFAULT 0,   -- 1: they were told; 0: they agreed
  at          INTEGER NOT NULL,             -- when they wrote, having seen it
  withdrawn_at INTEGER,                     -- when they took it back; NULL: not
  wants_erasure INTEGER NOT NULL DEFAULT 0  -- 1: and asked to be erased
) STRICT;

-- A customer who has not answered yet: how far the house is with reminding them and ending the chat. A row begins
-- with an agent's message, where the queue wants it, and means nothing once the customer has written.
CREATE TABLE silence (
  conversation_id INTEGER PRIMARY KEY REFERENCES conversation (id),
  since       INTEGER NOT NULL,             -- since when they say nothing; moved on while a reply is still to leave
  reminded_at INTEGER,                      -- when they were reminded; NULL: not yet
  told        TEXT CHECK (told = 'remind' OR told = 'close'), -- what its agent was told comes next; NULL: nothing yet
  due_at      INTEGER,                      -- when that happens by itself; NULL: only by hand
  skipped_at  INTEGER,                      -- when its agent said to leave them in peace; NULL: not
  CHECK ((due_at IS NOT NULL) <= (told IS NOT NULL))
) STRICT;

-- What a silent customer is told, where the team has words of its own, in one language.
CREATE TABLE silence_text (
  queue_id    INTEGER NOT NULL REFERENCES queue (id),
  deed        TEXT NOT NULL CHECK (deed = 'remind' OR deed = 'close'), -- with the reminder, or before the end
  language    TEXT NOT NULL,                -- BCP 47
  text        TEXT NOT NULL,
  PRIMARY KEY (queue_id, deed, language)
) STRICT, WITHOUT ROWID;

-- What the house does by itself when something happens in a chat.
CREATE TABLE rule (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  name        TEXT NOT NULL,                -- for the team alone
  position    INTEGER NOT NULL,             -- order: a later rule has the last word
  occasion    TEXT NOT NULL CHECK (occasion = 'new_chat' OR occasion = 'message' OR occasion = 'tagged'
    OR occasion = 'silence' OR occasion = 'closed'), -- when it is looked at
  conditions  TEXT NOT NULL,                -- what must be so, as JSON: channel, queue, tag, words, language, known customer
  deeds       TEXT NOT NULL,                -- what is done, as JSON: queue, agent, tag, priority, reply, webhook
  off_at      INTEGER                       -- since when it is switched off; NULL: in force
) STRICT;
CREATE INDEX rule_in_force ON rule (occasion, position) WHERE off_at IS NULL; -- asked at each customer message

-- A customer's account to which the platform delivered no more, although we believed that it would. The
-- window is closed until the customer writes, whatever the channel's own rule says.
CREATE TABLE window_refusal (
  identity_id INTEGER PRIMARY KEY REFERENCES identity (id),
  asked_id    INTEGER NOT NULL,             -- the customer's newest message then, 0 without one; a newer one ends this
  code        TEXT NOT NULL,                -- as the platform gave it
  at          INTEGER NOT NULL
) STRICT;

-- A waiting conversation held out to one agent, to take or to decline.
CREATE TABLE offer (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  agent_id        INTEGER NOT NULL REFERENCES agent (id),
  queued_at       INTEGER NOT NULL,         -- the round: when the conversation entered the queue this time
  offered_at      INTEGER NOT NULL,
  expires_at      INTEGER NOT NULL,
  ended_at        INTEGER,                  -- NULL: still open
  outcome         TEXT CHECK (outcome = 'accepted' OR outcome = 'declined' OR outcome = 'missed' OR outcome = 'withdrawn'),
  CHECK ((ended_at IS NULL) = (outcome IS NULL))
) STRICT;
CREATE INDEX offer_of_agent ON offer (agent_id) WHERE ended_at IS NULL; -- what is held out to one
CREATE UNIQUE INDEX offer_of_conversation ON offer (conversation_id) WHERE ended_at IS NULL; -- to one agent
CREATE INDEX offer_by_conversation ON offer (conversation_id, queued_at); -- who has declined in this round

-- What a forward is for, with a sign of its own.
CREATE TABLE forward_type (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  name        TEXT NOT NULL,
  icon        TEXT NOT NULL DEFAULT 'forward', -- one of the icons that the console has
  position    INTEGER NOT NULL DEFAULT 0,   -- order in the dialog
  retired_at  INTEGER                       -- no longer offered
) STRICT;

-- A conversation handed back to the wait list by its agent: for whom, when, and why.
CREATE TABLE forward (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  by_id           INTEGER REFERENCES agent (id), -- who; NULL: the house, whose agent was gone
  at              INTEGER NOT NULL,
  queue_id        INTEGER REFERENCES queue (id), -- whose agents get it first; NULL: everybody
  agent_id        INTEGER REFERENCES agent (id), -- to this colleague; NULL: to nobody in particular
  type_id         INTEGER REFERENCES forward_type (id),
  note            TEXT NOT NULL DEFAULT '',
  comment_id      INTEGER REFERENCES message (id), -- the note as it stands in the chat; NULL: there is none
  due_at          INTEGER,                  -- NULL: at once
  due_local       TEXT,                     -- as it was chosen: local date and time, such as 2026-03-29T09:00
  due_zone        TEXT,                     -- in this IANA time zone
  keeps_date      INTEGER NOT NULL DEFAULT 0, -- 1: comes back at its time also if the customer wrote before
  at_opening      INTEGER NOT NULL DEFAULT 0, -- 1: if its queue is closed then, comes back when it opens; due_at is that instant
  ended_at        INTEGER,                  -- claimed, replaced or cancelled
  CHECK ((due_at IS NULL) = (due_local IS NULL))
) STRICT;
CREATE INDEX forward_by_conversation ON forward (conversation_id); -- the hands one chat went through
CREATE INDEX forward_by_comment ON forward (comment_id) WHERE comment_id IS NOT NULL; -- whose note a comment is that is erased
CREATE INDEX forward_standing ON forward (due_at) WHERE ended_at IS NULL AND due_at IS NOT NULL; -- what still comes back, looked through at each start
CREATE INDEX forward_by_agent ON forward (by_id, id) WHERE due_zone IS NOT NULL; -- in which zone an agent put something off last

-- An agent asks a colleague into their chat.
CREATE TABLE invite (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  from_id         INTEGER NOT NULL REFERENCES agent (id),
  to_id           INTEGER NOT NULL REFERENCES agent (id),
  note            TEXT NOT NULL DEFAULT '',
  at              INTEGER NOT NULL,
  expires_at      INTEGER NOT NULL,
  ended_at        INTEGER,                  -- NULL: not answered yet
  outcome         TEXT CHECK (outcome = 'accepted' OR outcome = 'rejected' OR outcome = 'expired' OR outcome = 'withdrawn'),
  reason          TEXT NOT NULL DEFAULT '', -- why they said no
  CHECK ((ended_at IS NULL) = (outcome IS NULL))
) STRICT;
CREATE UNIQUE INDEX invite_open ON invite (conversation_id, to_id) WHERE ended_at IS NULL; -- one at a time
CREATE INDEX invite_to ON invite (to_id) WHERE ended_at IS NULL; -- what waits for one's answer
CREATE INDEX invite_from ON invite (from_id, ended_at); -- what became of one's own

-- Colleagues in a chat beside its owner.
CREATE TABLE participant (
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  agent_id        INTEGER NOT NULL REFERENCES agent (id),
  joined_at       INTEGER NOT NULL,
  PRIMARY KEY (conversation_id, agent_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX participant_by_agent ON participant (agent_id); -- the chats one was called into

-- Supervisors who follow a chat without being in it, until it ends.
CREATE TABLE watch (
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  agent_id        INTEGER NOT NULL REFERENCES agent (id),
  since           INTEGER NOT NULL,
  PRIMARY KEY (conversation_id, agent_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX watch_by_agent ON watch (agent_id); -- the chats one follows

-- What a supervisor thought of how an agent answered a chat. Customers never see it.
CREATE TABLE score (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  by_id           INTEGER NOT NULL REFERENCES agent (id), -- who judged
  agent_id        INTEGER NOT NULL REFERENCES agent (id), -- whose work
  note            TEXT NOT NULL DEFAULT '',
  at              INTEGER NOT NULL,         -- when it was given first, which is when it counts
  changed_at      INTEGER,                  -- when it was changed last
  UNIQUE (conversation_id, by_id)           -- one by each who judges
) STRICT;
CREATE INDEX score_by_time ON score (at); -- those of a period

-- What it says by one criterion, from 1 to 5.
CREATE TABLE score_mark (
  score_id        INTEGER NOT NULL REFERENCES score (id),
  criterion_id    INTEGER NOT NULL REFERENCES criterion (id),
  mark            INTEGER NOT NULL CHECK (mark BETWEEN 1 AND 5),
  PRIMARY KEY (score_id, criterion_id)
) STRICT, WITHOUT ROWID;

-- What a score said before it was changed.
CREATE TABLE score_version (
  score_id        INTEGER NOT NULL REFERENCES score (id),
  until           INTEGER NOT NULL,         -- when it was changed
  agent_id        INTEGER NOT NULL REFERENCES agent (id), -- whose work it judged
  note            TEXT NOT NULL,
  marks           TEXT NOT NULL,            -- criteria and marks, as a JSON array of pairs
  PRIMARY KEY (score_id, until)
) STRICT, WITHOUT ROWID;

-- A chat, or one message of it, that is worth talking about: a list of the whole team.
CREATE TABLE bookmark (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  message_id      INTEGER REFERENCES message (id), -- NULL: the chat as a whole
  agent_id        INTEGER NOT NULL REFERENCES agent (id), -- who put it there
  note            TEXT NOT NULL DEFAULT '',
  at              INTEGER NOT NULL,
  removed_at      INTEGER                   -- taken away; NULL while it stands
) STRICT;
CREATE INDEX bookmark_by_conversation ON bookmark (conversation_id) WHERE removed_at IS NULL; -- those of one chat, and the chats that have any

-- Waiting chats that asked about the same and were taken at once by one agent.
CREATE TABLE together (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  agent_id        INTEGER NOT NULL REFERENCES agent (id),
  at              INTEGER NOT NULL
) STRICT;

-- Which those were, with those that a colleague was quicker with.
CREATE TABLE together_chat (
  together_id     INTEGER NOT NULL REFERENCES together (id),
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  lost_to         TEXT,                     -- the colleague who was quicker, by name; empty: the agent had as many as they may; NULL: it was taken
  PRIMARY KEY (together_id, conversation_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX together_by_chat ON together_chat (conversation_id); -- with which others a chat was taken

-- When the shop is open: a week in a time zone, and days that differ.
CREATE TABLE hours (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  name        TEXT NOT NULL UNIQUE,
  zone        TEXT NOT NULL,                -- IANA name, such as Europe/Berlin
  week        TEXT NOT NULL,                -- JSON: seven lists from Monday on of [from, to] in minutes of the day; past 1440 on the next day
  revision    INTEGER NOT NULL DEFAULT 0,   -- rises with each edit, so that two admins cannot overwrite each other unseen
  retired_at  INTEGER                       -- no longer offered
) STRICT;

-- A holiday, a closure, or other hours on one day.
CREATE TABLE hours_exception (
  hours_id    INTEGER NOT NULL REFERENCES hours (id),
  day         TEXT NOT NULL,                -- 2026-12-24
  name        TEXT NOT NULL DEFAULT '',     -- why
  spans       TEXT NOT NULL DEFAULT '[]',   -- JSON: list of [from, to] in minutes of the day, as above; empty: closed
  PRIMARY KEY (hours_id, day)
) STRICT, WITHOUT ROWID;

-- What a customer is told at once when a chat begins, in one language.
CREATE TABLE greeting (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  channel_id  INTEGER REFERENCES channel (id), -- on this channel; NULL: on all
  queue_id    INTEGER REFERENCES queue (id),   -- in this queue; NULL: in all
  kind        TEXT NOT NULL CHECK (kind = 'online' OR kind = 'offline'), -- somebody is at the counter, or nobody
  language    TEXT NOT NULL,                -- BCP 47
  text        TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX greeting_by_place ON greeting (coalesce(channel_id, 0), coalesce(queue_id, 0), kind, language); -- one text for each place and language

-- What an agent did with many chats at once, for as long as they may take it back.
CREATE TABLE bulk_act (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  agent_id    INTEGER NOT NULL REFERENCES agent (id),
  at          INTEGER NOT NULL,
  steps       TEXT NOT NULL                 -- each chat and how it was before, as JSON
) STRICT;
CREATE INDEX bulk_act_by_time ON bulk_act (at); -- forgotten soon after

-- A view of the Chats page that somebody keeps: an address under a name.
CREATE TABLE chat_view (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  agent_id    INTEGER NOT NULL REFERENCES agent (id), -- who made it
  name        TEXT NOT NULL,
  query       TEXT NOT NULL,                -- what stands behind /chats? in the address
  is_shared   INTEGER NOT NULL DEFAULT 0    -- 1: the whole team has it
) STRICT;
CREATE INDEX chat_view_by_agent ON chat_view (agent_id); -- one's own
CREATE INDEX chat_view_shared ON chat_view (id) WHERE is_shared = 1; -- and the team's

-- The view with which an agent's Chats page begins.
CREATE TABLE chat_view_first (
  agent_id    INTEGER PRIMARY KEY REFERENCES agent (id),
  view_id     INTEGER NOT NULL REFERENCES chat_view (id)
) STRICT;
CREATE INDEX chat_view_first_by_view ON chat_view_first (view_id); -- dropped with their view

-- What each agent has seen of a conversation.
CREATE TABLE watermark (
  agent_id        INTEGER NOT NULL REFERENCES agent (id),
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  read_id         INTEGER NOT NULL,         -- newest message seen
  PRIMARY KEY (conversation_id, agent_id) -- in this order, so that all of a chat's are found when it is erased
) STRICT, WITHOUT ROWID;

-- One entry of a conversation.
CREATE TABLE message (
  id              INTEGER PRIMARY KEY,      -- id of the event that brought it
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  author          TEXT NOT NULL CHECK (author = 'customer' OR author = 'agent' OR author = 'bot' OR author = 'system'),
  agent_id        INTEGER REFERENCES agent (id), -- who, for author 'agent'
  agent_identity_id INTEGER REFERENCES agent_identity (id), -- as whom the customer sees them; NULL: as themselves
  internal        INTEGER NOT NULL DEFAULT 0, -- 1: a comment, never leaves the house
  text            TEXT NOT NULL,            -- for author 'system': the name of the line, such as 'claimed'
  created_at      INTEGER NOT NULL,
  client_key      TEXT,                     -- sender and the key their program chose, so that a repeat is recognised
  delivery        TEXT NOT NULL DEFAULT 'sent' CHECK (delivery = 'sent' OR delivery = 'queued' OR delivery = 'sending'
    OR delivery = 'failed' OR delivery = 'unknown'),
  quotes_id       INTEGER REFERENCES message (id), -- the message it answers, never a comment
  edited_at       INTEGER,                  -- when its text was changed last
  unsent_at       INTEGER,                  -- when it was taken back; its text is empty since
  automatic       INTEGER NOT NULL DEFAULT 0, -- 1: of a customer's: no person wrote it, so nobody waits for an answer
  CHECK ((author = 'agent') <= (agent_id IS NOT NULL))
) STRICT;
CREATE INDEX message_by_conversation ON message (conversation_id, id); -- reading a chat in order
CREATE INDEX message_of_rule ON message (conversation_id, text) WHERE author = 'system' AND text >= 'rule-did ' AND text < 'rule-did!'; -- which rules have acted in a chat
CREATE INDEX message_by_quoted ON message (quotes_id) WHERE quotes_id IS NOT NULL; -- what quotes a message that is erased
CREATE UNIQUE INDEX message_key ON message (client_key, conversation_id) WHERE client_key IS NOT NULL; -- exactly once; our own programs begin keys with the time, so that new ones lie together in the file

-- What messages say in other languages, so that nothing is asked for twice: what was translated for the team, or what an agent
-- wrote of which the message is the translation. Means nothing once the message was edited.
CREATE TABLE translation (
  message_id  INTEGER NOT NULL REFERENCES message (id),
  language    TEXT NOT NULL,                -- BCP 47, without a region
  text        TEXT NOT NULL,
  is_original INTEGER NOT NULL DEFAULT 0,   -- 1: an agent wrote this, and the customer got the message
  at          INTEGER NOT NULL,             -- when the words were read of which it was made
  PRIMARY KEY (message_id, language)
) STRICT, WITHOUT ROWID;

-- What messages said before they were edited or taken back: for the team alone.
CREATE TABLE message_version (
  message_id  INTEGER NOT NULL REFERENCES message (id),
  until       INTEGER NOT NULL,             -- when these words were replaced
  text        TEXT NOT NULL,
  agent_id    INTEGER REFERENCES agent (id), -- who replaced them; NULL: the customer
  PRIMARY KEY (message_id, until)
) STRICT, WITHOUT ROWID;

-- A colleague whom a comment names.
CREATE TABLE mention (
  agent_id    INTEGER NOT NULL REFERENCES agent (id),
  message_id  INTEGER NOT NULL REFERENCES message (id),
  seen_at     INTEGER,                      -- NULL until they have seen it
  PRIMARY KEY (agent_id, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_unseen ON mention (agent_id, message_id) WHERE seen_at IS NULL; -- what an agent has still to see
CREATE INDEX mention_by_message ON mention (message_id); -- shown with the comment

-- A comment that was struck through: it stays readable.
CREATE TABLE struck (
  message_id  INTEGER PRIMARY KEY REFERENCES message (id),
  agent_id    INTEGER NOT NULL REFERENCES agent (id), -- by whom
  at          INTEGER NOT NULL              -- when
) STRICT;

-- What was shared in a chat beside its words: pictures, files, and links in texts and on cards. Written with
-- the entry that brings it, gone when that is taken back or struck through; files themselves stay in `attachment`.
CREATE TABLE shared (
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  kind        TEXT NOT NULL CHECK (kind = 'image' OR kind = 'file' OR kind = 'link'),
  message_id  INTEGER NOT NULL REFERENCES message (id), -- the message or comment
  position    INTEGER NOT NULL,             -- of a file, that of its attachment; links of a text come behind those
  link        TEXT NOT NULL DEFAULT '',     -- where a link leads
  PRIMARY KEY (conversation_id, kind, message_id, position), -- one sort of a customer's, newest first, in one search per chat
  CHECK ((kind = 'link') = (link <> ''))
) STRICT, WITHOUT ROWID;
CREATE INDEX shared_by_message ON shared (message_id); -- what goes with a message that is erased

-- Bytes of an attachment, stored once however often they are sent.
CREATE TABLE content (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  sha256      BLOB UNIQUE,                  -- NULL until the last piece has been checked, and again when nothing uses it
  size        INTEGER NOT NULL DEFAULT 0,   -- in bytes
  started_at  INTEGER NOT NULL              -- when the upload began
) STRICT;

-- Pieces of 256 KiB; only the last of a content may be shorter.
CREATE TABLE content_chunk (
  content_id  INTEGER NOT NULL REFERENCES content (id),
  position    INTEGER NOT NULL,             -- 0, 1, 2 …
  bytes       BLOB NOT NULL,
  PRIMARY KEY (content_id, position)
) STRICT, WITHOUT ROWID;

-- A file somebody sent.
CREATE TABLE attachment (
  id          TEXT PRIMARY KEY,             -- random, 128 bits in hex
  content_id  INTEGER NOT NULL REFERENCES content (id),
  message_id  INTEGER REFERENCES message (id), -- NULL until it is sent
  outgoing_id INTEGER REFERENCES outgoing (id), -- the reply it will leave with
  position    INTEGER NOT NULL DEFAULT 0,   -- order within the message
  identity_id INTEGER REFERENCES identity (id), -- uploaded by this customer
  agent_id    INTEGER REFERENCES agent (id), -- or by this agent
  kind        TEXT NOT NULL CHECK (kind = 'image' OR kind = 'voice' OR kind = 'file' OR kind = 'card'),
  name        TEXT NOT NULL,                -- file name as given, cleaned
  media_type  TEXT NOT NULL,                -- by content, not by name
  width       INTEGER,                      -- of an image, in pixels
  height      INTEGER,
  duration_ms INTEGER,                      -- of a voice message
  levels      TEXT NOT NULL DEFAULT '',     -- of a voice message: its waveform, heights from 0 to z; empty: not measured
  card        TEXT,                         -- what a card says, as JSON: kind, language, title, teaser, link
  kept        INTEGER NOT NULL DEFAULT 0,   -- 1: the picture of a card that the team has ready; it stays without being sent
  created_at  INTEGER NOT NULL,
  CHECK ((kind = 'card') = (card IS NOT NULL))
) STRICT;
CREATE INDEX attachment_by_message ON attachment (message_id) WHERE message_id IS NOT NULL; -- shown with the message
CREATE INDEX attachment_by_outgoing ON attachment (outgoing_id) WHERE outgoing_id IS NOT NULL; -- leaves with its reply
CREATE INDEX attachment_unsent ON attachment (created_at) WHERE message_id IS NULL AND kept = 0; -- the sweeper
CREATE INDEX attachment_by_identity ON attachment (identity_id, created_at) WHERE identity_id IS NOT NULL; -- a customer's quota
CREATE INDEX attachment_by_content ON attachment (content_id); -- whether content is still used

-- Messages on their way to a platform, and those that did not get there.
CREATE TABLE outbox (
  message_id  INTEGER PRIMARY KEY REFERENCES message (id),
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  channel_id  INTEGER NOT NULL REFERENCES channel (id),
  state       TEXT NOT NULL DEFAULT 'queued' CHECK (state = 'queued' OR state = 'sending' OR state = 'failed' OR state = 'unknown'),
  parts_done  INTEGER NOT NULL DEFAULT 0,   -- how many of the platform's messages that it becomes have arrived
  attempts    INTEGER NOT NULL DEFAULT 0,   -- tries of the part that is next
  due_at      INTEGER NOT NULL,             -- not before
  choices     TEXT,                         -- buttons under it, as JSON
  code        TEXT NOT NULL DEFAULT '',     -- why it failed, as the platform has it; of one that is queued: 'in-doubt' or 'absent', when its platform is to be looked at before it is sent
  words       TEXT NOT NULL DEFAULT ''      -- and what the platform said of it
) STRICT;
CREATE INDEX outbox_under_way ON outbox (conversation_id, message_id) WHERE state = 'queued' OR state = 'sending'; -- in order within a chat

-- What was changed or taken back here and is not yet on its platform: of each message once, and by then what it says then.
CREATE TABLE amendment (
  message_id  INTEGER PRIMARY KEY REFERENCES message (id),
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  channel_id  INTEGER NOT NULL REFERENCES channel (id),
  place       INTEGER NOT NULL,             -- the event that asked for it: what was said in the chat before that goes first, the rest waits
  shown       TEXT NOT NULL,                -- the words that the customer still sees
  state       TEXT NOT NULL DEFAULT 'queued' CHECK (state = 'queued' OR state = 'changing' OR state = 'failed'),
  attempts    INTEGER NOT NULL DEFAULT 0,
  asked_at    INTEGER NOT NULL,             -- given up so long after this
  due_at      INTEGER NOT NULL,             -- not before
  code        TEXT NOT NULL DEFAULT '',     -- why it failed, as the platform has it
  words       TEXT NOT NULL DEFAULT ''      -- and what the platform said of it
) STRICT;
CREATE INDEX amendment_under_way ON amendment (conversation_id, place) WHERE state <> 'failed'; -- in order within a chat

-- What a platform told of a message of ours before it had answered what it calls it: kept for some minutes, and heard when
-- the name is known.
CREATE TABLE early_receipt (
  id          INTEGER PRIMARY KEY,
  channel_id  INTEGER NOT NULL REFERENCES channel (id),
  identity_id INTEGER NOT NULL REFERENCES identity (id), -- who has received it, or not
  foreign_id  TEXT,                         -- what the platform calls the message; NULL: all messages until an instant
  until       INTEGER,                      -- that instant
  told        TEXT NOT NULL CHECK (told = 'delivered' OR told = 'read' OR told = 'undelivered'),
  code        TEXT NOT NULL DEFAULT '',     -- why it was not delivered
  words       TEXT NOT NULL DEFAULT '',     -- and in the platform's words
  is_shut     INTEGER NOT NULL DEFAULT 0 CHECK (is_shut = 0 OR is_shut = 1), -- 1: it delivers nothing more to them for now
  at          INTEGER NOT NULL,             -- when it was told
  CHECK ((foreign_id IS NULL) = (until IS NOT NULL))
) STRICT;
CREATE INDEX early_receipt_by_name ON early_receipt (channel_id, foreign_id); -- when a message gets its name
CREATE INDEX early_receipt_by_identity ON early_receipt (identity_id); -- what is heard once a message is there, or erased

-- Pictures that customers have on their platforms, drawn small.
CREATE TABLE portrait (
  identity_id INTEGER PRIMARY KEY REFERENCES identity (id),
  due_at      INTEGER,                      -- when the platform is to be asked; NULL: when they write again, after a day
  asked_at    INTEGER,                      -- when it was asked last
  picture     BLOB,                         -- a square JPEG; NULL: they have none
  name        TEXT NOT NULL DEFAULT ''      -- of the picture, in its address
) STRICT;
CREATE INDEX portrait_due ON portrait (due_at) WHERE due_at IS NOT NULL; -- whose are to be asked for
CREATE INDEX portrait_by_name ON portrait (name) WHERE name <> ''; -- which one a page shows

-- Which messages of ours are templates, and what was filled in: what the platform is told whenever one is handed over.
CREATE TABLE sent_template (
  message_id  INTEGER PRIMARY KEY REFERENCES message (id),
  filled      TEXT NOT NULL                 -- name, language and values, as JSON
) STRICT;

-- What a platform calls our messages, and those it brought: so that none comes twice, and edits, buttons and
-- quotations find theirs.
CREATE TABLE foreign_message (
  channel_id  INTEGER NOT NULL REFERENCES channel (id),
  foreign_id  TEXT NOT NULL,                -- unique on the channel
  message_id  INTEGER NOT NULL REFERENCES message (id),
  PRIMARY KEY (channel_id, foreign_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX foreign_message_by_message ON foreign_message (message_id); -- what is quoted

-- What a message has as a mail beside its words: of each that came, and of each of ours from before its first try.
CREATE TABLE mail (
  message_id  INTEGER PRIMARY KEY REFERENCES message (id),
  channel_id  INTEGER NOT NULL REFERENCES channel (id),
  header_id   TEXT NOT NULL,                -- its Message-ID without the angles, or a hash where it has none
  subject     TEXT NOT NULL,                -- of ours: the one that it answers
  refs        TEXT NOT NULL DEFAULT '[]',   -- Message-IDs of the mails before it, the first one first, as JSON; of ours: none
  reply_to    TEXT NOT NULL DEFAULT '',     -- where an answer goes, when that is not the sender
  unproved    INTEGER NOT NULL DEFAULT 0 CHECK (unproved = 0 OR unproved = 1), -- 1: the receiving server does not vouch for its sender
  whole       TEXT,                         -- all its words, with what it quotes; NULL: the message has them
  html        TEXT,                         -- its formatted text, made safe; NULL: it has none
  pictures    TEXT NOT NULL DEFAULT '{}'    -- pictures that stand in that: which file of the message each Content-ID is, as JSON
) STRICT;
CREATE UNIQUE INDEX mail_by_header ON mail (channel_id, header_id); -- which one is answered, or came back

-- Mails that are no part of a chat, such as a transcript that somebody is sent.
CREATE TABLE post (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  channel_id  INTEGER NOT NULL REFERENCES channel (id), -- the mailbox that it leaves from
  conversation_id INTEGER REFERENCES conversation (id), -- the chat that it tells of; NULL: none
  agent_id    INTEGER REFERENCES agent (id), -- who sends it; NULL: the customer asked for it, or the house reports
  recipient   TEXT NOT NULL,                -- one address
  subject     TEXT NOT NULL,
  text        TEXT NOT NULL,                -- what it says, in plain words; empty since it has left
  html        TEXT NOT NULL,                -- the same, formatted
  header_id   TEXT NOT NULL UNIQUE,         -- its Message-ID without the angles, the same at every try
  state       TEXT NOT NULL DEFAULT 'queued' CHECK (state = 'queued' OR state = 'sending' OR state = 'sent' OR state = 'failed'),
  attempts    INTEGER NOT NULL DEFAULT 0,   -- tries so far
  due_at      INTEGER NOT NULL,             -- not before
  words       TEXT NOT NULL DEFAULT '',     -- what the server said when it did not take it
  created_at  INTEGER NOT NULL              -- when it was written, or begun anew
) STRICT;
CREATE INDEX post_by_conversation ON post (conversation_id, id); -- what became of a chat's
CREATE INDEX post_by_state ON post (state, due_at) WHERE state = 'queued' OR state = 'sending'; -- what is still to go

-- Addresses that are told of what happens here.
CREATE TABLE webhook (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  name        TEXT NOT NULL,                -- the team's name for it
  url         TEXT NOT NULL,                -- where it is posted to
  topics      TEXT NOT NULL,                -- of what, words divided by spaces, such as 'message.created'
  patience_s  INTEGER NOT NULL,             -- how long an answer is waited for, in seconds
  secret      TEXT NOT NULL,                -- signs each post, so that no hash would do; sealed, shown once
  old_secret  TEXT,                         -- signs beside it for a day after it was rolled; sealed
  old_until   INTEGER,                      -- until when
  event_id    INTEGER NOT NULL,             -- everything up to this event is taken in
  off_at      INTEGER,                      -- since when it is switched off; NULL: on
  is_gone     INTEGER NOT NULL DEFAULT 0 CHECK (is_gone = 0 OR is_gone = 1), -- switched off because its receiver answered "gone"
  created_at  INTEGER NOT NULL
) STRICT;

-- What webhooks are told, and what came of it: queue and log in one.
CREATE TABLE webhook_delivery (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  webhook_id  INTEGER NOT NULL REFERENCES webhook (id),
  message_id  TEXT NOT NULL UNIQUE,         -- its webhook-id, the same at every try
  event_id    INTEGER,                      -- the event it tells of; NULL: a test
  lane        TEXT NOT NULL,                -- what goes in order: a chat, a customer, or a thing by itself
  conversation_id INTEGER,                  -- the chat it tells of, if one
  topic       TEXT NOT NULL,                -- such as 'message.created'
  body        TEXT NOT NULL,                -- as it is posted
  at          INTEGER NOT NULL,             -- when it was taken in
  state       TEXT NOT NULL CHECK (state = 'behind' OR state = 'queued' OR state = 'sending' OR state = 'delivered' OR state = 'failed'), -- behind: another of its lane comes first
  attempts    INTEGER NOT NULL DEFAULT 0,   -- tries so far
  due_at      INTEGER NOT NULL,             -- not before
  tried_at    INTEGER,                      -- the last try
  status      INTEGER,                      -- what it was answered; NULL: nothing
  took_ms     INTEGER NOT NULL DEFAULT 0,   -- how long that took
  words       TEXT NOT NULL DEFAULT '',     -- why there was no answer
  response    TEXT NOT NULL DEFAULT ''      -- the beginning of the answer
) STRICT;
CREATE INDEX webhook_delivery_log ON webhook_delivery (webhook_id, id); -- its log, newest first
CREATE INDEX webhook_delivery_lane ON webhook_delivery (webhook_id, lane, id) WHERE state = 'behind' OR state = 'queued' OR state = 'sending'; -- who is next in a lane
CREATE INDEX webhook_delivery_due ON webhook_delivery (webhook_id, due_at) WHERE state = 'queued'; -- what may go now
CREATE INDEX webhook_delivery_by_time ON webhook_delivery (at); -- what is forgotten

-- Browsers that tell their agent what happens while no window is open. Each belongs to a sign-in and ends with it.
CREATE TABLE push_device (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  session_id  INTEGER NOT NULL UNIQUE REFERENCES session (id) ON DELETE CASCADE, -- whoever was signed out is told nothing
  endpoint    TEXT NOT NULL UNIQUE,         -- where the browser's push service takes it
  p256dh      BLOB NOT NULL,                -- the browser's public key, 65 bytes
  auth        BLOB NOT NULL,                -- what it shares with us alone, 16 bytes
  made_at     INTEGER NOT NULL,
  told_at     INTEGER,                      -- when the push service last took something
  failed_at   INTEGER,                      -- when it last did not; NULL: it has taken something since
  failure     TEXT NOT NULL DEFAULT ''      -- why
) STRICT;

-- Weekly reports that fell due, each once, whatever clocks and restarts do.
CREATE TABLE weekly_report (
  day         TEXT PRIMARY KEY,             -- the day on which it was due, in the time zone of the house: 2026-11-23
  due_at      INTEGER NOT NULL,             -- the instant
  done_at     INTEGER,                      -- when it was written and handed to the mailbox; NULL: not yet
  mails       INTEGER NOT NULL DEFAULT 0    -- to how many of the team; 0: nobody was to get it, or there was no mailbox
) STRICT, WITHOUT ROWID;

-- An admin's own chat with an account of the shop's, in which they are told of trouble.
CREATE TABLE alert_chat (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  agent_id    INTEGER NOT NULL REFERENCES agent (id),
  channel_id  INTEGER NOT NULL REFERENCES channel (id), -- the account that tells them
  external_id TEXT NOT NULL,                -- who they are on its platform
  name        TEXT NOT NULL,                -- what they are called there
  linked_at   INTEGER NOT NULL,
  UNIQUE (channel_id, external_id)          -- one person there is one admin here
) STRICT;

-- What an admin sends from there to show that the chat is theirs. Each works once.
CREATE TABLE alert_code (
  code_hash   BLOB PRIMARY KEY,             -- SHA-256 of the code
  agent_id    INTEGER NOT NULL REFERENCES agent (id),
  expires_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What admins were told of trouble by another door, and what came of it: queue and log in one; the newest are kept.
CREATE TABLE alert (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  agent_id    INTEGER NOT NULL REFERENCES agent (id), -- who is told
  way         TEXT NOT NULL CHECK (way = 'mail' OR way = 'push' OR way = 'chat'),
  door        TEXT NOT NULL DEFAULT '',     -- by which mailbox or account, in words
  post_id     INTEGER REFERENCES post (id), -- the mail, which knows what became of it
  alert_chat_id INTEGER REFERENCES alert_chat (id) ON DELETE SET NULL, -- the chat
  title       TEXT NOT NULL,
  text        TEXT NOT NULL,
  at          INTEGER NOT NULL,
  state       TEXT NOT NULL CHECK (state = 'queued' OR state = 'sending' OR state = 'sent' OR state = 'failed'), -- of a mail always 'sent': see post_id
  attempts    INTEGER NOT NULL DEFAULT 0,   -- tries so far
  due_at      INTEGER NOT NULL,             -- not before
  words       TEXT NOT NULL DEFAULT ''      -- why it was not taken
) STRICT;
CREATE INDEX alert_due ON alert (way, due_at) WHERE state = 'queued' OR state = 'sending'; -- what is still to go

-- Files that a platform has told of and that are still to be fetched, or cannot be.
CREATE TABLE fetch (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  message_id  INTEGER NOT NULL REFERENCES message (id),
  channel_id  INTEGER NOT NULL REFERENCES channel (id),
  position    INTEGER NOT NULL,             -- order within the message
  source      TEXT NOT NULL,                -- where it is, as the platform has it
  kind        TEXT NOT NULL CHECK (kind = 'image' OR kind = 'voice' OR kind = 'file'),
  name        TEXT NOT NULL,                -- as the sender calls it, cleaned; may be empty
  size        INTEGER,                      -- in bytes, if known
  attempts    INTEGER NOT NULL DEFAULT 0,
  due_at      INTEGER,                      -- when it is tried next; NULL: it is given up
  trouble     TEXT NOT NULL DEFAULT ''      -- why it is given up: a word
) STRICT;
CREATE INDEX fetch_by_message ON fetch (message_id, position); -- shown with the message
CREATE INDEX fetch_due ON fetch (due_at) WHERE due_at IS NOT NULL; -- what is to be fetched next

-- Replies that have not left yet: held so that they can be taken back, or waiting for their hour. Comments are held likewise.
CREATE TABLE outgoing (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  agent_id        INTEGER NOT NULL REFERENCES agent (id), -- who wrote it
  internal        INTEGER NOT NULL DEFAULT 0, -- 1: a comment, which never leaves the house
  text            TEXT NOT NULL,
  quotes_id       INTEGER REFERENCES message (id), -- the message it answers
  client_key      TEXT,                     -- as the sender's program chose it; becomes the message's
  kind            TEXT NOT NULL CHECK (kind = 'held' OR kind = 'scheduled'),
  created_at      INTEGER NOT NULL,
  due_at          INTEGER NOT NULL,         -- when it leaves
  seen_id         INTEGER NOT NULL DEFAULT 0, -- the newest entry of its chat when it was put aside: what a colleague has answered since is shown to its author first
  original        TEXT,                     -- what its author wrote, of which it is the translation; NULL: the same
  original_language TEXT,                   -- in which language
  trouble         TEXT                      -- why it could not leave when it was due; it waits for its author then
) STRICT;
CREATE INDEX outgoing_by_conversation ON outgoing (conversation_id, due_at); -- shown below the log
CREATE UNIQUE INDEX outgoing_key ON outgoing (agent_id, client_key) WHERE client_key IS NOT NULL; -- exactly once

-- Where cards that the team has ready are found.
CREATE TABLE card_folder (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  name        TEXT NOT NULL,                -- for the team alone
  position    INTEGER NOT NULL DEFAULT 0    -- order of the tabs
) STRICT;

-- A card that the team has ready, in a folder.
CREATE TABLE card (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  card_folder_id INTEGER NOT NULL REFERENCES card_folder (id),
  kind        TEXT NOT NULL CHECK (kind = 'link' OR kind = 'mini_program'),
  name        TEXT NOT NULL,                -- for the team alone; once in its folder
  tags        TEXT NOT NULL DEFAULT '',     -- words to find it by, divided by commas
  position    INTEGER NOT NULL DEFAULT 0,   -- order in its folder
  revision    INTEGER NOT NULL DEFAULT 0    -- rises with each edit, so that two admins cannot overwrite each other unseen
) STRICT;
CREATE INDEX card_by_folder ON card (card_folder_id, position); -- the list of one folder

-- A card in one language.
CREATE TABLE card_text (
  card_id     INTEGER NOT NULL REFERENCES card (id),
  language    TEXT NOT NULL,                -- BCP 47
  title       TEXT NOT NULL,
  teaser      TEXT NOT NULL DEFAULT '',
  link        TEXT NOT NULL,                -- an address of the web, or a page of a Mini-Program
  picture_id  TEXT REFERENCES attachment (id), -- NULL: another language's
  PRIMARY KEY (card_id, language)
) STRICT, WITHOUT ROWID;

-- What an agent was about to say: survives reloads and other browsers. An empty one was sent or wanted no more; it is
-- remembered for a day, so that what arrives late of it is known to be older.
CREATE TABLE draft (
  agent_id        INTEGER NOT NULL REFERENCES agent (id),
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  text            TEXT NOT NULL,
  updated_at      INTEGER NOT NULL,         -- when, and the number of this change: it rises with each one, however many there are at once
  PRIMARY KEY (conversation_id, agent_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_gone ON draft (updated_at) WHERE text = ''; -- what is to be forgotten

-- A short form that becomes its text as it is typed.
CREATE TABLE short_form (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  agent_id    INTEGER REFERENCES agent (id), -- whose own it is; NULL: the whole team's
  short       TEXT NOT NULL,                -- what is typed: one word
  text        TEXT NOT NULL                 -- what it becomes
) STRICT;
CREATE UNIQUE INDEX short_form_once ON short_form (coalesce(agent_id, 0), short); -- a list has each form once, and is read by its owner

-- Full text of messages, kept up by following the event table.
CREATE VIRTUAL TABLE message_search USING fts5 (
  text,                                     -- words, with Chinese and Japanese characters set apart
  content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);

-- Every part of what the directory knows of a customer, from three letters on.
CREATE VIRTUAL TABLE customer_search USING fts5 (
  words,                                    -- `customer.folded`
  content = '', contentless_delete = 1, tokenize = "trigram case_sensitive 1"
);

-- The same by the beginnings of words, for shorter parts.
CREATE VIRTUAL TABLE customer_words USING fts5 (
  words,                                    -- `customer.folded`, with Chinese and Japanese characters set apart
  content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2'
);

-- The newest answers of the team's to customers, from which proposals are made; what they say stands in `message`. Kept up by
-- following the event table.
CREATE TABLE past_answer (
  message_id  INTEGER PRIMARY KEY REFERENCES message (id), -- what an agent wrote
  opening_id  INTEGER NOT NULL REFERENCES message (id), -- with what the customer began that chat
  question_id INTEGER NOT NULL REFERENCES message (id), -- what they wrote last before the answer
  phrase      INTEGER NOT NULL              -- a hash of its words: answers that say the same have the same
) STRICT;
CREATE INDEX past_answer_by_phrase ON past_answer (phrase); -- how often the same is said, whatever was asked
CREATE INDEX past_answer_by_opening ON past_answer (opening_id); -- what rests on a message that is erased
CREATE INDEX past_answer_by_question ON past_answer (question_id); -- the same

-- Full text of what those answers were given to, by the answers' ids.
CREATE VIRTUAL TABLE past_answer_search USING fts5 (
  question,                                 -- words without capitals, accents and endings, see src/base/words.rs
  content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0"
);

-- What the prompter proposed to an agent, and whether they used it. Forgotten after a year.
CREATE TABLE proposal (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  agent_id    INTEGER NOT NULL REFERENCES agent (id),
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  at          INTEGER NOT NULL,
  source      TEXT NOT NULL CHECK (source = 'reply' OR source = 'article' OR source = 'past' OR source = 'remote'),
  subject_id  INTEGER NOT NULL,             -- the quick reply, the article, the message or the prompter
  place       INTEGER NOT NULL,             -- 1: proposed first
  used_at     INTEGER                       -- when it was put into the editor; NULL: not
) STRICT;
CREATE INDEX proposal_by_conversation ON proposal (conversation_id); -- what goes with a chat that is erased
CREATE INDEX proposal_by_time ON proposal (at); -- forgetting, and the figures of a time

-- Programs elsewhere that are asked what could be answered.
CREATE TABLE prompter (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  name        TEXT NOT NULL,                -- the team's name for it; one only has it
  kind        TEXT NOT NULL CHECK (kind = 'completions' OR kind = 'webhook'), -- how it is spoken to
  position    INTEGER NOT NULL,             -- order in lists
  address     TEXT NOT NULL,                -- of the API, or of the webhook
  secret      TEXT NOT NULL,                -- its key, which may be empty, or what requests to a webhook are signed with; shown to it, so it cannot be a hash; sealed
  model       TEXT NOT NULL DEFAULT '',     -- the model's name; empty: the server's own
  instruction TEXT NOT NULL DEFAULT '',     -- what a model is told before each question; empty: the shipped words
  patience    INTEGER NOT NULL,             -- seconds until its first words have to be there
  for_messages INTEGER NOT NULL DEFAULT 1,  -- 1: asked by itself for the message at hand, too
  hears_all   INTEGER NOT NULL DEFAULT 0,   -- 1: the team's own, to which names, numbers and addresses go as they were written
  off_at      INTEGER,                      -- when it was switched off; NULL: it is asked
  fault       TEXT,                         -- why it gave no answer when it was asked last; NULL: it did
  failing_since INTEGER,                    -- since when it gives none
  CHECK ((fault IS NULL) = (failing_since IS NULL))
) STRICT;

-- The course of each chat, from which figures are reckoned: a copy of its log, kept up by following the event table.
CREATE TABLE course (
  conversation_id INTEGER PRIMARY KEY REFERENCES conversation (id),
  began_at    INTEGER NOT NULL,             -- the customer's first message
  last_at     INTEGER NOT NULL,             -- the last step, or the end
  steps       BLOB NOT NULL,                -- who wrote when, when it was taken, when it ended; packed, see src/desk/figures/step.rs
  counted     INTEGER NOT NULL DEFAULT 0    -- 1: the sums of its days have it, as `counted` tells it
) STRICT;
CREATE INDEX course_by_beginning ON course (began_at); -- the new chats of a period
CREATE INDEX course_by_end ON course (last_at); -- the chats of the last days, for their figures
CREATE INDEX course_long ON course (began_at, last_at) WHERE last_at - began_at > 86400000; -- those of more than a day, which days long ago are asked for apart
CREATE INDEX course_uncounted ON course (last_at) WHERE counted = 0; -- what figures add to the sums of days

-- What figures come to on a day by the clock of the house, of the chats that are counted already.
CREATE TABLE day_sum (
  day         INTEGER PRIMARY KEY,          -- days since 1970
  sums        BLOB NOT NULL                 -- how often which figure had which value, by what chats have in common; packed, see src/desk/figures/cell.rs
) STRICT;

-- The same of those times that are others when only the hours of a chat's queue count, of queues that go by hours.
CREATE TABLE day_sum_open (
  day         INTEGER PRIMARY KEY,          -- days since 1970
  sums        BLOB NOT NULL                 -- packed as in `day_sum`
) STRICT;

-- A chat as it was when it was counted, so that it can be taken out of the sums of days when it changes.
CREATE TABLE counted (
  conversation_id INTEGER PRIMARY KEY REFERENCES course (conversation_id),
  closed_at   INTEGER,                      -- as in `conversation`, like those that follow
  first_reply_at INTEGER,
  channel_id  INTEGER NOT NULL,
  queue_id    INTEGER NOT NULL,
  agent_id    INTEGER,
  chat_type_id INTEGER,
  closing_reason_id INTEGER,
  offline     INTEGER NOT NULL,
  was_asked   INTEGER NOT NULL,             -- 1: its customer was asked what they thought
  rating      INTEGER,
  gave_up     INTEGER NOT NULL              -- 1: they ended it before any agent wrote
) STRICT;
CREATE INDEX counted_by_queue ON counted (queue_id); -- what is counted anew when a queue's hours change

-- By what the sums of days were counted: one row. Where that is no longer so, they are counted anew.
CREATE TABLE day_sum_basis (
  id          INTEGER PRIMARY KEY CHECK (id = 1),
  zone        TEXT NOT NULL,                -- by the clock of this time zone, such as 'Europe/Berlin'
  jumps       INTEGER NOT NULL,             -- the house knew of so many jumps of its clock
  hours       TEXT NOT NULL                 -- the hours of the queues that go by any: a JSON object by queue id
) STRICT;

-- How far each follower of the event table has come.
CREATE TABLE follower (
  name        TEXT PRIMARY KEY,             -- such as 'search'
  event_id    INTEGER NOT NULL              -- everything up to this event is done
) STRICT, WITHOUT ROWID;
