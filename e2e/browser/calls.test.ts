import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { CallsNowDocument } from '../generated/graphql.js';
import { a } from '../product.js';
import { Caller, FAKE_DEVICES, endCallsOf } from './caller.js';
import { launch } from './visitor.js';

let browser: Browser;
let amara: Caller;
let daniel: Caller;
beforeAll(async () => {
  browser = await launch(FAKE_DEVICES);
  [amara, daniel] = await Caller.all(browser, 'head', 'student');
});
afterAll(() => browser.close());

afterEach(() => endCallsOf('head', 'student', 'colleague'));

/** Amara calls Daniel with video, and he answers. */
async function talking(): Promise<void> {
  await amara.call((await a('student')).id);
  await daniel.answer('Amara Okafor');
  await Promise.all([amara.talks(), daniel.talks()]);
  await Promise.all([amara.sees(), daniel.sees()]);
}

test('two people see and hear each other, and it ends for both', async () => {
  await talking();
  for (const caller of [amara, daniel]) {
    const first = await caller.received();
    const later = await caller.receives(({ frames }) => frames > first.frames + 15);
    expect(later.pictureBytes).toBeGreaterThan(first.pictureBytes);
    expect(later.soundBytes).toBeGreaterThan(first.soundBytes);
  }
  await daniel.control('Leave').click();
  await amara.page.getByText('This call is over').waitFor();
  await daniel.page.getByText('This call is over').waitFor();
  expect([amara.faults, daniel.faults]).toEqual([[], []]);
});

test('who is muted is seen to be, and is not heard; who switches the camera off is not seen', async () => {
  await talking();
  const loud = await daniel.within(1_000);
  await amara.page.keyboard.press('m');
  await daniel.stage.getByText('Muted').waitFor();
  const silent = await daniel.within(1_000);
  expect(silent.soundBytes).toBeLessThan(loud.soundBytes / 2);
  await amara.page.keyboard.press('m');
  await daniel.stage.getByText('Muted').waitFor({ state: 'detached' });

  await amara.page.keyboard.press('v');
  await daniel.pictureOf('Amara Okafor').waitFor({ state: 'detached' });
  expect((await daniel.within(1_000)).frames).toBe(0);
  await amara.page.keyboard.press('v');
  await daniel.pictureOf('Amara Okafor').waitFor();
  expect((await daniel.within(1_000)).frames).toBeGreaterThan(3);
});

test('a screen that is shared is seen large, beside the camera, until it is not shared any more', async () => {
  await talking();
  await amara.control('Share').click();
  await daniel.pictureOf('Screen of Amara Okafor').waitFor();
  await daniel.pictureOf('Amara Okafor').waitFor();
  await daniel.page.waitForFunction(
    () => document.querySelector<HTMLVideoElement>('video[aria-label="Screen of Amara Okafor"]')?.videoWidth,
  );
  await amara.page.keyboard.press('s');
  await daniel.pictureOf('Screen of Amara Okafor').waitFor({ state: 'detached' });
});

test('a call with sound alone becomes one with pictures, on both sides', async () => {
  await amara.call((await a('student')).id, 'Call');
  await daniel.answer('Amara Okafor', 'Answer');
  await Promise.all([amara.talks(), daniel.talks()]);
  await Promise.all([amara.hears(), daniel.hears()]);
  expect((await daniel.received()).frames).toBe(0);
  await amara.page.keyboard.press('v');
  await daniel.pictureOf('Amara Okafor').waitFor();
  await daniel.sees();
  await daniel.control('Camera on').click();
  await amara.pictureOf('Daniel Mwangi').waitFor();
  await amara.sees();
});

test('on hold nothing flows, both are told by whom, and only who held goes on', async () => {
  await talking();
  await amara.control('Hold').click();
  await amara.stage.getByText('You put this call on hold').waitFor();
  await daniel.stage.getByText('Amara Okafor put you on hold').waitFor();
  expect(await daniel.control('Hold').isDisabled()).toBe(true);
  for (const caller of [amara, daniel]) {
    expect(await caller.within(1_000)).toMatchObject({ frames: 0, soundBytes: 0 });
  }
  await amara.control('Resume').click();
  await daniel.stage.getByText('put you on hold').waitFor({ state: 'detached' });
  for (const caller of [amara, daniel]) {
    const { frames } = await caller.received();
    await caller.receives((now) => now.frames > frames + 3);
  }
});

test('a call is declined, and answered in words', async () => {
  await amara.call((await a('student')).id, 'Call');
  await daniel.ring('Amara Okafor').getByText('for them').waitFor();
  await daniel.ring('Amara Okafor').getByRole('button', { name: 'Reply with a message' }).click();
  await daniel.page.getByRole('menuitem', { name: 'I will call you back soon.' }).click();
  await amara.page.getByText('Daniel Mwangi declined').first().waitFor();
  await daniel.ring('Amara Okafor').waitFor({ state: 'detached' });
  await amara.page.getByRole('link', { name: 'Chat' }).first().click();
  await amara.page
    .getByRole('navigation', { name: 'People' })
    .getByRole('link', { name: /Daniel/ })
    .click();
  await amara.page.getByRole('log').getByText('I will call you back soon.').first().waitFor();
});

test('a call that is given up was missed, and is called back from the history', async () => {
  await amara.call((await a('student')).id, 'Call');
  await daniel.ring('Amara Okafor').waitFor();
  await amara.page.getByRole('region', { name: 'Calling Daniel Mwangi' }).getByRole('button').click();
  await daniel.page.getByText('You missed a call from Amara Okafor').first().waitFor();
  await daniel.page.goto('/calls');
  await daniel.page.getByRole('button', { name: 'Missed', exact: true }).click();
  const newest = daniel.page.getByRole('list', { name: 'Calls' }).getByRole('listitem').first();
  await newest.getByText('Missed').waitFor();
  await newest.getByRole('button', { name: 'Call Amara Okafor' }).click();
  await amara.ring('Daniel Mwangi').waitFor();
});

test('a call goes on while one works elsewhere, and comes back after a reload', async () => {
  await talking();
  await daniel.page.getByRole('link', { name: 'Files' }).first().click();
  const bar = daniel.page.getByRole('region', { name: 'Your call' });
  await bar.getByText('Amara Okafor').waitFor();
  expect((await daniel.within(1_000)).soundBytes).toBeGreaterThan(500);
  expect((await amara.within(1_000)).frames).toBeGreaterThan(3);

  await daniel.page.reload();
  await bar.getByText('Amara Okafor').waitFor();
  await Promise.all([amara.sees(), daniel.sees()]);
  expect((await amara.within(1_000)).frames).toBeGreaterThan(3);
  await bar.getByRole('link').click();
  await daniel.talks();
  expect((await daniel.within(1_000)).frames).toBeGreaterThan(3);
});

test('who works elsewhere stays there, whatever the other switches', async () => {
  await talking();
  await amara.page.getByRole('link', { name: 'Files' }).first().click();
  await amara.page.getByRole('region', { name: 'Your call' }).waitFor();
  await amara.page.reload();
  await amara.page.getByRole('region', { name: 'Your call' }).waitFor();
  await amara.sees();
  await daniel.page.keyboard.press('v');
  await daniel.control('Camera on').waitFor();
  await amara.within(1_000);
  expect(new URL(amara.page.url()).pathname).toBe('/files');
});

test('another device takes a call over, and the first lets go without ending it', async () => {
  await talking();
  await using other = await Caller.signIn(browser, 'student');
  await other.page.getByRole('region', { name: 'This call runs on another of your devices' }).waitFor();
  await other.page.getByRole('button', { name: 'Move here' }).click();
  await other.talks();
  await daniel.page.getByRole('button', { name: 'Move here' }).first().waitFor();
  await other.sees();
  const before = await amara.received();
  await amara.receives(({ soundBytes }) => soundBytes > before.soundBytes + 1_000);
  await amara.control('Leave').waitFor();
});

test('both call each other, and talk in one call', async () => {
  const [amaraId, danielId] = [(await a('head')).id, (await a('student')).id];
  await Promise.all([amara.page.goto(`/people/${danielId}`), daniel.page.goto(`/people/${amaraId}`)]);
  const buttons = [amara, daniel].map(({ page }) =>
    page.getByRole('button', { name: 'Video call', exact: true }),
  );
  await Promise.all(buttons.map((button) => button.waitFor()));
  await Promise.all(buttons.map((button) => button.click()));
  await Promise.all([amara.talks(), daniel.talks()]);
  await Promise.all([amara.sees(), daniel.sees()]);
  const { viewer } = await (await a('head')).get(CallsNowDocument, {});
  expect(viewer?.activeCalls).toHaveLength(1);
});

test('a call is handed over at once: who remains talks to whom it was handed to', async () => {
  await using jonas = await Caller.signIn(browser, 'colleague');
  await talking();
  await amara.handOver('Jonas Lindqvist', 'Hand over now');
  await jonas.answer('Daniel Mwangi');
  await Promise.all([daniel.talks(), jonas.talks()]);
  await daniel.page.getByRole('heading', { name: 'Jonas Lindqvist' }).waitFor();
  await Promise.all([daniel.hears(), jonas.hears()]);
  await amara.page.getByText('This call is over').waitFor();
});

test('a call is handed over after asking: the one asked is put through', async () => {
  await using jonas = await Caller.signIn(browser, 'colleague');
  await talking();
  await amara.handOver('Jonas Lindqvist', 'Ask first');
  await daniel.stage.getByText('Amara Okafor put you on hold').waitFor();
  await jonas.answer('Amara Okafor', 'Answer');
  await amara.page.getByRole('heading', { name: 'Jonas Lindqvist' }).waitFor();
  await Promise.all([amara.hears(), jonas.hears()]);
  await amara.control('Put through').click();
  await daniel.page.getByRole('heading', { name: 'Jonas Lindqvist' }).waitFor();
  await jonas.page.getByRole('heading', { name: 'Daniel Mwangi' }).waitFor();
  await Promise.all([daniel.hears(), jonas.hears()]);
  expect([amara.faults, daniel.faults, jonas.faults]).toEqual([[], [], []]);
});

test('who is put through while the browser still asks for their microphone is heard once it may be used', async () => {
  await using jonas = await Caller.signIn(browser, 'colleague');
  await talking();
  const allow = await jonas.asksForMicrophone();
  await amara.handOver('Jonas Lindqvist', 'Ask first');
  await jonas.answer('Amara Okafor', 'Answer');
  await amara.page.getByRole('heading', { name: 'Jonas Lindqvist' }).waitFor();
  await amara.control('Put through').click();
  await jonas.page.getByRole('heading', { name: 'Daniel Mwangi' }).waitFor();
  await jonas.hears();
  await allow();
  await daniel.page.getByRole('heading', { name: 'Jonas Lindqvist' }).waitFor();
  await Promise.all([daniel.hears(), jonas.sees()]);
});
