#!/usr/bin/env bash
# Unpacks the servers of newer Debians that test/stack needs into a cache outside the checkout: the
# Prometheus of the next release, beside the one that the machine has, and VictoriaMetrics. Nothing
# of the system changes. Prints the path of each program.
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

# provide SUITE PACKAGE: unless it is there, unpacks the package, whose program has its name.
provide() {
  local suite=$1 package=$2 program
  program=$folder/$suite/usr/bin/$package
  if [[ ! -x $program ]]; then
    private_apt_start "$work/$suite" "$suite"
    private_apt_unpack "$work/$suite/root" "$package"
    rm -rf "${folder:?}/$suite"
    mv "$work/$suite/root" "$folder/$suite"
    echo "$package $(dpkg-deb -f "$work/$suite/archives/$package"_*.deb Version) of $suite"
  fi
  echo "$program"
}

provide trixie prometheus
provide sid victoria-metrics
