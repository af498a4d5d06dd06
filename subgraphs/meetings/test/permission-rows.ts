import {
  type Expected,
  type Outcome,
  type PermissionRow,
  PermissionRows,
  type RowInput,
} from '@parley/kit/testing';
import { SEAT, aKey, deed } from './meetings.js';
import { type Actor, type Scene, actors } from './scene.js';

export type Row = PermissionRow<Scene, Actor>;
export type Input = RowInput<Scene>;

const rows = new PermissionRows<Scene, Actor>({
  actors,
  subgraphOf: ({ meetings }) => meetings,
  viewerOf: ({ viewers }, actor) => viewers[actor],
});
export const { all, query, mutating: mutation, entity } = rows;

/** For the two of the call. */
export const two = (hidden: Outcome, others: Partial<Expected<Actor>> = {}): Row['expected'] =>
  all(hidden, { caller: 'ok', callee: 'ok', ...others });

/** For whose participant it is. */
export const own = all('NOT_FOUND', { caller: 'ok' });

/** Something that is done to a call, and answers with it. */
export const done = (name: string, input: Input, expected: Row['expected']): Row =>
  mutation(name, deed(name, name === 'answerCall' || name === 'moveCall' ? SEAT : 'id'), input, expected);

/** Where a stream of signals is opened, this is heard; those who are refused are, whatever is said. */
async function sayHello({ meetings, viewers, participantId, otherParticipantId }: Scene): Promise<void> {
  const signal = { kind: 'READY', toParticipantId: participantId };
  const send = `mutation ($input: SendSignalInput!) { sendSignal(input: $input) }`;
  const input = { participantId: otherParticipantId, signal, key: aKey() };
  await meetings.must(viewers.callee, send, { input });
}

/** A stream that is opened, or refused at once: one that is ephemeral says nothing by itself. */
export const stream = (name: string, document: string, input: Input, expected: Row['expected']): Row =>
  rows.stream(name, document, input, expected, { meanwhile: sayHello });
