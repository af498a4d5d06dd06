import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  ArchiveChannelDocument,
  GrantRoleDocument,
  InviteToChannelDocument,
  RemoveMemberDocument,
  RevokeSessionDocument,
  RolesOfViewerDocument,
  SessionsOfViewerDocument,
  WithdrawRoleDocument,
} from '../generated/graphql.js';
import { aKey } from '../people.js';
import { a, aChannelNamed, say } from '../product.js';
import { launch, Visitor } from './visitor.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** How often the page asks to follow a channel, from now on. */
function followings(page: Page): { count: number } {
  const asked = { count: 0 };
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      if (payload.toString().includes('"operationName":"ChannelEvents"')) asked.count += 1;
    });
  });
  return asked;
}

test('who is removed is told at once, can write no more, and is back when they are let in again', async () => {
  const [head, student] = [await a('head'), await a('student')];
  const channel = `reading group ${aKey().slice(0, 8)}`;
  const channelId = await aChannelNamed(channel, head, student);
  await using daniel = await Visitor.signIn(browser, 'student');
  const asked = followings(daniel.page);
  await daniel.page.reload();
  await daniel.open(channel);
  await daniel.box(channel).fill('Half a thought');
  await say(head, channelId, 'Before 1');
  await daniel.hears('Before 1');

  await head.get(RemoveMemberDocument, { input: { channelId, userId: student.id, key: aKey() } });
  await daniel.page.getByText(`${channel} is no longer open to you.`).waitFor();
  expect(await daniel.box(channel).count()).toBe(0);
  await daniel.channel(channel).waitFor({ state: 'detached' });
  const before = asked.count;
  await say(head, channelId, 'Behind their back');

  await head.get(InviteToChannelDocument, { input: { channelId, userIds: [student.id], key: aKey() } });
  await daniel.box(channel).waitFor();
  expect(await daniel.box(channel).inputValue()).toBe('Half a thought');
  await say(head, channelId, 'After 1');
  await daniel.hears('After 1');
  // Once since: a page that is refused does not ask again and again.
  expect(asked.count - before).toBe(1);
  expect(daniel.faults).toEqual([]);
});

test('a channel that is archived under the pen closes the box and stays readable', async () => {
  const [head, student] = [await a('head'), await a('student')];
  const channel = `last term ${aKey().slice(0, 8)}`;
  const channelId = await aChannelNamed(channel, head, student);
  await using daniel = await Visitor.signIn(browser, 'student');
  await daniel.open(channel);
  await say(head, channelId, 'Before 1');
  await daniel.hears('Before 1');
  await head.get(ArchiveChannelDocument, { input: { channelId, key: aKey() } });
  await daniel.box(channel).waitFor({ state: 'detached' });
  await daniel.page.getByText(/This channel is archived/).waitFor();
  await daniel.hears('Before 1');
});

test('what is refused says why, and can be changed or deleted; nothing is lost', async () => {
  const [head, student] = [await a('head'), await a('student')];
  const channel = `hall pass ${aKey().slice(0, 8)}`;
  const channelId = await aChannelNamed(channel, head, student);
  await using daniel = await Visitor.signIn(browser, 'student');
  await daniel.open(channel);
  await daniel.context.setOffline(true);
  await daniel.page.getByText('No network. You can go on writing.').waitFor();
  await daniel.say(channel, 'Kept 1');
  await daniel.message('Kept 1').waitFor();
  await head.get(RemoveMemberDocument, { input: { channelId, userId: student.id, key: aKey() } });
  await daniel.context.setOffline(false);
  await daniel.page.getByText(`${channel} is no longer open to you.`).waitFor();
  const unsent = daniel.page.getByRole('region', { name: 'Written here and not sent' });
  await unsent.getByText('Kept 1').waitFor();
  await unsent
    .getByRole('alert')
    .getByText(/^Not sent\./)
    .waitFor();
  await daniel.page.goto('/settings/connection');
  await daniel.page.getByText('Kept 1').waitFor();
  await daniel.page.getByRole('button', { name: 'Delete', exact: true }).click();
  await daniel.page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await daniel.page.getByText('Nothing waits.').waitFor();
});

test('who is signed out elsewhere stands at the door, with the way back', async () => {
  const student = await a('student');
  await using daniel = await Visitor.signIn(browser, 'student');
  const { viewer } = await student.get(SessionsOfViewerDocument, {});
  for (const { id } of viewer?.sessions.filter(({ current }) => !current) ?? []) {
    await student.get(RevokeSessionDocument, { input: { sessionId: id, key: aKey() } });
  }
  await daniel.page.getByText('Your session has ended. Sign in to go on where you were.').waitFor();
  expect(daniel.faults).toEqual([]);
});

test('who is signed out before anything is followed is told so by the next answer', async () => {
  const student = await a('student');
  await using daniel = await Visitor.arrive(browser);
  // A line that never opens: only what is asked for tells how it stands.
  await daniel.page.routeWebSocket(/graphql/, () => undefined);
  await daniel.enter('student');
  const { viewer } = await student.get(SessionsOfViewerDocument, {});
  for (const { id } of viewer?.sessions.filter(({ current }) => !current) ?? []) {
    await student.get(RevokeSessionDocument, { input: { sessionId: id, key: aKey() } });
  }
  await daniel.page.getByRole('link', { name: 'People' }).first().click();
  await daniel.page.getByText('Your session has ended. Sign in to go on where you were.').waitFor();
  expect(daniel.faults).toEqual([]);
});

test('a role that is taken and given back changes what the page offers, without a reload', async () => {
  const [administrator, student] = [await a('administrator'), await a('student')];
  const { viewer } = await student.get(RolesOfViewerDocument, {});
  const roles = viewer?.user.roles.map(({ role }) => role) ?? [];
  const role = roles.find(({ permissions }) => permissions.includes('CREATE_CHANNELS'));
  if (!role) throw new Error('No role of the student allows to create channels');
  await using daniel = await Visitor.signIn(browser, 'student');
  await daniel.page.evaluate(() => {
    document.documentElement.dataset['stays'] = 'here';
  });
  const button = daniel.page.getByRole('button', { name: 'New channel' });
  await button.waitFor();
  const input = { userId: student.id, roleId: role.id };
  try {
    await administrator.get(WithdrawRoleDocument, { input: { ...input, key: aKey() } });
    await button.waitFor({ state: 'detached' });
  } finally {
    // The demo person keeps their role, whatever this test finds.
    await administrator.get(GrantRoleDocument, { input: { ...input, key: aKey() } });
  }
  await button.waitFor();
  expect(await daniel.page.locator('html').getAttribute('data-stays')).toBe('here');
  expect(daniel.faults).toEqual([]);
});
