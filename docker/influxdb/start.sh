#!/bin/bash
# Starts InfluxDB with its users, whose passwords are files: the image takes them from the environment
# only, where everybody who may inspect the container could read them.
set -eu

# secret NAME: what is in the file of this secret. The image makes a password of its own for an empty
# one and writes it to its log; one with blanks or quotes it does not pass on as it is.
secret() {
  local file=${SECRETS:-/run/secrets}/$1 found=
  if [[ -f $file && -r $file ]]; then found=$(tr -d '\r\n' <"$file"); fi
  if [[ ! $found =~ ^[A-Za-z0-9._~+/=-]+$ ]]; then
    echo "influxdb: cannot read $file, or what is in it is no password of letters, digits and . _ ~ + / = -" >&2
    exit 1
  fi
  printf %s "$found"
}

INFLUXDB_ADMIN_PASSWORD=$(secret influxdb-admin-password)
INFLUXDB_USER_PASSWORD=$(secret influxdb-password)
export INFLUXDB_ADMIN_PASSWORD INFLUXDB_USER_PASSWORD
exec "${ENTRYPOINT:-/entrypoint.sh}" "$@"
