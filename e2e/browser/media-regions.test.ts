import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Caller, SLOW_DEVICES } from './caller.js';
import { enter, openRoom } from './in-room.js';
import { inBothSchemes } from './schemes.js';
import { launch, Visitor } from './visitor.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launch(SLOW_DEVICES);
});
afterAll(() => browser.close());

async function save(form: Locator, name: string, countries: string): Promise<void> {
  await form.getByRole('textbox', { name: 'Name' }).fill(name);
  await form.getByRole('textbox', { name: 'Countries' }).fill(countries);
  await form.getByRole('button', { name: 'Save' }).click();
}

test('where media runs is named by whoever manages it, and those in a room see it with its reason', async () => {
  await using priya = await Visitor.at(browser, 'administrator');
  await priya.page.goto('/admin');
  await priya.page.getByRole('link', { name: 'Media regions' }).click();
  const form = priya.page.locator('app-media-region-form');
  await form.getByText('Answers', { exact: true }).waitFor();
  const code = await form.getByRole('textbox', { name: 'Name' }).inputValue();

  const countries = form.getByRole('textbox', { name: 'Countries' });
  await countries.fill('IE, Ireland');
  await form.getByText('One of these is not the code of a country, such as GB or IE.').waitFor();
  expect(await form.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  await countries.fill('ie gb');
  await form.getByText('Ireland and United Kingdom').waitFor();
  await inBothSchemes(priya.page, (scheme, found) => {
    expect.soft(found, scheme).toEqual([]);
    return Promise.resolve();
  });
  await save(form, 'Dublin', 'ie gb');
  await form.getByRole('heading', { name: 'Dublin' }).waitFor();
  expect(await countries.inputValue()).toBe('IE, GB');

  await using amara = await Caller.signIn(browser, 'head');
  await using room = await openRoom(['head']);
  await enter(amara.page, room);
  await amara.page.getByRole('button', { name: 'Media in Dublin' }).click();
  await amara.page.getByText('Dublin is the only region that can be used.').waitFor();

  await save(form, code, '');
  await form.getByRole('heading', { name: code }).waitFor();
  expect(priya.faults).toEqual([]);
});
