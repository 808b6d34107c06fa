#!/usr/bin/env bash
# Unpacks the Prometheus of a newer Debian into a cache outside the checkout, beside the one that
# the machine has, for the tests in test/stack. Nothing of the system changes: apt works with lists
# of its own. The last line printed is the program's path.
#
#     scripts/stack-programs.sh [folder]
#
# The folder defaults to GENESIS_STACK_PROGRAMS, then to genesis-otel-stack in the user's cache.
set -euo pipefail

readonly SUITE=trixie
folder=${1:-${GENESIS_STACK_PROGRAMS:-${XDG_CACHE_HOME:-$HOME/.cache}/genesis-otel-stack}}
program=$folder/$SUITE/usr/bin/prometheus

if [[ -x $program ]]; then
  echo "$program"
  exit
fi

mkdir -p "$folder"
work=$(mktemp -d "$folder/.new-XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir "$work/sources" "$work/lists" "$work/archives" "$work/root"
# apt downloads as a user of its own, who needs to get in.
chmod 755 "$work"

# Whatever mirror the machine takes its own Debian from has the newer one as well.
# shellcheck source=/dev/null
. /etc/os-release
# shellcheck disable=SC2016 # the fields are apt's
apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Release: $VERSION_CODENAME" |
  sort -u | while read -r uri; do
  printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n\n' \
    "$uri" "$SUITE" /usr/share/keyrings/debian-archive-keyring.gpg
done >"$work/sources/newer.sources"

private_apt() {
  apt-get -qq -o APT::Sandbox::User=root \
    -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$work/sources" \
    -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/archives" "$@"
}
private_apt update
(cd "$work/archives" && private_apt download "prometheus/$SUITE")
dpkg -x "$work"/archives/prometheus_*.deb "$work/root"

rm -rf "${folder:?}/$SUITE"
mv "$work/root" "$folder/$SUITE"
"$program" --version 2>&1 | head -n 1
echo "$program"
