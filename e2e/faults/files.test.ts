import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Person } from '../client/person.js';
import { StartUploadDocument, UploadNowDocument } from '../generated/graphql.js';
import { aKey, people } from '../people.js';
import { type EmbeddedStack, startEmbedded } from '../stack/embedded-stack.js';

const MEGABYTE = 1_048_576;
const isLong = process.env['FAULTS'] === 'long';
/** How often the product is killed while it takes one upload. */
const KILLS = isLong ? 25 : 3;
const SIZE = KILLS * 8 * MEGABYTE;

let stack: EmbeddedStack;
beforeAll(async () => {
  stack = await startEmbedded();
});
afterAll(() => stack.stop());

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** One client of an upload, which forgets everything but its address whenever it breaks off. */
class Sender {
  kills = 0;
  private back: Promise<void> = Promise.resolve();

  constructor(
    private readonly who: Person,
    private readonly bytes: Buffer,
    private readonly url: string,
  ) {}

  async run(): Promise<void> {
    for (let offset = await this.offset(); offset < this.bytes.length; offset = await this.offset()) {
      await this.back;
      await this.send(offset).catch((error: unknown) => {
        // Only a line that broke is gone on with.
        if (!(error instanceof TypeError)) throw error;
      });
    }
  }

  private async offset(): Promise<number> {
    for (;;) {
      await this.back;
      try {
        const response = await fetch(stack.url + this.url, { method: 'HEAD', headers: this.headers });
        if (response.status === 200) return Number(response.headers.get('upload-offset'));
      } catch (error) {
        // The product was killed: it is asked again once it is back.
        if (!(error instanceof TypeError)) throw error;
      }
    }
  }

  /** Sends what is left, and has the product killed once a few megabytes of it are under way. */
  private async send(offset: number): Promise<void> {
    let sent = 0;
    const limit = this.kills < KILLS ? (1 + (this.kills % 7)) * MEGABYTE : Infinity;
    const { bytes } = this;
    const strike = (): void => {
      this.back = this.kill();
    };
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const chunk = bytes.subarray(offset + sent, offset + sent + 65_536);
        if (chunk.length === 0) {
          controller.close();
          return;
        }
        controller.enqueue(new Uint8Array(chunk));
        if (sent < limit && sent + chunk.length >= limit) strike();
        sent += chunk.length;
      },
    });
    const headers = {
      ...this.headers,
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
    };
    const init = { method: 'PATCH', headers, body, duplex: 'half' } as RequestInit;
    await fetch(stack.url + this.url, init);
    await this.back;
  }

  private async kill(): Promise<void> {
    this.kills += 1;
    await stack.kill('SIGKILL');
    await stack.restart();
  }

  private get headers(): Record<string, string> {
    return { authorization: `Bearer ${this.who.token}`, 'tus-resumable': '1.0.0' };
  }
}

test(`an upload through ${String(KILLS)} kills is the file that was sent, once`, async () => {
  const who = await Person.signIn(stack.gatewayUrls, people.head);
  const bytes = randomBytes(SIZE);
  const input = { name: 'survivor.bin', size: SIZE, sha256: sha256(bytes), key: aKey() };
  const { startUpload } = await who.get(StartUploadDocument, { input });
  const sender = new Sender(who, bytes, startUpload.url);
  await sender.run();
  expect(sender.kills).toBe(KILLS);
  // Whoever hears no answer asks again, and hears of the same file.
  const first = (await who.get(UploadNowDocument, { id: startUpload.id })).upload;
  expect(first).toMatchObject({ state: 'DONE', file: { sha256: sha256(bytes), size: SIZE } });
  await sender.run();
  const again = (await who.get(StartUploadDocument, { input })).startUpload;
  expect(again).toMatchObject({ id: startUpload.id, state: 'DONE' });
  const second = (await who.get(UploadNowDocument, { id: startUpload.id })).upload;
  expect(second?.file?.id).toBe(first?.file?.id);
  expect(second?.file?.name).toBe('survivor.bin');
}, 600_000);
