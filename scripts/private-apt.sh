# shellcheck shell=bash
# To be sourced: apt for packages of another Debian than the machine's own. Nothing of the system
# changes, it works with lists and a cache of its own; what it downloads is unpacked, never installed.

# private_apt_start FOLDER SUITE: makes the folder and fetches the lists of the suite's packages.
private_apt_start() {
  private_apt_folder=$1
  mkdir -p "$1/sources" "$1/lists" "$1/archives"
  # apt downloads as a user of its own, who needs to get in.
  chmod 755 "$1"
  : >"$1/status"
  private_apt_sources "$2" >"$1/sources/private.sources"
  private_apt apt-get -qq update
}

# Whatever mirror the machine takes its own Debian from has the other ones as well.
private_apt_sources() {
  local codename uri
  # shellcheck source=/dev/null
  codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
  # shellcheck disable=SC2016 # the fields are apt's
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Release: $codename" |
    sort -u | while read -r uri; do
    printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n\n' \
      "$uri" "$1" /usr/share/keyrings/debian-archive-keyring.gpg
  done
}

# private_apt PROGRAM ARGUMENT...: one of apt's programs, for which nothing is installed.
private_apt() {
  local program=$1 folder=$private_apt_folder
  shift
  "$program" -o APT::Sandbox::User=root -o APT::Install-Recommends=false \
    -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$folder/sources" \
    -o "Dir::State::Lists=$folder/lists" -o "Dir::State::status=$folder/status" \
    -o "Dir::Cache=$folder/archives" "$@"
}

# private_apt_unpack ROOT PACKAGE...: downloads these packages and unpacks them below a folder.
private_apt_unpack() {
  local root=$1 archive
  shift
  mkdir -p "$root"
  (cd "$private_apt_folder/archives" && private_apt apt-get -qq download "$@")
  for archive in "$private_apt_folder"/archives/*.deb; do dpkg -x "$archive" "$root"; done
}
