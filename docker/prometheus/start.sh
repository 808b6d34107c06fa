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
#   PROMETHEUS_AUTH_TOKEN      what the bots ask for, where secrets/genesis-token is not there
#   PROMETHEUS                 the program: prometheus
set -eu
here=$(cd "$(dirname "$0")" && pwd)

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

profiles=
for profile in $(echo "${COMPOSE_PROFILES:-}" | tr ',*' '  '); do
  [ -d "$here/profiles/$profile" ] ||
    fail "COMPOSE_PROFILES has '$profile'; there are $(cd "$here/profiles" && echo *)"
  profiles="$profiles $profile"
done
case ${COMPOSE_PROFILES:-} in
  *'*'*) profiles=$(cd "$here/profiles" && echo *) ;;
esac

# The configuration is put together beside links to all that it names, so that its paths hold.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for part in rules targets profiles; do ln -s "$here/$part" "$work/$part"; done
if [ -s "$here/secrets/genesis-token" ]; then
  [ -r "$here/secrets/genesis-token" ] ||
    fail "user $(id -u) may not read $here/secrets/genesis-token"
  ln -s "$here/secrets" "$work/secrets"
elif [ -n "${PROMETHEUS_AUTH_TOKEN:-}" ]; then
  mkdir -m 700 "$work/secrets"
  for secret in "$here"/secrets/*; do
    if [ -e "$secret" ]; then ln -s "$secret" "$work/secrets/"; fi
  done
  # The bots take several tokens, Prometheus shows one.
  (umask 077 && printf %s "${PROMETHEUS_AUTH_TOKEN%%,*}" >"$work/secrets/genesis-token")
else
  fail "no token for the bots: set PROMETHEUS_AUTH_TOKEN, or put it into $here/secrets/genesis-token"
fi
unset PROMETHEUS_AUTH_TOKEN

# section KEY FILE: what the profiles in use have for a key of the configuration.
section() {
  key="$1:"
  for profile in $profiles; do
    if [ -f "$work/profiles/$profile/$2" ]; then
      if [ -n "$key" ]; then echo "$key"; fi
      cat "$work/profiles/$profile/$2"
      key=
    fi
  done
}

write_configuration() {
  {
    # It ends with the list of scrape jobs.
    cat "$here/prometheus.yml"
    for profile in $profiles; do cat "$work/profiles/$profile/scrape.yml"; done
    section remote_write remote-write.yml
    section remote_read remote-read.yml
    section storage storage.yml
  } >"$work/new.yml"
  mv "$work/new.yml" "$work/prometheus.yml"
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
