import { burst, type Burst } from '../measure.js';
import { Load } from './load.js';
import { TRIVIAL } from './operations.js';
import { bodyOf } from './rounds.js';
import type { Target } from './targets.js';

const CONNECTIONS = 200;
const WARM_UP = 4_000;
/** Some seconds: one pause of the machine alone does not decide about one answer in a hundred. */
const REQUESTS = 40_000;

/** The trivial query over two hundred connections, each with one request under way all the time. */
export async function crowded(
  { server }: Target,
  channelId: string,
  authorizations: readonly string[],
): Promise<Burst> {
  const load = new Load(server.url, CONNECTIONS, authorizations);
  const body = bodyOf(TRIVIAL, channelId);
  const ask = async (n: number): Promise<void> => {
    const { status, text } = await load.ask(n, body);
    if (status !== 200) throw new Error(`Refused: ${text.slice(0, 500)}`);
  };
  await burst(WARM_UP, CONNECTIONS, ask);
  const found = await burst(REQUESTS, CONNECTIONS, ask);
  await load.close();
  return found;
}
