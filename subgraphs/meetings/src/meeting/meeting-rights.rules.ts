import {
  type Action,
  type Decision,
  type Viewer,
  type Weighed,
  type Weighing,
  allows,
  decide,
  decided,
  no,
  yes,
} from '@parley/kit';
import type { ParticipantRole } from '../participant/participant-state.js';
import type { ParticipantRow } from '../participant/participant.table.js';
import type { MeetingRow } from './meeting.table.js';
import { type HostDeed, isPresent, mayAct, mayDo } from './room.rules.js';

/** What somebody may do with a meeting. KNOW is to see that it is there, as those who wait do. */
export type MeetingRight = 'KNOW' | 'READ' | 'JOIN' | 'PRESENT' | 'EXPLAIN' | HostDeed;

/** A meeting with somebody's place in it. */
export interface Standing {
  readonly meeting: MeetingRow;
  readonly participant: ParticipantRow | null;
  readonly isOfCall: boolean;
  readonly isInChannel: boolean;
  /** Whether they hold its link right now: it lets people of the organisation in. */
  readonly holdsLink: boolean;
  /** Whether a guest pass of theirs opens it, and whoever gave that may invite. */
  readonly isInvited: boolean;
}

/** Of whom it is decided. */
export type Subject = Pick<Viewer, 'id' | 'organizationId' | 'kind' | 'grants'>;

const IN_CALL = yes('MEMBERSHIP', 'They are one of the two of this call');
const elsewhere = no('ORGANIZATION_POLICY', 'This meeting belongs to another organisation');

/** What somebody is in a meeting, or would be when they came. */
export function roleIn(subject: Pick<Viewer, 'id' | 'kind'>, standing: Standing): ParticipantRole {
  if (standing.meeting.createdById === subject.id) return 'HOST';
  return standing.participant?.role ?? (subject.kind === 'guest' ? 'GUEST' : 'PARTICIPANT');
}

/** Whether somebody finds a meeting, and by what. */
function found(subject: Subject, { meeting, participant, ...bonds }: Standing): Weighed {
  if (meeting.createdById === subject.id && meeting.kind !== 'CALL') {
    return yes('OWNER', 'They made this meeting', meeting.id);
  }
  if (bonds.isOfCall) return IN_CALL;
  if (subject.kind === 'guest') {
    if (!bonds.isInvited) return no('GUEST_PASS', 'No guest pass of theirs opens this meeting');
    // Into a breakout room come those who were put there.
    const takesThem =
      meeting.kind === 'BREAKOUT'
        ? participant !== null
        : meeting.guests || (participant !== null && isPresent(participant.state));
    if (takesThem) {
      return yes('GUEST_PASS', 'Their guest pass opens this meeting');
    }
    return no('STATE', 'This meeting takes no guests', meeting.id);
  }
  if (participant && participant.state !== 'DENIED' && participant.state !== 'REMOVED') {
    return yes('MEMBERSHIP', 'They are in this meeting, or were', participant.id);
  }
  if (bonds.isInChannel) {
    return yes('INHERITED', 'They are in the channel of this meeting', meeting.channelId);
  }
  if (bonds.holdsLink) return yes('SHARE', 'They hold the link of this meeting', meeting.id);
  return no('NONE', 'They are not in this meeting, and nobody gave them its link', meeting.id);
}

/** Those who only wait to be let in know that it is there, and no more. */
const onlyKnows = (subject: Subject, { meeting, participant, isInChannel }: Standing): boolean =>
  meeting.createdById !== subject.id &&
  (participant === null ? !isInChannel : !participant.admitted && !isInChannel);

/** The rules of one right in one meeting, in the order in which they are weighed. */
export function* weighMeeting(subject: Subject, standing: Standing, right: MeetingRight): Weighing {
  const { meeting, participant } = standing;
  if (meeting.organizationId !== subject.organizationId) return elsewhere;
  yield yes('ORGANIZATION_POLICY', 'They belong to the organisation of this meeting', meeting.organizationId);
  if (participant?.banned === true) {
    return no('EXCLUSION', 'They were removed from this meeting for good', participant.id);
  }
  const way = found(subject, standing);
  if (!way.allows || right === 'KNOW') return way;
  yield way;
  if (right === 'EXPLAIN') return ofRole(subject, standing, 'CHANGE');
  if (right === 'JOIN') {
    if (meeting.finishedAt) return { ...no('STATE', 'This meeting is over', meeting.id), code: 'CONFLICT' };
    return way;
  }
  if (!standing.isOfCall && onlyKnows(subject, standing)) {
    return no('MEMBERSHIP', 'Only who was let into this meeting sees who is in it', meeting.id);
  }
  if (right === 'READ') return way;
  return ofRole(subject, standing, right);
}

const NEEDS: Readonly<Record<HostDeed | 'PRESENT', string>> = {
  CHANGE: 'Only hosts change this meeting',
  END: 'Only its host ends this meeting',
  INVITE: 'Only presenters and hosts give the link of this meeting away',
  ADMIT: 'Only hosts let people into this meeting',
  MUTE: 'Only hosts mute others',
  REMOVE: 'Only hosts remove people from this meeting',
  SET_ROLE: 'Only hosts give roles in this meeting',
  SPOTLIGHT: 'Only hosts show somebody large to everyone',
  RECORD: 'Only hosts record this meeting',
  BREAK_OUT: 'Only hosts open breakout rooms',
  ANSWER: 'Only presenters and hosts answer questions',
  PRESENT: 'Only presenters and hosts share a screen in this meeting',
};

/** What a role in the meeting takes. */
function ofRole(subject: Subject, standing: Standing, right: HostDeed | 'PRESENT'): Weighed {
  const { meeting } = standing;
  // Two who talk keep their call by its own deeds; a room of theirs has no host.
  if (meeting.kind === 'CALL') {
    const may = right === 'PRESENT' || right === 'RECORD';
    return may ? IN_CALL : no('STATE', 'A call of two has no host', meeting.id);
  }
  const role = roleIn(subject, standing);
  const { participantsMay } = meeting;
  const may =
    right === 'PRESENT'
      ? mayAct(role, 'SHARE_SCREEN', participantsMay)
      : mayDo(role, right) || (right === 'RECORD' && mayAct(role, 'RECORD', participantsMay));
  const sourceId = standing.participant?.id ?? meeting.id;
  return may
    ? yes('ROLE', `${NEEDS[right]}, and they are one`, sourceId)
    : no('ROLE', NEEDS[right], sourceId);
}

/** Whether somebody may do that with a meeting. */
export const mayInMeeting = (subject: Subject, standing: Standing, right: MeetingRight): boolean =>
  allows(weighMeeting(subject, standing, right));

/** Whether somebody may do that with a meeting, and why. */
export const decideInMeeting = (subject: Subject, standing: Standing, right: MeetingRight): Decision =>
  decide(weighMeeting(subject, standing, right));

/** What clients are told of, in the vocabulary of the whole product, and the right that it stands for here. */
const TOLD: readonly (readonly [Action, MeetingRight])[] = [
  ['READ', 'KNOW'],
  ['JOIN', 'JOIN'],
  ['PRESENT', 'PRESENT'],
  ['INVITE', 'INVITE'],
  ['RECORD', 'RECORD'],
  ['MODERATE', 'MUTE'],
  ['EDIT', 'CHANGE'],
  ['MANAGE', 'END'],
  ['EXPLAIN', 'EXPLAIN'],
];

/** What somebody may do with a meeting, as clients are told. */
export const actionsIn = (subject: Subject, standing: Standing): Action[] =>
  TOLD.filter(([, right]) => mayInMeeting(subject, standing, right)).map(([action]) => action);

/** Whether somebody may do anything that might be done with anything, and why. */
export function explainInMeeting(subject: Subject, standing: Standing, action: Action): Decision {
  const right = TOLD.find(([told]) => told === action)?.[1];
  return right
    ? decideInMeeting(subject, standing, right)
    : decided(no('NONE', 'Nobody does this with a meeting', standing.meeting.id));
}
