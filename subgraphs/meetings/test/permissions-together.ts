import { type Input, type Row, all, entity, mutation, two } from './permission-rows.js';

/** For who keeps order in the room of the scene; others in it see what they may not change. */
const hosts = all('NOT_FOUND', { caller: 'ok', callee: 'FORBIDDEN' });
/** For whose place in it it is. */
const own = all('NOT_FOUND', { caller: 'ok' });

const deed = (name: string, input: string, fields = ''): string =>
  `mutation ($input: ${input}!) { ${name}(input: $input) ${fields} }`;

const question: Input = ({ room }) => ({ questionId: room.questionId });
const place: Input = ({ room }) => ({ participantId: room.participantId });

/** A room whose breakout rooms are open, and another one where they are only planned. */
const room: Input = ({ room: { meetingId } }) => ({ meetingId });
const closedRoom: Input = ({ room: { plannedId } }) => ({ meetingId: plannedId });

/** What people do in a room besides talking. */
export const together: readonly Row[] = [
  mutation(
    'raiseHand',
    deed('raiseHand', 'RaiseHandInput', '{ id }'),
    (scene) => ({ ...place(scene), raised: true }),
    hosts,
  ),
  mutation(
    'reactInMeeting',
    deed('reactInMeeting', 'ReactInMeetingInput'),
    (scene) => ({ ...place(scene), emoji: '👏' }),
    own,
  ),
  mutation('point', deed('point', 'PointInput'), (scene) => ({ ...place(scene), x: 0.5, y: 0.5 }), own),
  mutation(
    'askQuestion',
    deed('askQuestion', 'AskQuestionInput', '{ id }'),
    ({ room }) => ({ meetingId: room.meetingId, text: 'Why?' }),
    two('NOT_FOUND'),
  ),
  mutation(
    'upvoteQuestion',
    deed('upvoteQuestion', 'UpvoteQuestionInput', '{ id }'),
    question,
    two('NOT_FOUND'),
  ),
  mutation('answerQuestion', deed('answerQuestion', 'AnswerQuestionInput', '{ id }'), question, hosts),
  mutation('dismissQuestion', deed('dismissQuestion', 'DismissQuestionInput', '{ id }'), question, hosts),
  mutation(
    'planBreakouts',
    deed('planBreakouts', 'PlanBreakoutsInput', '{ id }'),
    (scene) => ({ ...closedRoom(scene), rooms: [{ title: 'Left', userIds: [] }] }),
    hosts,
  ),
  mutation(
    'openBreakouts',
    deed('openBreakouts', 'OpenBreakoutsInput', '{ id }'),
    closedRoom,
    all('NOT_FOUND', {
      caller: 'ok',
      callee: 'FORBIDDEN',
    }),
  ),
  mutation('closeBreakouts', deed('closeBreakouts', 'CloseBreakoutsInput', '{ id }'), room, hosts),
  mutation(
    'assignToBreakout',
    deed('assignToBreakout', 'AssignToBreakoutInput', '{ id }'),
    ({ room: { breakoutId }, viewers }) => ({ meetingId: breakoutId, userIds: [viewers.callee.id] }),
    hosts,
  ),
  mutation(
    'askForHelp',
    deed('askForHelp', 'AskForHelpInput', '{ id }'),
    ({ room: { breakoutId } }) => ({ meetingId: breakoutId, wanted: true }),
    two('NOT_FOUND'),
  ),
  mutation(
    'tellBreakouts',
    deed('tellBreakouts', 'TellBreakoutsInput'),
    (scene) => ({ ...room(scene), text: 'Two more minutes' }),
    hosts,
  ),
  entity('Question', ({ room }) => room.questionId, two('null')),
];
