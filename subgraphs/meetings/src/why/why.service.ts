import {
  type Action,
  type Explained,
  type PersonNow,
  type RequestContext,
  type WhyArgs,
  decided,
  load,
  no,
  notFound,
  unavailable,
} from '@parley/kit';
import { accessMeeting, decideInMeetingFor } from '../meeting/meeting.access.js';
import { findPeople } from '../person/person.service.js';

/** What is explained and about whom, before it is known who that is now. */
export interface Asked {
  readonly key: string;
  readonly subject: { readonly id: string };
}

/** An explanation as it is read back by its key. */
export interface ExplanationKey {
  readonly meetingsKey: string;
  readonly subject?: { readonly now?: PersonNow | null } | null;
}

/**
 * Asks why somebody may or may not do something with a meeting.
 * @throws NOT_FOUND and FORBIDDEN for those who may not ask, NOT_FOUND where the viewer may not know of the person
 */
export async function askWhy(ctx: RequestContext, id: string, { userId, action }: WhyArgs): Promise<Asked> {
  await accessMeeting(ctx, id, 'EXPLAIN');
  const person = await load(ctx, findPeople, userId);
  if (person?.organizationId !== ctx.viewer.organizationId) throw notFound('User');
  return { key: [id, userId, action].join(' '), subject: { id: userId } };
}

/**
 * What was asked, decided by the rules that decide when the person asks for it themselves. Who that is now is told by
 * identity, by way of the gateway; it only ever explains, and lets nobody in.
 */
export async function explain(
  ctx: RequestContext,
  { meetingsKey, subject }: ExplanationKey,
): Promise<(Asked & Explained) | null> {
  const [id = '', userId = '', action = ''] = meetingsKey.split(' ');
  await accessMeeting(ctx, id, 'EXPLAIN');
  if (!subject?.now) throw unavailable('Nobody says who this person is right now');
  const { viewer, barredBecause } = subject.now;
  const asked = { key: meetingsKey, subject: { id: userId } };
  if (!viewer) {
    return { ...asked, ...decided(no('ACCOUNT', barredBecause ?? 'Their account lets nobody in')) };
  }
  if (viewer.id !== userId) return null;
  return { ...asked, ...(await decideInMeetingFor(ctx, viewer, id, action as Action)) };
}
