import { type Viewer, newId, verifyAudit } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMeetings, aKey, startMeetings } from '../../test/meetings.js';
import { type PlaceSeen, Rooms } from '../../test/rooms.js';

let meetings: TestMeetings;
let rooms: Rooms;
beforeAll(async () => {
  meetings = await startMeetings();
  rooms = new Rooms(meetings);
});
afterAll(() => meetings.stop());

interface Act {
  readonly actor_id: string;
  readonly action: string;
  readonly target_id: string;
  readonly details: object;
}

/** What is in the audit trail of an organisation, in the order of its chain. */
const actsOf = (organizationId: string): Promise<Act[]> =>
  meetings.test.runtime.database.query(
    `select actor_id, action, target_id, details from audit_entry
     where organization_id = $1 and not refused order by seq`,
    [organizationId],
  );

/** A room with a lobby in an organisation of its own: its host, and three who were there or wait. */
async function aRoom() {
  const organizationId = newId('organization');
  const host = await rooms.host({ organizationId });
  const people = await meetings.people([{ organizationId }, { organizationId }, { organizationId }]);
  const [elise, bo, evil] = people as [Viewer, Viewer, Viewer];
  const { id } = await rooms.with(host, people);
  await rooms.place(host, id);
  const inside: PlaceSeen[] = [await rooms.place(elise, id), await rooms.place(evil, id)];
  const [second, worst] = inside as [PlaceSeen, PlaceSeen];
  return { organizationId, id, host, ...{ elise, bo, evil }, ...{ second, worst } };
}

test('what hosts do to others and to the room is in the audit trail of its organisation', async () => {
  const { organizationId, id, host, elise, bo, evil, second, worst } = await aRoom();
  await rooms.do(host, 'muteParticipants', { meetingId: id });
  await rooms.do(host, 'setParticipantRole', { participantId: second.id, role: 'COHOST' });
  await rooms.do(host, 'updateMeeting', {
    ...{ meetingId: id, expectedVersion: 1, settings: { lobby: true, locked: false } },
  });
  const { participant: waiting } = await rooms.join(bo, id);
  await rooms.do(elise, 'denyParticipants', { participantIds: [waiting.id] });
  await rooms.do(host, 'removeParticipant', { participantId: worst.id, ban: true });
  await rooms.do(host, 'updateMeeting', { meetingId: id, expectedVersion: 2, settings: { locked: true } });
  await rooms.do(host, 'rotateMeetingLink', { meetingId: id });
  await rooms.do(host, 'endMeeting', { meetingId: id });
  const by = (actor: Viewer, action: string, target_id: string, details: object = {}): Act => ({
    ...{ actor_id: actor.id, action, target_id, details },
  });
  const roles = { from: 'PARTICIPANT', to: 'COHOST' };
  expect(await actsOf(organizationId)).toEqual([
    by(host, 'muteParticipants', id, { participantIds: null, video: false }),
    by(host, 'setParticipantRole', second.id, { meetingId: id, userId: elise.id, ...roles }),
    by(host, 'updateMeeting', id, { lobby: true, locked: false }),
    by(elise, 'denyParticipants', waiting.id, { meetingId: id, userId: bo.id }),
    by(host, 'removeParticipant', worst.id, { meetingId: id, userId: evil.id, banned: true }),
    by(host, 'updateMeeting', id, { locked: true }),
    by(host, 'rotateMeetingLink', id),
    by(host, 'endMeeting', id),
  ]);
  expect(await verifyAudit(meetings.test.runtime.database.manager, organizationId)).toBeNull();
});

test('what was refused, and what was done already, leaves no line of a deed', async () => {
  const { organizationId, id, host, evil, second } = await aRoom();
  const refused = await rooms.refused(evil, 'removeParticipant', { participantId: second.id });
  expect(refused).toEqual(['FORBIDDEN']);
  expect(await rooms.refused(evil, 'endMeeting', { meetingId: id })).toEqual(['FORBIDDEN']);
  expect(await actsOf(organizationId)).toEqual([]);
  const input = { meetingId: id, key: aKey() };
  await rooms.do(host, 'rotateMeetingLink', input);
  await rooms.do(host, 'rotateMeetingLink', input);
  expect(await actsOf(organizationId)).toMatchObject([{ action: 'rotateMeetingLink' }]);
});
