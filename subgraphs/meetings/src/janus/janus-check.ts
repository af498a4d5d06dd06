import { randomUUID } from 'node:crypto';
import Janode from 'janode';
import { JanusFault, type JanusSecrets, KNOWN_TO_ALL } from './janus-fault.js';
import type { JanusHandle } from './janus-handle.js';
import { JanusRefusal, REFUSED } from './janus-refusal.js';
import { roomSecret, seatToken } from './seat-token.js';

const HOUR_MS = 3_600_000;
const NOBODY = 'parley-check';

/**
 * A Janus that takes requests from anybody is no server of ours, whatever we say to it.
 * @throws JanusFault when it answers without its secret, or with the one of the sample configuration
 */
export async function checkApiIsClosed(url: string): Promise<void> {
  for (const apisecret of KNOWN_TO_ALL) {
    const connection = await Janode.connect({
      address: { url, ...(apisecret && { apisecret }) },
      max_retries: 0,
    });
    const isOpen = await connection.create().then(
      () => true,
      () => false,
    );
    connection._transport._ws.terminate();
    if (!isOpen) continue;
    throw new JanusFault(
      `The media server at ${url} takes requests ${apisecret ? 'with the api_secret of the sample configuration' : 'without an api_secret'}; set one of your own in its janus.jcfg.`,
    );
  }
}

/** The code that was answered, or null when the request was granted. */
async function refusalOf(request: Promise<unknown>): Promise<number | null> {
  try {
    await request;
    return null;
  } catch (error) {
    // A refusal is what is asked for here; anything else is not.
    if (error instanceof JanusRefusal) return error.code;
    throw error;
  }
}

async function makeRoom(handle: JanusHandle, room: string, secrets: JanusSecrets): Promise<void> {
  const plan = { request: 'create', room, permanent: false, is_private: true, signed_tokens: true };
  const secret = roomSecret(secrets.token, room);
  if ((await refusalOf(handle.ask({ ...plan, secret }))) === null) {
    throw new JanusFault(
      'The media server lets rooms be made without a key; set admin_key in janus.plugin.videoroom.jcfg.',
    );
  }
  const code = await refusalOf(handle.ask({ ...plan, secret, admin_key: secrets.rooms }));
  if (code === null) return;
  throw new JanusFault(
    `The media server made no room (${code}): admin_key of janus.plugin.videoroom.jcfg has to be JANUS_ROOM_KEY, and string_ids true.`,
  );
}

/**
 * Janus passes over `signed_tokens` without a word where its core is not set up for them, and the room is open to
 * all. So a room is made and entered with tokens that are no good.
 * @throws JanusFault when one of them is let in, or a good one is not
 */
export async function checkTokensAreEnforced(handle: JanusHandle, secrets: JanusSecrets): Promise<void> {
  const room = `parley-check-${randomUUID()}`;
  await makeRoom(handle, room, secrets);
  try {
    await tryTokens(handle, room, secrets);
  } finally {
    await handle.ask({ request: 'destroy', room, secret: roomSecret(secrets.token, room) });
  }
}

async function tryTokens(handle: JanusHandle, room: string, secrets: JanusSecrets): Promise<void> {
  const later = new Date(Date.now() + HOUR_MS);
  const grant = { room, participant: NOBODY, expiresAt: later };
  const join = (token?: string) =>
    refusalOf(handle.ask({ request: 'join', ptype: 'publisher', room, id: NOBODY, ...(token && { token }) }));
  const bad = {
    'no token': undefined,
    'a token of another key': seatToken(`${secrets.token}-not`, grant),
    'a token of another room': seatToken(secrets.token, { ...grant, room: `${room}-2` }),
    'a token that has expired': seatToken(secrets.token, {
      ...grant,
      expiresAt: new Date(Date.now() - HOUR_MS),
    }),
  };
  for (const [what, token] of Object.entries(bad)) {
    if ((await join(token)) === REFUSED.unauthorized) continue;
    throw new JanusFault(
      `The media server lets people join with ${what}; set token_auth and token_auth_secret in its janus.jcfg.`,
    );
  }
  if ((await join(seatToken(secrets.token, grant))) === null) return;
  throw new JanusFault(
    'The media server refuses our seat tokens; token_auth_secret of its janus.jcfg has to be JANUS_TOKEN_SECRET.',
  );
}
