import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSWORD } from '../client/person.js';
import { people } from '../people.js';
import { launch, Visitor } from './visitor.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

test.each([
  ['/explorer', 'Graph explorer · Parley'],
  ['/rest', 'REST reference · Parley'],
])("the client's service worker leaves %s to the gateway", async (path, title) => {
  await using amara = await Visitor.signIn(browser, 'head');
  const { page } = amara;
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  // The second time the worker stands between the page and the network.
  await page.reload();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.goto(path);
  await page.getByText('Acting as Amara Okafor').waitFor();
  expect([new URL(page.url()).pathname, await page.title()]).toEqual([path, title]);
});

test('whoever signs in on the way to the explorer arrives there, and at once the next time', async () => {
  await using daniel = await Visitor.arrive(browser);
  const { page } = daniel;
  await page.goto('/sign-in?to=%2Fexplorer');
  await page.getByLabel('Email').fill(people.student);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByText('Acting as Daniel').waitFor();
  expect(new URL(page.url()).pathname).toBe('/explorer');
  await page.goto('/sign-in?to=%2Frest');
  await page.getByText('Acting as Daniel').waitFor();
  expect(new URL(page.url()).pathname).toBe('/rest');
});
