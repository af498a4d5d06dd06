import { type LogEvent, type RequestContext, follow } from '@parley/kit';
import { type ModerationLog, moderationStream } from '../events.js';
import { through } from '../live/through.js';
import { judgesIn } from './report.access.js';

/** Writes down, in the transaction that does it, that a report was made or decided. */
export const tellJudges = (
  ctx: RequestContext,
  organizationId: string,
  data: ModerationLog['reportChanged'],
): Promise<void> => ctx.events.publish(moderationStream(organizationId), 'reportChanged', data);

/**
 * That reports were made or decided where the viewer keeps order. Whether they do is asked about at each of them: there
 * are few, and nobody else may hear of them.
 */
export function followReports(
  ctx: RequestContext,
  after: string | null | undefined,
): AsyncGenerator<LogEvent, void, undefined> {
  const rows = follow(ctx, moderationStream(ctx.viewer.organizationId), after);
  return through(rows, async function* (source) {
    for await (const row of source) {
      const { channelId } = row.data;
      // What a stream says of itself is about no channel.
      const isTold =
        typeof channelId !== 'string' || (await judgesIn(ctx.subgraph.context(ctx.caller), channelId));
      if (isTold) yield row;
    }
  });
}
