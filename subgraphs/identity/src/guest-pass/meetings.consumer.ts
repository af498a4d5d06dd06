import { type LogEvent, consumer } from '@parley/kit';
import type { IdentityContext } from '../context.js';
import { recordLink } from '../meeting-link/meeting-link.service.js';
import { endVisits } from './visitor.service.js';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

async function takeIn(ctx: IdentityContext, { data }: LogEvent): Promise<void> {
  const meetingId = text(data['meetingId']);
  await recordLink(ctx, {
    ...{ meetingId, organizationId: text(data['organizationId']), title: text(data['title']) },
    ...{ createdById: textOrNull(data['createdById']), linkHash: textOrNull(data['linkHash']) },
    isOpen: data['isOpen'] === true,
  });
  const stayingIds = Array.isArray(data['stayingIds']) ? data['stayingIds'].map(String) : [];
  await endVisits(ctx, meetingId, stayingIds);
}

/** Links of meetings as meetings has them: by which visitors come in, and when what they came by is over. */
export const meetingsConsumer = consumer(
  'meetings',
  ['meetingLinkTold'],
  async (ctx, events) => {
    for (const event of events) await takeIn(ctx as IdentityContext, event);
  },
  { orderedBy: ({ data }) => text(data['meetingId']) },
);
