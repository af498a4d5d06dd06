import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSWORD } from '../client/person.js';
import { aKey, people } from '../people.js';
import { a, aChannelNamed } from '../product.js';
import { launch, Visitor } from './visitor.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const MOST_STEPS = 60;

/** Presses a key until the focus is on something of that name; says what was passed when it never is. */
async function pressUntil(page: Page, key: string, role: string, name: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let step = 0; step < MOST_STEPS; step++) {
    await page.keyboard.press(key);
    const focused = await page.locator(':focus').ariaSnapshot();
    if (focused.startsWith(`- ${role}`) && name.test(focused)) return;
    passed.push(focused.split('\n')[0] ?? '');
  }
  throw new Error(`No ${role} ${String(name)} among ${passed.join(' · ')}`);
}

test('the keyboard alone signs in, opens a channel, writes and reacts', async () => {
  const channel = `keys only ${aKey().slice(0, 8)}`;
  await aChannelNamed(channel, await a('head'), await a('employee'));
  await using amara = await Visitor.arrive(browser);
  const { keyboard } = amara.page;
  await amara.page.getByLabel('Email').waitFor();
  await pressUntil(amara.page, 'Tab', 'textbox', /Email/);
  await keyboard.type(people.head);
  await pressUntil(amara.page, 'Tab', 'textbox', /Password/);
  await keyboard.type(PASSWORD);
  await keyboard.press('Enter');
  await amara.page.getByRole('navigation', { name: 'Channels' }).waitFor();

  await keyboard.press('Control+K');
  await amara.page.getByRole('combobox', { name: 'Search or jump to' }).waitFor();
  await keyboard.type(channel);
  await amara.page.getByRole('option', { name: channel, selected: true }).waitFor();
  await keyboard.press('Enter');
  await amara.box(channel).waitFor();
  // Who chose where to write can write.
  await amara.page.locator(':focus').and(amara.box(channel)).waitFor();
  await keyboard.type('No mouse was used.');
  await keyboard.press('Enter');
  const message = await amara.hears('No mouse was used.');

  await pressUntil(amara.page, 'Shift+Tab', 'log', /Messages in/);
  await keyboard.press('k');
  await pressUntil(amara.page, 'Tab', 'button', /🎉/);
  await keyboard.press('Enter');
  await message.getByRole('button', { name: /🎉.*Amara Okafor/, pressed: true }).waitFor();
  expect(amara.faults).toEqual([]);
});

test('the first stop on a page leads past what is the same everywhere', async () => {
  await using amara = await Visitor.signIn(browser, 'head');
  await amara.page.reload();
  await amara.page.getByRole('navigation', { name: 'Channels' }).waitFor();
  await amara.page.keyboard.press('Tab');
  expect(await amara.page.locator(':focus').innerText()).toBe('Skip to content');
});

test('a dialog keeps the focus and gives it back', async () => {
  await using amara = await Visitor.signIn(browser, 'head');
  const opener = amara.page.getByRole('button', { name: 'New channel' });
  await opener.focus();
  await amara.page.keyboard.press('Enter');
  const dialog = amara.page.getByRole('dialog', { name: 'New channel' });
  await dialog.waitFor();
  for (let step = 0; step < 20; step++) {
    await amara.page.keyboard.press('Tab');
    expect(await dialog.locator(':focus').count()).toBe(1);
  }
  await amara.page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true);
});
