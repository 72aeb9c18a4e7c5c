#!/bin/sh
# A post office of our own on loopback: Dovecot keeps the mailboxes, Postfix carries between them. Everything lies in
# one folder, nothing of the system's own mail is touched, and all of it ends when standard input does.
#
#   post_office.sh FOLDER OWNER IMAP IMAPS SUBMISSION SMTPS MX
#
# OWNER is the user id that the mailboxes belong to; the others are ports. Every address at kettle.example and
# customers.example has a mailbox, made by its first mail or its first sign-in; every password is “swift-carrier”.

set -eu
folder=$1 owner=$2 imap=$3 imaps=$4 submission=$5 smtps=$6 mx=$7
PATH=$PATH:/usr/sbin:/sbin
umask 022
mkdir -p "$folder/tls" "$folder/dovecot" "$folder/postfix" "$folder/queue" "$folder/state" "$folder/mail"
chown "$owner" "$folder/mail"
chown postfix "$folder/state"

# An authority, and a certificate for this machine that it signs.
cd "$folder/tls"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj "/CN=Post office" \
  -keyout ca.key -out ca.pem 2>/dev/null
openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=localhost" \
  -keyout leaf.key -out leaf.csr 2>/dev/null
printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n' >leaf.ext
openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile leaf.ext \
  -out leaf.pem 2>/dev/null

chmod 644 leaf.key
touch "$folder/dovecot.log"
chmod 666 "$folder/dovecot.log"

cat >"$folder/dovecot.conf" <<END
base_dir = $folder/dovecot
state_dir = $folder/state
log_path = $folder/dovecot.log
protocols = imap
# Should the system not tell of a new file, it is looked for.
mailbox_idle_check_interval = 1 secs
listen = 127.0.0.1
ssl = yes
ssl_cert = <$folder/tls/leaf.pem
ssl_key = <$folder/tls/leaf.key
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
passdb {
  driver = static
  args = password=swift-carrier
}
userdb {
  driver = static
  args = uid=$owner gid=$owner home=$folder/mail/%Lu
}
first_valid_uid = 1
mail_location = maildir:~/
mailbox_list_index = no
maildir_broken_filename_sizes = yes
mail_max_userip_connections = 50
namespace inbox {
  inbox = yes
  mailbox Sent {
    auto = subscribe
    special_use = \\Sent
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    port = $imap
  }
  inet_listener imaps {
    port = $imaps
    ssl = yes
  }
}
service auth {
  unix_listener $folder/auth {
    mode = 0666
  }
  unix_listener auth-userdb {
    mode = 0666
  }
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
  unix_listener stats-writer {
    mode = 0666
  }
}
END

cat >"$folder/postfix/main.cf" <<END
compatibility_level = 3.6
queue_directory = $folder/queue
data_directory = $folder/state
maillog_file = $folder/postfix.log
maillog_file_prefixes = $folder
myhostname = post.example
mydestination =
inet_interfaces = loopback-only
inet_protocols = ipv4
smtpd_peername_lookup = no
disable_dns_lookups = yes
smtp_dns_support_level = disabled
default_transport = error:5.1.2 There is no way there
relay_domains =
mynetworks =
virtual_mailbox_domains = kettle.example customers.example
virtual_transport = mailbox
virtual_mailbox_maps = regexp:$folder/postfix/mailboxes
mailbox_destination_recipient_limit = 1
# A mailbox numbers its mails in the order of their files.
mailbox_destination_concurrency_limit = 1
message_size_limit = 41943040
smtpd_tls_cert_file = $folder/tls/leaf.pem
smtpd_tls_key_file = $folder/tls/leaf.key
smtpd_tls_security_level = may
smtpd_sasl_type = dovecot
smtpd_sasl_path = $folder/auth
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
smtpd_error_sleep_time = 0
in_flow_delay = 0
minimal_backoff_time = 1s
maximal_backoff_time = 1s
bounce_notice_recipient = nobody@kettle.example
2bounce_notice_recipient = nobody@kettle.example
END
cat >"$folder/postfix/mailboxes" <<'END'
if !/^(nobody-here@|no-plus[^@]*\+)/
/^([^@+]+)(\+[^@]*)?@(kettle|customers)\.example$/ $1@$3.example/
endif
END
# What brings a mail into its mailbox, unless the mailbox is one that is full.
cat >"$folder/deliver" <<END
case \$2 in
full*) echo "5.2.2 The mailbox is full" && exit 69 ;;
esac
# What is added to an address by "+" is of no matter to whose it is.
exec /usr/lib/dovecot/dovecot-lda -c "$folder/dovecot.conf" -f "\$1" -d "\$(printf '%s' "\$2" | sed 's/+[^@]*@/@/')"
END
cat >"$folder/postfix/master.cf" <<END
127.0.0.1:$mx inet n - n - - smtpd
127.0.0.1:$submission inet n - n - - smtpd
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_client_restrictions=permit_sasl_authenticated,reject
127.0.0.1:$smtps inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_client_restrictions=permit_sasl_authenticated,reject
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 1 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
mailbox unix - n n - - pipe
  flags=DRhu user=$(id -nu "$owner") argv=/bin/sh $folder/deliver \${sender} \${recipient}
discard unix - - n - - discard
local unix - n n - - local
virtual unix - n n - - virtual
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
END

dovecot -c "$folder/dovecot.conf" </dev/null >"$folder/start.log" 2>&1
# What “postfix start” does besides takes seconds.
for name in active bounce corrupt defer deferred flush hold incoming private saved trace maildrop public; do
  mkdir "$folder/queue/$name"
  chown postfix "$folder/queue/$name"
done
mkdir "$folder/queue/pid"
MAIL_CONFIG="$folder/postfix" "$(postconf -c "$folder/postfix" -h daemon_directory)/master" -w </dev/null >>"$folder/start.log" 2>&1
echo open
cat >/dev/null || true
doveadm -c "$folder/dovecot.conf" stop </dev/null >/dev/null 2>&1 || true
kill "$(tr -d ' ' <"$folder/queue/pid/master.pid")" || true
rm -rf "$folder"
