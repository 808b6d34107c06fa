#!/bin/sh
# Starts Grafana with the data sources that are there: it leaves out the blocks `with …` to `end …` of
# provisioning/datasources whose profile is not in use. Arguments are passed on.
#
# Variables, all optional:
#   COMPOSE_PROFILES     profiles in use, separated by commas
#   GRAFANA_TRACES_URL   a store of traces: slow buckets of histograms then link to the span of an order
#   GRAFANA_TRACES_TYPE  tempo, jaeger or zipkin
#   GRAFANA              the program: /run.sh of the image
set -eu
here=$(cd "$(dirname "$0")" && pwd)

fail() {
  echo "grafana: $*" >&2
  exit 1
}

uses() {
  case ",${COMPOSE_PROFILES:-}," in *",$1,"* | *'*'*) ;; *) return 1 ;; esac
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

GF_PATHS_PROVISIONING=$(mktemp -d)
export GF_PATHS_PROVISIONING
cp -r "$here/provisioning/." "$GF_PATHS_PROVISIONING"
for file in "$here"/provisioning/datasources/*.yml; do
  sed "$(script)" "$file" >"$GF_PATHS_PROVISIONING/datasources/${file##*/}"
done
exec "${GRAFANA:-/run.sh}" "$@"
