import { job, type RequestContext } from '@parley/kit';
import type { FilesContext } from '../context.js';
import { collectUnused, collectedBlobs, forgetCollected, keysInUse } from './collect.store.js';

/** How long bytes are kept that nothing refers to: what was removed by mistake comes back with them. */
const GRACE_MS = 24 * 3_600_000;
/** What is in the store and in no table for so long was left behind by a process that was killed. */
const STRAY_MS = 48 * 3_600_000;
const AT_ONCE = 500;

/**
 * Removes bytes that nothing referred to for a day. They are marked first, in a statement that waits for whoever refers
 * to them at this moment: who refers to marked ones brings bytes of their own, under another key (see refer()), so that
 * a running upload never loses what it found. Only then are the bytes removed, and last the row.
 */
export async function collectBlobs(ctx: FilesContext, now: Date): Promise<void> {
  await collectUnused(ctx.db, new Date(now.getTime() - GRACE_MS), AT_ONCE);
  for (const { organizationId, sha256, storeKey, region } of await collectedBlobs(ctx.db, AT_ONCE)) {
    await ctx.blobs.store(region).remove(storeKey);
    await forgetCollected(ctx.db, { organizationId, sha256, storeKey });
  }
}

/** Removes from the stores what belongs to nothing. */
export async function sweepStrays(ctx: FilesContext, now: Date): Promise<void> {
  const before = now.getTime() - STRAY_MS;
  for (const store of ctx.blobs.stores) {
    let keys: string[] = [];
    const removeStrays = async (): Promise<void> => {
      const used = await keysInUse(ctx.db, keys);
      for (const key of keys) if (!used.has(key)) await store.remove(key);
      keys = [];
    };
    for await (const { key, changedAt } of store.list()) {
      if (changedAt.getTime() < before) keys.push(key);
      if (keys.length >= AT_ONCE) await removeStrays();
    }
    await removeStrays();
  }
}

const asFiles = (ctx: RequestContext): FilesContext => ctx as FilesContext;

/** What is done with bytes by itself. */
export const blobJobs = [
  job('collect-blobs', { cron: '*/10 * * * *' }, (ctx) => collectBlobs(asFiles(ctx), new Date())),
  job('sweep-blobs', { cron: '17 3 * * *' }, (ctx) => sweepStrays(asFiles(ctx), new Date())),
];
