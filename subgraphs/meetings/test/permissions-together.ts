import { type Input, type Row, all, entity, mutation, two } from './permission-rows.js';

/** For who keeps order in the room of the scene; others in it see what they may not change. */
const hosts = all('NOT_FOUND', { caller: 'ok', callee: 'FORBIDDEN' });
/** For whose place in it it is. */
const own = all('NOT_FOUND', { caller: 'ok' });

const deed = (name: string, input: string, fields = ''): string =>
  `mutation ($input: ${input}!) { ${name}(input: $input) ${fields} }`;

const question: Input = ({ room }) => ({ questionId: room.questionId });
const place: Input = ({ room }) => ({ participantId: room.participantId });

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
  entity('Question', ({ room }) => room.questionId, two('null')),
];
