#!/bin/sh
# Starts Grafana with the data sources that are there: it leaves out the blocks `with …` to `end …` of
# provisioning/datasources whose profile is not in use. Arguments are passed on.
#
# Variables, all optional:
#   COMPOSE_PROFILES     profiles in use, separated by commas
#   GRAFANA_TRACES_URL   a store of traces: slow buckets of histograms then link to the span of an order
#   GRAFANA_TRACES_TYPE  tempo, jaeger or zipkin
#   GRAFANA              the program: /run.sh of the image
#   GF_SECURITY_ADMIN_PASSWORD__FILE  the password of `admin`
set -eu
here=$(dirname "$(readlink -f "$0")")

fail() {
  echo "grafana: $*" >&2
  exit 1
}

# uses PROFILE: as compose reads the list, blanks around a comma do not count.
uses() {
  printf '%s\n' "${COMPOSE_PROFILES:-}" | tr ',' '\n' |
    sed 's/^[[:space:]]*//; s/[[:space:]]*$//' | grep -Fqx -e "$1" -e '*'
}

leave_out() { echo "/# with $1\$/,/# end $1\$/d"; }

script() {
  for profile in victoriametrics thanos; do
    if ! uses "$profile"; then leave_out "$profile"; fi
  done
  if [ -z "${GRAFANA_TRACES_URL:-}" ]; then leave_out traces; fi
}

export GRAFANA_TRACES_TYPE="${GRAFANA_TRACES_TYPE:-tempo}"
case $GRAFANA_TRACES_TYPE in
  tempo | jaeger | zipkin) ;;
  *) fail "GRAFANA_TRACES_TYPE is '$GRAFANA_TRACES_TYPE'; there are tempo, jaeger, zipkin" ;;
esac

# Grafana takes `admin` where the file that it is given is empty or may not be read.
secret=${GF_SECURITY_ADMIN_PASSWORD__FILE:-}
if [ -n "$secret" ]; then
  password=
  if [ -f "$secret" ] && [ -r "$secret" ]; then password=$(tr -d '\r\n' <"$secret"); fi
  case $password in
    *[![:space:]]*) ;;
    *) fail "$secret is not there or empty, or user $(id -u) may not read it" ;;
  esac
  unset GF_SECURITY_ADMIN_PASSWORD__FILE
  export GF_SECURITY_ADMIN_PASSWORD="$password"
fi

GF_PATHS_PROVISIONING=$(mktemp -d)
export GF_PATHS_PROVISIONING
cp -r "$here/provisioning/." "$GF_PATHS_PROVISIONING"
for file in "$here"/provisioning/datasources/*.yml; do
  sed "$(script)" "$file" >"$GF_PATHS_PROVISIONING/datasources/${file##*/}"
done
exec "${GRAFANA:-/run.sh}" "$@"
