import { expect, test } from 'vitest';
import { EarlyCandidates } from './early-candidates';
import { Steps } from './steps';

test('no step begins before the last one has ended, whatever became of it', async () => {
  const steps = new Steps();
  const order: string[] = [];
  const [first, last] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  steps.next(async () => {
    order.push('taken');
    await first.promise;
    order.push('given up');
    throw new TypeError('The connection was closed');
  });
  steps.next(() => {
    order.push('anew');
    last.resolve(undefined);
    return Promise.resolve();
  });
  await Promise.resolve();
  expect(order).toEqual(['taken']);
  first.resolve(undefined);
  await last.promise;
  expect(order).toEqual(['taken', 'given up', 'anew']);
});

test('nothing begins once it is over', async () => {
  const steps = new Steps();
  const [begun, end] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  let count = 0;
  steps.next(() => {
    begun.resolve(undefined);
    return end.promise;
  });
  steps.next(() => {
    count += 1;
    return Promise.resolve();
  });
  await begun.promise;
  steps.end();
  end.resolve(undefined);
  await new Promise(setImmediate);
  expect(count).toBe(0);
});

test('candidates wait for their description, and then go in as they came', async () => {
  const taken: unknown[] = [];
  const peer = {
    remoteDescription: null as object | null,
    addIceCandidate: (one: unknown) => taken.push(one),
  };
  const link = peer as unknown as RTCPeerConnection;
  const early = new EarlyCandidates();
  await early.add(null, { candidate: 'a' });
  await early.add(link, { candidate: 'b' });
  expect(taken).toEqual([]);
  peer.remoteDescription = {};
  await early.settle(link);
  await early.add(link, { candidate: 'c' });
  expect(taken).toEqual([{ candidate: 'a' }, { candidate: 'b' }, { candidate: 'c' }]);
  await early.settle(link);
  expect(taken).toHaveLength(3);
});

test('those of a connection that was given up never go into another one', async () => {
  const taken: unknown[] = [];
  const link = { addIceCandidate: (one: unknown) => taken.push(one) } as unknown as RTCPeerConnection;
  const early = new EarlyCandidates();
  await early.add(null, { candidate: 'a' });
  early.forget();
  await early.settle(link);
  expect(taken).toEqual([]);
});
