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

const tray = (page: Page): Locator => page.getByRole('region', { name: 'Uploads' });

/** Drops a file of so many bytes in the middle of the page, as from a folder of the computer. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([fileName, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([content], fileName, { type: 'text/plain' }));
      return data;
    },
    [name, text] as const,
  );
  const zone = page.locator('#sheet .sheet');
  await zone.dispatchEvent('dragenter', { dataTransfer: transfer });
  await page.getByText('Drop files and folders').waitFor();
  await zone.dispatchEvent('drop', { dataTransfer: transfer });
}

test('a dropped file survives a reload in the middle, is seen by a colleague, renamed, removed and brought back', async () => {
  const [name, renamed] = [`minutes ${aKey().slice(0, 8)}.txt`, `agreed ${aKey().slice(0, 8)}.txt`];
  // A service worker would carry the bytes past what stands in their way here.
  await using amara = await Visitor.at(browser, 'head', { serviceWorkers: 'block' });
  const { page } = amara;
  await page.goto('/files');
  await page.getByRole('link', { name: 'Thesis committee' }).click();
  await page.getByRole('heading', { level: 1, name: 'Thesis committee' }).waitFor();

  await using jonas = await Visitor.at(browser, 'colleague');
  await jonas.page.goto('/files');
  await jonas.page.getByRole('link', { name: 'Thesis committee' }).click();
  await jonas.page.getByRole('heading', { level: 1, name: 'Thesis committee' }).waitFor();

  // No byte comes through: what is reloaded now is in the middle.
  await amara.context.route('**/f/uploads/**', (route) => route.abort());
  await drop(page, name, 'What was agreed.\n');
  await tray(page).getByText('Waiting for the network').waitFor();
  await amara.context.unroute('**/f/uploads/**');
  await page.reload();
  await tray(page).getByText('Uploaded').waitFor();
  await row(page, name).waitFor();
  await row(jonas.page, name).waitFor();

  await row(page, name).click();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name }).getByText('What was agreed.').waitFor();
  await page.keyboard.press('Escape');

  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Name' }).fill(renamed);
  await page.keyboard.press('Enter');
  await row(page, renamed).waitFor();
  await row(jonas.page, renamed).waitFor();

  await row(page, renamed).click();
  await page.keyboard.press('Delete');
  await row(jonas.page, renamed).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Trash' }).click();
  await row(page, renamed).click();
  await page.getByRole('button', { name: 'Restore' }).click();
  await row(jonas.page, renamed).waitFor();
  await row(page, renamed).waitFor({ state: 'detached' });
  expect([amara.faults, jonas.faults]).toEqual([[], []]);
});

test('the page of files can be used by everybody, as tiles and as a table, on a phone and from right to left', async () => {
  const name = `folder ${aKey().slice(0, 8)}`;
  await using amara = await Visitor.at(browser, 'head');
  const { page } = amara;
  await page.goto('/files');
  await page.getByRole('button', { name: 'More ways to add' }).click();
  await page.getByRole('menuitem', { name: 'New folder' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.keyboard.press('Enter');
  await row(page, name).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'List', exact: true }).click();
  await page.getByRole('columnheader', { name: 'Owner' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await row(page, name).click();
  await page.getByRole('button', { name: 'Add to favourites' }).click();
  await page.getByRole('link', { name: 'Favourites' }).click();
  await row(page, name).waitFor();
  await page.getByRole('button', { name: 'Grid', exact: true }).click();
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await violations(page)).toEqual([]);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect([wider, amara.faults]).toEqual([false, []]);
});
