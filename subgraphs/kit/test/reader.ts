import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  consumer,
  deadLetterResolvers,
  defineSubgraph,
  memoryBus,
  systemCaller,
  transaction,
  type Feed,
  type LogEvent,
  type RequestContext,
  type SubgraphDefinition,
} from '../src/index.js';
import { testSubgraph, type TestSubgraph } from '../src/testing/index.js';
import { notes } from './notes.js';

export const ORGANIZATION = 'organization_00000000000000000000000001';

export class CreateTaken1760000000002 implements MigrationInterface {
  name = 'CreateTaken1760000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table taken (n serial, word text primary key)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table taken');
  }
}

/** What an event of these tests says: a word, and what it is about. */
export const wordOf = ({ data }: LogEvent): string => String(data['word']);

/** What happens after a word was written down, in the same transaction; it may throw. */
export type Afterwards = (word: string, ctx: RequestContext) => unknown;

/** A subgraph that writes down every word said in `notes`, ordered by what they are about. */
export function reader(afterwards: Afterwards): Promise<SubgraphDefinition> {
  const handle = async (ctx: RequestContext, events: readonly LogEvent[]) => {
    for (const event of events) {
      await ctx.db.query('insert into taken (word) values ($1)', [wordOf(event)]);
      await afterwards(wordOf(event), ctx);
    }
  };
  return defineSubgraph({
    name: 'reader',
    resolvers: [...deadLetterResolvers('reader')],
    tables: [],
    migrations: [CreateTaken1760000000002],
    consumers: [consumer('notes', ['said'], handle, { orderedBy: ({ data }) => String(data['about']) })],
  });
}

type Word = readonly [word: string, about: string, organizationId?: string];

/** A log, and a subgraph that takes it in. */
export interface Reading {
  readonly source: TestSubgraph;
  readonly reader: TestSubgraph;
  say(...word: Word): Promise<void>;
  /** In one transaction, so that they come in one batch. */
  sayAll(words: readonly Word[]): Promise<void>;
  /** Looks at the log that often. */
  look(times?: number): Promise<void>;
  /** The words whose effect is there, in the order they were taken in. */
  taken(): Promise<string[]>;
  stop(): Promise<void>;
}

/** Starts both; `through` may stand between the reader and the feed. */
export async function reading(
  afterwards: Afterwards,
  through: (feed: Feed) => Feed = (feed) => feed,
): Promise<Reading> {
  const bus = memoryBus();
  const source = await testSubgraph(await notes(), { bus });
  const feeds = { notes: through(source.runtime.feed) };
  const reads = await testSubgraph(await reader(afterwards), { bus, feeds });
  let said = 0;
  const sayAll: Reading['sayAll'] = async (words) => {
    await transaction(source.runtime.context(systemCaller('test')), async (ctx) => {
      for (const [word, about, organizationId = ORGANIZATION] of words) {
        await ctx.events.publish('words', 'said', { word, about, organizationId });
      }
    });
    said += words.length;
    await untilReadable(source.runtime.feed, said);
  };
  return {
    source,
    reader: reads,
    sayAll,
    say: (...word) => sayAll([word]),
    async look(times = 1) {
      for (let n = 0; n < times; n += 1) await reads.runtime.drainConsumers();
    },
    async taken() {
      const rows: { word: string }[] = await reads.runtime.database.query(
        'select word from taken order by n',
      );
      return rows.map(({ word }) => word);
    },
    async stop() {
      await reads.stop();
      await source.stop();
    },
  };
}

/** A transaction of another test file on the same server may hold words back for a moment. */
async function untilReadable(feed: Feed, count: number): Promise<void> {
  const { events } = await feed.read(null, ['said'], 1_000);
  if (events.length < count) await untilReadable(feed, count);
}
