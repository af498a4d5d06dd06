import { newId } from '@parley/kit';
import type { MeetingsContext } from '../context.js';
import { mayDo } from '../meeting/room.rules.js';
import type { ParticipantRow } from '../participant/participant.table.js';
import { addPlace, placeNow, presentNow } from '../participant/place.service.js';
import { displayNameOf, isGuestPerson } from '../person/person.service.js';

type Role = ParticipantRow['role'];

/** Somebody may come into a breakout room from now on, as what they are in the meeting. */
async function letIn(
  ctx: MeetingsContext,
  parentId: string,
  meetingId: string,
  personId: string,
): Promise<void> {
  if (await placeNow(ctx, personId, meetingId)) return;
  const inParent = await placeNow(ctx, personId, parentId);
  const otherwise: Role = (await isGuestPerson(ctx, personId)) ? 'GUEST' : 'PARTICIPANT';
  await addPlace(ctx, {
    ...{ id: newId('participant'), meetingId, personId, state: 'LEFT', admitted: true },
    // Whoever stands in for a host in the meeting is none where they are sent.
    role: inParent?.stoodInFrom ?? inParent?.role ?? otherwise,
    displayName: inParent?.displayName ?? (await displayNameOf(ctx, personId)),
    ...{ device: '', microphone: false, camera: false },
  });
}

/** Opens a breakout room to those who are to go there, and to all who keep order in the meeting. */
export async function letInto(
  ctx: MeetingsContext,
  parentId: string,
  meetingId: string,
  personIds: readonly string[],
): Promise<void> {
  const keepers = (await presentNow(ctx, parentId)).filter(({ role }) => mayDo(role, 'BREAK_OUT'));
  const everybody = new Set([...personIds, ...keepers.map(({ personId }) => personId)]);
  for (const personId of [...everybody].sort()) await letIn(ctx, parentId, meetingId, personId);
}
