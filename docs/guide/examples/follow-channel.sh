#!/usr/bin/env bash
# Prints every message of a channel from now on as a line of JSON, each once, over server-sent events.
# PARLEY_TOKEN=… bash follow-channel.sh https://parley.example <channel id>
address=$1 channel=$2 cursor='' failures=0
trap 'kill $! 2> /dev/null' EXIT

# ask <accept> <document> <variables>, in a subshell; the token comes by a pipe, so that no list of processes shows it.
ask() {
  exec curl --silent --no-buffer --header 'content-type: application/json' --header "accept: $1" \
    --header @<(printf 'authorization: Bearer %s' "$PARLEY_TOKEN") \
    --data "{\"query\":\"$2\",\"variables\":$3}" "$address/graphql"
}

find() { [[ $1 =~ \"$2\":\"([^\"]+)\" ]] && printf %s "${BASH_REMATCH[1]}"; }

# follow: prints and remembers where it is, until the stream ends.
follow() {
  local query='subscription ($id: ID!, $after: Cursor) { channelEvents(channelId: $id, after: $after) {
    __typename cursor ... on MessageAdded { message { seq text author { displayName } } } } }'
  # The server writes a comment every 12 seconds; silence of 30 is a dead line.
  while IFS= read -r -t 30 line; do
    [[ $line == *'"__typename":"MessageAdded"'* ]] && printf '%s\n' "${line#data: }"
    [[ $line == *'"code":"NOT_FOUND"'* ]] && exit 1
    next=$(find "$line" cursor) && cursor=$next failures=0
    # Too old: what came in between is lost to us, and we go on from now.
    [[ $line == *'"__typename":"CursorExpired"'* ]] && cursor=''
  done < <(ask text/event-stream "${query//$'\n'/ }" "{\"id\":\"$channel\",\"after\":\"$cursor\"}")
  kill $! 2> /dev/null
}

while true; do
  now="query (\$id: ID!) { channel(id: \$id) { liveCursor } }"
  [[ $cursor ]] || cursor=$(find "$(ask application/json "$now" "{\"id\":\"$channel\"}")" liveCursor)
  [[ $cursor ]] && follow
  # Full jitter, 0.5 to 30 seconds: clients of a server that restarts do not all come back at once.
  most=$((500 << (failures < 6 ? failures++ : 6)))
  printf -v wait '%05d' $(((most < 30000 ? most : 30000) * RANDOM / 32768))
  sleep "${wait:0:2}.${wait:2}"
done
