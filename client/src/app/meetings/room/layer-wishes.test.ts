import { expect, test } from 'vitest';
import { LayerWishes } from './layer-wishes';
import type { Wanted } from './layers.rules';

const wish = (...ids: readonly string[]): readonly Wanted[] =>
  ids.map((participantId) => ({ participantId, width: 320, screen: false }));

/** A media server that answers when it is told to. */
function server() {
  const asked: string[] = [];
  let answer = Promise.withResolvers<undefined>();
  const send = (wanted: readonly Wanted[]): Promise<void> => {
    asked.push(wanted.map(({ participantId }) => participantId).join());
    return answer.promise;
  };
  const next = async (how: 'resolve' | 'reject'): Promise<void> => {
    const { [how]: settle } = answer;
    answer = Promise.withResolvers<undefined>();
    settle(undefined);
    await new Promise(setImmediate);
  };
  return { asked, send, next };
}

test('what was wished for only in between is never asked for', async () => {
  const { asked, send, next } = server();
  const wishes = new LayerWishes(send);
  wishes.ask(wish('a'));
  wishes.ask(wish('b'));
  wishes.ask(wish('c'));
  expect(asked).toEqual(['a']);
  await next('resolve');
  expect(asked).toEqual(['a', 'c']);
});

test('the same wish is asked once, and again for a server that knows nothing of it', async () => {
  const { asked, send, next } = server();
  const wishes = new LayerWishes(send);
  const same = wish('a');
  wishes.ask(same);
  await next('resolve');
  wishes.ask(same);
  expect(asked).toEqual(['a']);
  wishes.forget();
  wishes.ask(same);
  expect(asked).toEqual(['a', 'a']);
});

test('a wish that did not arrive can be asked again', async () => {
  const { asked, send, next } = server();
  const wishes = new LayerWishes(send);
  const same = wish('a');
  wishes.ask(same);
  await next('reject');
  wishes.ask(same);
  expect(asked).toEqual(['a', 'a']);
});

test('nothing is asked for once it is over', async () => {
  const { asked, send, next } = server();
  const wishes = new LayerWishes(send);
  wishes.ask(wish('a'));
  wishes.ask(wish('b'));
  wishes.stop();
  await next('resolve');
  expect(asked).toEqual(['a']);
});
