import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { a } from '../product.js';
import { Caller, FAKE_DEVICES } from './caller.js';
import { launch } from './visitor.js';

let browser: Browser;
let amara: Caller;
let daniel: Caller;
beforeAll(async () => {
  browser = await launch(FAKE_DEVICES);
  [amara, daniel] = await Promise.all([Caller.signIn(browser, 'head'), Caller.signIn(browser, 'student')]);
});
afterAll(() => browser.close());

afterEach(async () => {
  for (const caller of [amara, daniel]) {
    const leave = caller.control('Leave');
    if (await leave.isVisible()) await leave.click();
  }
});

/** Amara calls Daniel with video, and he answers. */
async function talking(): Promise<void> {
  await amara.call((await a('student')).id);
  await daniel.answer('Amara Okafor');
  await Promise.all([amara.talks(), daniel.talks()]);
}

test('two people see and hear each other, and it ends for both', async () => {
  await talking();
  for (const caller of [amara, daniel]) {
    const first = await caller.receives(({ frames, soundBytes }) => frames > 5 && soundBytes > 1_000);
    const later = await caller.receives(({ frames }) => frames > first.frames + 15);
    expect(later.pictureBytes).toBeGreaterThan(first.pictureBytes);
    expect(later.soundBytes).toBeGreaterThan(first.soundBytes);
  }
  await daniel.control('Leave').click();
  await amara.page.getByText('This call is over').waitFor();
  await daniel.page.getByText('This call is over').waitFor();
  expect([amara.faults, daniel.faults]).toEqual([[], []]);
});
