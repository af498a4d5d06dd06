import DataLoader from 'dataloader';
import type { RequestContext } from './context.js';

/** Reads many rows at once, by key. Module-level, so that its identity is the loader's. */
export type Batch<C, K, V> = (ctx: C, keys: readonly K[]) => Promise<ReadonlyMap<K, V>>;

type AnyLoader = DataLoader<unknown, unknown>;

const loaders = new WeakMap<RequestContext, Map<unknown, AnyLoader>>();

function loaderOf<C extends RequestContext, K, V>(
  ctx: C,
  batch: Batch<C, K, V>,
): DataLoader<K, V | undefined> {
  const own = loaders.get(ctx) ?? new Map<unknown, AnyLoader>();
  loaders.set(ctx, own);
  const known = own.get(batch);
  if (known) return known as DataLoader<K, V | undefined>;
  const made = new DataLoader<K, V | undefined>(async (keys) => {
    const found = await batch(ctx, keys);
    return keys.map((key) => found.get(key));
  });
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

/** Several values by key, absent ones left out. */
export async function loadMany<C extends RequestContext, K, V>(
  ctx: C,
  batch: Batch<C, K, V>,
  keys: readonly K[],
): Promise<V[]> {
  const values = await Promise.all(keys.map((key) => load(ctx, batch, key)));
  return values.filter((value): value is Awaited<V> => value !== undefined);
}
