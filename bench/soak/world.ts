import { Pool } from 'undici';
import { CreateChannelDocument, JoinChannelDocument } from '../generated/graphql.js';
import { Graph } from '../graph.js';
import { PEOPLE } from '../people.js';
import { aKey } from '../product.js';

const SESSIONS = 40;
/** Access tokens live ten minutes; people sign in again long before. */
const SESSION_MS = 240_000;
const CHANNELS = 5;
const CONNECTIONS = 128;

/** Those who use an installation for a long time, and where. */
export interface World {
  readonly url: string;
  readonly http: Pool;
  readonly channelIds: readonly string[];
  /** The token of the n-th of them, in turn. */
  tokenOf(n: number): string;
  /** One of the channels, in turn. */
  channelOf(n: number): string;
  leave(): Promise<void>;
}

/** People with sessions, and the channels that they are all in. @param onFault told when somebody cannot sign in again */
export async function aWorld(url: string, onFault: (what: string) => void): Promise<World> {
  const http = new Pool(url, { connections: CONNECTIONS });
  const nobody = new Graph(http);
  const signIn = (n: number): Promise<Graph> => nobody.signIn(PEOPLE[n % PEOPLE.length] ?? '');
  const sessions: Graph[] = [];
  for (let n = 0; n < SESSIONS; n++) sessions.push(await signIn(n));
  const [host = nobody, ...others] = sessions.slice(0, PEOPLE.length);
  const channelIds: string[] = [];
  for (let n = 0; n < CHANNELS; n++) {
    const input = { kind: 'PUBLIC' as const, name: `soak-${String(n)}`, key: aKey() };
    const { id: channelId } = (await host.get(CreateChannelDocument, { input })).createChannel;
    channelIds.push(channelId);
    for (const each of others) await each.get(JoinChannelDocument, { input: { channelId, key: aKey() } });
  }
  let next = 0;
  const renewing = setInterval(() => {
    const n = next++ % SESSIONS;
    signIn(n).then(
      (session) => (sessions[n] = session),
      (error: unknown) => {
        onFault(`sign-in: ${String(error)}`);
      },
    );
  }, SESSION_MS / SESSIONS);
  return {
    url,
    http,
    channelIds,
    tokenOf: (n) => sessions[n % SESSIONS]?.token ?? '',
    channelOf: (n) => channelIds[n % CHANNELS] ?? '',
    async leave() {
      clearInterval(renewing);
      await http.close();
    },
  };
}
