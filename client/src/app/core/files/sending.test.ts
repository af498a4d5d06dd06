import { expect, test } from 'vitest';
import { Sending } from './sending';

/** Whether a promise is settled by now. */
const isSettled = async (promise: Promise<unknown>): Promise<boolean> => {
  const open = Symbol('open');
  return (await Promise.race([promise.then(() => null), Promise.resolve(open)])) !== open;
};

test('what is paused waits, and goes on with another hold', async () => {
  const sending = new Sending();
  await sending.goesOn();
  const { hold } = sending;
  sending.pause();
  sending.pause();
  expect([hold.aborted, sending.isGivenUp, await isSettled(sending.goesOn())]).toEqual([true, false, false]);
  const waiting = sending.goesOn();
  sending.goOn();
  await waiting;
  expect([hold.aborted, sending.hold.aborted]).toEqual([true, false]);
});

test('what is given up while it is paused waits no longer', async () => {
  const sending = new Sending();
  sending.pause();
  const waiting = sending.goesOn();
  sending.giveUp();
  await waiting;
  expect(sending.isGivenUp).toBe(true);
});
