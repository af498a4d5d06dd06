#!/bin/sh
# An S3-compatible store with one key, that of this installation.
set -eu
: "${OBJECTS_KEY:?}" "${OBJECTS_SECRET:?}"
umask 077
cat > /tmp/s3.json <<JSON
{
  "identities": [
    {
      "name": "parley",
      "credentials": [{ "accessKey": "$OBJECTS_KEY", "secretKey": "$OBJECTS_SECRET" }],
      "actions": ["Admin", "Read", "Write", "List", "Tagging"]
    }
  ]
}
JSON
exec weed server -dir=/data -s3 -s3.config=/tmp/s3.json
