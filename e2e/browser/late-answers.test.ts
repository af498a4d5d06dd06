import type { Browser, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { a } from '../product.js';
import { Caller, FAKE_DEVICES, endCallsOf } from './caller.js';
import { launch } from './visitor.js';

/** What pages ask is held up here, which nobody can do whose service worker asks for them. */
const EQUIPMENT = { serviceWorkers: 'block' } as const;

let browser: Browser;
let amara: Caller;
let daniel: Caller;
beforeAll(async () => {
  browser = await launch(FAKE_DEVICES);
  [amara, daniel] = await Promise.all([
    Caller.signIn(browser, 'head', EQUIPMENT),
    Caller.signIn(browser, 'student', EQUIPMENT),
  ]);
});
afterAll(() => browser.close());

afterEach(async () => {
  await Promise.all([amara, daniel].map(({ page }) => page.unrouteAll()));
  await endCallsOf('head', 'student', 'colleague');
});

/** Carries what a page asks when it takes its place in a call in a way of its own. */
async function carryMoves({ page }: Caller, carry: (route: Route) => Promise<void>): Promise<void> {
  await page.route('**/graphql', (route) =>
    route.request().postData()?.includes('"MoveCall"') === true ? carry(route) : route.continue(),
  );
}

test('a call that is answered before whoever began it has their place is shown to them all the same', async () => {
  const isAnswered = amara.told(/"callEvents".*"ACTIVE"/s);
  const isHeldUp = Promise.withResolvers<undefined>();
  await carryMoves(amara, async (route) => {
    isHeldUp.resolve(undefined);
    await isAnswered;
    await route.continue();
  });
  await amara.call((await a('student')).id);
  await isHeldUp.promise;
  await daniel.answer('Amara Okafor');
  await Promise.all([amara.talks(), daniel.talks()]);
  await Promise.all([amara.sees(), daniel.sees()]);
  expect(amara.page.url()).toContain('/calls/');
});

test('a place that is confirmed after word that the other is in theirs does not take them away again', async () => {
  await using jonas = await Caller.signIn(browser, 'colleague', EQUIPMENT);
  const isDanielIn = jonas.told(new RegExp(`"callEvents".*"user":{"id":"${(await a('student')).id}"`, 's'));
  await jonas.page.reload();
  await amara.call((await a('student')).id);
  await daniel.answer('Amara Okafor');
  await Promise.all([amara.sees(), daniel.sees()]);
  await amara.handOver('Jonas Lindqvist', 'Ask first');
  await jonas.answer('Amara Okafor', 'Answer');
  await amara.page.getByRole('heading', { name: 'Jonas Lindqvist' }).waitFor();

  const hasPlace = Promise.withResolvers<undefined>();
  await carryMoves(jonas, async (route) => {
    const response = await route.fetch();
    hasPlace.resolve(undefined);
    await isDanielIn;
    await route.fulfill({ response });
  });
  await carryMoves(daniel, async (route) => {
    await hasPlace.promise;
    await route.continue();
  });
  await amara.control('Put through').click();
  await daniel.page.getByRole('heading', { name: 'Jonas Lindqvist' }).waitFor();
  await Promise.all([daniel.hears(), jonas.sees()]);
});
