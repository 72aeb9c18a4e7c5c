# The second step of signing in.
step-title = Two-step sign-in
step-on = on
step-lead = One more step: the code of your telephone.
step-set-up-lead = This shop asks everybody for a second step. Set yours up now; it takes a minute.
step-lost = Telephone lost? Use a recovery code, or ask an admin.
step-back = Sign in as somebody else
step-what = Besides your password, a code of your telephone is asked for. A password that somebody overheard is not enough then.
step-need = You need an authenticator program on your telephone, such as Aegis, FreeOTP or Google Authenticator.
step-begin = Set up
step-look = Show
step-picture = Picture for the authenticator program
step-scan = Scan the picture with your authenticator program, or type the letters into it.
step-type = Then type the six digits that it shows.
step-secret = Letters to type instead
step-code = Code
step-code-hint = Six digits. They change every half minute.
step-code-or-recovery = Six digits of your telephone, or a recovery code.
step-confirm = Switch on
step-is-on = Two-step sign-in is on.
step-since = since
step-recovery = Recovery codes
step-recovery-more = Keep these in a safe place, on paper or in a password store. Each lets you in once without your telephone. They are not shown again.
step-go-on = I have kept them
step-codes-left = { $count ->
    [one] { $count } recovery code left
   *[other] { $count } recovery codes left
 }
step-codes-few = For new ones, switch it off and on again.
step-required-here = Your shop asks everybody for a second step, so it cannot be switched off.
step-off = Switch off
step-off-more = Needs your password and a code. Afterwards the password alone lets you in.
step-for-all = Two-step sign-in for everybody
step-for-all-more = Who has none yet sets it up when they sign in next. Nobody is signed out.
step-none = Signs in with the password alone.
step-reset = Reset
step-reset-sure = Reset the two-step sign-in of { $name }?
step-reset-meaning = Their telephone and recovery codes are asked for no more: the password alone lets them in. Make sure that it is they who ask you.
refusal-wrong-code = This code is wrong or was used before. Wait for the next one.
refusal-code-needed = This member has two-step sign-in. Send the code of their telephone, too.
refusal-second-step-needed = This shop asks for two-step sign-in. Sign in once in a browser to set it up.
refusal-no-second-step = There is nothing to confirm: two-step sign-in is not set up, or is on already.
refusal-second-step-required = This shop asks everybody for two-step sign-in.
refusal-code-too-late = That took too long. Sign in again.
refusal-bad-reachable = Give a time such as 18:00.
act-second_step_on = switched on two-step sign-in for
act-second_step_off = switched off two-step sign-in for
act-second_step_reset = reset the two-step sign-in of
act-second_step_required = asked everybody for two-step sign-in
act-second_step_optional = left two-step sign-in to everybody
act-recovery_code_used = used a recovery code for
act-code_wrong = gave a wrong code for
act-languages_changed = changed the languages of
act-chats_held = let keep their chats while away:
act-chats_passed = no longer lets keep their chats while away:

# How members work.
speaks = Speaks
speaks-more = Colleagues see it beside the name.
member-holds = Keeps chats while away
member-holds-more = Their chats stay theirs although their console is closed. Customers then wait for them alone.
reachable-title = Reachable by phone
reachable-more = You count as present although your console is closed.
reachable-until = Until
reachable-set = Set
reachable-end = No longer reachable
team-state = State
team-queues-none = serves no queue
team-sessions = { $count ->
    [0] not signed in
    [one] { $count } sign-in
   *[other] { $count } sign-ins
 }
team-step = Two-step sign-in is on

# As whom agents write to customers.
room-identities = Identities
identities-lead = What customers see as the writer of a message: the agent’s own name, an alias, or a role such as “Kettle & Co. support”.
identities-none = Everybody writes under their own name.
identities-none-more = Make a role that several fill, or an alias for one of the team.
identity-new = New identity
identity-name = Name customers see
identity-name-hint = Such as “Kettle & Co. support” or “Anna”.
identity-whose = Sort
identity-role = Role that several fill
identity-alias = Alias of { $name }
identity-who = Who may fill the role
identity-who-more = Nobody ticked: the whole team. An alias is its owner’s alone.
identity-where = Channels
identity-where-more = None ticked: on every channel.
identity-of = Alias of
identity-all = Role, for the whole team
identity-some = Role, for
identity-everywhere = every channel
identity-retired = retired
identity-retire = Retire
identity-restore = Use again
identity-retire-more = A retired identity can no longer be chosen. What was written under it keeps its name.
identity-usual = Customers of
identity-usual-which = See the agent as
identity-usual-more = Whoever may not use it writes as themselves. Agents choose beside the editor where there is more than one.
identity-own = The agent’s own name
identity-only = Never the agents’ own names
identity-only-more = Whoever has an identity here cannot write under their own name.
wearing-as = Customers see you as
face-picture = Picture
face-picture-choose = Choose a picture
face-picture-clear = Remove
face-picture-more = Customers see it beside your messages. It is made smaller, and where it was taken is removed.
refusal-identity-not-yours = This identity is not for you on this channel.
refusal-picture-gone = This picture is not there any more. Choose it again.
act-identity_added = made the identity
act-identity_changed = changed the identity
act-identity_retired = retired the identity
act-identity_restored = took back into use the identity
act-identity_usual = changed what customers see of agents on

capacity = What counts towards the limit
capacity-more = How many chats at once is set for each person. Here you say which of their chats count.
capacity-wrap-ups = Wrap-ups count
capacity-wrap-ups-more = A chat that has ended counts until its wrap-up is done.
capacity-offers = Offer chats during wrap-up
capacity-offers-more = Off: whoever is in wrap-up is offered and assigned nothing new.
capacity-silent = Silent chats stop counting
capacity-silent-hint = Once the customer has their answer and nothing more was said for that long.
capacity-never = Never
capacity-minutes = after { $count } minutes
act-capacity_changed = changed which chats count towards the limit
