#!/bin/sh
# Makes each secret of the stack that is not there yet, and docker/.env. What is there stays. Run it as
# the user who owns the checkout.
#
#     docker/make-secrets.sh
set -eu
cd "$(dirname "$0")"
umask 027

if [ ! -e .env ]; then
  sed "s/^SECRETS_GROUP=.*/SECRETS_GROUP=$(id -g)/" .env.example >.env
  echo 'made docker/.env'
fi

random() { od -An -tx1 -N24 /dev/urandom | tr -d ' \n'; }

# make FILE TEXT
make() {
  if [ -s "$1" ]; then return; fi
  printf '%s\n' "$2" >"$1"
  echo "made docker/$1"
}

# Where the token of the bots is in .env, it needs no file.
if ! grep -Eq '^PROMETHEUS_AUTH_TOKEN=.' .env; then
  make prometheus/secrets/genesis-token "$(random)"
fi
make grafana/secrets/admin-password "$(random)"
make prometheus/secrets/influxdb-password "$(random)"
make influxdb/secrets/admin-password "$(random)"
make thanos/secrets/s3-credentials "[default]
aws_access_key_id = genesis
aws_secret_access_key = $(random)"

has_channel() {
  for file in webhook-url slack-url pagerduty-key smtp-password; do
    if [ -s "alertmanager/secrets/$file" ]; then return; fi
  done
  return 1
}
if ! has_channel; then
  echo 'missing: where alerts go to. Put an address into docker/alertmanager/secrets/webhook-url'
  echo '(or slack-url, pagerduty-key, smtp-password: see docker/alertmanager/alertmanager.yml)'
fi
