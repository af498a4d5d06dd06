/** A relay, or a server that tells a device its own address, as the server names it. */
interface NamedServer {
  readonly urls: readonly string[];
  readonly username?: string | null;
  readonly credential?: string | null;
}

/** Relays as browsers take them. */
export const iceServersOf = (servers: readonly NamedServer[]): RTCIceServer[] =>
  servers.map(({ urls, username, credential }) => ({
    urls: [...urls],
    ...(username && { username }),
    ...(credential && { credential }),
  }));
