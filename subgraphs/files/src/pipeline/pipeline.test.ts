import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { Readable } from 'node:stream';
import type { Viewer } from '@parley/kit';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLAMD_MOST_BYTES, type ClamdProcess, startClamd } from '../../test/clamd-process.js';
import { EICAR, aDocx, aPdf, aZip, zeros } from '../../test/content-files.js';
import { type TestFiles, startFiles, take } from '../../test/files.js';
import { fileTypeOf } from '../content/file-type.rules.js';
import type { ContentOptions } from './content-tools.js';
import type { FilesContext } from '../context.js';
import { addFileVersion } from '../version/add-version.service.js';
import { dropMadeOfNothing, scanBatchAgain, watchSignatures } from './rescan.service.js';
import { scanFile, takeUpWaiting } from './scan.service.js';

const FILE = `query ($id: ID!) { file(id: $id) {
  id name kind mediaType scan scanBecause liveCursor viewerCan
  metadata { width height pageCount waveform }
  renditions { kind url width page ready }
} }`;
const RESCAN = `mutation ($input: RescanFileInput!) { rescanFile(input: $input) { id scan } }`;
const EVENTS = `subscription ($id: ID!, $after: Cursor) { fileEvents(nodeId: $id, after: $after) {
  __typename ... on FileChanged { file { id scan } } } }`;

/** Files that are looked into, with a clamd of their own. */
class Laboratory {
  private constructor(
    readonly files: TestFiles,
    readonly me: Viewer,
    private readonly home: string,
  ) {}

  static async open(options: ContentOptions): Promise<Laboratory> {
    const files = await startFiles({ FILE_WORKERS: 2, ...options });
    const me = await files.aPerson();
    return new Laboratory(files, me, await files.home(me));
  }

  /** Puts a file into my folder, as the end of an upload does. @returns ids of the file and its version */
  async put(name: string, content: Buffer | string): Promise<{ id: string; versionId: string }> {
    const bytes = Buffer.from(content);
    const ctx = this.files.context(this.me);
    const type = fileTypeOf({ head: bytes.subarray(0, 4_096), tail: bytes.subarray(-65_557), name });
    const storeKey = randomUUID();
    await ctx.blobs.store(null).put(storeKey, Readable.from([bytes]));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const { nodeId, version } = await addFileVersion(
      ctx,
      { folder: { id: this.home, ancestors: [this.home] }, name, whenTaken: 'NUMBER' },
      {
        bytes: { sha256, size: bytes.length, storeKey, region: null },
        ...{ mediaType: type.mediaType, fileKind: type.kind },
      },
    );
    return { id: nodeId, versionId: version.id };
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read any shape and compare whole values
  read(id: string): Promise<any> {
    return this.files.must(this.me, FILE, { id });
  }

  /** Waits until the scan of a file says this. */
  async until(id: string, scan: string): Promise<void> {
    await expect.poll(async () => (await this.read(id)).scan as string, { timeout: 15_000 }).toBe(scan);
  }

  query<T>(statement: string, parameters: readonly unknown[] = []): Promise<T[]> {
    return this.files.test.runtime.database.query<T[]>(statement, [...parameters]);
  }

  /** A context of the product itself, as jobs have it. */
  system(): FilesContext {
    return this.files.context(this.me);
  }

  stop(): Promise<void> {
    return this.files.stop();
  }
}

describe('With a scanner', () => {
  let clamd: ClamdProcess;
  let lab: Laboratory;

  beforeAll(async () => {
    clamd = await startClamd();
    lab = await Laboratory.open({ CLAMD_URL: clamd.url });
  });

  afterAll(async () => {
    await lab.stop();
    await clamd.stop();
  });

  test('a file is nobody’s to download until it is clean, and everybody who looks is told', async () => {
    const { id } = await lab.put('a.txt', 'harmless words');
    const before = await lab.read(id);
    expect(before.scan).toMatch(/WAITING|SCANNING/);
    expect(before.viewerCan).not.toContain('DOWNLOAD');
    const events = lab.files.as(lab.me).follow(EVENTS, { id, after: before.liveCursor });
    const [first] = (await take(events, 2)).filter(
      ({ data }) => data.fileEvents.__typename === 'FileChanged',
    );
    expect(first?.data.fileEvents.file).toEqual({ id, scan: 'CLEAN' });
    await events.return();
    expect((await lab.read(id)).viewerCan).toContain('DOWNLOAD');
  });

  test.each<[string, string | Buffer]>([
    ['eicar.com', EICAR],
    ['eicar.zip', aZip([{ name: 'a.zip', content: aZip([{ name: 'eicar.com', content: EICAR }]) }])],
    ['letter.docx', aDocx(['words'], [{ name: 'word/eicar.com', content: EICAR }])],
  ])('%s is locked away, draws nothing and is not read', async (name, content) => {
    const { id, versionId } = await lab.put(name, content);
    await lab.until(id, 'INFECTED');
    const file = await lab.read(id);
    expect(file.viewerCan).not.toContain('DOWNLOAD');
    expect(file.renditions).toEqual([]);
    expect(await lab.query('select 1 from node_text where version_id = $1', [versionId])).toEqual([]);
    const [blob] = await lab.query(
      'select scan_because from blob b join version v on v.blob_sha256 = b.sha256 where v.id = $1',
      [versionId],
    );
    expect(blob).toEqual({ scan_because: 'Eicar-Test.UNOFFICIAL' });
  });

  test.each<[string, string | Buffer, string]>([
    ['bomb.zip', aZip([{ name: 'z', content: zeros(120_000_000) }]), 'RATIO'],
    ['slip.zip', aZip([{ name: '../../a', content: 'x' }]), 'SLIP'],
    ['sealed.zip', aZip([{ name: 'a', content: 'x', sealed: true }]), 'SEALED'],
    ['large.bin', randomBytes(CLAMD_MOST_BYTES + 1_000_000), 'TOO_LARGE'],
  ])('%s stays in quarantine', async (name, content, because) => {
    const { id, versionId } = await lab.put(name, content);
    await lab.until(id, 'UNSCANNABLE');
    expect(await lab.read(id)).toMatchObject({
      scanBecause: expect.stringMatching(/^[A-Z].{20,}/) as string,
    });
    expect((await lab.read(id)).viewerCan).not.toContain('DOWNLOAD');
    const [blob] = await lab.query(
      'select scan_because from blob b join version v on v.blob_sha256 = b.sha256 where v.id = $1',
      [versionId],
    );
    expect(blob).toEqual({ scan_because: because });
  });

  test('a picture is measured and drawn, and its thumbnail is told of before it is there', async () => {
    const photo = await sharp({ create: { width: 800, height: 400, channels: 3, background: '#246' } })
      .jpeg()
      .toBuffer();
    const { id } = await lab.put('photo.jpg', photo);
    await lab.until(id, 'CLEAN');
    await expect
      .poll(async () => (await lab.read(id)).renditions as unknown, { timeout: 15_000 })
      .toEqual([
        { kind: 'THUMBNAIL', url: `/f/renditions/${id}/thumbnail`, width: 320, page: null, ready: true },
        { kind: 'PREVIEW', url: `/f/renditions/${id}/preview`, width: 800, page: null, ready: true },
      ]);
    expect((await lab.read(id)).metadata).toMatchObject({ width: 800, height: 400 });
  });

  test('a document has its pages drawn and its words kept, once, whatever runs twice', async () => {
    const { id, versionId } = await lab.put('plan.pdf', aPdf(['The red barn', 'Page two']));
    await expect
      .poll(() => lab.query('select body from node_text where version_id = $1', [versionId]), {
        timeout: 15_000,
      })
      .toEqual([{ body: 'The red barn\fPage two' }]);
    await expect
      .poll(async () => ((await lab.read(id)).renditions as { kind: string }[]).map(({ kind }) => kind), {
        timeout: 15_000,
      })
      .toEqual(['THUMBNAIL', 'PREVIEW', 'PREVIEW', 'TEXT']);
    const counted = 'select sum(refs)::int as refs, count(*)::int as blobs from blob';
    const before = [await lab.query(counted), (await lab.read(id)).liveCursor];
    await scanFile(lab.system(), versionId);
    await Promise.all([scanFile(lab.system(), versionId), scanFile(lab.system(), versionId)]);
    expect([await lab.query(counted), (await lab.read(id)).liveCursor]).toEqual(before);
    expect((await lab.read(id)).metadata.pageCount).toBe(2);
  });

  test('what the organisation has already is not scanned again, and is found by its words all the same', async () => {
    const words = `the same words ${randomUUID()}`;
    const first = await lab.put('one.txt', words);
    await lab.until(first.id, 'CLEAN');
    const read = (versionId: string) =>
      lab.query('select body from node_text where version_id = $1', [versionId]);
    await expect.poll(() => read(first.versionId), { timeout: 15_000 }).toEqual([{ body: words }]);
    const second = await lab.put('two.txt', words);
    expect((await lab.read(second.id)).scan).toBe('CLEAN');
    await expect.poll(() => read(second.versionId), { timeout: 15_000 }).toEqual([{ body: words }]);
  });

  test('a script behind the mark of a picture is nothing that is shown', async () => {
    const { id } = await lab.put('a.gif', `GIF89a=1;alert(1)//${randomUUID()}`);
    await lab.until(id, 'CLEAN');
    expect(await lab.read(id)).toMatchObject({ kind: 'OTHER', mediaType: 'application/octet-stream' });
  });

  test('a scanner that is killed leaves files waiting, and they are taken up when it is back', async () => {
    await clamd.kill();
    const { id, versionId } = await lab.put('waits.txt', `while it is away ${EICAR}`);
    const other = await lab.put('other.txt', 'also while it is away');
    const attempted =
      'select scan, scan_begun_at is null as rests from blob b join version v on v.blob_sha256 = b.sha256 where v.id = $1';
    await expect(scanFile(lab.system(), versionId)).resolves.toBeUndefined();
    await expect.poll(() => lab.query(attempted, [versionId])).toEqual([{ scan: 'WAITING', rests: true }]);
    expect((await lab.read(id)).viewerCan).not.toContain('DOWNLOAD');
    await clamd.start();
    await lab.until(id, 'INFECTED');
    await lab.until(other.id, 'CLEAN');
  });

  test('what a process left behind in the middle of a scan is taken up by another', async () => {
    const { id, versionId } = await lab.put('left.txt', `left behind ${randomUUID()}`);
    await lab.until(id, 'CLEAN');
    const leave = `update blob b set scan = 'SCANNING', scan_begun_at = clock_timestamp() - $2::interval
      from version v where v.blob_sha256 = b.sha256 and v.id = $1`;
    await lab.query(leave, [versionId, '10 seconds']);
    await takeUpWaiting(lab.system(), 0);
    await scanFile(lab.system(), versionId);
    const state = 'select scan from blob b join version v on v.blob_sha256 = b.sha256 where v.id = $1';
    expect(await lab.query(state, [versionId])).toEqual([{ scan: 'SCANNING' }]);
    await lab.query(leave, [versionId, '5 minutes']);
    await takeUpWaiting(lab.system(), 45);
    await expect.poll(() => lab.query(state, [versionId]), { timeout: 15_000 }).toEqual([{ scan: 'CLEAN' }]);
  });

  test('whoever may change a file has it scanned again; nobody else has, and nothing happens then', async () => {
    const { id } = await lab.put('again.txt', `again ${randomUUID()}`);
    await lab.until(id, 'CLEAN');
    const [colleague, viewer, editor] = await lab.files.people([{}, {}, {}]);
    const stranger = await lab.files.aPerson({ organizationId: 'organization_00000000000000000000000009' });
    const guest = await lab.files.aPerson({ kind: 'GUEST' });
    if (!colleague || !viewer || !editor) throw new Error('Three people were asked for');
    await lab.files.give(id, 'USER', viewer.id, ['VIEW', 'DOWNLOAD', 'COMMENT']);
    await lab.files.give(id, 'USER', editor.id, ['VIEW', 'EDIT']);
    const input = () => ({ input: { fileId: id, key: randomUUID() } });
    for (const [who, code] of [
      [stranger, 'NOT_FOUND'],
      [guest, 'NOT_FOUND'],
      [colleague, 'NOT_FOUND'],
      [viewer, 'FORBIDDEN'],
    ] as const) {
      expect(await lab.files.codes(who, RESCAN, input())).toEqual([code]);
      expect((await lab.read(id)).scan).toBe('CLEAN');
    }
    for (const who of [editor, lab.me]) {
      expect(await lab.files.must(who, RESCAN, input())).toEqual({ id, scan: 'WAITING' });
      await lab.until(id, 'CLEAN');
    }
  });

  test('what fails in a way that nobody foresaw waits, and rests before it is tried again', async () => {
    const { id, versionId } = await lab.put('lost.txt', randomUUID());
    await lab.until(id, 'CLEAN');
    const [bytes] = await lab.query<{ store_key: string; sha256: string }>(
      'select b.store_key, b.sha256 from blob b join version v on v.blob_sha256 = b.sha256 where v.id = $1',
      [versionId],
    );
    await lab
      .system()
      .blobs.store(null)
      .remove(bytes?.store_key ?? '');
    await lab.query(`update blob set scan = 'WAITING' where sha256 = $1`, [bytes?.sha256]);
    await lab.query('delete from content where sha256 = $1', [bytes?.sha256]);
    await scanFile(lab.system(), versionId).catch(() => undefined);
    const rests = 'select scan, scan_begun_at > clock_timestamp() as rests from blob where sha256 = $1';
    expect(await lab.query(rests, [bytes?.sha256])).toEqual([{ scan: 'WAITING', rests: true }]);
  });

  test('bytes that are gone take what was made from them along', async () => {
    const { id, versionId } = await lab.put('gone.pdf', aPdf([randomUUID()]));
    await expect
      .poll(async () => (await lab.read(id)).renditions.length as number, { timeout: 15_000 })
      .toBeGreaterThan(2);
    const made = `select b.refs from rendition r join blob b on b.sha256 = r.blob_sha256
      join version v on v.blob_sha256 = r.sha256 where v.id = $1`;
    const before = await lab.query(made, [versionId]);
    expect(before.length).toBeGreaterThan(2);
    await dropMadeOfNothing(lab.system());
    expect(await lab.query(made, [versionId])).toEqual(before);
    await lab.query(
      `update blob b set state = 'COLLECTED' from version v where v.blob_sha256 = b.sha256 and v.id = $1`,
      [versionId],
    );
    const hashes = await lab.query<{ blob_sha256: string }>(
      'select r.blob_sha256 from rendition r join version v on v.blob_sha256 = r.sha256 where v.id = $1 and r.blob_sha256 is not null',
      [versionId],
    );
    await dropMadeOfNothing(lab.system());
    expect(await lab.query(made, [versionId])).toEqual([]);
    const refs = await lab.query('select distinct refs from blob where sha256 = any($1)', [
      hashes.map((each) => each.blob_sha256),
    ]);
    expect(refs).toEqual([{ refs: 0 }]);
  });
});

describe('New signatures', () => {
  test('have everything looked through: what is infected is locked away, what was locked by mistake comes back', async () => {
    const clamd = await startClamd();
    // The real scanner behind a line that names other signatures: those of tests have no date of their own.
    let signatures = 'ClamAV 1.4.3/1/then';
    const path = new URL(clamd.url).pathname;
    const line = createServer((client) => {
      client.once('data', (first: Buffer) => {
        if (first.toString() === 'zVERSION\0') {
          client.end(`${signatures}\0`);
          return;
        }
        const scanner = connect({ path });
        scanner.on('error', () => client.destroy());
        client.on('error', () => scanner.destroy());
        scanner.write(first);
        client.pipe(scanner).pipe(client);
      });
    });
    await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
    const address = line.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const lab = await Laboratory.open({ CLAMD_URL: `tcp://127.0.0.1:${String(port)}` });
    const [clean, bad] = [await lab.put('clean.txt', 'clean'), await lab.put('bad.txt', EICAR)];
    await lab.until(clean.id, 'CLEAN');
    await lab.until(bad.id, 'INFECTED');
    await watchSignatures(lab.system());
    // As if the signatures of then had known neither.
    await lab.query(
      `update blob set scan = case scan when 'CLEAN' then 'INFECTED' else 'CLEAN' end, scanned_with = 'before'`,
    );
    await lab.query(
      `update node set scan = case scan when 'CLEAN' then 'INFECTED' else 'CLEAN' end where kind = 'FILE'`,
    );
    signatures = 'ClamAV 1.4.3/2/now';
    await scanBatchAgain(lab.system());
    expect((await lab.read(bad.id)).scan).toBe('INFECTED');
    expect((await lab.read(clean.id)).scan).toBe('CLEAN');
    expect(
      await lab.query(
        'select distinct scanned_with from blob where scanned_with is not null and scan_because is not null',
      ),
    ).toEqual([{ scanned_with: signatures }]);
    const told = (await lab.read(bad.id)).liveCursor as string;
    await scanBatchAgain(lab.system());
    expect((await lab.read(bad.id)).liveCursor).toBe(told);
    await lab.stop();
    line.close();
    await clamd.stop();
  });
});

describe('Without a scanner', () => {
  let lab: Laboratory;

  beforeAll(async () => {
    lab = await Laboratory.open({});
  });

  afterAll(async () => {
    await lab.stop();
  });

  test('files are passed, and say that nobody scanned them; archives are looked into all the same', async () => {
    const { id } = await lab.put('a.txt', 'words');
    const bomb = await lab.put('bomb.zip', aZip([{ name: 'z', content: zeros(120_000_000) }]));
    await lab.until(id, 'UNSCANNED');
    expect((await lab.read(id)).viewerCan).toContain('DOWNLOAD');
    await lab.until(bomb.id, 'UNSCANNABLE');
    expect((await lab.read(bomb.id)).viewerCan).not.toContain('DOWNLOAD');
    const states = await lab.files.must(
      lab.me,
      '{ viewer { home { capabilities { capability available because } } } }',
    );
    expect(states.home.capabilities).toContainEqual({
      capability: 'VIRUS_SCAN',
      available: false,
      because: expect.stringContaining('No virus scanner is set up') as string,
    });
  });

  test('a look that breaks down is a step that failed, and the file is there', async () => {
    const { id } = await lab.put('broken.pdf', `%PDF-1.4\n${randomUUID()} not a document`);
    await lab.until(id, 'UNSCANNED');
    await expect
      .poll(async () => (await lab.read(id)).renditions as unknown, { timeout: 15_000 })
      .toEqual([]);
    expect((await lab.read(id)).viewerCan).toContain('DOWNLOAD');
  });
});
