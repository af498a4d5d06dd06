import { expect, test } from 'vitest';
import { type Told, TrailSender, thinned } from './trail-sender';

/** A sender whose tellings are answered, and whose time passes, when the test says so. */
function slow(): { sender: TrailSender; told: Told[]; pass: () => Promise<void> } {
  const told: Told[] = [];
  const waiting: (() => void)[] = [];
  const sender = new TrailSender(
    (next) => {
      told.push(next);
      return Promise.resolve();
    },
    () =>
      new Promise((resolve) => {
        waiting.push(resolve);
      }),
  );
  const pass = async (): Promise<void> => {
    waiting.shift()?.();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { sender, told, pass };
}

const at = (x: number) => ({ x, y: 0 });

test('the first place is told at once, and what comes meanwhile together afterwards', async () => {
  const { sender, told, pass } = slow();
  for (const x of [0.1, 0.2, 0.3]) sender.add(at(x), null);
  expect(told).toEqual([{ ...at(0.1), stroke: null, via: [], done: false }]);
  await pass();
  expect(told[1]).toEqual({ ...at(0.3), stroke: null, via: [at(0.2)], done: false });
  await pass();
  expect(told).toHaveLength(2);
  sender.add(at(0.4), null);
  expect(told[2]).toEqual({ ...at(0.4), stroke: null, via: [], done: false });
});

test('each line is told for itself, in order', async () => {
  const { sender, told, pass } = slow();
  sender.add(at(0), null);
  sender.add(at(0.1), 'a');
  sender.add(at(0.2), 'a');
  sender.add(at(0.3), 'b');
  for (let n = 0; n < 3; n += 1) await pass();
  expect(told.map(({ stroke, x, via }) => [stroke, x, via.length])).toEqual([
    [null, 0, 0],
    ['a', 0.2, 1],
    ['b', 0.3, 0],
  ]);
});

test('the end is told after what was drawn, and not after where the pointer only went', async () => {
  const { sender, told, pass } = slow();
  sender.add(at(0), null);
  sender.add(at(0.1), 'a');
  sender.add(at(0.2), null);
  sender.end(at(0.2));
  for (let n = 0; n < 3; n += 1) await pass();
  expect(told.map(({ stroke, done }) => [stroke, done])).toEqual([
    [null, false],
    ['a', false],
    [null, true],
  ]);
});

test('a long way is thinned out: a line keeps more of its bends than a pointer', async () => {
  const { sender, told, pass } = slow();
  sender.add(at(0), null);
  for (let n = 0; n < 100; n += 1) sender.add(at(n / 100), null);
  for (let n = 0; n < 100; n += 1) sender.add(at(n / 100), 'a');
  await pass();
  await pass();
  expect(told.map(({ via }) => via.length)).toEqual([0, 6, 32]);
});

test('of a list so many are kept, the ends among them', () => {
  expect(thinned([1, 2, 3], 3)).toEqual([1, 2, 3]);
  expect(thinned([0, 1, 2, 3, 4, 5, 6], 3)).toEqual([0, 3, 6]);
});
