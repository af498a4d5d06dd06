import { explainer, load } from '@parley/kit';
import { accessMeeting, decideInMeetingFor } from '../meeting/meeting.access.js';
import { findPeople } from '../person/person.service.js';

/** Why somebody may or may not do something with a meeting. */
export const { askWhy, explain } = explainer('meetingsKey', {
  access: (ctx, id) => accessMeeting(ctx, id, 'EXPLAIN'),
  seesPerson: async (ctx, userId) =>
    (await load(ctx, findPeople, userId))?.organizationId === ctx.viewer.organizationId,
  decide: decideInMeetingFor,
});
