import { aViewer, callerOf } from '@parley/kit/testing';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { SameTurn } from './same-turn.js';

const viewer = aViewer({});
const caller = callerOf(viewer);

function counting(): {
  readonly begun: () => number;
  readonly ended: () => number;
  readonly ask: (key: string, who?: typeof caller, gone?: AbortSignal) => Promise<string>;
} {
  const sameTurn = new SameTurn<string>();
  let begun = 0;
  let ended = 0;
  return {
    begun: () => begun,
    ended: () => ended,
    ask: (key, who = caller, gone) =>
      sameTurn.run(who, key, gone, async (whenGone) => {
        begun += 1;
        whenGone(() => {
          ended += 1;
        });
        await turn();
        return `${key} ${String(begun)}`;
      }),
  };
}

test('equal questions of one turn are one', async () => {
  const { ask, begun } = counting();
  expect(await Promise.all([ask('a'), ask('b'), ask('a')])).toEqual(['a 2', 'b 2', 'a 2']);
  expect(begun()).toBe(2);
});

test('a question that comes while an equal one is answered is answered anew', async () => {
  const { ask, begun } = counting();
  const first = ask('a');
  await turn();
  expect(begun()).toBe(1);
  const second = ask('a');
  await Promise.all([first, second]);
  expect(begun()).toBe(2);
});

test('nobody is given what another viewer, or the same at another place, asked for', async () => {
  const { ask, begun } = counting();
  const elsewhere = { ...caller, client: { ...caller.client, ip: '192.0.2.1' } };
  const other = callerOf(aViewer({}));
  await Promise.all([ask('a'), ask('a', elsewhere), ask('a', other)]);
  expect(begun()).toBe(3);
});

test('strangers share nothing', async () => {
  const { ask, begun } = counting();
  const stranger = () => ({ ...callerOf(null), client: { ...caller.client } });
  await Promise.all([ask('a', stranger()), ask('a', stranger())]);
  expect(begun()).toBe(2);
});

test('it ends when the last of those who wait has gone, and not before', async () => {
  const { ask, ended } = counting();
  const [one, other] = [new AbortController(), new AbortController()];
  const answers = Promise.all([ask('a', caller, one.signal), ask('a', caller, other.signal)]);
  await turn();
  one.abort('left');
  expect(ended()).toBe(0);
  other.abort('left');
  expect(ended()).toBe(1);
  await answers;
});

test('who had gone before it began is not waited for', async () => {
  const { ask, ended } = counting();
  await ask('a', caller, AbortSignal.abort('left'));
  expect(ended()).toBe(1);
});
