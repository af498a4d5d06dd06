import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMeetings, CALL, aKey, deed, startMeetings } from '../../test/meetings.js';

let meetings: TestMeetings;
beforeAll(async () => {
  meetings = await startMeetings();
});
afterAll(() => meetings.stop());

test('handed over without a word, the other rings the new one', async () => {
  const [amara, wanjiru, elise] = await meetings.three();
  const { id } = await meetings.talking(wanjiru, amara);
  const over = await meetings.act(amara, 'transferCall', id, { userId: elise.id });
  // Whoever handed it over is out of the new call, and is told no more of it.
  expect(over).toMatchObject({ state: 'ENDED', endedBecause: 'TRANSFERRED', transferredTo: null });
  const next = (await meetings.call(wanjiru, id))?.transferredTo;
  expect(next).toMatchObject({ state: 'RINGING' });
  expect(await meetings.call(elise, next?.id ?? '')).toMatchObject({
    caller: { id: wanjiru.id },
    callee: { id: elise.id },
  });
  await meetings.move(wanjiru, next?.id ?? '');
  await meetings.answer(elise, next?.id ?? '');
  expect(await meetings.call(wanjiru, next?.id ?? '')).toMatchObject({ state: 'ACTIVE' });
});

const consulting = async () => {
  const [amara, wanjiru, elise] = await meetings.three();
  const { id } = await meetings.talking(wanjiru, amara);
  const waiting = await meetings.act(amara, 'transferCall', id, { userId: elise.id, attended: true });
  expect(waiting).toMatchObject({ state: 'TRANSFERRING', heldBy: { id: amara.id } });
  const NOW = `{ viewer { activeCalls { id consultsAbout { id } } } }`;
  const [asking] = (await meetings.must(elise, NOW)).activeCalls as { id: string; consultsAbout: null }[];
  // Whom one is asked about is none of one's business yet.
  expect(asking?.consultsAbout).toBeNull();
  return { amara, wanjiru, elise, id, askingId: asking?.id ?? '' };
};

test('handed over after speaking with the new one, the two are put through at once', async () => {
  const { amara, wanjiru, elise, id, askingId } = await consulting();
  expect(await meetings.refusal(amara, 'completeTransfer', id)).toEqual(['CONFLICT']);
  await meetings.answer(elise, askingId);
  expect(await meetings.refusal(wanjiru, 'completeTransfer', id)).toEqual(['CONFLICT']);
  expect(await meetings.act(amara, 'completeTransfer', id)).toMatchObject({ state: 'ENDED' });
  const next = (await meetings.call(wanjiru, id))?.transferredTo;
  expect(next).toMatchObject({ state: 'ACTIVE' });
  expect((await meetings.call(elise, askingId))?.transferredTo).toEqual(next);
  expect(await meetings.call(amara, next?.id ?? '')).toBeNull();
  expect((await meetings.must(amara, '{ viewer { activeCalls { id } } }')).activeCalls).toEqual([]);
});

test('who asked first and takes the call up again lets the other go', async () => {
  const { amara, elise, id, askingId } = await consulting();
  await meetings.answer(elise, askingId);
  expect(await meetings.act(amara, 'resumeCall', id)).toMatchObject({ state: 'ACTIVE', heldBy: null });
  expect(await meetings.call(elise, askingId)).toMatchObject({ state: 'ENDED', endedBecause: 'HUNG_UP' });
});

test('taken up again before the new one answered, they are rung no more', async () => {
  const { amara, elise, id, askingId } = await consulting();
  await meetings.act(amara, 'resumeCall', id);
  expect(await meetings.call(elise, askingId)).toMatchObject({ state: 'CANCELLED' });
});

test('where the new one declines, the call waits until it is taken up again', async () => {
  const { amara, wanjiru, elise, id, askingId } = await consulting();
  await meetings.act(elise, 'rejectCall', askingId);
  expect(await meetings.refusal(amara, 'completeTransfer', id)).toEqual(['CONFLICT']);
  expect(await meetings.refusal(wanjiru, 'resumeCall', id)).toEqual(['CONFLICT']);
  expect(await meetings.act(amara, 'resumeCall', id)).toMatchObject({ state: 'ACTIVE' });
});

test('who waits may hang up, and nobody is put through to nobody', async () => {
  const { amara, wanjiru, elise, id, askingId } = await consulting();
  await meetings.answer(elise, askingId);
  await meetings.act(wanjiru, 'hangUpCall', id);
  expect(await meetings.refusal(amara, 'completeTransfer', id)).toEqual(['CONFLICT']);
  expect(await meetings.call(elise, askingId)).toMatchObject({ state: 'ACTIVE' });
});

test('handed over while it is put on hold by the other: refused', async () => {
  const [amara, wanjiru, elise] = await meetings.three();
  const { id } = await meetings.talking(wanjiru, amara);
  await meetings.act(wanjiru, 'holdCall', id);
  expect(await meetings.refusal(amara, 'transferCall', id, { userId: elise.id })).toEqual(['CONFLICT']);
  await meetings.act(wanjiru, 'resumeCall', id);
  await meetings.act(amara, 'holdCall', id);
  // Who put it on hold may hand it over from there.
  expect(await meetings.act(amara, 'transferCall', id, { userId: elise.id })).toMatchObject({
    state: 'ENDED',
  });
});

test('handed over by both at once, or while it ends: one of the two happens', async () => {
  for (const rival of ['transferCall', 'hangUpCall']) {
    const [amara, wanjiru, elise] = await meetings.three();
    const { id } = await meetings.talking(wanjiru, amara);
    const over = { callId: id, userId: elise.id };
    const answers = await Promise.all([
      meetings.as(amara).run(deed('transferCall', CALL), { input: { ...over, key: aKey() } }),
      meetings.as(wanjiru).run(deed(rival, CALL), {
        input: { ...(rival === 'hangUpCall' ? { callId: id } : over), key: aKey() },
      }),
    ]);
    const codes = answers.map(({ errors }) => errors?.[0]?.extensions['code'] ?? 'ok');
    expect(codes.toSorted()).toEqual(['CONFLICT', 'ok']);
    const rung = (await meetings.must(elise, '{ viewer { activeCalls { id } } }')).activeCalls as unknown[];
    expect(rung).toHaveLength(codes[1] === 'ok' && rival === 'hangUpCall' ? 0 : 1);
  }
});

test.each(['userId of one of the two', 'somebody of another organisation'])('to %s: refused', async (who) => {
  const [amara, wanjiru] = await meetings.two();
  const [stranger] = await meetings.people([{ organizationId: 'organization_00000000000000000000000009' }]);
  const { id } = await meetings.talking(wanjiru, amara);
  const userId = who.startsWith('userId') ? wanjiru.id : stranger?.id;
  const code = who.startsWith('userId') ? 'CONFLICT' : 'NOT_FOUND';
  expect(await meetings.refusal(amara, 'transferCall', id, { userId })).toEqual([code]);
  expect(await meetings.call(amara, id)).toMatchObject({ state: 'ACTIVE' });
});
