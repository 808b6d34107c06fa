#!/usr/bin/env bash
# Builds an OpenTelemetry Collector from Debian's own packages into a cache outside the checkout, for
# `npm run test:collector`. It takes a download of some 300 MB and minutes of both cores, once.
# Nothing of the system changes. The last line printed is the program's path.
#
#     scripts/collector/build.sh [folder]
#
# The folder defaults to GENESIS_STACK_PROGRAMS, then to genesis-otel-stack in the user's cache.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=scripts/private-apt.sh
. "$here/../private-apt.sh"

readonly SUITE=sid SOURCES=golang-opentelemetry-collector-dev COMPILER=golang-go
folder=${1:-${GENESIS_STACK_PROGRAMS:-${XDG_CACHE_HOME:-$HOME/.cache}/genesis-otel-stack}}
program=$folder/collector/otelcol
# Another main.go needs another build.
mark=$folder/collector/$(sha256sum <"$here/main.go" | cut -c 1-16)

if [[ -x $program && -e $mark ]]; then
  echo "$program"
  exit
fi

mkdir -p "$folder"
work=$(mktemp -d "$folder/.new-XXXXXX")
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT

# The sources that the Collector's package needs in turn, and of everything else the compiler alone:
# it is a static program that needs no libraries of that Debian.
packages() {
  private_apt apt-get -s install "$SOURCES" "$COMPILER" | awk '
    $1 == "Inst" && ($2 ~ /^golang-/) { print $2 }'
}

private_apt_start "$work/apt" "$SUITE"
mapfile -t names < <(packages)
echo "downloading ${#names[@]} packages"
private_apt_unpack "$work/root" "${names[@]}"
version=$(dpkg-deb -f "$work"/apt/archives/"$SOURCES"_*.deb Version)

mkdir -p "$work/go/src/otelcol"
cp "$here/main.go" "$work/go/src/otelcol/"
goroot=$(echo "$work"/root/usr/lib/go-[0-9]*)
# Debian keeps a part of the tree under /usr/share and links to it with absolute paths.
find "$goroot" -type l -lname '/usr/*' -printf '%p %l\n' | while read -r link target; do
  ln -sfn "$work/root$target" "$link"
done

echo "building the Collector of $SOURCES $version"
(
  cd "$work/go/src/otelcol"
  env -u GOFLAGS GOROOT="$goroot" GO111MODULE=off GOTOOLCHAIN=local CGO_ENABLED=0 GOCACHE="$work/cache" \
    GOPATH="$work/go:$work/root/usr/share/gocode" \
    "$goroot/bin/go" build -trimpath -ldflags "-s -w -X main.version=${version%-*}" -o "$work/otelcol" .
)
rm -rf "${folder:?}/collector"
mkdir "$folder/collector"
mv "$work/otelcol" "$program"
touch "$mark"
"$program" --version
echo "$program"
