import { createServer } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { aKey } from '../people.js';
import { a, aChannelNamed } from '../product.js';
import { violations } from './violations.js';
import { launch, Visitor } from './visitor.js';

let browser: Browser;
let amara: Visitor;
let daniel: Visitor;
beforeAll(async () => {
  // A microphone that hums, and nobody who has to be asked whether it may be used.
  browser = await launch(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
  [amara, daniel] = await Promise.all([Visitor.signIn(browser, 'head'), Visitor.signIn(browser, 'student')]);
});
afterEach(() => {
  expect([amara.faults, daniel.faults]).toEqual([[], []]);
});
afterAll(() => browser.close());

/** Amara and Daniel, each at a browser, open the same new channel. */
async function together(): Promise<string> {
  const channel = `gallery ${aKey().slice(0, 8)}`;
  await aChannelNamed(channel, await a('head'), await a('student'));
  await Promise.all([amara.open(channel), daniel.open(channel)]);
  return channel;
}

/** A picture of one colour, as a browser draws it. */
async function aPicture(page: Page, colour: string, width = 640, height = 400): Promise<Buffer> {
  const address = await page.evaluate(
    ([fill, w, h]) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: w, height: h });
      const context = canvas.getContext('2d');
      if (context) {
        context.fillStyle = fill;
        context.fillRect(0, 0, w, h);
      }
      return canvas.toDataURL('image/png');
    },
    [colour, width, height] as const,
  );
  return Buffer.from(address.split(',')[1] ?? '', 'base64');
}

interface GivenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** Chooses files by way of the "+" menu. */
async function choose({ page }: Visitor, ...files: readonly GivenFile[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Add to the message' }).click();
  await page.getByRole('menuitem', { name: 'Upload files' }).click();
  await (await chooser).setFiles([...files]);
}

/** Drops files on the conversation, or pastes them into the box. */
async function bring(
  page: Page,
  how: 'drop' | 'paste',
  { name, mimeType, buffer }: GivenFile,
): Promise<void> {
  await page.evaluate(
    ([kind, fileName, type, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], fileName, { type }));
      const target = document.querySelector(kind === 'drop' ? 'app-channel-view' : 'textarea#composer');
      const tell = (event: string): void => {
        target?.dispatchEvent(
          kind === 'drop'
            ? new DragEvent(event, { dataTransfer: data, bubbles: true, cancelable: true })
            : new ClipboardEvent(event, { clipboardData: data, bubbles: true, cancelable: true }),
        );
      };
      for (const event of kind === 'drop' ? ['dragenter', 'dragover', 'drop'] : ['paste']) tell(event);
    },
    [how, name, mimeType, buffer.toString('base64')] as const,
  );
}

const tray = ({ page }: Visitor) => page.getByRole('list', { name: 'Files to send' });

/** Whether a picture is there, with its pixels. */
const isDrawn = (page: Page, name: string): Promise<unknown> =>
  page.waitForFunction(
    (alt) => [...document.images].some((each) => each.alt === alt && each.naturalWidth > 1),
    name,
  );

test('pictures are chosen, dropped and pasted, get a caption, and are looked at by the other', async () => {
  const channel = await together();
  const picture = async (name: string, colour: string): Promise<GivenFile> => ({
    ...{ name, mimeType: 'image/png' },
    buffer: await aPicture(amara.page, colour),
  });
  await choose(amara, await picture('lake.png', '#2a7f86'));
  await bring(amara.page, 'drop', await picture('hill.png', '#6a8f3a'));
  await bring(amara.page, 'paste', await picture('road.png', '#8a6f5a'));
  expect(await tray(amara).getByRole('listitem').count()).toBe(3);
  await tray(amara).getByRole('textbox', { name: 'Caption of lake.png' }).fill('The lake in March');
  await tray(amara).getByRole('button', { name: 'Do not send road.png' }).click();
  expect(await violations(amara.page)).toEqual([]);
  await amara.say(channel, 'From the excursion');

  const shown = await daniel.hears('From the excursion');
  await shown.getByText('The lake in March', { exact: true }).waitFor();
  await isDrawn(daniel.page, 'The lake in March');
  await isDrawn(daniel.page, 'Picture hill.png');
  expect(await shown.getByRole('button', { name: /^Open / }).count()).toBe(2);
  expect(await violations(daniel.page)).toEqual([]);

  await shown.getByRole('button', { name: 'Open The lake in March' }).click();
  const box = daniel.page.getByRole('dialog');
  await box.getByRole('status').getByText('1 of 2').waitFor();
  await daniel.page.keyboard.press('ArrowRight');
  await box.getByRole('heading', { name: 'hill.png' }).waitFor();
  expect(await violations(daniel.page)).toEqual([]);
  await daniel.page.keyboard.press('Escape');
  await box.waitFor({ state: 'detached' });
  await amara.message('From the excursion').waitFor();
});

test('a document is saved by the other under its name', async () => {
  await together();
  const buffer = Buffer.from('%PDF-1.7 agenda');
  await choose(amara, { name: 'agenda.pdf', mimeType: 'application/pdf', buffer });
  await amara.page.getByRole('button', { name: 'Send', exact: true }).click();
  const link = daniel.page.getByRole('link', { name: 'Save agenda.pdf' });
  const saving = daniel.page.waitForEvent('download');
  await link.click();
  expect((await saving).suggestedFilename()).toBe('agenda.pdf');
});

test('what is chosen without a network goes when it is back', async () => {
  const channel = await together();
  const buffer = await aPicture(amara.page, '#7a4f8a');
  await amara.context.setOffline(true);
  await choose(amara, { name: 'late.png', mimeType: 'image/png', buffer });
  await tray(amara).getByText('The connection broke. Try again.').waitFor();
  await amara.say(channel, 'Sent from the train');
  await amara.page.getByRole('article', { name: 'Your message' }).getByText('late.png').waitFor();
  await amara.context.setOffline(false);
  await daniel.hears('Sent from the train');
  await isDrawn(daniel.page, 'Picture late.png');
});

test('a voice message is spoken, listened to before it goes, and heard by the other at another speed', async () => {
  await together();
  await amara.page.getByRole('button', { name: 'Record a voice message' }).click();
  const recorder = amara.page.getByRole('group', { name: 'Record a voice message' });
  await recorder.getByRole('timer').filter({ hasText: '0:02' }).waitFor();
  expect(await violations(amara.page)).toEqual([]);
  await recorder.getByRole('button', { name: 'Stop and listen' }).click();
  await recorder.getByRole('button', { name: 'Play' }).click();
  await recorder.getByRole('button', { name: 'Pause' }).waitFor();
  await recorder.getByRole('button', { name: 'Play' }).waitFor();
  expect(await violations(amara.page)).toEqual([]);
  expect(await daniel.page.getByRole('group', { name: 'Voice message' }).count()).toBe(0);
  await recorder.getByRole('button', { name: 'Send' }).click();

  const player = daniel.page.getByRole('group', { name: 'Voice message' });
  await player.getByText(/^0:\d\d$/).waitFor();
  await player.getByRole('button', { name: 'Speed 1×' }).click();
  await player.getByRole('button', { name: 'Play' }).click();
  await player.getByRole('button', { name: 'Pause' }).waitFor();
  expect(await daniel.page.evaluate(() => document.querySelector('audio')?.playbackRate)).toBe(1.5);
  await player.getByRole('button', { name: 'Play' }).waitFor();
  await player.getByText(/^0:\d\d$/).waitFor();
  expect(await violations(daniel.page)).toEqual([]);
});

/** A sound in which nobody speaks, as a WAV file of eight thousand samples a second. */
function aSound(seconds: number): Buffer {
  const samples = 8_000 * seconds;
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  for (const [value, at] of [
    [1, 20],
    [1, 22],
    [1, 32],
    [8, 34],
  ] as const) {
    head.writeUInt16LE(value, at);
  }
  for (const at of [24, 28]) head.writeUInt32LE(8_000, at);
  head.write('data', 36);
  head.writeUInt32LE(samples, 40);
  return Buffer.concat([head, Buffer.alloc(samples, 128)]);
}

test('a sound goes on where it was left, also after a reload', async () => {
  const channel = await together();
  await choose(amara, { name: 'lecture.wav', mimeType: 'audio/wav', buffer: aSound(40) });
  await amara.page.getByRole('button', { name: 'Send', exact: true }).click();
  const player = daniel.page.getByRole('group', { name: 'lecture.wav' });
  await player.getByRole('slider', { name: 'Position' }).fill('500');
  await player.getByText('0:20 / 0:40').waitFor();
  await player.getByRole('button', { name: 'Play' }).click();
  await player.getByText('0:21 / 0:40').waitFor();
  await player.getByRole('button', { name: 'Pause' }).click();

  await daniel.page.reload();
  await daniel.box(channel).waitFor();
  await player.getByText(/^0:2[1-3] \/ 0:40$/).waitFor();
  await player.getByRole('button', { name: 'Play' }).click();
  await player.getByRole('button', { name: 'Pause' }).waitFor();
  const at = await daniel.page.waitForFunction(() => {
    const { currentTime } = document.querySelector('audio') ?? { currentTime: 0 };
    return currentTime > 0 ? currentTime : null;
  });
  expect(await at.jsonValue()).toBeGreaterThan(20);
  await player.getByRole('button', { name: 'Pause' }).click();
});

test('an address in a message is shown with what it leads to', async () => {
  const page = '<title>Opening hours</title><meta name="description" content="From eight to ten">';
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(page);
  });
  const host = inject('pageHost');
  await new Promise<void>((resolve) => {
    server.listen(Number(host.split(':')[1]), '127.0.0.1', resolve);
  });
  try {
    const channel = await together();
    await amara.say(channel, `See http://${host}/hours`);
    const shown = (await daniel.hears('See http')).getByRole('link', { name: 'Opening hours' });
    await shown.getByText('From eight to ten').waitFor();
    expect(await shown.getAttribute('href')).toBe(`http://${host}/hours`);
    expect(await violations(daniel.page)).toEqual([]);
  } finally {
    server.close();
  }
});

test('a recording that is thrown away is never sent', async () => {
  await together();
  await amara.page.getByRole('button', { name: 'Record a voice message' }).click();
  const recorder = amara.page.getByRole('group', { name: 'Record a voice message' });
  await recorder.getByRole('timer').filter({ hasText: '0:01' }).waitFor();
  await recorder.getByRole('button', { name: 'Throw the recording away' }).click();
  await recorder.waitFor({ state: 'detached' });
  expect(await amara.page.getByRole('group', { name: 'Voice message' }).count()).toBe(0);
});

test('an emoji of one’s own is added, written, and reacted with', async () => {
  const channel = await together();
  const name = `e${aKey().slice(0, 8)}`;
  const buffer = await aPicture(amara.page, '#c2410c', 64, 64);
  await amara.page.getByRole('button', { name: 'Emoji', exact: true }).click();
  await amara.page.getByRole('button', { name: 'Add your own emoji' }).click();
  const dialog = amara.page.getByRole('dialog');
  await dialog.getByLabel('Picture').setInputFiles({ name: `${name}.png`, mimeType: 'image/png', buffer });
  await dialog.getByRole('button', { name: 'Add emoji' }).click();
  await dialog.getByText(`:${name}:`).waitFor();
  expect(await violations(amara.page)).toEqual([]);
  await amara.page.keyboard.press('Escape');
  await amara.say(channel, `Well done :${name}:`);
  const praise = await daniel.hears('Well done');
  await isDrawn(daniel.page, `:${name}:`);

  await praise.hover();
  await praise.getByRole('button', { name: 'React' }).first().click();
  await daniel.page.getByRole('combobox').fill(name);
  await daniel.page.getByRole('option', { name }).click();
  await amara
    .message('Well done')
    .getByRole('button', { name: new RegExp(`:${name}:.*Daniel Mwangi`) })
    .waitFor();
});
