import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Person } from '../client/person.js';
import { CreateChannelDocument } from '../generated/graphql.js';
import { aKey, people } from '../people.js';
import { type EmbeddedStack, startEmbedded } from '../stack/embedded-stack.js';
import { EICAR, type ScannerStack, startScanner } from '../stack/scanner.js';
import { colourViolations, violations } from './violations.js';
import { launch, Visitor } from './visitor.js';

let browser: Browser;
let scanner: ScannerStack;
let stack: EmbeddedStack;
beforeAll(async () => {
  [browser, scanner] = await Promise.all([launch(), startScanner()]);
  stack = await startEmbedded({ CLAMD_URL: scanner.url });
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
  await scanner.stop();
});

/** Two people with the same new channel open. */
async function talking(name: string): Promise<readonly [sender: Visitor, reader: Visitor]> {
  const channel = `${name} ${aKey().slice(0, 8)}`;
  const head = await Person.signIn(stack.gatewayUrls, people.head);
  const student = await Person.signIn(stack.gatewayUrls, people.student);
  await head.get(CreateChannelDocument, {
    input: { kind: 'GROUP', name: channel, memberIds: [student.id], key: aKey() },
  });
  const at = stack.url;
  const both = [Visitor.at(browser, 'head', { at }), Visitor.at(browser, 'student', { at })] as const;
  const [sender, reader] = await Promise.all(both);
  await Promise.all([sender.open(channel), reader.open(channel)]);
  return [sender, reader];
}

async function send({ page }: Visitor, files: Readonly<Record<string, string>>): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Add to the message' }).click();
  await page.getByRole('menuitem', { name: 'Upload files' }).click();
  const chosen = Object.entries(files).map(([name, content]) => ({ name, content: Buffer.from(content) }));
  await (
    await chooser
  ).setFiles(chosen.map(({ name, content }) => ({ name, mimeType: 'text/plain', buffer: content })));
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

/** What stands of a file in the talk. */
const card = ({ page }: Visitor, name: string): Locator =>
  page.getByRole('log').locator('app-file-card').filter({ hasText: name });

const save = (who: Visitor, name: string): Locator =>
  card(who, name).getByRole('link', { name: `Save ${name}` });

/** Waits until a sentence stands on a file, and nothing to save it by. */
async function says(who: Visitor, name: string, sentence: string): Promise<void> {
  await card(who, name).getByText(sentence).waitFor();
  expect(await save(who, name).count()).toBe(0);
}

/** Waits until a file can be saved, and reads it as its reader's browser does. */
async function contentFor(who: Visitor, name: string): Promise<string> {
  await save(who, name).waitFor();
  const address = await save(who, name).getAttribute('href');
  return who.page.evaluate(async (url) => (await fetch(url)).text(), address ?? '');
}

test('a file with a virus says so to both, and nobody is given it', async () => {
  const [amara, daniel] = await talking('virus');
  await send(amara, { 'invoice.txt': EICAR, 'letter.txt': 'Dear Daniel' });
  for (const who of [amara, daniel]) {
    await says(who, 'invoice.txt', 'Infected: it cannot be opened');
    expect(await contentFor(who, 'letter.txt')).toBe('Dear Daniel');
  }
  expect(await violations(daniel.page)).toEqual([]);
  await daniel.page.emulateMedia({ colorScheme: 'dark' });
  expect(await colourViolations(daniel.page)).toEqual([]);
  await daniel.page.emulateMedia({ colorScheme: 'light' });
  await daniel.page.getByRole('button', { name: 'Channel details' }).click();
  const list = daniel.page.getByRole('list', { name: 'Files', exact: true });
  await list.getByText('invoice.txt').waitFor();
  expect(await list.getByRole('link', { name: 'Save invoice.txt' }).count()).toBe(0);
  expect([amara.faults, daniel.faults]).toEqual([[], []]);
});

test('while the scanner takes its time both see that, and then the file, without doing anything', async () => {
  const [amara, daniel] = await talking('slow');
  scanner.pause();
  await send(amara, { 'slides.txt': 'One slide' });
  for (const who of [amara, daniel]) await says(who, 'slides.txt', 'Being checked for viruses');
  expect(await violations(amara.page)).toEqual([]);
  scanner.goOn();
  for (const who of [amara, daniel]) {
    expect(await contentFor(who, 'slides.txt')).toBe('One slide');
    expect(await card(who, 'slides.txt').getByRole('status').count()).toBe(0);
  }
  expect([amara.faults, daniel.faults]).toEqual([[], []]);
});

test('what was sent while the scanner was down is held back, and judged as soon as it is there again', async () => {
  const [amara, daniel] = await talking('down');
  await scanner.kill();
  // Bytes that were looked into before are known for what they are.
  await send(amara, { 'bill.txt': `${EICAR} in a bill`, 'plan.txt': 'The plan' });
  for (const who of [amara, daniel]) {
    for (const name of ['bill.txt', 'plan.txt']) await says(who, name, 'Being checked for viruses');
  }
  await scanner.restart();
  for (const who of [amara, daniel]) {
    expect(await contentFor(who, 'plan.txt')).toBe('The plan');
    await says(who, 'bill.txt', 'Infected: it cannot be opened');
  }
  expect([amara.faults, daniel.faults]).toEqual([[], []]);
});
