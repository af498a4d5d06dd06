import { type Batch, type RequestContext, anyViewer } from '@parley/kit';
import type { EntityManager } from 'typeorm';

/** A batch of what a store reads by key, the same whoever asks: read at once for all who ask in the same turn. */
export const batchOf = <K, V>(
  read: (db: EntityManager, keys: readonly K[]) => Promise<ReadonlyMap<K, V>>,
): Batch<RequestContext, K, V> => anyViewer((ctx: RequestContext, keys: readonly K[]) => read(ctx.db, keys));
