#!/bin/sh
# Runs the S3-compatible store of the thanos profile (SeaweedFS), or makes its bucket. It knows one
# user, with the keys of /run/secrets/s3-credentials, a file as AWS has it:
#
#     [default]
#     aws_access_key_id = genesis
#     aws_secret_access_key = a long random one
#
#     s3.sh server          serves on port 8333
#     s3.sh bucket NAME     makes the bucket unless it is there, and ends
set -eu
credentials=${S3_CREDENTIALS:-/run/secrets/s3-credentials}
weed=${WEED:-/usr/bin/weed}

fail() {
  echo "s3: $*" >&2
  exit 1
}

# value KEY: of the section [default] of the credentials, as Thanos reads it; a key of them has nothing in it that JSON would need quoted.
value() {
  found=$(tr -d '\r' <"$credentials" |
    sed -n "/^\[default]/,/^\[/s/^ *$1 *= *\([A-Za-z0-9/+=_-]*\) *\$/\1/p" | tail -n 1)
  [ -n "$found" ] || fail "$credentials has no $1"
}

serve() {
  [ -r "$credentials" ] || fail "cannot read $credentials"
  value aws_access_key_id
  id=$found
  value aws_secret_access_key
  [ "${#found}" -ge 16 ] || fail "aws_secret_access_key is shorter than 16 characters"
  config=$(mktemp)
  cat >"$config" <<END
{ "identities": [ {
  "name": "thanos",
  "credentials": [ { "accessKey": "$id", "secretKey": "$found" } ],
  "actions": [ "Read", "Write", "List", "Tagging" ]
} ] }
END
  exec "$weed" -logtostderr=true server -dir=/data -ip=s3 -ip.bind=0.0.0.0 \
    -volume.max=0 -master.volumeSizeLimitMB=1024 -s3 -s3.config="$config"
}

shell() { echo "$1" | "$weed" shell -master=s3:9333 2>&1; }

# The shell's exit status says nothing: the list of buckets does.
make_bucket() {
  shell "s3.bucket.create -name $1" || true
  shell s3.bucket.list | grep -Eq "^ *$1([[:space:]]|\$)" || fail "there is no bucket $1"
}

case ${1:-} in
  server) serve ;;
  bucket) make_bucket "${2:?the name of the bucket}" ;;
  *) fail "server or bucket NAME?" ;;
esac
