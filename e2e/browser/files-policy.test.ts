import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aKey } from '../people.js';
import { violations } from './violations.js';
import { launch, Visitor } from './visitor.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Chooses where names are always drawn, for the data of one region alone: others are at work in the rest. */
async function layDown(page: Page, choice: string): Promise<void> {
  await page.goto('/admin/sharing');
  await page.getByLabel('Names in what is shown').selectOption({ label: choice });
  await page.getByLabel('Of which data').selectOption({ label: 'Data of some regions' });
  await page.getByRole('textbox', { name: 'Regions' }).fill('na');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved. It holds from now on.').waitFor();
}

test('what the organisation lays down stands in the dialog that shares, and cannot be left out', async () => {
  const name = `Plan ${aKey().slice(0, 8)}`;
  await using priya = await Visitor.at(browser, 'administrator');
  await layDown(priya.page, 'Always drawn in what links and shares show');
  await using elise = await Visitor.at(browser, 'faculty');
  const { page } = elise;
  await page.goto('/files/mine');
  await page.getByRole('button', { name: 'More ways to add' }).click();
  await page.getByRole('menuitem', { name: 'New folder' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.keyboard.press('Enter');
  const row = page.getByRole('grid').getByRole('row').filter({ hasText: name });
  await row.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: `Share ${name}` });
  await dialog.getByLabel('Add people and groups').fill('Jonas');
  await dialog.getByRole('button', { name: /Jonas Lindqvist/ }).click();
  await dialog.getByRole('checkbox', { name: 'May download' }).uncheck();
  await dialog.getByText('Your organisation draws their name in what they see').waitFor();
  expect(await dialog.getByRole('checkbox', { name: 'Draw their name' }).count()).toBe(0);
  await dialog.getByRole('button', { name: 'Share with Jonas Lindqvist' }).click();
  await dialog.getByText('Name drawn in, as your organisation lays down').waitFor();
  await dialog.getByRole('button', { name: 'Jonas Lindqvist: Can view. Change' }).click();
  const fixed = page.getByRole('menuitemcheckbox', { name: 'Your organisation draws their name' });
  expect([await fixed.isDisabled(), await fixed.getAttribute('aria-checked')]).toEqual([true, 'true']);
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'New link' }).click();
  await dialog.getByLabel('What they may do').last().selectOption('view');
  await dialog.getByText('Your organisation draws for whom the link is in what it shows').waitFor();
  expect(await violations(page)).toEqual([]);
  await layDown(priya.page, 'Always drawn in what links show');
  expect([priya.faults, elise.faults]).toEqual([[], []]);
});

test('who can open a file is said in the language of whoever reads it', async () => {
  const name = `Plan ${aKey().slice(0, 8)}.txt`;
  await using elise = await Visitor.at(browser, 'faculty', { timezoneId: 'America/Toronto' });
  const { page } = elise;
  await page.goto('/files/mine');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Upload', exact: true }).click();
  await (await chooser).setFiles([{ name, mimeType: 'text/plain', buffer: Buffer.from('Mine') }]);
  const row = page.getByRole('grid').getByRole('row').filter({ hasText: name });
  await row.waitFor();
  await page.evaluate(() => {
    localStorage.setItem('parley.language', 'ar');
  });
  await page.reload();
  await row.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'التفاصيل' }).click();
  await page.getByText('لا يمكن لأحد فتحه سواك.').waitFor();
  expect(elise.faults).toEqual([]);
});
