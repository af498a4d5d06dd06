/** janode imports this for Janus behind Unix datagram sockets; ours is reached by WebSocket. */
export function createSocket() {
  throw new TypeError(
    'Unix datagram sockets are not supported; give the media server a ws:// or wss:// address',
  );
}
