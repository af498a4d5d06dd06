import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CreateChannelDocument, DecideReportDocument, ReportMessageDocument } from '../generated/graphql.js';
import { aKey } from '../people.js';
import { a, aChannelNamed, say } from '../product.js';
import { violations } from './violations.js';
import { launch, Visitor } from './visitor.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

async function openDetails({ page }: Visitor): Promise<void> {
  await page
    .getByRole('button', { name: /details/i })
    .first()
    .click();
  await page.getByRole('heading', { name: 'How it is kept' }).waitFor();
}

test('a held message is let through, its author is asked why and shut out, and everybody sees it at once', async () => {
  const channel = `in order ${aKey().slice(0, 8)}`;
  await aChannelNamed(channel, await a('head'), await a('student'));
  await using amara = await Visitor.at(browser, 'head');
  await using daniel = await Visitor.at(browser, 'student');
  await Promise.all([amara.open(channel), daniel.open(channel)]);
  await openDetails(amara);
  expect(await violations(amara.page)).toEqual([]);

  await amara.page.getByRole('button', { name: /^Word rules/ }).click();
  await amara.page.getByLabel('Words').fill('ticket*');
  await amara.page.getByRole('button', { name: 'Add rule' }).click();
  await amara.page.getByRole('listitem').filter({ hasText: 'ticket*' }).waitFor();
  expect(await violations(amara.page)).toEqual([]);
  await amara.page.keyboard.press('Escape');

  await daniel.say(channel, 'Tickets for sale');
  await daniel.page.getByText('Your message waits until somebody').waitFor();
  await daniel.message('Tickets for sale').waitFor({ state: 'detached' });

  await amara.page.getByRole('link', { name: 'Reports' }).click();
  const report = amara.page.getByRole('listitem').filter({ hasText: 'Tickets for sale' });
  await report.getByText('Waits to be sent').waitFor();
  expect(await violations(amara.page)).toEqual([]);
  await report.getByRole('button', { name: 'Let it through' }).click();
  await daniel.hears('Tickets for sale');

  await amara.page.goBack();
  await amara.hears('Tickets for sale');
  await amara.page.getByRole('button', { name: 'Manage Daniel Mwangi' }).click();
  await amara.page.getByRole('menuitem', { name: 'Why can Daniel Mwangi see this?' }).click();
  await amara.page.getByText('They are in this channel, as a member').waitFor();
  await amara.page.keyboard.press('Escape');
  await amara.page.getByRole('button', { name: 'Manage Daniel Mwangi' }).click();
  await amara.page.getByRole('menuitem', { name: 'Ban from the channel' }).click();
  await amara.page.getByRole('dialog').getByRole('button', { name: 'Ban', exact: true }).click();
  await daniel.page.getByText(`${channel} is no longer open to you.`).waitFor();
  expect([...amara.faults, ...daniel.faults]).toEqual([]);
});

test('reports of several pages stay whole and current while others report and decide', async () => {
  const channel = `crowded ${aKey().slice(0, 8)}`;
  const [head, student, classmate] = [await a('head'), await a('student'), await a('classmate')];
  const channelId = await aChannelNamed(channel, head, student, classmate);
  const report = async (text: string): Promise<void> => {
    const { id: messageId } = await say(student, channelId, text);
    const input = { messageId, reason: 'Unkind', key: aKey() };
    await classmate.get(ReportMessageDocument, { input });
  };
  for (let n = 1; n <= 31; n += 1) await report(`Remark ${String(n)}.`);
  await using amara = await Visitor.at(browser, 'head');
  const { page } = amara;
  await page.goto(`/admin/reports?channel=${channelId}`);
  const reports = page.getByRole('listitem').filter({ hasText: 'Remark' });
  const remark = (n: number) => reports.filter({ hasText: `Remark ${String(n)}.` });
  await remark(30).waitFor();
  expect(await remark(31).count()).toBe(0);
  await page.getByRole('button', { name: 'Show more' }).click();
  await remark(31).waitFor();

  await report('Remark 32.');
  await remark(32).waitFor();
  expect(await reports.count()).toBe(32);
  await remark(1).getByRole('button', { name: 'Nothing is wrong' }).click();
  await remark(1).waitFor({ state: 'detached' });
  expect(await reports.count()).toBe(31);
  expect(amara.faults).toEqual([]);
});

test('who was away reads on coming back that a message of theirs was removed, once', async () => {
  const channel = `quiet ${aKey().slice(0, 8)}`;
  const [head, student, classmate] = [await a('head'), await a('student'), await a('classmate')];
  const channelId = await aChannelNamed(channel, head, student, classmate);
  const { id: messageId } = await say(classmate, channelId, 'Said in anger');
  const complaint = { messageId, reason: 'Unkind', key: aKey() };
  const { reportMessage: report } = await student.get(ReportMessageDocument, { input: complaint });
  await head.get(DecideReportDocument, { input: { reportId: report.id, decision: 'DELETE', key: aKey() } });
  await using grace = await Visitor.at(browser, 'classmate');
  const told = grace.page.getByText(`A moderator removed your message in ${channel}`);
  await told.waitFor();
  await grace.open(channel);
  await grace.page.getByText('was removed by Amara Okafor.').waitFor();
  // The next window finds nothing new to tell.
  await using again = await grace.anotherWindow();
  await again.open(channel);
  expect(await again.page.getByText(`A moderator removed your message in ${channel}`).count()).toBe(0);
  expect([...grace.faults, ...again.faults]).toEqual([]);
});

test('a policy is counted before it is saved, and what it removes is gone before the eyes of a reader', async () => {
  await using priya = await Visitor.at(browser, 'administrator');
  await using yusuf = await Visitor.at(browser, 'agent');
  await yusuf.open('library-systems');
  const old = yusuf.message('Thank you for doing this at night');
  await old.waitFor();

  await priya.page.getByRole('link', { name: 'Admin' }).first().click();
  await priya.page.getByRole('link', { name: 'Retention' }).click();
  await priya.page.getByLabel('What it is about').selectOption('channel');
  await priya.page.getByRole('searchbox', { name: 'Channel' }).fill('library-systems');
  await priya.page.getByRole('button', { name: 'library-systems', exact: true }).click();
  await priya.page.getByLabel('Days to keep').fill('1');
  const counted = priya.page.getByText(/^[1-9]\d* messages would be removed now/);
  await counted.waitFor();
  expect(await violations(priya.page)).toEqual([]);
  await priya.page.getByRole('button', { name: 'Save policy' }).click();
  await old.waitFor();
  await priya.page.getByRole('dialog').getByRole('button', { name: 'Save and remove' }).click();
  await old.waitFor({ state: 'detached' });
  await priya.page.getByText(/^0 messages would be removed now/).waitFor();
  expect([...priya.faults, ...yusuf.faults]).toEqual([]);
});

test('what those who help note is never with the customer, who talks with them all the same', async () => {
  const name = `case ${aKey().slice(0, 8)}`;
  const [agent, customer] = [await a('agent'), await a('customer')];
  const input = { kind: 'SUPPORT' as const, name, memberIds: [customer.id], key: aKey() };
  await agent.get(CreateChannelDocument, { input });
  await using yusuf = await Visitor.at(browser, 'agent');
  await using leila = await Visitor.at(browser, 'customer');
  await Promise.all([yusuf.open(name), leila.open(name)]);
  await openDetails(yusuf);
  await yusuf.page.getByLabel('New note').fill('Promised her a refund last week');
  await yusuf.page.getByRole('button', { name: 'Add note' }).click();
  await yusuf.page.getByRole('listitem').filter({ hasText: 'Promised her a refund' }).waitFor();
  expect(await violations(yusuf.page)).toEqual([]);

  await yusuf.say(name, 'How can I help?');
  await leila.hears('How can I help?');
  await openDetails(leila);
  expect(await leila.page.getByText('Promised her a refund').count()).toBe(0);
  expect(await leila.page.getByText('Internal notes').count()).toBe(0);
  expect(await leila.page.getByRole('link', { name: 'Admin' }).count()).toBe(0);
  expect([...yusuf.faults, ...leila.faults]).toEqual([]);
});
