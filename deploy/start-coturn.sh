#!/bin/sh
# A relay that only knows time-limited credentials and does not reach into private networks.
set -eu
: "${TURN_SECRET:?}"
exec turnserver --use-auth-secret --static-auth-secret="$TURN_SECRET" --realm=parley --no-cli --no-multicast-peers \
  --min-port=21000 --max-port=21199 \
  --denied-peer-ip=0.0.0.0-0.255.255.255 --denied-peer-ip=10.0.0.0-10.255.255.255 \
  --denied-peer-ip=100.64.0.0-100.127.255.255 --denied-peer-ip=127.0.0.0-127.255.255.255 \
  --denied-peer-ip=169.254.0.0-169.254.255.255 --denied-peer-ip=172.16.0.0-172.31.255.255 \
  --denied-peer-ip=192.168.0.0-192.168.255.255
