import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { RequestContext } from './context.js';
import { canonicalJson } from './once.js';
import { auditLast, transaction } from './transaction.js';

/** A privileged act, or the refusal of one. */
export interface AuditedAct {
  /** Verb-object, as the mutation is named. */
  readonly action: string;
  readonly targetId: string | null;
  readonly details?: object;
  readonly refused?: boolean;
  /** Whose chain it joins; the viewer's organisation when absent. */
  readonly organizationId?: string;
}

interface AuditRow {
  readonly organization_id: string;
  readonly seq: string;
  readonly actor_id: string | null;
  readonly action: string;
  readonly target_id: string | null;
  readonly details: object;
  readonly refused: boolean;
  readonly at: Date;
  readonly request_id: string;
  readonly hash: string;
}

const hashOf = (previous: string, row: Omit<AuditRow, 'hash'>): string =>
  createHash('sha256')
    .update(previous)
    .update(canonicalJson({ ...row, at: row.at.toISOString() }))
    .digest('hex');

/**
 * Writes one row of the organisation's hash chain, in the transaction of the act; a refusal, whose transaction is
 * rolled back, is written in one of its own (G7).
 */
export async function audit(ctx: RequestContext, act: AuditedAct): Promise<void> {
  if (!act.refused) {
    await transaction(ctx, (inner) => {
      auditLast(inner, () => appendEntry(inner.db, ctx, act));
      return Promise.resolve();
    });
    return;
  }
  await ctx.subgraph.database.transaction((db) => appendEntry(db, ctx, act));
}

const entryOf = (
  ctx: RequestContext,
  act: AuditedAct,
  organizationId: string,
  seq: number,
): Omit<AuditRow, 'hash'> => ({
  organization_id: organizationId,
  seq: String(seq),
  actor_id: ctx.caller.viewer?.id ?? null,
  action: act.action,
  target_id: act.targetId,
  details: act.details ?? {},
  refused: act.refused ?? false,
  at: new Date(),
  request_id: ctx.caller.requestId,
});

async function appendEntry(db: EntityManager, ctx: RequestContext, act: AuditedAct): Promise<void> {
  const organizationId = act.organizationId ?? ctx.caller.viewer?.organizationId ?? 'none';
  await db.query(
    `insert into audit_head (organization_id, seq, hash) values ($1, 0, '') on conflict do nothing`,
    [organizationId],
  );
  const [head]: { seq: string; hash: string }[] = await db.query(
    `select seq, hash from audit_head where organization_id = $1 for update`,
    [organizationId],
  );
  const row = entryOf(ctx, act, organizationId, Number(head?.seq ?? 0) + 1);
  const hash = hashOf(head?.hash ?? '', row);
  await db.query(
    `insert into audit_entry (organization_id, seq, actor_id, action, target_id, details, refused, at, request_id, hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      organizationId,
      row.seq,
      row.actor_id,
      row.action,
      row.target_id,
      row.details,
      row.refused,
      row.at,
      row.request_id,
      hash,
    ],
  );
  await db.query(`update audit_head set seq = $2, hash = $3 where organization_id = $1`, [
    organizationId,
    row.seq,
    hash,
  ]);
}

/** Walks an organisation's chain; answers with the position of the first tampered row, null when all is well. */
export async function verifyAudit(db: EntityManager, organizationId: string): Promise<number | null> {
  const rows: AuditRow[] = await db.query(
    `select organization_id, seq, actor_id, action, target_id, details, refused, at, request_id, hash
     from audit_entry where organization_id = $1 order by seq`,
    [organizationId],
  );
  let previous = '';
  for (const [index, { hash, ...row }] of rows.entries()) {
    if (Number(row.seq) !== index + 1 || hash !== hashOf(previous, row)) return index + 1;
    previous = hash;
  }
  return null;
}
