#!/bin/sh
# Writes the configuration with the secrets of this installation, and becomes Janus.
set -eu
: "${JANUS_API_SECRET:?}" "${JANUS_ADMIN_SECRET:?}" "${JANUS_TOKEN_SECRET:?}" "${JANUS_ROOM_KEY:?}" "${JANUS_EVENTS_SECRET:?}" "${JANUS_RTP_PORTS:?}"
for template in /usr/share/parley-janus/*.jcfg; do
  envsubst < "$template" > "/run/parley-janus/$(basename "$template")"
done
exec janus -F /run/parley-janus
