import { type Page, type RequestContext, pageRequest, toPage } from '@parley/kit';
import { recordsFor } from '../attendance/record.access.js';
import { meetingInside } from '../meeting/meeting.access.js';
import type { MeetingRow } from '../meeting/meeting.table.js';
import type { MatchArgs } from './transcript-match.js';
import { type FoundWords, matchPage } from './transcript-match.store.js';
import type { TranscriptSegmentRow } from './transcript.table.js';
import { wordsToFind } from './words.rules.js';

/** Words that were found, and the meeting that they were said in. */
export interface Match {
  readonly meetingId: string;
  readonly segment: TranscriptSegmentRow;
}

/** The meeting that found words were said in. */
export const meetingOfMatch = (ctx: RequestContext, meetingId: string): Promise<MeetingRow> =>
  meetingInside(ctx, meetingId);

const keyOf = ({ id }: FoundWords): readonly string[] => [id];

const asMatch = (found: FoundWords): Match => ({ meetingId: found.meetingId, segment: found });

/**
 * A page of what was said with these words in meetings that the viewer was let into. Whether they were is asked of the
 * rules of meetings once more, so that a page may hold less than was asked for; how it goes on is told all the same.
 */
export async function findWords(ctx: RequestContext, { text, ...args }: MatchArgs): Promise<Page<Match>> {
  const { id: personId, organizationId, kind, grants } = ctx.viewer;
  const [request, words] = [pageRequest(args), wordsToFind(text)];
  const onlyIds = kind === 'guest' ? grants.map(({ targetId }) => targetId) : null;
  const found =
    words === null ? [] : await matchPage(ctx.db, { organizationId, personId, onlyIds }, words, request);
  const { edges, pageInfo } = toPage(found, request, keyOf);
  const readable = await Promise.all(edges.map(({ node }) => recordsFor(ctx, node.meetingId, 'READ')));
  const kept = edges.filter((_edge, n) => readable[n] !== null);
  return {
    edges: kept.map(({ cursor, node }) => ({ cursor, node: asMatch(node) })),
    nodes: kept.map(({ node }) => asMatch(node)),
    ...{ pageInfo, totalCount: null },
  };
}
