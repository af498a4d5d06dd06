import { type LogEvent, type RequestContext, textOf, textsOf } from '@parley/kit';
import { dropHolds, saveHolds } from './hold.store.js';
import type { LegalHoldRow } from './retention.table.js';

const toHold = ({ data }: LogEvent): LegalHoldRow => ({
  id: textOf(data, 'holdId'),
  organizationId: textOf(data, 'organizationId'),
  userIds: textsOf(data, 'userIds'),
  channelIds: textsOf(data, 'channelIds'),
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
