import { type LogEvent, type RequestContext, textOf } from '@parley/kit';
import { type NotificationLog, notificationStream } from '../events.js';
import { isQuiet } from './notification.rules.js';
import { type Wanted, wantedBy } from './wanted.store.js';

/** So many people one row of the log names; everybody of a large channel is told in several. */
const NAMED_AT_MOST = 500;

type Facts = NotificationLog['notificationWanted'];

/** People of one message who are to be told for the same reason, in the same way. */
function gathered(wanted: readonly Wanted[]): { organizationId: string; facts: Facts }[] {
  const groups = new Map<string, Wanted[]>();
  for (const one of wanted) {
    const key = [one.messageId, one.reason, isHeld(one)].join();
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / NAMED_AT_MOST) }, (_, n) =>
      factsOf(group.slice(n * NAMED_AT_MOST, (n + 1) * NAMED_AT_MOST)),
    ).flat(),
  );
}

function factsOf(group: readonly Wanted[]): { organizationId: string; facts: Facts }[] {
  const [first] = group;
  if (!first) return [];
  const { messageId, channelId, threadId, organizationId, reason } = first;
  const personIds = group.map(({ personId }) => personId);
  return [
    { organizationId, facts: { messageId, channelId, threadId, reason, quiet: isHeld(first), personIds } },
  ];
}

const isHeld = ({ doNotDisturb, quietSpans, timeZone, sentAt }: Wanted): boolean =>
  doNotDisturb || isQuiet(quietSpans, timeZone, sentAt);

/** Tells whoever brings news to people who is to be told of these messages. */
export async function tellWhoWants(ctx: RequestContext, events: readonly LogEvent[]): Promise<void> {
  const ids = events.map(({ data }) => textOf(data, 'messageId'));
  for (const { organizationId, facts } of gathered(await wantedBy(ctx.db, ids))) {
    await ctx.events.publish(notificationStream(organizationId), 'notificationWanted', facts);
  }
}
