import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EICAR, aDocx, aTar, aZip, packed, zeros } from '../../test/content-files.js';
import type { ArchiveFault } from './archive-budget.js';
import { inspectArchive } from './inspect-archive.js';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-archive-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function reportOf(content: Buffer, form: 'zip' | 'tar' | 'gzip') {
  const path = join(folder, 'archive');
  await writeFile(path, content);
  const report = await inspectArchive(path, { size: content.length, folder, form });
  expect(await readdir(folder), 'nothing that was unpacked stays').toEqual(['archive']);
  return report;
}

const words = { name: 'notes/a.txt', content: 'words' };
const inner = aZip([words]);
/** Packs a thousand to one. */
const bomb = aZip([{ name: 'zeros', content: zeros(150_000_000) }]);

describe('What is in an archive', () => {
  test('is listed, with what is in archives inside it', async () => {
    const report = await reportOf(
      aZip([words, { name: 'inner.zip', content: inner }, { name: 'empty/', content: '' }]),
      'zip',
    );
    expect(report).toMatchObject({ fault: null, entries: 4 });
    expect(report.listed.map(({ path }) => path)).toEqual([
      'notes/a.txt',
      'inner.zip',
      'inner.zip/notes/a.txt',
      'empty/',
    ]);
    expect(report.names).toEqual(['notes/a.txt', 'inner.zip', 'empty/']);
  });

  test('is read out of tar and gzip as well', async () => {
    const tar = aTar([words, { name: 'b.zip', content: inner }]);
    expect(await reportOf(tar, 'tar')).toMatchObject({ fault: null, entries: 3 });
    const list = await reportOf(packed(tar), 'gzip');
    expect(list.listed.map(({ path, size }) => [path, size])).toEqual([
      ['notes/a.txt', 5],
      ['b.zip', inner.length],
      ['b.zip/notes/a.txt', 5],
    ]);
  });

  test('may be an office file at the innermost', async () => {
    const report = aZip([
      { name: 'in.zip', content: aZip([{ name: 'letter.docx', content: aDocx(['words']) }]) },
    ]);
    expect(await reportOf(report, 'zip')).toMatchObject({ fault: null });
  });

  test('a virus in it is nothing that is decided here: the scanner gets the archive as it is', async () => {
    expect(await reportOf(aZip([{ name: 'eicar.com', content: EICAR }]), 'zip')).toMatchObject({
      fault: null,
    });
  });
});

describe('Refused is', () => {
  const nested = aZip([{ name: 'b.zip', content: inner }]);
  const many = Array.from({ length: 40 }, (_, nth) => ({
    name: `z${String(nth)}`,
    content: zeros(6_000_000),
  }));
  test.each<[string, ArchiveFault, 'zip' | 'tar' | 'gzip', Buffer]>([
    ['a bomb', 'RATIO', 'zip', bomb],
    [
      'a bomb that says it is small',
      'BROKEN',
      'zip',
      aZip([{ name: 'z', content: zeros(50_000_000), saysSize: 1_000 }]),
    ],
    ['a bomb of many', 'RATIO', 'zip', aZip(many)],
    ['a bomb in an archive', 'RATIO', 'zip', aZip([{ name: 'a.zip', content: bomb, stored: true }])],
    ['a bomb packed by gzip', 'RATIO', 'gzip', packed(zeros(150_000_000))],
    ['a tar with a bomb', 'RATIO', 'tar', aTar([{ name: 'a.zip', content: bomb }])],
    [
      'a bomb whose entries share their bytes',
      'OVERLAP',
      'zip',
      aZip([
        { name: 'a', content: zeros(1_000_000) },
        { name: 'b', content: zeros(1_000_000), overlaps: true },
      ]),
    ],
    ['an archive in an archive in an archive', 'DEPTH', 'zip', aZip([{ name: 'a.zip', content: nested }])],
    ['one that hides what it is', 'DEPTH', 'zip', aZip([{ name: 'a.txt', content: nested }])],
    ['a name that climbs', 'SLIP', 'zip', aZip([{ name: '../../etc/passwd', content: 'x' }])],
    ['a name that climbs elsewhere', 'SLIP', 'zip', aZip([{ name: 'a\\..\\..\\b', content: 'x' }])],
    ['a name from the root', 'SLIP', 'tar', aTar([{ name: '/etc/passwd', content: 'x' }])],
    ['a name on a drive', 'SLIP', 'zip', aZip([{ name: 'C:\\Windows\\a', content: 'x' }])],
    ['a link', 'LINK', 'zip', aZip([{ name: 'a', content: '/etc/passwd', unixMode: 0o120777 }])],
    ['a link in a tar', 'LINK', 'tar', aTar([{ name: 'a', link: '/etc/passwd' }])],
    ['a sealed one', 'SEALED', 'zip', aZip([{ name: 'a', content: 'x', sealed: true }])],
    ['one that breaks off', 'BROKEN', 'zip', inner.subarray(0, -30)],
    ['a gzip that breaks off', 'BROKEN', 'gzip', packed('words'.repeat(1_000)).subarray(0, 40)],
    [
      'a tar that breaks off',
      'BROKEN',
      'tar',
      aTar([{ name: 'a', content: zeros(4_096) }]).subarray(0, 1_000),
    ],
  ])('%s (%s)', async (_, fault, form, content) => {
    expect((await reportOf(content, form)).fault).toBe(fault);
  });

  test('what is larger than may be unpacked at all', async () => {
    const path = join(folder, 'large');
    const large = aZip([
      { name: 'a', content: Buffer.from(Array.from({ length: 4_000 }, (_, at) => at % 251)) },
    ]);
    await writeFile(path, large);
    const limits = { unpackedBytes: 3_000, ratio: 100, depth: 2, entries: 10 };
    expect(await inspectArchive(path, { size: large.length, folder, form: 'zip', limits })).toMatchObject({
      fault: 'TOTAL',
    });
  });
});
