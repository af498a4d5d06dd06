import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { httpFeed, laterFeed } from '../src/feed.js';
import { memoryBus, notFound, readConfig, serve, serviceConfig, type Serving } from '../src/index.js';
import { throwawayDatabase, type ThrowawayDatabase } from '../src/testing/index.js';
import { notes } from './notes.js';

const PROOF_SECRET = 'a secret of the gateway, 32 characters long';
/** More than any buffer on the way holds. */
const FILM = randomBytes(3_000_000);
const NAME = 'film of a/b?c';

const bus = memoryBus();
let database: ThrowawayDatabase;
let service: Serving;
beforeAll(async () => {
  database = await throwawayDatabase();
  const parcels = {
    open(_ctx: unknown, name: string): Promise<Readable> {
      return name === NAME ? Promise.resolve(Readable.from([FILM])) : Promise.reject(notFound('Film'));
    },
  };
  const environment = { PORT: '0', DATABASE_URL: database.url, PROOF_SECRET, LOG_LEVEL: 'error' };
  service = await serve(await notes({ parcels }), readConfig(serviceConfig, environment));
});
afterAll(async () => {
  await service.stop();
  await database.drop();
});

const over = (url: string) =>
  httpFeed({ urls: [url], subgraph: 'notes', proofSecret: PROOF_SECRET, bus }).parcel;

const whole = async (parcel: Readable | undefined): Promise<Buffer> =>
  Buffer.concat((await parcel?.toArray()) as Uint8Array[]);

test('what is too large for a log is had by its name, in one process and from another', async () => {
  const far = await over(service.url)?.(NAME);
  const near = await laterFeed(bus, 'notes', () => service.runtime.feed).parcel?.(NAME);
  for (const parcel of [far, near]) expect((await whole(parcel)).equals(FILM)).toBe(true);
});

test('what is not there is said not to be', async () => {
  await expect(over(service.url)?.('another')).rejects.toThrow('404');
  await expect(service.runtime.feed.parcel?.('another')).rejects.toThrow('Film not found');
  await expect(laterFeed(bus, 'notes', () => undefined).parcel?.(NAME)).rejects.toThrow('not found');
});

test('nobody has it whom no service vouches for', async () => {
  const response = await fetch(`${service.url}/parcels/${encodeURIComponent(NAME)}`);
  expect(response.status).toBe(401);
  expect((await response.text()).length).toBeLessThan(1_000);
});
