import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aKey } from '../people.js';
import { launch, Visitor } from './visitor.js';
import { violations } from './violations.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** A file or folder on screen. */
const row = (page: Page, name: string): Locator =>
  page.getByRole('grid').getByRole('row').filter({ hasText: name });

/** Makes a folder in the viewer's own, and opens what asks others for files into it. */
async function askInto(page: Page, folder: string): Promise<Locator> {
  await page.goto('/files');
  await page.getByRole('button', { name: 'New folder' }).first().click();
  await page.getByRole('textbox', { name: 'Name' }).fill(folder);
  await page.keyboard.press('Enter');
  await row(page, folder).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Ask for files' }).click();
  return page.getByRole('dialog', { name: `Ask for files for ${folder}` });
}

/** Chooses a file of so many words, as from the computer. */
async function choose(page: Page, name: string, text: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files, or drop them here' }).click();
  await (await chooser).setFiles([{ name, mimeType: 'text/plain', buffer: Buffer.from(text) }]);
}

test('who is asked sends files without an account; they arrive as they come, until the request ends', async () => {
  const [folder, essay] = [`essays ${aKey().slice(0, 8)}`, `essay ${aKey().slice(0, 8)}.txt`];
  await using amara = await Visitor.signIn(browser, 'head', {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const { page } = amara;
  const dialog = await askInto(page, folder);
  await dialog.getByRole('button', { name: 'New request' }).click();
  await dialog.getByLabel('What do you ask for?').fill('Your essay');
  await dialog.getByLabel('Files at most').fill('2');
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  await dialog.getByText('Your essay').waitFor();
  const address = await page.evaluate(() => navigator.clipboard.readText());
  expect(await violations(page)).toEqual([]);

  await using stranger = await Visitor.arrive(browser, new URL(address).pathname);
  await stranger.page.getByRole('heading', { level: 1, name: 'Your essay' }).waitFor();
  expect(await violations(stranger.page)).toEqual([]);
  await stranger.page.getByRole('button', { name: 'Choose files, or drop them here' }).click();
  await stranger.page.getByText('Write your name first.').waitFor();
  await stranger.page.keyboard.type('Wanjiru');
  await stranger.page.getByText('Write your name first.').waitFor({ state: 'detached' });
  await choose(stranger.page, essay, 'It was a dark night.\n');
  await stranger.page.getByText('It has arrived').waitFor();
  await stranger.page.getByText('One more file is taken.').waitFor();
  await dialog.getByText('One file of 2 came').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await row(page, folder).dblclick();
  await row(page, essay).waitFor();

  await page.goBack();
  await row(page, folder).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Ask for files' }).click();
  await dialog.getByRole('button', { name: 'End the request now' }).click();
  await dialog.getByText('Nobody is asked for files.').waitFor();
  await choose(stranger.page, 'late.txt', 'Too late.\n');
  // Nobody tells strangers; who is refused sees at once that there is nothing more to send.
  await stranger.page.getByRole('heading', { name: 'No more files are taken here' }).waitFor();
  await stranger.page.getByText('late.txt').waitFor();
  await stranger.page.reload();
  await stranger.page.getByRole('heading', { name: 'No more files are taken here' }).waitFor();
  expect([amara.faults, stranger.faults]).toEqual([[], []]);
});
