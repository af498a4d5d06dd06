import { invalid, type Page, type PageArgs, pageRequest, type RequestContext, toPage } from '@parley/kit';
import { peekMeeting } from './meeting.access.js';
import type { MeetingsArgs } from './meeting.inputs.js';
import { MeetingKind } from './meeting-kind.js';
import { type MeetingSelection, meetingPage } from './meeting-list.store.js';
import type { MeetingRow } from './meeting.table.js';

const LONGEST_TEXT = 200;

/** Rooms that come with something else are found by that. */
const BY_THEMSELVES = Object.values(MeetingKind).filter((kind) => kind !== 'CALL' && kind !== 'BREAKOUT');

const keyOf = ({ takesPlaceAt, id }: MeetingRow): readonly string[] => [takesPlaceAt.toISOString(), id];

/** What a guest's pass opens at this moment; null for whoever is no guest. */
async function onlyIds(ctx: RequestContext): Promise<readonly string[] | null> {
  const { viewer } = ctx;
  if (viewer.kind !== 'guest') return null;
  const open = await Promise.all(viewer.grants.map(({ targetId }) => peekMeeting(ctx, targetId)));
  return open.flatMap((meeting) => (meeting ? [meeting.id] : []));
}

async function page(
  ctx: RequestContext,
  args: PageArgs,
  chosen: Pick<MeetingSelection, 'text' | 'kinds' | 'states' | 'from' | 'to'>,
): Promise<Page<MeetingRow>> {
  const { id: personId, organizationId } = ctx.viewer;
  const request = pageRequest(args);
  const selection = { ...chosen, organizationId, personId, onlyIds: await onlyIds(ctx) };
  return toPage(await meetingPage(ctx.db, selection, request), request, keyOf);
}

/** A page of the meetings that the viewer may see, the latest first. */
export function listMeetings(ctx: RequestContext, args: MeetingsArgs): Promise<Page<MeetingRow>> {
  const { text, kinds, states, from, to } = args.filter ?? {};
  const asked = text?.trim() ?? '';
  if (asked.length > LONGEST_TEXT) throw invalid('text', `At most ${String(LONGEST_TEXT)} characters`);
  return page(ctx, args, {
    ...{ text: asked === '' ? null : asked, kinds: kinds ?? BY_THEMSELVES, states: states ?? null },
    ...{ from: from ?? null, to: to ?? null },
  });
}

/** A page of the meetings that run and that the viewer may come to, the latest first. */
export const liveMeetings = (ctx: RequestContext, args: PageArgs): Promise<Page<MeetingRow>> =>
  page(ctx, args, { text: null, kinds: BY_THEMSELVES, states: ['LIVE', 'FAILED'], from: null, to: null });
