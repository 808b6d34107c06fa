#!/bin/sh
# Starts Prometheus with prometheus.yml and with what the profiles in use add to it. Arguments are
# passed on. SIGHUP makes it read prometheus.yml and the profiles again.
#
#     docker/prometheus/start.sh --storage.tsdb.path=data --web.listen-address=127.0.0.1:9090
#
# Variables, all optional:
#   COMPOSE_PROFILES           profiles in use, separated by commas: folders of profiles/
#   PROMETHEUS_RETENTION_TIME  how long samples are kept: 15d
#   PROMETHEUS_RETENTION_SIZE  how much disk they may take: 10GB
#   PROMETHEUS_AUTH_TOKEN      what the bots ask for, in the place of secrets/genesis-token
#   PROMETHEUS                 the program: prometheus
set -eu
here=$(dirname "$(readlink -f "$0")")

fail() {
  echo "prometheus: $*" >&2
  exit 1
}

# check NAME VALUE PATTERN EXAMPLE
check() {
  printf %s "$2" | tr '\n' '?' | grep -Eqx "$3" || fail "$1 is '$2', which is not like $4"
}

time=${PROMETHEUS_RETENTION_TIME:-15d}
size=${PROMETHEUS_RETENTION_SIZE:-10GB}
check PROMETHEUS_RETENTION_TIME "$time" '([0-9]+(ms|s|m|h|d|w|y))+' 15d
check PROMETHEUS_RETENTION_SIZE "$size" '[0-9]+([KMGTPE]?B)' 10GB

# The profiles asked for, a line each: as compose reads the list, blanks around a comma do not count.
asked() {
  printf '%s\n' "${COMPOSE_PROFILES:-}" | tr ',' '\n' |
    sed 's/^[[:space:]]*//; s/[[:space:]]*$//; /^$/d'
}
known=$(cd "$here/profiles" && printf '%s\n' *)
unknown=$(asked | grep -Fvx -e '*' -e "$known" | head -n 1)
[ -z "$unknown" ] || fail "COMPOSE_PROFILES has '$unknown'; there are $(echo $known)"
profiles=
for profile in $known; do
  if asked | grep -Fqx -e '*' -e "$profile"; then profiles="$profiles $profile"; fi
done

is_blank() { ! grep -q '[^[:space:]]' "$1"; }

# The configuration is put together beside links to all that it names, so that its paths hold.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 143' HUP TERM INT
file=$here/secrets/genesis-token
if [ -n "${PROMETHEUS_AUTH_TOKEN:-}" ]; then
  mkdir -m 700 "$work/secrets"
  for secret in "$here"/secrets/*; do
    if [ -e "$secret" ] && [ "$secret" != "$file" ]; then ln -s "$secret" "$work/secrets/"; fi
  done
  # The bots take several tokens, Prometheus shows one.
  (umask 077 && printf %s "${PROMETHEUS_AUTH_TOKEN%%,*}" >"$work/secrets/genesis-token")
  ! is_blank "$work/secrets/genesis-token" ||
    fail 'PROMETHEUS_AUTH_TOKEN has no token before its first comma'
elif [ -e "$file" ]; then
  [ -r "$file" ] || fail "user $(id -u) may not read $file"
  ! is_blank "$file" || fail "no token for the bots: $file is empty"
  [ "$(grep -c '[^[:space:]]' "$file")" -eq 1 ] ||
    fail "$file has several lines: Prometheus shows one token, the bots take several"
  ln -s "$here/secrets" "$work/secrets"
else
  fail "no token for the bots: set PROMETHEUS_AUTH_TOKEN, or put it into $file"
fi
unset PROMETHEUS_AUTH_TOKEN

# section KEY FILE: what the profiles in use have for a key of the configuration.
section() {
  key="$1:"
  for profile in $profiles; do
    if [ -f "$here/profiles/$profile/$2" ]; then
      if [ -n "$key" ]; then echo "$key"; fi
      cat "$here/profiles/$profile/$2"
      key=
    fi
  done
}

configuration() {
  # It ends with the list of scrape jobs.
  cat "$here/prometheus.yml" || return 1
  for profile in $profiles; do cat "$here/profiles/$profile/scrape.yml" || return 1; done
  section remote_write remote-write.yml
  section remote_read remote-read.yml
  section storage storage.yml
}

write_configuration() {
  # Again each time: what cleans up old temporary files may have taken a link, and rules that are not
  # there are no error.
  for part in rules targets; do ln -sfn "$here/$part" "$work/$part" || return 1; done
  configuration >"$work/new.yml" && mv "$work/new.yml" "$work/prometheus.yml"
}
write_configuration

set -- --config.file="$work/prometheus.yml" --enable-feature=exemplar-storage \
  --storage.tsdb.retention.time="$time" --storage.tsdb.retention.size="$size" "$@"
for profile in $profiles; do
  case $profile in
    otlp) set -- "$@" --web.enable-otlp-receiver ;;
    # Thanos uploads blocks as Prometheus cuts them: it must not merge them into larger ones.
    thanos) set -- "$@" --storage.tsdb.min-block-duration=2h --storage.tsdb.max-block-duration=2h ;;
  esac
done

"${PROMETHEUS:-prometheus}" "$@" &
server=$!
trap 'write_configuration && kill -HUP "$server"' HUP
trap 'kill -TERM "$server"' TERM INT
status=0
wait "$server" || status=$?
# A signal ends the wait, not the server.
while kill -0 "$server" 2>/dev/null; do
  status=0
  wait "$server" || status=$?
done
exit "$status"
