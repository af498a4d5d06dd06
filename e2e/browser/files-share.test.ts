import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aKey } from '../people.js';
import { colourViolations, violations } from './violations.js';
import { launch, Visitor } from './visitor.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** A file or folder on screen. */
const row = (page: Page, name: string): Locator =>
  page.getByRole('grid').getByRole('row').filter({ hasText: name });

/** Opens it by its name, as a press on it does. */
const open = (page: Page, name: string): Promise<void> =>
  row(page, name).getByText(name, { exact: true }).click();

async function makeFolder(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'More ways to add' }).click();
  await page.getByRole('menuitem', { name: 'New folder' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.keyboard.press('Enter');
  await row(page, name).waitFor();
}

/** Somebody with a folder of their own that has one more in it, and the dialog that shares it. */
async function sharing(visitor: Visitor, name: string): Promise<Locator> {
  const { page } = visitor;
  await page.goto('/files/mine');
  await makeFolder(page, name);
  await open(page, name);
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await makeFolder(page, 'Inner');
  await page
    .getByRole('navigation', { name: 'Folders above' })
    .getByRole('link', { name: 'My files' })
    .click();
  await row(page, name).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: `Share ${name}` });
  await dialog.getByText('Only you can open it.').waitFor();
  return dialog;
}

test('what is shared arrives at a colleague, changes with its level, and goes while they look at it', async () => {
  const name = `Thesis ${aKey().slice(0, 8)}`;
  await using jonas = await Visitor.at(browser, 'colleague');
  await jonas.page.goto('/files');
  await jonas.page.getByRole('link', { name: 'Shared with me' }).click();
  await jonas.page.getByRole('heading', { level: 1, name: 'Shared with me' }).waitFor();

  await using amara = await Visitor.at(browser, 'head');
  const dialog = await sharing(amara, name);
  await dialog.getByLabel('Add people and groups').fill('Jonas');
  await dialog.getByRole('button', { name: /Jonas Lindqvist/ }).click();
  await dialog.getByRole('button', { name: 'Share with Jonas Lindqvist' }).click();
  await dialog.getByText('You and Jonas Lindqvist can open it.').waitFor();

  await open(jonas.page, name);
  await row(jonas.page, 'Inner').waitFor();
  const upload = jonas.page.getByRole('button', { name: 'Upload', exact: true });
  expect(await upload.count()).toBe(0);

  await dialog.getByRole('button', { name: 'Jonas Lindqvist: Can view. Change' }).click();
  await amara.page.getByRole('menuitemradio', { name: 'Can edit' }).click();
  await dialog.getByRole('button', { name: 'Jonas Lindqvist: Can edit. Change' }).waitFor();
  await upload.waitFor();
  await dialog.getByRole('button', { name: 'Jonas Lindqvist: Can edit. Change' }).click();
  await amara.page.getByRole('menuitem', { name: 'Until…' }).click();
  await dialog.getByLabel('Until, if it ends').fill('2031-05-01T09:30');
  expect(await violations(amara.page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save the end' }).click();
  await dialog.getByText(/^until .*2031/).waitFor();

  await dialog.getByRole('button', { name: 'Jonas Lindqvist: Can edit. Change' }).click();
  await amara.page.getByRole('menuitem', { name: 'Take it back' }).click();
  await jonas.page.getByText('This folder is not here any more').waitFor();
  await jonas.page.getByRole('link', { name: 'Shared with me' }).click();
  await row(jonas.page, name).waitFor({ state: 'detached' });
  await dialog.getByText('Only you can open it.').waitFor();
  expect([amara.faults, jonas.faults]).toEqual([[], []]);
});

test('a link with a password lets a stranger in who knows it, and nobody once it is ended', async () => {
  const name = `Handout ${aKey().slice(0, 8)}`;
  await using amara = await Visitor.at(browser, 'head');
  const dialog = await sharing(amara, name);
  await dialog.getByRole('button', { name: 'New link' }).click();
  await dialog.getByLabel('Opens at most').fill('5');
  await dialog.getByLabel('Password, if it has one').fill('open sesame');
  await dialog.getByLabel('For whom').fill('Rosa');
  expect(await violations(amara.page)).toEqual([]);
  const made = amara.page.waitForResponse(
    (response) => response.request().postData()?.includes('"CreateLink"') ?? false,
  );
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  const { data } = (await (await made).json()) as { data: { createShareLink: { url: string } } };
  await dialog.getByText('For Rosa').waitFor();
  await dialog.getByText('You can open it, and whoever has the link and its password.').waitFor();

  await using rosa = await Visitor.arrive(browser, data.createShareLink.url);
  await rosa.page.getByLabel('Password').fill('open please');
  await rosa.page.getByRole('button', { name: 'Open' }).click();
  await rosa.page.getByText('This is not the password of the link').waitFor();
  expect(await violations(rosa.page)).toEqual([]);
  await rosa.page.getByLabel('Password').fill('open sesame');
  await rosa.page.getByRole('button', { name: 'Open' }).click();
  await rosa.page.getByRole('heading', { level: 1, name }).waitFor();
  // Reloading goes on with what is open: it is not counted again, and asks for nothing.
  await rosa.page.reload();
  await rosa.page.getByRole('button', { name: 'Inner' }).click();
  await rosa.page.getByText('Nothing is in this folder yet.').waitFor();
  await rosa.page.getByRole('button', { name: 'Back' }).click();
  await rosa.page.getByRole('button', { name: 'Inner' }).waitFor();
  expect(await violations(rosa.page)).toEqual([]);

  await dialog.getByRole('button', { name: 'Change', exact: true }).click();
  await dialog.getByLabel('Another password').fill('open barley');
  await dialog.getByRole('button', { name: 'Save the link' }).click();
  await dialog.getByRole('button', { name: 'Change', exact: true }).waitFor();
  // Who opened it by the old one has to know the new one.
  await rosa.page.reload();
  await rosa.page.getByLabel('Password').fill('open barley');
  await rosa.page.getByRole('button', { name: 'Open' }).click();
  await rosa.page.getByRole('button', { name: 'Inner' }).waitFor();

  await amara.page.emulateMedia({ colorScheme: 'dark' });
  await rosa.page.emulateMedia({ colorScheme: 'dark' });
  expect(await colourViolations(amara.page)).toEqual([]);
  expect(await colourViolations(rosa.page)).toEqual([]);
  await amara.page.emulateMedia({ colorScheme: 'light' });

  await dialog.getByRole('button', { name: 'End the link now' }).click();
  await dialog.getByText('Only you can open it.').waitFor();
  await rosa.page.getByRole('heading', { level: 1, name: 'This link has just ended' }).waitFor();
  await rosa.page.reload();
  await rosa.page.getByRole('heading', { level: 1, name: 'This link leads nowhere' }).waitFor();
  expect([amara.faults, rosa.faults]).toEqual([[], []]);
});
