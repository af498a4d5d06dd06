import { type Input, type Row, all, mutation, query, stream, two } from './permission-rows.js';
import { roomDeed } from './rooms.js';

/** For who keeps order in the room of the scene; others in it see what they may not change. */
const hosts = all('NOT_FOUND', { caller: 'ok', callee: 'FORBIDDEN' });
/** For whose place in it it is. */
const own = all('NOT_FOUND', { caller: 'ok' });
/** For its host, who is none of those who ask. */
const host = all('NOT_FOUND', { caller: 'FORBIDDEN', callee: 'FORBIDDEN' });

const deed = (name: string, input: Input, expected: Row['expected']): Row =>
  mutation(name, roomDeed(name), input, expected);

const meeting: Input = ({ lobby }) => ({ meetingId: lobby.meetingId });
const other: Input = ({ lobby }) => ({ participantId: lobby.otherParticipantId });
const waiting: Input = ({ lobby }) => ({ participantIds: [lobby.waitingId] });

const WHY = `query ($id: ID!, $userId: ID!) { meeting(id: $id) { whyCan(userId: $userId, action: JOIN) { subject { id } } } }`;
const EXPLAINED = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on AccessExplanation { allowed } } }`;

const deeds: readonly Row[] = [
  // Whoever makes meetings has a right of their role; nobody of these has it.
  deed('createMeeting', () => ({ title: 'Seminar', kind: 'INSTANT' }), all('FORBIDDEN')),
  deed('updateMeeting', (scene) => ({ ...meeting(scene), title: 'New', expectedVersion: 2 }), hosts),
  deed('endMeeting', meeting, host),
  deed('rotateMeetingLink', meeting, hosts),
  deed('joinMeeting', (scene) => ({ ...meeting(scene), device: 'Laptop' }), two('NOT_FOUND')),
  deed('leaveMeeting', ({ lobby }) => ({ participantId: lobby.participantId }), own),
  deed('admitParticipants', waiting, hosts),
  deed('denyParticipants', waiting, hosts),
  deed('setParticipantRole', (scene) => ({ ...other(scene), role: 'PRESENTER' }), hosts),
  deed('muteParticipants', meeting, hosts),
  deed('removeParticipant', other, hosts),
  deed('spotlightParticipant', (scene) => ({ ...meeting(scene), ...other(scene) }), hosts),
];

/** Rooms, who is in them, and what hosts do there. */
export const ofRooms: readonly Row[] = [
  ...deeds,
  query('meetings', `{ meetings(first: 5) { nodes { id } } }`, () => ({}), two('empty')),
  // Whoever holds the link sees what it opens, signed in or not.
  query(
    'meetingByLink',
    `query ($token: String!) { meetingByLink(token: $token) { title } }`,
    ({ lobby }) => ({ token: lobby.token }),
    all('ok', { nobody: 'ok' }),
  ),
  stream(
    'meetingEvents',
    `subscription ($id: ID!) { meetingEvents(meetingId: $id) { cursor } }`,
    ({ lobby }) => ({ id: lobby.meetingId }),
    two('NOT_FOUND'),
  ),
  stream(
    'lobbyEvents',
    `subscription ($id: ID!) { lobbyEvents(participantId: $id) { cursor } }`,
    ({ lobby }) => ({ id: lobby.participantId }),
    own,
  ),
  {
    ...query(
      'why',
      WHY,
      ({ lobby, otherId }) => ({ id: lobby.meetingId, userId: otherId }),
      all('null', { caller: 'ok', callee: 'FORBIDDEN' }),
    ),
    name: 'Meeting.whyCan',
  },
  {
    ...query(
      'explanation',
      EXPLAINED,
      ({ lobby, otherId, viewers }) => ({
        refs: [
          {
            __typename: 'AccessExplanation',
            meetingsKey: `${lobby.meetingId} ${otherId} JOIN`,
            subject: {
              id: otherId,
              now: { viewer: { ...viewers.colleague, id: otherId }, barredBecause: null },
            },
          },
        ],
      }),
      hosts,
    ),
    name: 'AccessExplanation',
  },
];
