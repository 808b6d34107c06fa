#!/bin/bash
# Starts InfluxDB with its users, whose passwords are files: the image takes them from the environment
# only, where everybody who may inspect the container could read them.
set -eu

# secret NAME: what is in the file of this secret.
secret() {
  local file=${SECRETS:-/run/secrets}/$1
  if [[ ! -s $file || ! -r $file ]]; then
    echo "influxdb: cannot read $file, or it is empty" >&2
    exit 1
  fi
  tr -d '\r\n' <"$file"
}

INFLUXDB_ADMIN_PASSWORD=$(secret influxdb-admin-password)
INFLUXDB_USER_PASSWORD=$(secret influxdb-password)
export INFLUXDB_ADMIN_PASSWORD INFLUXDB_USER_PASSWORD
exec "${ENTRYPOINT:-/entrypoint.sh}" "$@"
