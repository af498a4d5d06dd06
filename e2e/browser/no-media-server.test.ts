import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Person } from '../client/person.js';
import { people } from '../people.js';
import { type EmbeddedStack, startEmbedded } from '../stack/embedded-stack.js';
import { Caller, FAKE_DEVICES } from './caller.js';
import { inBothSchemes } from './schemes.js';
import { launch } from './visitor.js';

let browser: Browser;
let stack: EmbeddedStack;
beforeAll(async () => {
  [browser, stack] = await Promise.all([
    launch(FAKE_DEVICES),
    startEmbedded({ JANUS_BINARY: '/nowhere/janus' }),
  ]);
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

test('without a media server two talk, nobody can be added or recorded, and it is said why', async () => {
  const called = await Person.signIn(stack.gatewayUrls, people.student);
  await using amara = await Caller.signIn(browser, 'head', { at: stack.url });
  await using daniel = await Caller.signIn(browser, 'student', { at: stack.url });
  await amara.call(called.id);
  await daniel.answer('Amara Okafor');
  await Promise.all([amara.talks(), daniel.talks()]);
  await Promise.all([amara.sees(), daniel.sees()]);

  await amara.control('More').click();
  const add = amara.page.getByRole('menuitem', { name: /^Add people/ });
  await add.getByText('Needs a media server, and none is available.').waitFor();
  expect(await add.isDisabled()).toBe(true);
  await inBothSchemes(amara.page, (scheme, found) => {
    expect.soft(found, scheme).toEqual([]);
    return Promise.resolve();
  });
  await amara.page.keyboard.press('Escape');
  await amara.control('Record').click();
  const refusal = amara.page.getByRole('dialog', { name: 'This call cannot be recorded' });
  await refusal.getByText('It needs a media server, and none is available.').waitFor();
  await refusal.getByRole('button', { name: 'Close' }).last().click();

  const { frames } = await daniel.received();
  await daniel.receives((now) => now.frames > frames + 5);
  await amara.control('Leave').click();
  await daniel.page.getByText('This call is over').waitFor();
  expect([amara.faults, daniel.faults]).toEqual([[], []]);
});
