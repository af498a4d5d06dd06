import { readFile } from 'node:fs/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aKey } from '../people.js';
import { Guide, number, phone, taking } from './guide.js';
import { launch, Visitor } from './visitor.js';

const guide = new Guide('files');

/** Pictures are of names that people give; elsewhere every run has its own. */
const folder = taking ? 'Thesis examination' : `Examination ${aKey().slice(0, 8)}`;

/** A file or folder on screen. */
const row = (page: Page, name: string): Locator =>
  page.getByRole('grid').getByRole('row').filter({ hasText: name });

/** A picture as people have them, drawn in the browser. */
async function drawn(page: Page, hue: number): Promise<Buffer> {
  const url = await page.evaluate((colour) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 800, height: 500 });
    const brush = canvas.getContext('2d');
    if (!brush) return '';
    brush.fillStyle = `hsl(${String(colour)} 45% 94%)`;
    brush.fillRect(0, 0, 800, 500);
    for (let bar = 0; bar < 9; bar += 1) {
      const height = 60 + ((bar * 137 + colour) % 330);
      brush.fillStyle = `hsl(${String(colour + bar * 6)} 55% ${String(62 - bar * 3)}%)`;
      brush.fillRect(60 + bar * 78, 460 - height, 52, height);
    }
    return canvas.toDataURL('image/png');
  }, hue);
  return Buffer.from(url.split(',')[1] ?? '', 'base64');
}

const text = (name: string, content: string, mimeType = 'text/plain') => ({
  ...{ name, mimeType },
  buffer: Buffer.from(content),
});

/** A folder with what people keep in folders. */
async function fill(page: Page): Promise<void> {
  await page.goto('/files/mine');
  await page.getByRole('button', { name: 'More ways to add' }).click();
  await page.getByRole('menuitem', { name: 'New folder' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(folder);
  await page.keyboard.press('Enter');
  await row(page, folder).getByText(folder, { exact: true }).click();
  await page.getByRole('heading', { level: 1, name: folder }).waitFor();
  const picture = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/png', buffer });
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles([
      picture('response-rates.png', await drawn(page, 210)),
      picture('field-notes.png', await drawn(page, 130)),
      text('guidelines.md', '# Examination\n\nTwo examiners read each thesis.\n', 'text/markdown'),
      text('candidates.csv', 'name,term\nGrace,autumn\nDaniel,spring\n', 'text/csv'),
      text('agreed.txt', 'What was agreed on Monday.\n'),
    ]);
  await row(page, 'guidelines.md').waitFor();
  await page.getByRole('region', { name: 'Uploads' }).waitFor({ state: 'detached' });
}

let browser: Browser;
let amara: Visitor;
beforeAll(async () => {
  browser = await launch();
  amara = await Visitor.signIn(browser, 'head', { colorScheme: 'light', serviceWorkers: 'block' });
  await fill(amara.page);
});
afterAll(() => browser.close());

async function menuOf(page: Page, name: string, deed: string): Promise<void> {
  await row(page, name).click({ button: 'right' });
  await guide.areThere(page, 'menuitem', deed);
  await page.getByRole('menuitem', { name: deed, exact: true }).click();
}

/** Does something that makes a link, and gives where the link leads. */
async function linkOf(page: Page, operation: string, work: () => Promise<void>): Promise<string> {
  const made = page.waitForResponse(
    (response) => response.request().postData()?.includes(`"${operation}"`) ?? false,
  );
  await work();
  const found = /"url":"([^"]*\/[lr]\/[^"]+)"/.exec(await (await made).text());
  return found?.[1] ?? '';
}

/** What is saved by a press on a link. */
async function savedBy(page: Page, link: Locator): Promise<string> {
  const saved = page.waitForEvent('download');
  await link.click();
  return readFile(await (await saved).path(), 'utf8');
}

async function openFolder({ page }: Visitor): Promise<void> {
  await page.goto('/files/mine');
  await row(page, folder).getByText(folder, { exact: true }).click();
  await row(page, 'response-rates.png').waitFor();
}

test('the screen: places, a folder, and what is in it', async () => {
  await openFolder(amara);
  const { page } = amara;
  for (const name of ['response-rates.png', 'field-notes.png']) {
    await row(page, name).locator('img').first().waitFor();
  }
  const list = page.locator('[data-pane="list"]');
  const places = ['My files', 'Shared with me', 'Recent', 'Favourites', 'Trash'];
  await guide.areThere(list, 'link', 'Search names, content, tags', ...places);
  await guide.areThere(page, 'button', 'Upload');
  await page.setViewportSize({ width: 1440, height: 700 });
  await page.mouse.move(0, 0);
  if (taking) {
    await number(
      page,
      list.getByRole('link', { name: 'Search names, content, tags' }),
      list.getByRole('link', { name: 'My files' }),
      list.locator('.room'),
      page.getByRole('navigation', { name: 'Folders above' }),
      page.getByRole('button', { name: 'Upload', exact: true }),
      page.locator('app-filter-bar'),
      row(page, 'response-rates.png'),
    );
  }
  await guide.take(page, 'screen', [0, 0, 1440, 700]);
  await page.setViewportSize({ width: 1440, height: 900 });
});

test('what is known of a file, and who did what with it, also as a table', async () => {
  await openFolder(amara);
  const { page } = amara;
  await menuOf(page, 'guidelines.md', 'Details');
  const panel = page.getByRole('region', { name: 'Details' });
  await panel.getByRole('heading', { name: 'guidelines.md' }).waitFor();
  await guide.areThere(panel, 'button', 'About', 'Comments', 'Activity', 'Lock', 'Upload a new version');
  await panel.getByRole('button', { name: 'Activity' }).click();
  await guide.areThere(panel, 'link', 'Export as CSV');
  await panel.getByText('uploaded it').first().waitFor();
  const table = await savedBy(page, panel.getByRole('link', { name: 'Export as CSV' }));
  expect(table).toMatch(/^\uFEFF?at,deed,.*\r?\n.*,UPLOADED,file_\w+,guidelines\.md,/);
  await page.mouse.move(0, 0);
  await guide.take(page, 'details', [640, 0, 800, 640]);
});

test('who may open it: people, and whoever has a link', async () => {
  await openFolder(amara);
  const { page } = amara;
  await page
    .getByRole('navigation', { name: 'Folders above' })
    .getByRole('link', { name: 'My files' })
    .click();
  await menuOf(page, folder, 'Share');
  const dialog = page.getByRole('dialog', { name: `Share ${folder}` });
  await dialog.getByLabel('Add people and groups').fill('Jonas');
  await dialog.getByRole('button', { name: /Jonas Lindqvist/ }).click();
  await dialog.getByRole('button', { name: 'Share with Jonas Lindqvist' }).click();
  await dialog.getByText('You and Jonas Lindqvist can open it.').waitFor();
  await guide.areThere(dialog, 'button', 'New link');
  await dialog.getByRole('button', { name: 'New link' }).click();
  await dialog.getByLabel('For whom').fill('Rosa Ilves');
  const address = await linkOf(page, 'CreateLink', () =>
    dialog.getByRole('button', { name: 'Make the link' }).click(),
  );
  await dialog.getByText('For Rosa Ilves').waitFor();
  await guide.areThere(dialog, 'button', 'Change', 'End the link now');
  await page.getByText('The link is copied').waitFor({ state: 'detached' });
  await guide.take(page, 'share', [360, 60, 720, 780]);
  await page.keyboard.press('Escape');

  await using rosa = await Visitor.arrive(browser, address, { viewport: { width: 900, height: 640 } });
  await rosa.page.getByRole('heading', { level: 1, name: folder }).waitFor();
  await rosa.page.getByRole('button', { name: 'guidelines.md' }).waitFor();
  await guide.take(rosa.page, 'link', [0, 0, 900, 640]);
  expect(rosa.faults).toEqual([]);
});

test('others are asked for files', async () => {
  const { page } = amara;
  await page.goto('/files/mine');
  await menuOf(page, folder, 'Ask for files');
  const dialog = page.getByRole('dialog', { name: new RegExp(folder) });
  await dialog.getByRole('button', { name: 'New request' }).click();
  await dialog.getByLabel('What do you ask for?').fill('Signed examination forms');
  await dialog.getByLabel('More about it').fill('One form for each candidate, as PDF or a photograph.');
  await guide.areThere(dialog, 'button', 'Make the link');
  const address = await linkOf(page, 'AskForFiles', () =>
    dialog.getByRole('button', { name: 'Make the link' }).click(),
  );
  await guide.areThere(dialog, 'button', 'End the request now');
  await page.keyboard.press('Escape');
  await using tomas = await Visitor.arrive(browser, address, { viewport: { width: 900, height: 640 } });
  await tomas.page.getByRole('heading', { level: 1, name: 'Signed examination forms' }).waitFor();
  await guide.take(tomas.page, 'send', [0, 0, 900, 640]);
  expect(tomas.faults).toEqual([]);
});

test('what is done with all files is had as a table, and kept for as long as administrators say', async () => {
  await using priya = await Visitor.signIn(browser, 'administrator', { colorScheme: 'light' });
  const { page } = priya;
  await page.goto('/admin');
  await guide.areThere(page, 'link', 'Activity of files');
  await page.getByRole('link', { name: 'Activity of files' }).click();
  const table = await savedBy(page, page.getByRole('link', { name: 'Export as CSV' }));
  expect(table).toContain(',UPLOADED,');
  await page.getByLabel('What it is about').selectOption({ label: 'Data of a region' });
  await page.getByLabel('Days to keep').fill('900');
  await page.getByText('0 lines would be removed now').waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Save and remove' }).click();
  const kept = page.getByRole('list', { name: 'How long it is kept' }).getByRole('listitem');
  const chosen = kept.filter({ hasText: 'Region eu' });
  await chosen.getByText('900 days').waitFor();
  await chosen.getByText('Last ran').waitFor();
  expect(priya.faults).toEqual([]);
});

test('on a phone: places, and a folder by night', async () => {
  await using hand = await Visitor.signIn(browser, 'head', {
    ...{ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: 'dark' },
  });
  const { page } = hand;
  await page.goto('/files');
  await page.getByRole('link', { name: 'Shared with me' }).waitFor();
  await guide.take(page, 'phone-list', phone);
  await openFolder(hand);
  await row(page, 'response-rates.png').locator('img').first().waitFor();
  await guide.take(page, 'phone', phone);
  expect([hand.faults, amara.faults]).toEqual([[], []]);
});

test('every picture of the guide is there, small enough, and shown', () => {
  guide.arePictured();
});
