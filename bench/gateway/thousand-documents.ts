import { residentKilobytes } from '../measure.js';
import { Load } from './load.js';
import { type Asked, DEEP } from './operations.js';
import { bodyOf } from './rounds.js';
import type { Target } from './targets.js';

const DOCUMENTS = 1_000;
/** As many of another kind come first, so that what the first documents warm is not counted. */
const WARM_UP = 50;
const FIELDS = [
  'id',
  'displayName',
  'title',
  'timeZone',
  'avatarUrl',
  'kind',
  'state',
  'locale',
  'country',
  'bio',
];

/** The deep query with another name, another alias and other fields for each number: each is planned by itself. */
export function variantOf(n: number): Asked {
  const chosen = FIELDS.filter((_, bit) => ((n >> bit) & 1) === 1).join(' ');
  const text = DEEP.text
    .replace('query Deep', `query Deep${String(n)}`)
    .replace('title', `title note${String(n)}: bio ${chosen}`)
    .replace('last: 80', 'last: 2');
  return { ...DEEP, text };
}

/** What a gateway holds more, in MiB, once it has answered a thousand documents that it did not know. */
export async function thousandDocuments(
  { server }: Target,
  channelId: string,
  authorizations: readonly string[],
): Promise<number> {
  const load = new Load(server.url, 1, authorizations);
  const askFor = async (n: number): Promise<void> => {
    const { status, text } = await load.ask(n, bodyOf(variantOf(n), channelId));
    if (status !== 200) throw new Error(`A document was refused: ${text.slice(0, 500)}`);
  };
  for (let n = 0; n < WARM_UP; n++) await askFor(DOCUMENTS + n);
  await server.collect();
  const before = residentKilobytes(server.pid);
  for (let n = 0; n < DOCUMENTS; n++) await askFor(n);
  await server.collect();
  await load.close();
  return (residentKilobytes(server.pid) - before) / 1_024;
}
