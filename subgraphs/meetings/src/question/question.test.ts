import type { Viewer } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMeetings, aKey, startMeetings, take } from '../../test/meetings.js';
import { type RoomSeen, Rooms } from '../../test/rooms.js';

let meetings: TestMeetings;
let rooms: Rooms;
beforeAll(async () => {
  meetings = await startMeetings();
  rooms = new Rooms(meetings);
});
afterAll(() => meetings.stop());

const QUESTION = 'id text votes viewerVoted answer answeredAt author { id } answeredBy { id }';
const deed = (name: string, input: string, fields = QUESTION): string =>
  `mutation ($input: ${input}!) { ${name}(input: $input) { ${fields} } }`;
const ASK = deed('askQuestion', 'AskQuestionInput');
const VOTE = deed('upvoteQuestion', 'UpvoteQuestionInput');
const ANSWER = deed('answerQuestion', 'AnswerQuestionInput');
const DISMISS = deed('dismissQuestion', 'DismissQuestionInput', 'id');
const LIST = `query ($id: ID!, $first: Int, $after: Cursor, $unanswered: Boolean) { meeting(id: $id) {
  openQuestionCount questions(first: $first, after: $after, unanswered: $unanswered) {
    nodes { text votes viewerVoted } pageInfo { hasNextPage endCursor } } } }`;

const ask = async (who: Viewer, { id: meetingId }: RoomSeen, text: string): Promise<string> =>
  (await meetings.must(who, ASK, { input: { meetingId, text, key: aKey() } })).id as string;

const vote = (who: Viewer, questionId: string, supported?: boolean) =>
  meetings.must(who, VOTE, { input: { questionId, supported, key: aKey() } });

const texts = async (who: Viewer, { id }: RoomSeen, more: object = {}): Promise<string[]> =>
  (await meetings.must(who, LIST, { id, ...more })).questions.nodes.map(({ text }: { text: string }) => text);

/** A room with its host and two others in it. */
async function aRoom(more: object = {}): Promise<{ room: RoomSeen; host: Viewer; people: [Viewer, Viewer] }> {
  const host = await rooms.host();
  const people = (await rooms.others(2)) as [Viewer, Viewer];
  const room = await rooms.with(host, people, { ...more });
  for (const each of [host, ...people]) await rooms.place(each, room.id);
  return { room, host, people };
}

test('questions stand by how many want them, and a vote counts once', async () => {
  const { room, host, people } = await aRoom();
  const [amara, wanjiru] = people;
  const first = await ask(amara, room, 'Will it be recorded?');
  const second = await ask(wanjiru, room, 'Where are the slides?');
  expect(await texts(host, room)).toEqual(['Will it be recorded?', 'Where are the slides?']);
  expect(await vote(amara, second)).toMatchObject({ votes: 2, viewerVoted: true });
  expect(await vote(amara, second)).toMatchObject({ votes: 2 });
  expect(await vote(host, second)).toMatchObject({ votes: 3, author: { id: wanjiru.id } });
  expect(await texts(host, room)).toEqual(['Where are the slides?', 'Will it be recorded?']);
  expect(await vote(amara, second, false)).toMatchObject({ votes: 2, viewerVoted: false });
  expect(await vote(wanjiru, first)).toMatchObject({ votes: 2 });
  expect(await texts(host, room)).toEqual(['Will it be recorded?', 'Where are the slides?']);
});

test('the list comes in pages', async () => {
  const { room, host, people } = await aRoom();
  for (const text of ['One', 'Two', 'Three']) await ask(people[0], room, text);
  const page = await meetings.must(host, LIST, { id: room.id, first: 2 });
  expect(page.questions.nodes.map(({ text }: { text: string }) => text)).toEqual(['One', 'Two']);
  expect(page.questions.pageInfo.hasNextPage).toBe(true);
  expect(await texts(host, room, { first: 2, after: page.questions.pageInfo.endCursor })).toEqual(['Three']);
});

test('a host answers, in words or aloud, and everybody is told', async () => {
  const { room, host, people } = await aRoom();
  const events = `subscription ($id: ID!, $after: Cursor) { meetingEvents(meetingId: $id, after: $after) {
    __typename ... on QuestionChanged { questionId question { text answer } } } }`;
  const { liveCursor } = (await rooms.read(people[1], room.id)) as RoomSeen;
  const stream = meetings.as(people[1]).follow(events, { id: room.id, after: liveCursor });
  const id = await ask(people[0], room, 'When is the exam?');
  const input = (text?: string) => ({ input: { questionId: id, text, key: aKey() } });
  expect(await meetings.codes(people[1], ANSWER, input('Never'))).toEqual(['FORBIDDEN']);
  expect(await meetings.must(host, ANSWER, input())).toMatchObject({
    answer: null,
    answeredBy: { id: host.id },
  });
  expect(await meetings.must(host, ANSWER, input('In May'))).toMatchObject({ answer: 'In May' });
  expect(await texts(people[0], room, { unanswered: true })).toEqual([]);
  expect(await texts(people[0], room)).toEqual(['When is the exam?']);
  await meetings.must(host, DISMISS, { input: { questionId: id, key: aKey() } });
  const told = (await take(stream, 4)).map(({ data }) => data.meetingEvents);
  expect(told.map(({ __typename }: { __typename: string }) => __typename)).toEqual([
    ...['QuestionChanged', 'QuestionChanged', 'QuestionChanged', 'QuestionChanged'],
  ]);
  // What is told is the question as it is by now: it was taken out at the end.
  expect(told.at(-1)).toEqual({ __typename: 'QuestionChanged', questionId: id, question: null });
  await stream.return();
});

test('a question is taken out by who asked it and by hosts, and by nobody else', async () => {
  const { room, host, people } = await aRoom();
  const [amara, wanjiru] = people;
  const own = await ask(amara, room, 'Never mind');
  const rude = await ask(wanjiru, room, 'Something rude');
  const input = (questionId: string) => ({ input: { questionId, key: aKey() } });
  expect(await meetings.codes(wanjiru, DISMISS, input(own))).toEqual(['FORBIDDEN']);
  expect(await meetings.must(amara, DISMISS, input(own))).toEqual({ id: own });
  expect(await meetings.must(host, DISMISS, input(rude))).toEqual({ id: rude });
  expect(await texts(host, room)).toEqual([]);
  expect(await meetings.codes(amara, VOTE, { input: { questionId: rude, key: aKey() } })).toEqual([
    'NOT_FOUND',
  ]);
});

test('who is not in the room, or may not ask there, asks nothing', async () => {
  const host = await rooms.host();
  const [amara, late] = (await rooms.others(2)) as [Viewer, Viewer];
  const room = await rooms.with(host, [amara, late], { settings: { participantsMay: ['SPEAK'] } });
  await rooms.place(host, room.id);
  await rooms.place(amara, room.id);
  const input = { input: { meetingId: room.id, text: 'Why?', key: aKey() } };
  expect(await meetings.codes(late, ASK, input)).toEqual(['CONFLICT']);
  expect(await meetings.codes(amara, ASK, input)).toEqual(['FORBIDDEN']);
  const [stranger] = await rooms.others(1);
  expect(await meetings.codes(stranger as Viewer, ASK, input)).toEqual(['NOT_FOUND']);
  expect(await texts(host, room)).toEqual([]);
  await ask(host, room, 'Any questions?');
  expect(await texts(late, room)).toEqual(['Any questions?']);
});

test('who waits to be let in is told of no questions', async () => {
  const host = await rooms.host({ permissions: ['CREATE_MEETINGS', 'INVITE_GUESTS'] });
  const settings = { lobby: true, guests: true };
  const room = await rooms.do(host, 'createMeeting', { title: 'Seminar', kind: 'INSTANT', settings });
  await rooms.place(host, room.id);
  await ask(host, room, 'Between us');
  const [guest] = await meetings.people([{ kind: 'GUEST' }]);
  const grant = { targetId: room.id, actions: ['JOIN'], grantedById: host.id } as const;
  const waiting = { ...(guest as Viewer), grants: [grant] };
  const entry = await rooms.join(waiting, room.id);
  expect(entry.__typename).toBe('AwaitingApproval');
  expect(await meetings.must(waiting, LIST, { id: room.id })).toEqual({
    openQuestionCount: 0,
    questions: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } },
  });
});

test('asking again with the same key asks once', async () => {
  const { room, people } = await aRoom();
  const input = { meetingId: room.id, text: 'Once?', key: aKey() };
  const [one, two] = [
    await meetings.must(people[0], ASK, { input }),
    await meetings.must(people[0], ASK, { input }),
  ];
  expect(one.id).toBe(two.id);
  expect(await texts(people[0], room)).toEqual(['Once?']);
});
