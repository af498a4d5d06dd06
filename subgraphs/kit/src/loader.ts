import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import type { RequestContext } from './context.js';
import type { Runtime } from './runtime.js';
import { sharedCaller } from './viewer.js';

/** The most keys one statement is given. */
const CROSSING_KEYS = 1_000;

/** Reads many rows at once, by key. Module-level, so that its identity is the loader's. */
export type Batch<C, K, V> = (ctx: C, keys: readonly K[]) => Promise<ReadonlyMap<K, V>>;

type AnyLoader = DataLoader<unknown, unknown>;

/** Batches that are read with those of other contexts, and the loaders that do it, per subgraph of this process. */
const anyones = new WeakSet<object>();
const crossing = new WeakMap<Runtime, Map<unknown, AnyLoader>>();

/**
 * Marks a batch as independent of who asks. Outside transactions its keys are read together with those that other
 * contexts of this process ask for in the same turn, by a context without a viewer: a batch that asks for one fails
 * with NEEDS_VIEWER, so the mark cannot be wrong. Nothing is remembered beyond the turn but in each context itself.
 */
export function anyViewer<C extends RequestContext, K, V>(batch: Batch<C, K, V>): Batch<C, K, V> {
  anyones.add(batch);
  return batch;
}

/** A batch of what a store reads by key, the same whoever asks: read at once for all who ask in the same turn. */
export const batchOf = <K, V>(
  read: (db: EntityManager, keys: readonly K[]) => Promise<ReadonlyMap<K, V>>,
): Batch<RequestContext, K, V> => anyViewer((ctx: RequestContext, keys: readonly K[]) => read(ctx.db, keys));

/** One loader per subgraph and batch; it remembers nothing. */
function crossingOf<C extends RequestContext, K, V>(
  { subgraph }: C,
  batch: Batch<C, K, V>,
): DataLoader<K, V | undefined> {
  const own = crossing.get(subgraph) ?? new Map<unknown, AnyLoader>();
  crossing.set(subgraph, own);
  const known = own.get(batch);
  if (known) return known as DataLoader<K, V | undefined>;
  const made = new DataLoader<K, V | undefined>(
    async (keys) => {
      const found = await batch(subgraph.context(sharedCaller('batch of many callers')) as C, [
        ...new Set(keys),
      ]);
      return keys.map((key) => found.get(key));
    },
    { cache: false, maxBatchSize: CROSSING_KEYS },
  );
  own.set(batch, made);
  return made;
}

const readers = new WeakMap<RequestContext, RequestContext>();

/** Makes a context read what depends on no viewer together with all others that read with `reader`, which has none. */
export const readWith = (ctx: RequestContext, reader: RequestContext): void => {
  readers.set(ctx, reader);
};

const readsFor = <C extends RequestContext, K, V>(
  ctx: C,
  batch: Batch<C, K, V>,
): ((keys: readonly K[]) => Promise<(V | undefined | Error)[]>) => {
  const reader = readers.get(ctx);
  if (reader && anyones.has(batch)) return (keys) => loaderOf(reader as C, batch).loadMany(keys);
  const isOutside = !ctx.db.queryRunner;
  if (isOutside && anyones.has(batch)) return (keys) => crossingOf(ctx, batch).loadMany(keys);
  return async (keys) => {
    const found = await batch(ctx, keys);
    return keys.map((key) => found.get(key));
  };
};

const loaders = new WeakMap<RequestContext, Map<unknown, AnyLoader>>();

function loaderOf<C extends RequestContext, K, V>(
  ctx: C,
  batch: Batch<C, K, V>,
): DataLoader<K, V | undefined> {
  const own = loaders.get(ctx) ?? new Map<unknown, AnyLoader>();
  loaders.set(ctx, own);
  const known = own.get(batch);
  if (known) return known as DataLoader<K, V | undefined>;
  const made = new DataLoader<K, V | undefined>(readsFor(ctx, batch));
  own.set(batch, made);
  return made;
}

/** Forgets what a context has read: a later mutation of the same request must not answer with it. */
export const forgetLoaded = (ctx: RequestContext): void => {
  loaders.delete(ctx);
};

/**
 * One value by key, read together with all others asked for in the same turn. Lives as long as the request: contexts
 * are never shared between viewers, so neither is what was loaded.
 */
export const load = <C extends RequestContext, K, V>(
  ctx: C,
  batch: Batch<C, K, V>,
  key: K,
): Promise<V | undefined> => loaderOf(ctx, batch).load(key);

/** Notes a value that was read with something else, so that a later load() of that key in the same request costs nothing. */
export function prime<C extends RequestContext, K, V>(ctx: C, batch: Batch<C, K, V>, key: K, value: V): void {
  loaderOf(ctx, batch).prime(key, value);
}

/** Several values by key, absent ones left out. */
export async function loadMany<C extends RequestContext, K, V>(
  ctx: C,
  batch: Batch<C, K, V>,
  keys: readonly K[],
): Promise<V[]> {
  const values = await Promise.all(keys.map((key) => load(ctx, batch, key)));
  return values.filter((value): value is Awaited<V> => value !== undefined);
}
