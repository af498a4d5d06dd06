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

// A service worker would carry the bytes past what stands in their way here.
const equipment = { serviceWorkers: 'block' } as const;

/** A file or folder on screen. */
const row = (page: Page, name: string): Locator =>
  page.getByRole('grid').getByRole('row').filter({ hasText: name });

const tray = (page: Page): Locator => page.getByRole('region', { name: 'Uploads' });

/** Opens the folder of a team that both are in. */
async function openTeam({ page }: Visitor): Promise<void> {
  await page.goto('/files');
  await page.getByRole('link', { name: 'Thesis committee' }).click();
  await page.getByRole('heading', { level: 1, name: 'Thesis committee' }).waitFor();
}

/** Chooses a file of so many words, as from the computer. */
async function choose(page: Page, name: string, text: string): Promise<void> {
  const file = { name, mimeType: 'text/plain', buffer: Buffer.from(text) };
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Upload', exact: true }).click();
  await (await chooser).setFiles([file]);
}

/** Drops a file in the middle of the page, as from a folder of the computer. */
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

/** Opens the panel beside the list that says everything about a file. */
async function openDetails(page: Page, name: string): Promise<Locator> {
  await row(page, name).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Details' }).click();
  const panel = page.getByRole('region', { name: 'Details' });
  await panel.getByRole('heading', { name }).waitFor();
  return panel;
}

const aName = (word: string, ending = '.txt'): string => `${word} ${aKey().slice(0, 8)}${ending}`;

test('a dropped file survives a reload in the middle, is seen by a colleague, renamed, removed and brought back', async () => {
  const [name, renamed] = [aName('minutes'), aName('agreed')];
  await using amara = await Visitor.at(browser, 'head', equipment);
  const { page } = amara;
  await openTeam(amara);
  await using jonas = await Visitor.at(browser, 'colleague', equipment);
  await openTeam(jonas);

  // No byte comes through: what is left now is in the middle.
  await amara.context.route('**/f/uploads/**', (route) => route.abort());
  const begun = page.waitForRequest('**/f/uploads/**');
  await drop(page, name, 'What was agreed.\n');
  await begun;
  await amara.context.unroute('**/f/uploads/**');
  // It goes on wherever in the product one comes back.
  await page.goto('/people');
  await tray(page).getByText('Uploaded').waitFor();
  await tray(page)
    .getByRole('button', { name: `Show ${name} in its folder` })
    .click();
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
  // What a team throws away lies in the trash of each of them for as long as it is there.
  await jonas.page.getByRole('link', { name: 'Trash' }).click();
  await row(jonas.page, renamed).waitFor();
  await page.getByRole('link', { name: 'Trash' }).click();
  await row(page, renamed).click();
  await page.getByRole('button', { name: 'Restore' }).click();
  await row(jonas.page, renamed).waitFor({ state: 'detached' });
  await jonas.page.getByRole('link', { name: 'Thesis committee' }).click();
  await row(jonas.page, renamed).waitFor();
  await row(page, renamed).waitFor({ state: 'detached' });
  expect([amara.faults, jonas.faults]).toEqual([[], []]);
});

test('what is said about a file, who locks it and its next version are seen by a colleague as they happen', async () => {
  const name = aName('guidelines');
  await using amara = await Visitor.at(browser, 'head', equipment);
  const { page } = amara;
  await openTeam(amara);
  await choose(page, name, 'The examiner reads first.\n');
  await using jonas = await Visitor.at(browser, 'colleague', equipment);
  await openTeam(jonas);
  const [mine, theirs] = [await openDetails(page, name), await openDetails(jonas.page, name)];

  await theirs.getByRole('button', { name: 'Comments' }).click();
  await mine.getByRole('button', { name: 'Comments' }).click();
  await mine.getByRole('textbox', { name: 'Write a comment' }).fill('Six weeks is **too short**.');
  await page.keyboard.press('Enter');
  const heard = theirs.getByRole('listitem').filter({ hasText: 'Six weeks is too short.' });
  await heard.getByRole('button', { name: 'Settle' }).click();
  await mine.getByText('Settled by Jonas').waitFor();
  expect(await violations(page)).toEqual([]);

  await mine.getByRole('button', { name: 'Lock', exact: true }).click();
  await theirs.getByText('Amara Okafor keeps others from changing it').waitFor();
  await row(jonas.page, name).getByText('Locked by Amara Okafor').waitFor();
  await mine.getByRole('button', { name: 'Unlock' }).click();
  await theirs.getByRole('button', { name: 'Lock', exact: true }).waitFor();

  await mine.getByRole('button', { name: 'About' }).click();
  await theirs.getByRole('button', { name: 'Activity' }).click();
  const chooser = page.waitForEvent('filechooser');
  await mine.getByRole('button', { name: 'Upload a new version' }).click();
  const next = Buffer.from('The examiner reads last.\n');
  await (await chooser).setFiles([{ name, mimeType: 'text/plain', buffer: next }]);
  await mine.getByText('Version 2').waitFor();
  await theirs.getByText('Amara Okafor changed it').waitFor();
  await mine.getByRole('button', { name: 'What changed' }).click();
  await mine.getByText('The examiner reads last.').waitFor();
  await mine.getByRole('button', { name: 'Restore' }).click();
  await mine.getByText('Version 3').waitFor();
  expect([amara.faults, jonas.faults]).toEqual([[], []]);
});

test('a comment that was deleted keeps its place while answers stand on it, and goes with the last of them', async () => {
  const name = aName('syllabus');
  await using amara = await Visitor.at(browser, 'head', equipment);
  await openTeam(amara);
  await choose(amara.page, name, 'Week one: cells.\n');
  await using jonas = await Visitor.at(browser, 'colleague', equipment);
  await openTeam(jonas);
  const [mine, theirs] = [await openDetails(amara.page, name), await openDetails(jonas.page, name)];
  for (const panel of [mine, theirs]) await panel.getByRole('button', { name: 'Comments' }).click();
  const say = async (panel: Locator, words: string): Promise<void> => {
    await panel.getByRole('textbox', { name: 'Write a comment' }).fill(words);
    await panel.getByRole('button', { name: 'Comment', exact: true }).click();
  };
  await say(mine, 'Who teaches week two?');
  await theirs.getByText('Who teaches week two?').waitFor();
  await say(mine, 'And week three?');
  const asked = (panel: Locator) => panel.getByRole('log').getByRole('listitem').first();
  await asked(theirs).getByRole('button', { name: 'Answer', exact: true }).click();
  await theirs.getByRole('textbox', { name: 'Write an answer' }).fill('I do.');
  await jonas.page.keyboard.press('Enter');
  await mine.getByText('I do.').waitFor();

  await asked(mine).getByRole('button', { name: 'Delete' }).first().click();
  const sure = amara.page.getByRole('dialog', { name: 'Delete this comment?' });
  await sure.getByRole('button', { name: 'Delete' }).click();
  for (const panel of [mine, theirs]) {
    await asked(panel).getByText('This comment was deleted.').waitFor();
    expect(await panel.getByText('Who teaches week two?').count()).toBe(0);
    // What was said next comes after what is left of it, as before.
    expect(await panel.getByRole('log').locator('app-message-body').allInnerTexts()).toEqual([
      'I do.',
      'And week three?',
    ]);
  }
  expect(await asked(theirs).getByText('Amara Okafor').count()).toBe(0);
  expect(await violations(jonas.page)).toEqual([]);

  await asked(theirs).getByRole('listitem').getByRole('button', { name: 'Delete' }).click();
  await jonas.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  for (const panel of [mine, theirs]) {
    await panel.getByText('This comment was deleted.').waitFor({ state: 'detached' });
    expect(await panel.getByRole('log').locator('app-message-body').allInnerTexts()).toEqual([
      'And week three?',
    ]);
  }
  expect([amara.faults, jonas.faults]).toEqual([[], []]);
});

test('a file is found by what is in it, with the keyboard alone, and moved to where it belongs', async () => {
  const [word, folder] = [`staining${aKey().slice(0, 8)}`, aName('reports', '')];
  const name = aName('figure');
  await using amara = await Visitor.at(browser, 'head', equipment);
  const { page } = amara;
  await page.goto('/files/mine');
  await choose(page, name, `Under the microscope the ${word} shows.\n`);
  await row(page, name).waitFor();
  await page.getByRole('button', { name: 'More ways to add' }).click();
  await page.getByRole('menuitem', { name: 'New folder' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(folder);
  await page.keyboard.press('Enter');
  await row(page, folder).waitFor();

  await row(page, name).click();
  await page.getByRole('button', { name: 'Move', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: `Move ${name}` });
  await dialog.getByRole('button', { name: 'My files' }).click();
  await dialog.getByRole('button', { name: folder }).click();
  await dialog.getByRole('button', { name: 'Move here' }).click();
  await row(page, name).waitFor({ state: 'detached' });

  await page.getByRole('link', { name: 'Search names, content, tags' }).click();
  const box = page.getByRole('searchbox', { name: 'Search names, content, tags' });
  await box.fill('nothing is called so');
  await page.getByText('Nothing was found for').waitFor();
  await box.fill(word);
  await page.waitForURL(`**/files/search?q=${word}`);
  const hit = page.getByRole('list', { name: 'Search files' }).getByRole('button');
  // Its words are read after it came.
  const asked = async (): Promise<number> => {
    await page.reload();
    await hit.or(page.getByText('Nothing was found for')).first().waitFor();
    return hit.count();
  };
  await expect.poll(asked, { timeout: 20_000 }).toBe(1);
  expect(await hit.locator('mark').allInnerTexts()).toEqual([word]);
  expect(await violations(page)).toEqual([]);
  await box.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name }).getByText(word).waitFor();
  await page.keyboard.press('Escape');
  // From anywhere else it is one of what the palette finds.
  await page.goto('/settings/profile');
  await page.getByLabel('Name', { exact: true }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or jump to' }).fill(name);
  await page.getByRole('group', { name: 'Files' }).getByRole('option', { name }).first().waitFor();
  expect(await violations(page)).toEqual([]);
  // The first row searches messages; the next one is the file.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name }).getByText(word).waitFor();
  await page.keyboard.press('Escape');
  await page.goBack();
  await page.getByRole('link', { name: folder }).click();
  await row(page, name).waitFor();
  await row(page, name).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await row(page, folder).waitFor();
  expect(amara.faults).toEqual([]);
});

test('the page of files can be used by everybody, as tiles and as a table, on a phone and from right to left', async () => {
  const name = aName('folder', '');
  await using amara = await Visitor.at(browser, 'head', equipment);
  const { page } = amara;
  await page.goto('/files');
  await page.getByRole('button', { name: 'More ways to add' }).click();
  await page.getByRole('menuitem', { name: 'New folder' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.keyboard.press('Enter');
  await row(page, name).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByRole('button', { name: 'List', exact: true }).click();
  await page.getByRole('columnheader', { name: 'Owner' }).waitFor();
  expect(await violations(page)).toEqual([]);
  // What is marked in one window is a favourite in all of them.
  await using beside = await amara.anotherWindow();
  await beside.page.goto('/files/favourites');
  await beside.page.getByRole('heading', { level: 1, name: 'Favourites' }).waitFor();
  await row(page, name).click();
  await page.getByRole('button', { name: 'Add to favourites' }).click();
  await row(beside.page, name).waitFor();
  await page.getByRole('link', { name: 'Favourites' }).click();
  await row(page, name).waitFor();
  await page.getByRole('button', { name: 'Grid', exact: true }).click();
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await violations(page)).toEqual([]);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect([wider, amara.faults]).toEqual([false, []]);
});
