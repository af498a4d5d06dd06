import { type LogEvent, consumer, textOf, textOrNull, textsOf } from '@parley/kit';
import type { IdentityContext } from '../context.js';
import { recordLink } from '../meeting-link/meeting-link.service.js';
import { endVisits, MEETINGS_CONSUMER } from './visitor.service.js';

async function takeIn(ctx: IdentityContext, { data }: LogEvent): Promise<void> {
  const meetingId = textOf(data, 'meetingId');
  await recordLink(ctx, {
    ...{ meetingId, organizationId: textOf(data, 'organizationId'), title: textOf(data, 'title') },
    ...{ createdById: textOrNull(data, 'createdById'), linkHash: textOrNull(data, 'linkHash') },
    isOpen: data['isOpen'] === true,
  });
  await endVisits(ctx, meetingId, textsOf(data, 'stayingIds'));
}

/** Links of meetings as meetings has them: by which visitors come in, and when what they came by is over. */
export const meetingsConsumer = consumer(
  MEETINGS_CONSUMER,
  ['meetingLinkTold'],
  async (ctx, events) => {
    for (const event of events) await takeIn(ctx as IdentityContext, event);
  },
  { orderedBy: ({ data }) => textOf(data, 'meetingId') },
);
