import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aKey } from '../people.js';
import { violations } from './violations.js';
import { launch, Visitor } from './visitor.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** A file on screen. */
const row = (page: Page, name: string): Locator =>
  page.getByRole('grid').getByRole('row').filter({ hasText: name });

const open = (page: Page, name: string): Promise<void> =>
  row(page, name).getByText(name, { exact: true }).click();

/** A picture of a gradient, as PNG. */
async function aPicture(page: Page): Promise<Buffer> {
  const url = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 900, height: 600 });
    const pen = canvas.getContext('2d');
    const ramp = pen?.createLinearGradient(0, 0, 900, 600);
    ramp?.addColorStop(0, '#1c6e6e');
    ramp?.addColorStop(1, '#f4e3c1');
    if (pen && ramp) pen.fillStyle = ramp;
    pen?.fillRect(0, 0, 900, 600);
    return canvas.toDataURL('image/png');
  });
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

/** Two seconds of a tone that swells, as WAV. */
function aTone(): Buffer {
  const rate = 8_000;
  const samples = Buffer.alloc(rate * 2 * 2);
  for (let n = 0; n < rate * 2; n += 1) {
    samples.writeInt16LE(Math.round(Math.sin(n / 4) * 30_000 * (n / (rate * 2))), n * 2);
  }
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

async function upload(page: Page, name: string, mimeType: string, buffer: Buffer): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Upload', exact: true }).click();
  await (await chooser).setFiles([{ name, mimeType, buffer }]);
  await row(page, name).waitFor();
}

/** Shares it so that a colleague looks and comments, sees their name in it, and takes no copy. */
async function shareMarked(page: Page, name: string): Promise<void> {
  await row(page, name).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: `Share ${name}` });
  await dialog.getByLabel('Add people and groups').fill('Jonas');
  await dialog.getByRole('button', { name: /Jonas Lindqvist/ }).click();
  await dialog.getByLabel('What they may do').selectOption('comment');
  await dialog.getByLabel('May download').uncheck();
  await dialog.getByLabel('Draw their name in what they see').check();
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Share with Jonas Lindqvist' }).click();
  await dialog.getByText('Name drawn in').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
}

async function comment(within: Locator, words: string): Promise<void> {
  await within.getByLabel('Write a comment').fill(words);
  await within.getByRole('button', { name: 'Comment', exact: true }).click();
  await within.getByText(words).waitFor();
}

test('who may only look sees their name in a picture, and what is said about it becomes a discussion', async () => {
  const name = `plan-${aKey().slice(0, 8)}.png`;
  await using amara = await Visitor.at(browser, 'head');
  await amara.page.goto('/files/mine');
  await upload(amara.page, name, 'image/png', await aPicture(amara.page));
  await shareMarked(amara.page, name);

  await using jonas = await Visitor.at(browser, 'colleague');
  await jonas.page.goto('/files');
  await jonas.page.getByRole('link', { name: 'Shared with me' }).click();
  await open(jonas.page, name);
  const shown = jonas.page.getByRole('dialog');
  await shown.getByText('Marked with your name').waitFor();
  await shown.getByRole('img', { name }).waitFor();
  expect(await shown.getByRole('button', { name: 'Download' }).count()).toBe(0);
  await shown.getByRole('button', { name: 'Comments', exact: true }).click();
  await comment(shown, 'Too dark at the top.');

  await open(amara.page, name);
  const own = amara.page.getByRole('dialog');
  await own.getByRole('img', { name }).waitFor();
  expect(await own.getByText('Marked with your name').count()).toBe(0);
  await own.getByRole('button', { name: 'Comments', exact: true }).click();
  await own.getByText('Too dark at the top.').waitFor();
  await own.getByRole('button', { name: 'Answer', exact: true }).click();
  await own.getByLabel('Write an answer').fill('It is lighter now.');
  await amara.page.keyboard.press('Enter');

  await shown.getByText('It is lighter now.').waitFor();
  await shown.getByRole('button', { name: 'One answer' }).waitFor();
  expect(await violations(jonas.page)).toEqual([]);
  expect([amara.faults, jonas.faults]).toEqual([[], []]);
});

test('a sound shows its shape, and is gone through by keyboard', async () => {
  const name = `tone-${aKey().slice(0, 8)}.wav`;
  await using amara = await Visitor.at(browser, 'head');
  const { page } = amara;
  await page.goto('/files/mine');
  await upload(page, name, 'audio/wav', aTone());
  await open(page, name);
  const shown = page.getByRole('dialog');
  const position = shown.getByRole('slider', { name: 'Position' });
  await position.focus();
  await page.keyboard.press('End');
  await expect.poll(() => position.getAttribute('aria-valuetext')).toBe('0:02 / 0:02');
  await page.keyboard.press('Home');
  await expect.poll(() => position.getAttribute('aria-valuetext')).toBe('0:00 / 0:02');
  await shown.getByRole('button', { name: 'Speed 1×' }).click();
  await shown.getByRole('button', { name: 'Speed 1.5×' }).waitFor();
  expect(await violations(page)).toEqual([]);
  expect(amara.faults).toEqual([]);
});
