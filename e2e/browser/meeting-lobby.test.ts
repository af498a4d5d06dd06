import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LinkOfMeetingDocument, RenewMeetingLinkDocument } from '../generated/graphql.js';
import { aKey } from '../people.js';
import { a } from '../product.js';
import { SLOW_DEVICES } from './caller.js';
import { type OpenRoom, enter, openRoom, roomControl, seesPicture, tileOf } from './in-room.js';
import { inBothSchemes } from './schemes.js';
import { violations } from './violations.js';
import { launch, Visitor } from './visitor.js';

let browser: Browser;
let amara: Visitor;
beforeAll(async () => {
  browser = await launch(SLOW_DEVICES);
  amara = await Visitor.signIn(browser, 'head');
});
afterAll(() => browser.close());

/** A room with a lobby, in which its host is and looks at who is there. */
async function hosted(): Promise<OpenRoom> {
  const room = await openRoom(['head', 'student'], { settings: { lobby: true, guests: true } });
  await enter(amara.page, room);
  await amara.page.getByRole('button', { name: 'People', exact: true }).last().click();
  await people().getByRole('listitem').filter({ hasText: 'Amara Okafor' }).waitFor();
  return room;
}

/** What stands beside the room of the host. */
const people = () => amara.page.getByRole('tabpanel', { name: 'People' });

async function linkOf({ id }: OpenRoom): Promise<string> {
  const { meeting } = await (await a('head')).get(LinkOfMeetingDocument, { id });
  return meeting?.link ?? '';
}

/** Comes by a link, as whoever was sent it does, and asks to be let in. */
async function knock(link: string, name: string): Promise<Visitor> {
  const guest = await Visitor.arrive(browser, link);
  await guest.page.getByRole('button', { name: 'Camera off', exact: true }).waitFor();
  await guest.page.getByLabel('Your name').fill(name);
  await guest.page.getByRole('button', { name: 'Join', exact: true }).click();
  return guest;
}

/** Nothing that axe finds, in light and dark. */
const looksWell = (page: Page, where: string): Promise<void> =>
  inBothSchemes(page, (scheme, found) => {
    expect.soft(found, `${where}, ${scheme}`).toEqual([]);
    return Promise.resolve();
  });

const waits = (page: Page): Promise<void> =>
  page.getByText('You are in the lobby. A host will let you in.').waitFor();

test('a guest looks at themselves, waits, is let in, is muted with all others, and is told of being removed', async () => {
  await using room = await hosted();
  const link = await linkOf(room);
  await using pat = await Visitor.arrive(browser, link);
  await pat.page.getByRole('heading', { level: 1, name: 'Committee' }).waitFor();
  await pat.page.getByText('A meeting of Northgate University').waitFor();
  await pat.page.getByRole('button', { name: 'Camera off', exact: true }).waitFor();
  await looksWell(pat.page, 'door');
  await pat.page.getByRole('button', { name: 'Join', exact: true }).click();
  await pat.page.getByText('Say how you want to be called.').waitFor();
  await pat.page.getByLabel('Your name').fill('Pat Visitor');
  await pat.page.getByRole('button', { name: 'Join', exact: true }).click();
  await waits(pat.page);
  expect(await violations(pat.page)).toEqual([]);

  await amara.page.getByText('Pat Visitor asks to come in').waitFor();
  await people().getByRole('heading', { name: '1 person waits' }).waitFor();
  await looksWell(amara.page, 'host');
  await people().getByRole('button', { name: 'Admit Pat Visitor' }).click();
  await roomControl(pat.page, 'Mute').waitFor();
  await Promise.all([
    seesPicture(pat.page, 'Picture of Amara Okafor'),
    seesPicture(amara.page, 'Picture of Pat Visitor'),
  ]);
  expect(await pat.page.getByRole('navigation').count()).toBe(0);
  expect(await violations(pat.page)).toEqual([]);

  await people().getByRole('button', { name: 'Mute all' }).click();
  await roomControl(pat.page, 'Unmute').waitFor();
  await tileOf(amara.page, 'Pat Visitor').getByText('Muted').waitFor();
  await roomControl(amara.page, 'Mute').waitFor();

  await people().getByRole('button', { name: 'What can be done about Pat Visitor' }).click();
  await amara.page.getByRole('menuitem', { name: 'Remove' }).click();
  await amara.page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await pat.page.getByText('You were removed from this meeting.').waitFor();
  await tileOf(amara.page, 'Pat Visitor').waitFor({ state: 'detached' });
  expect([amara.faults, pat.faults]).toEqual([[], []]);
});

test('a guest sees nothing else of the product, and whoever is turned away is told', async () => {
  await using room = await hosted();
  await using pat = await knock(await linkOf(room), 'Pat Visitor');
  await waits(pat.page);
  await pat.page.goto('/people');
  await pat.page.waitForURL(/\/meet\//);
  await waits(pat.page);
  await amara.page.getByRole('button', { name: 'Turn away', exact: true }).click();
  await pat.page.getByText('You were not let in.').waitFor();
  await people().getByRole('heading', { name: '1 person waits' }).waitFor({ state: 'detached' });
  expect(await pat.page.getByRole('link', { name: 'All meetings' }).count()).toBe(0);
});

test('a locked room takes nobody in, and a link that was replaced leads nowhere', async () => {
  await using room = await hosted();
  const link = await linkOf(room);
  await people().getByRole('button', { name: 'Lock the room' }).click();
  await people().getByText('The room is locked: nobody more may come in.').waitFor();
  await using pat = await knock(link, 'Pat Visitor');
  await pat.page.getByRole('alert').getByText('This meeting is locked: nobody more may come in').waitFor();
  await people().getByRole('button', { name: 'Unlock the room' }).click();
  await people().getByRole('button', { name: 'Lock the room' }).waitFor();
  await pat.page.getByRole('button', { name: 'Join', exact: true }).click();
  await waits(pat.page);

  const input = { meetingId: room.id, key: aKey() };
  const { rotateMeetingLink } = await (await a('head')).get(RenewMeetingLinkDocument, { input });
  expect(rotateMeetingLink.link).not.toBe(link);
  await using late = await Visitor.arrive(browser, link);
  await late.page.getByRole('heading', { name: 'This link leads nowhere' }).waitFor();
  expect(await violations(late.page)).toEqual([]);
});

test('a member whom nobody invited comes by the link, under their own name', async () => {
  await using room = await hosted();
  const link = await linkOf(room);
  await using jonas = await Visitor.signIn(browser, 'colleague');
  await jonas.page.goto(link);
  await jonas.page.getByRole('button', { name: 'Join', exact: true }).waitFor();
  expect(await jonas.page.getByLabel('Your name').count()).toBe(0);
  await jonas.page.getByRole('button', { name: 'Join', exact: true }).click();
  await waits(jonas.page);
  await people().getByRole('button', { name: 'Admit Jonas Lindqvist' }).click();
  await roomControl(jonas.page, 'Leave').waitFor();
  expect(new URL(jonas.page.url()).pathname).toBe(room.path);
  await people().getByRole('button', { name: 'What can be done about Jonas Lindqvist' }).click();
  await amara.page.getByRole('menuitem', { name: 'Make a co-host' }).click();
  await people().getByRole('listitem').filter({ hasText: 'Jonas Lindqvist' }).getByText('Co-host').waitFor();
  await jonas.page.getByRole('button', { name: 'People', exact: true }).last().click();
  await jonas.page.getByRole('button', { name: 'Lock the room' }).waitFor();
  expect([amara.faults, jonas.faults]).toEqual([[], []]);
});

test('a meeting is planned from the palette, changed while somebody else changes it too, and ended', async () => {
  const { page } = amara;
  await page.goto('/chat');
  await page.getByRole('navigation', { name: 'Channels' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('plan a mee');
  await page.getByRole('option', { name: /Plan a meeting/ }).click();
  const dialog = page.getByRole('dialog', { name: 'New meeting' });
  await dialog.getByLabel('Title').fill('Viva of Daniel Mwangi');
  await looksWell(page, 'new');
  await dialog.getByLabel('Ends', { exact: true }).fill('2020-01-01T10:00');
  await dialog.getByRole('button', { name: 'Plan', exact: true }).click();
  await dialog.getByText('It ends after it begins.').waitFor();
  const begins = await dialog.getByLabel('Begins', { exact: true }).inputValue();
  await dialog.getByLabel('Ends', { exact: true }).fill(`${begins.slice(0, 11)}23:59`);
  await dialog.getByRole('button', { name: 'Plan', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Viva of Daniel Mwangi' }).waitFor();
  await page.getByRole('button', { name: 'Copy link' }).waitFor();
  await looksWell(page, 'page');

  const other = await amara.anotherWindow();
  await other.page.goto(page.url());
  for (const window of [page, other.page]) {
    await window.getByRole('button', { name: 'Change', exact: true }).click();
  }
  const edit = (window: Page) => window.getByRole('dialog', { name: 'Change the meeting' });
  await edit(other.page).getByLabel('Title').fill('Viva');
  await edit(other.page).getByRole('button', { name: 'Save', exact: true }).click();
  await page
    .locator('h1')
    .filter({ hasText: /^\s*Viva\s*$/ })
    .waitFor();
  await edit(page).getByLabel('Everybody comes in muted').check();
  await edit(page).getByRole('button', { name: 'Save', exact: true }).click();
  await edit(page).getByText('Somebody else has changed this meeting meanwhile.').waitFor();
  await edit(page).getByRole('button', { name: 'Show what it is now' }).click();
  await edit(page).getByRole('alert').waitFor({ state: 'detached' });
  await edit(page).getByLabel('Everybody comes in muted').check();
  await edit(page).getByRole('button', { name: 'Save', exact: true }).click();
  await other.page.getByText('Everybody comes in muted').waitFor();

  await other.page.goto('/meetings');
  const planned = other.page.getByRole('list', { name: 'Planned' });
  await planned.getByRole('link', { name: 'Viva', exact: true }).waitFor();
  await looksWell(other.page, 'list');
  await page.getByRole('button', { name: 'More about Viva' }).click();
  await page.getByRole('menuitem', { name: 'End for everyone' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End for everyone' }).click();
  await page.getByText('This meeting is over').waitFor();
  await other.page
    .getByRole('list', { name: 'Past meetings' })
    .getByRole('link', { name: 'Viva', exact: true })
    .waitFor();
  await other[Symbol.asyncDispose]();
});
