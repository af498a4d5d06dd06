import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { OwnSeatDocument, SayInWritingDocument } from '../generated/graphql.js';
import { aKey } from '../people.js';
import { a } from '../product.js';
import { Caller, SLOW_DEVICES } from './caller.js';
import { type OpenRoom, enter, openRoom, roomControl } from './in-room.js';
import { inBothSchemes } from './schemes.js';
import { launch } from './visitor.js';

let browser: Browser;
let amara: Caller;
let daniel: Caller;
let room: OpenRoom;
beforeAll(async () => {
  browser = await launch(SLOW_DEVICES);
  [amara, daniel] = await Caller.all(browser, 'head', 'student');
});
afterAll(() => browser.close());
afterEach(() => room[Symbol.asyncDispose]());

/** Amara and Daniel are in a room, which Amara leads. */
async function together(more: Parameters<typeof openRoom>[1] = {}): Promise<void> {
  room = await openRoom(['head', 'student'], more);
  await Promise.all([enter(amara.page, room), enter(daniel.page, room)]);
}

/** Opens what stands beside the room on a page. */
const beside = async ({ page }: Caller, name: string): Promise<void> => {
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('tab', { name, selected: true }).waitFor();
};

test('what is written in a room stands in its channel, which says that a meeting is on', async () => {
  await together();
  await beside(amara, 'Chat');
  await beside(daniel, 'Chat');
  await amara.page.getByRole('textbox').fill('The slides are in the folder');
  await amara.page.keyboard.press('Enter');
  await daniel.page.getByRole('log').getByText('The slides are in the folder').waitFor();
  const card = daniel.page.getByRole('article', { name: 'Meeting: Committee' });
  await card.getByText('Meeting is on').waitFor();

  await roomControl(daniel.page, 'Leave').click();
  await roomControl(daniel.page, 'Leave').waitFor({ state: 'detached' });
  const { page } = daniel;
  await page.goto('/chat');
  await page.getByRole('navigation', { name: 'Channels' }).getByText(room.group).click();
  const line = page.getByRole('status').filter({ hasText: '1 in it' });
  await line.getByRole('link', { name: 'Join' }).click();
  await page.getByRole('button', { name: 'Join now' }).waitFor();
  expect(new URL(page.url()).pathname).toBe(room.path);
});

test('a reaction is seen by the others, and a question by how many want to know', async () => {
  await together();
  await daniel.page.keyboard.press('r');
  await daniel.page.getByRole('menuitem', { name: '👏' }).click();
  await amara.page.getByRole('status').getByText('Daniel Mwangi 👏').waitFor({ state: 'attached' });

  await beside(amara, 'Questions');
  await beside(daniel, 'Questions');
  await daniel.page.getByRole('textbox', { name: 'Your question' }).fill('When is the viva?');
  await daniel.page.getByRole('button', { name: 'Ask', exact: true }).click();
  await amara.page.getByText('When is the viva?').waitFor();
  const support = amara.page.getByRole('button', { name: /I want to know this too/ });
  await support.click();
  await daniel.page.getByRole('button', { name: /2 people want to know/ }).waitFor();
  await amara.page.getByRole('button', { name: 'Answered aloud' }).click();
  await daniel.page.getByRole('list', { name: 'Answered' }).getByText('When is the viva?').waitFor();
  expect([amara.faults, daniel.faults]).toEqual([[], []]);
});

/** What Daniel says in the room, as his device writes it down. */
async function danielSays(text: string): Promise<void> {
  const person = await a('student');
  const { meeting } = await person.get(OwnSeatDocument, { id: room.id });
  const participantId = meeting?.viewerParticipant?.id ?? '';
  await person.get(SayInWritingDocument, { input: { participantId, text, seconds: 2, key: aKey() } });
}

test('captions are put away by C and come back by it, for oneself alone', async () => {
  await together({ settings: { captions: true } });
  const captions = ({ page }: Caller) => page.getByRole('log', { name: 'Captions' });
  const control = roomControl(amara.page, 'Captions');
  await Promise.all([captions(amara), captions(daniel)].map((log) => log.waitFor({ state: 'attached' })));
  await danielSays('The tide turns at noon');
  await captions(amara).getByText('The tide turns at noon').waitFor();
  expect(await control.getAttribute('aria-keyshortcuts')).toBe('C');
  await inBothSchemes(amara.page, (scheme, found) => {
    expect.soft(found, scheme).toEqual([]);
    return Promise.resolve();
  });

  await amara.page.keyboard.press('c');
  await captions(amara).waitFor({ state: 'detached' });
  expect(await control.getAttribute('aria-pressed')).toBe('false');
  await danielSays('So we sail at eleven');
  await captions(daniel).getByText('So we sail at eleven').waitFor();
  expect(await captions(amara).count()).toBe(0);
  await amara.page.keyboard.press('c');
  await captions(amara).waitFor({ state: 'attached' });
  await danielSays('Bring a rope');
  await captions(amara).getByText('Bring a rope').waitFor();
  expect(await control.getAttribute('aria-pressed')).toBe('true');
  expect([amara.faults, daniel.faults]).toEqual([[], []]);
});

test('a meeting breaks up into rooms: people are taken there, ask for help, and come back', async () => {
  await together();
  await beside(amara, 'Breakout rooms');
  await amara.page.getByRole('combobox', { name: 'Room of Daniel Mwangi' }).selectOption('Room 1');
  await amara.page.getByRole('button', { name: 'Open the rooms' }).click();
  await daniel.page.getByText('This is a breakout room.').waitFor();
  await daniel.page.waitForURL((url) => url.pathname !== room.path);
  await daniel.page.getByRole('button', { name: 'Ask for help' }).click();
  await amara.page.getByText('Asks for help').waitFor();

  await amara.page.getByRole('textbox', { name: 'Tell all rooms' }).fill('Two more minutes');
  await amara.page.getByRole('button', { name: 'Tell', exact: true }).click();
  await daniel.page.getByText('Two more minutes').waitFor();

  await amara.page.getByRole('button', { name: 'Bring everybody back' }).click();
  await daniel.page.waitForURL((url) => url.pathname === room.path);
  await roomControl(daniel.page, 'Leave').waitFor();
  expect([amara.faults, daniel.faults]).toEqual([[], []]);
});
