import type { BrowserContext, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, Visitor } from './visitor.js';
import { violations } from './violations.js';

let browser: Awaited<ReturnType<typeof launch>>;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Somebody signed in whose pages are fetched from the server each time: no worker keeps them. */
const aVisitor = () => Visitor.signIn(browser, 'student', { serviceWorkers: 'block' });

const loadAnew = (page: Page) => page.getByRole('button', { name: 'Load anew' });
const channels = (page: Page) => page.getByRole('navigation', { name: 'Channels' });

/** The parts of the program that are fetched once it runs, as they are asked for; the texts come just before them. */
async function partsThat(context: BrowserContext, answer: (route: Route) => Promise<void>): Promise<void> {
  let runs = false;
  context.on('request', (request) => {
    if (request.isNavigationRequest()) runs = false;
  });
  await context.route('**/i18n/en.json', async (route) => {
    runs = true;
    await route.continue();
  });
  await context.route('**/chunk-*.js', (route) => (runs ? answer(route) : route.continue()));
}

test('a part that does not come while a page opens is fetched again', async () => {
  await using visitor = await aVisitor();
  const { context, page } = visitor;
  let lost = 0;
  await partsThat(context, (route) => {
    lost += 1;
    return lost === 1 ? route.abort() : route.continue();
  });
  await page.goto('/');
  await channels(page).waitFor();
  expect(lost).toBeGreaterThan(1);
});

test('a page whose parts do not come says so and opens when they do', async () => {
  await using visitor = await aVisitor();
  const { context, page } = visitor;
  await partsThat(context, (route) => route.abort());
  await page.goto('/');
  await page.getByText('This page could not be loaded').waitFor();
  expect(await violations(page)).toEqual([]);
  await context.unrouteAll();
  await page.getByRole('button', { name: 'Try again' }).click();
  await channels(page).waitFor();
});

test('a page whose program does not come can be loaded again', async () => {
  await using visitor = await aVisitor();
  const { context, page } = visitor;
  await context.route('**/*.js', (route) => route.abort());
  await page.goto('/');
  const again = page.getByRole('link', { name: 'load the page again' });
  await again.waitFor();
  expect(await violations(page)).toEqual([]);
  await context.unrouteAll();
  await again.click();
  await channels(page).waitFor();
});

/** Breaks the line for some of the parts that are asked for. */
async function loses(context: BrowserContext, isLost: () => boolean): Promise<void> {
  await context.route('**/chunk-*.js', (route) => (isLost() ? route.abort() : route.continue()));
}

test('a part that does not come once under a page that stands is fetched again', async () => {
  await using visitor = await aVisitor();
  const { context, page } = visitor;
  let asked = 0;
  await loses(context, () => (asked += 1) === 1);
  await page.getByRole('link', { name: 'People', exact: true }).click();
  await page.getByRole('heading', { name: 'People', level: 1 }).waitFor();
  expect(asked).toBeGreaterThan(1);
});

test('a part that stays away under a page that stands is told, and the page stays', async () => {
  await using visitor = await aVisitor();
  const { context, page } = visitor;
  // As after another one that did not come just now: nothing is gained by loading the page anew again.
  await page.evaluate(() => {
    sessionStorage.setItem('parley.loadedAnew', String(Date.now()));
  });
  await loses(context, () => true);
  await page.getByRole('link', { name: 'People', exact: true }).click();
  await loadAnew(page).waitFor();
  await channels(page).waitFor();
  await context.unrouteAll();
  await loadAnew(page).click();
  await page.getByRole('heading', { name: 'People', level: 1 }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/people');
});
