/** A media server may not or cannot be used, for a reason that a person can mend; the message is one sentence. */
export class JanusFault extends Error {}

/** The secrets that Janus' sample configuration shows: everybody knows them. */
const SAMPLES = ['janusrocks', 'janusoverlord', 'supersecret', 'adminpwd', 'janus', 'anyapikeyyoumayhaveset'];
const SHORTEST = 32;

/** What we and the media servers know of each other, and nobody else. */
export interface JanusSecrets {
  /** `api_secret` of janus.jcfg: every request bears it. */
  readonly api: string;
  /** `admin_key` of the VideoRoom plugin: rooms are made with it. */
  readonly rooms: string;
  /** `token_auth_secret` of janus.jcfg: seat tokens are signed with it. */
  readonly token: string;
}

/** @throws JanusFault when a secret is one of the sample's, too short, or used twice */
export function checkSecrets(secrets: JanusSecrets): void {
  const all = Object.entries({
    JANUS_API_SECRET: secrets.api,
    JANUS_ROOM_KEY: secrets.rooms,
    JANUS_TOKEN_SECRET: secrets.token,
  });
  for (const [name, value] of all) {
    if (SAMPLES.includes(value)) {
      throw new JanusFault(`${name} is the one of Janus' sample configuration; make one of your own.`);
    }
    if (value.length < SHORTEST) throw new JanusFault(`${name} is shorter than ${SHORTEST} characters.`);
  }
  if (new Set(all.map(([, value]) => value)).size < all.length) {
    throw new JanusFault('JANUS_API_SECRET, JANUS_ROOM_KEY and JANUS_TOKEN_SECRET are to be different.');
  }
}

/** Secrets that a media server must not answer to. */
export const KNOWN_TO_ALL: readonly (string | undefined)[] = [undefined, 'janusrocks'];
