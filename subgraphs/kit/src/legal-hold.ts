import type { EntityManager } from 'typeorm';
import { consumer } from './consume.js';
import type { LogEvent } from './log.js';
import { textOf, textsOf } from './told.js';

/** A legal hold that holds, as identity told of it: a row of `legal_hold` wherever something is kept because of one. */
interface LegalHold {
  readonly id: string;
  readonly organizationId: string;
  readonly userIds: readonly string[];
  readonly channelIds: readonly string[];
}

/** What identity tells of legal holds. */
export const LEGAL_HOLD_CHANGED = 'legalHoldChanged';

const toHold = ({ data }: LogEvent): LegalHold => ({
  id: textOf(data, 'holdId'),
  organizationId: textOf(data, 'organizationId'),
  userIds: textsOf(data, 'userIds'),
  channelIds: textsOf(data, 'channelIds'),
});

/** Of what was told, the holds that were lifted. */
export const liftedIn = (told: readonly LogEvent[]): string[] =>
  told.filter(({ data }) => data['lifted'] === true).map(({ data }) => textOf(data, 'holdId'));

/** Takes over what identity says of legal holds: what one names is kept from then on, until it is lifted. */
export async function recordHolds(db: EntityManager, told: readonly LogEvent[]): Promise<void> {
  const holds = told.filter(({ data }) => data['lifted'] !== true).map(toHold);
  if (holds.length > 0) {
    await db.query(
      `insert into legal_hold (id, organization_id, user_ids, channel_ids)
       select h.id, h."organizationId", h."userIds", h."channelIds"
       from jsonb_to_recordset($1::jsonb) as h (id text, "organizationId" text, "userIds" text[], "channelIds" text[])
       on conflict (id) do nothing`,
      [JSON.stringify(holds)],
    );
  }
  const lifted = liftedIn(told);
  if (lifted.length > 0) await db.query('delete from legal_hold where id = any($1)', [lifted]);
}

/** Legal holds as identity has them; apart from people, so that holds from before somebody asked for them are read too. */
export const holdConsumer = consumer(
  'identity',
  [LEGAL_HOLD_CHANGED],
  (ctx, events) => recordHolds(ctx.db, events),
  { name: 'identity-holds', orderedBy: ({ data }) => textOf(data, 'holdId') },
);
