import { expect, test } from 'vitest';
import { Statements } from './statements.js';

const text = (value: string): Buffer => Buffer.from(`${value}\0`);

function message(type: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
}

const startup = (code: number): Buffer => {
  const number = Buffer.alloc(4);
  number.writeUInt32BE(code);
  return message('', number, code === 196_608 ? text('user') : Buffer.alloc(0));
};

const none = Buffer.alloc(2);
const said = Buffer.concat([
  startup(80_877_103),
  startup(196_608),
  message('Q', text('begin')),
  message('P', text(''), text('select 1'), none),
  message('B', text(''), text(''), none),
  message('P', text('named'), text('select $1'), none),
  message('B', text(''), text('named'), none),
  message('E', text('')),
  message('B', text(''), text('named'), none),
  message('S'),
  message('Q', text('commit')),
]);
const counted = [
  ['begin', 1],
  ['select 1', 1],
  ['select $1', 2],
  ['commit', 1],
];

test.each([1, 3, 7, 1_000])('what was asked is counted by its text, in pieces of %i bytes', (size) => {
  const statements = new Statements();
  const hear = statements.listen();
  for (let at = 0; at < said.length; at += size) hear(said.subarray(at, at + size));
  expect([...statements.counted()]).toEqual(counted);
});

test('a name is that of its connection', () => {
  const statements = new Statements();
  const [one, other] = [statements.listen(), statements.listen()];
  for (const hear of [one, other]) hear(startup(196_608));
  one(message('P', text('it'), text('select 1'), none));
  other(message('P', text('it'), text('select 2'), none));
  one(message('B', text(''), text('it'), none));
  expect([...statements.counted()]).toEqual([['select 1', 1]]);
});
