#!/bin/sh
# Starts Alertmanager with the channels whose secrets are there. Arguments are passed on to it. What is
# changed in alertmanager.yml, or is new in secrets/, needs a start anew: a reload reads what this made.
#
#     docker/alertmanager/start.sh --storage.path=data --web.listen-address=127.0.0.1:9093
#
# Variables, all optional but those of e-mail where secrets/smtp-password is there:
#   ALERT_SMTP_HOST   host:port that takes mail, such as smtp.example.com:587
#   ALERT_SMTP_USER   whom the password belongs to
#   ALERT_EMAIL_FROM  sender
#   ALERT_EMAIL_TO    receivers, separated by commas
#   ALERTMANAGER      the program: alertmanager by default, prometheus-alertmanager on Debian
set -eu
here=$(dirname "$(readlink -f "$0")")
program=${ALERTMANAGER:-alertmanager}

fail() {
  echo "alertmanager: $*" >&2
  exit 1
}

has() {
  [ -f "$here/secrets/$1" ] || return 1
  [ -r "$here/secrets/$1" ] || fail "secrets/$1 is there, but user $(id -u) may not read it"
  grep -q '[^[:space:]]' "$here/secrets/$1"
}

# is_address NAME: of a secret that is there; what is in it is not shown.
is_address() {
  ! has "$1" || tr '\n' ' ' <"$here/secrets/$1" | grep -Eqx '[[:space:]]*https?://[^[:space:]]+[[:space:]]*' ||
    fail "secrets/$1 has to be one address that begins with http:// or https://"
}

# value NAME PATTERN EXAMPLE: the variable, which has to look like its example.
value() {
  eval "found=\${$1:-}"
  printf %s "$found" | tr '\n' '?' | grep -Eqx "$2" ||
    fail "secrets/smtp-password needs $1, such as $3"
}

# What the sed script does to the file: drop channels, fill in, make paths absolute.
script() {
  for channel in webhook-token webhook slack pagerduty smtp heartbeat; do
    case $channel in
      webhook | slack | heartbeat) secret=$channel-url ;;
      pagerduty) secret=pagerduty-key ;;
      smtp) secret=smtp-password ;;
      *) secret=$channel ;;
    esac
    if ! has "$secret"; then echo "/# channel $channel\$/,/# end $channel\$/d"; fi
  done
  if has smtp-password; then
    address='[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+'
    value ALERT_SMTP_HOST '[A-Za-z0-9.-]+:[0-9]+' smtp.example.com:587
    echo "s/ALERT_SMTP_HOST:25/$found/"
    value ALERT_SMTP_USER '[A-Za-z0-9._%+@-]+' bot@example.com
    echo "s/ALERT_SMTP_USER/$found/"
    value ALERT_EMAIL_FROM "$address" bot@example.com
    echo "s/ALERT_EMAIL_FROM/$found/"
    value ALERT_EMAIL_TO "$address(, *$address)*" you@example.com
    echo "s/ALERT_EMAIL_TO/$found/"
  fi
  # As a text of YAML, whatever the folder is called.
  folder=$(printf %s "$here" | sed "s/'/''/g" | sed 's/[|&\\]/\\&/g')
  printf '%s\n' "s|: \\(secrets/.*\\)|: '$folder/\\1'|" "s|- \\(templates/.*\\)|- '$folder/\\1'|"
}

if ! { has webhook-url || has slack-url || has pagerduty-key || has smtp-password; }; then
  fail "no channel: put the address to call into $here/secrets/webhook-url (or slack-url, pagerduty-key, smtp-password)"
fi

for secret in webhook-url slack-url heartbeat-url; do is_address "$secret"; done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
script >"$work/script.sed"
sed -f "$work/script.sed" "$here/alertmanager.yml" >"$work/alertmanager.yml"
exec "$program" --config.file="$work/alertmanager.yml" "$@"
