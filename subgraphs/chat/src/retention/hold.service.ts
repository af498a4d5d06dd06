import type { LogEvent, RequestContext } from '@parley/kit';
import { dropHolds, saveHolds } from './hold.store.js';
import type { LegalHoldRow } from './retention.table.js';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

const toHold = ({ data }: LogEvent): LegalHoldRow => ({
  id: text(data['holdId']),
  organizationId: text(data['organizationId']),
  userIds: texts(data['userIds']),
  channelIds: texts(data['channelIds']),
});

/** Takes over what identity says of legal holds: what one names is kept from then on. */
export async function recordHolds(ctx: RequestContext, events: readonly LogEvent[]): Promise<void> {
  const told = events.filter(({ kind }) => kind === 'legalHoldChanged');
  await saveHolds(ctx.db, told.filter(({ data }) => data['lifted'] !== true).map(toHold));
  await dropHolds(
    ctx.db,
    told.filter(({ data }) => data['lifted'] === true).map((event) => toHold(event).id),
  );
}
