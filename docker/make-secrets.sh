#!/bin/sh
# Makes each secret of the stack that is not there yet, and docker/.env. What is there stays. Run it as
# the user who owns the checkout.
#
#     docker/make-secrets.sh
set -eu
cd "$(dirname "$(readlink -f "$0")")"
umask 027

if [ ! -e .env ]; then
  sed "s/^SECRETS_GROUP=.*/SECRETS_GROUP=$(id -g)/" .env.example >.env
  echo 'made docker/.env'
fi

# npm leaves every .gitignore out of a package, and with it folders that hold nothing else.
[ -e .gitignore ] || echo .env >.gitignore
for service in alertmanager grafana influxdb prometheus thanos; do
  mkdir -p "$service/secrets"
  if [ ! -e "$service/secrets/.gitignore" ]; then
    printf '%s\n' '# Nothing in here is ever committed.' '*' '!.gitignore' >"$service/secrets/.gitignore"
  fi
done

random() { od -An -tx1 -N24 /dev/urandom | tr -d ' \n'; }

has_text() { grep -q '[^[:space:]]' "$1" 2>/dev/null; }

# make FILE TEXT
make() {
  if has_text "$1"; then return; fi
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

group=$(sed -n "s/^SECRETS_GROUP=[\"']*\([0-9]*\).*/\1/p" .env | tail -n 1)
owner=$(ls -n grafana/secrets/admin-password | awk '{ print $4 }')
if [ "$owner" != "${group:-1000}" ]; then
  echo "wrong: containers may not read the secrets, which belong to group $owner:"
  echo "put SECRETS_GROUP=$owner into docker/.env"
fi

has_channel() {
  for file in webhook-url slack-url pagerduty-key smtp-password; do
    if has_text "alertmanager/secrets/$file"; then return; fi
  done
  return 1
}
if ! has_channel; then
  echo 'missing: where alerts go to. Put an address into docker/alertmanager/secrets/webhook-url'
  echo '(or slack-url, pagerduty-key, smtp-password: see docker/alertmanager/alertmanager.yml)'
fi
