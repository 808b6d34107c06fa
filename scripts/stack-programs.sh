#!/usr/bin/env bash
# Unpacks the servers of newer Debians that test/stack needs into a cache outside the checkout: the
# Prometheus of the next release and of the one in the making, beside the one that the machine has,
# Alertmanager, VictoriaMetrics, InfluxDB, and the shell that images of Prometheus have. Nothing of
# the system changes. Prints the path of each program.
#
#     scripts/stack-programs.sh [folder]
#
# The folder defaults to GENESIS_STACK_PROGRAMS, then to genesis-otel-stack in the user's cache.
set -euo pipefail
# shellcheck source=scripts/private-apt.sh
. "$(dirname "${BASH_SOURCE[0]}")/private-apt.sh"

folder=${1:-${GENESIS_STACK_PROGRAMS:-${XDG_CACHE_HOME:-$HOME/.cache}/genesis-otel-stack}}
mkdir -p "$folder"
work=$(mktemp -d "$folder/.new-XXXXXX")
trap 'rm -rf "$work"' EXIT

# provide SUITE PACKAGE [PROGRAM]: unless it is there, unpacks the package that has the program.
provide() {
  local suite=$1 package=$2 name=${3:-$2} program
  program=$folder/$suite/usr/bin/$name
  if [[ ! -x $program ]]; then
    private_apt_start "$work/$suite" "$suite"
    rm -f "$work/$suite"/archives/*.deb
    private_apt_unpack "$work/$suite/$package" "$package"
    # The program comes last, at once: what is there is whole.
    mv "$work/$suite/$package/usr/bin/$name" "$work/$name"
    mkdir -p "$folder/$suite"
    cp -a --remove-destination "$work/$suite/$package/." "$folder/$suite/"
    mv "$work/$name" "$program"
    echo "$package $(dpkg-deb -f "$work/$suite/archives/$package"_*.deb Version) of $suite"
  fi
  echo "$program"
}

# Debian's Alertmanager reads its built-in templates from /usr/share/prometheus and from nowhere else.
# This one shows them to it there, and to it alone.
provide_alertmanager() {
  local program=$folder/sid/usr/bin/alertmanager
  provide sid prometheus-alertmanager
  cat >"$work/alertmanager" <<'END'
#!/bin/sh
root=$(dirname "$(dirname "$(dirname "$(readlink -f "$0")")")")
program=$root/usr/bin/prometheus-alertmanager
if [ -e /usr/share/prometheus/alertmanager/default.tmpl ]; then exec "$program" "$@"; fi
share=usr/share/prometheus
[ -d "/$share" ] || share=usr/share
export root program share
exec unshare --map-root-user --mount sh -c '
  mount --bind "$root/$share" "/$share" && exec "$program" "$@"' alertmanager "$@"
END
  chmod 755 "$work/alertmanager"
  mv "$work/alertmanager" "$program"
  echo "$program"
}

provide trixie prometheus
provide trixie promtool
provide sid prometheus
provide sid promtool
provide_alertmanager
provide sid victoria-metrics
provide sid influxdb influxd
provide sid busybox-static busybox
