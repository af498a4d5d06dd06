import { randomBytes } from 'node:crypto';
import { newId, type Viewer } from '@parley/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CANCEL, FilesDoor, key, sha256, START, UPLOAD } from '../../test/door.js';
import { take } from '../../test/files.js';

const PROGRESS =
  'subscription ($id: ID!) { uploadProgress(uploadId: $id) { uploadId receivedBytes state at } }';
const OPEN =
  'query ($id: ID!) { _entities(representations: [{ __typename: "Viewer", id: $id }]) { ... on Viewer { uploads { id state } } } }';

let door: FilesDoor;
let me: Viewer;
let colleague: Viewer;
let stranger: Viewer;
let guest: Viewer;

beforeAll(async () => {
  door = await FilesDoor.open({ FILE_MAX_SIZE: 1_000_000 });
  stranger = await door.files.aPerson({ organizationId: newId('organization') });
});
afterAll(() => door.stop());
beforeEach(async () => {
  [me, colleague] = (await door.files.people([{}, {}])) as [Viewer, Viewer];
  guest = await door.files.aPerson({ kind: 'GUEST' });
});

const run = (statement: string, parameters: readonly unknown[] = []) =>
  door.files.test.runtime.database.query(statement, [...parameters]);

/** The folder of somebody's own that their first upload goes to. */
async function homeOf(who: Viewer): Promise<string> {
  await door.begin(who, 1);
  const row = await door.one<{ id: string }>(
    'select id from node where holder_id = $1 and parent_id is null',
    [who.id],
  );
  return row?.id ?? '';
}

const shared = (nodeId: string, who: Viewer, rights: readonly string[]) =>
  run(
    `insert into node_grant (id, node_id, organization_id, grantee_kind, grantee_id, rights)
     values ($1, $2, $3, 'USER', $4, $5)`,
    [newId('share'), nodeId, who.organizationId, who.id, rights],
  );

const uploadsOf = async (who: Viewer): Promise<number> =>
  (await door.one<{ n: number }>('select count(*)::int as n from upload where person_id = $1', [who.id]))
    ?.n ?? 0;

const started = (who: Viewer | null, input: object) =>
  door.files.codes(who, START, { input: { name: 'a.bin', size: 5, key: key(), ...input } });

describe('an upload is begun', () => {
  test.each([
    ['nobody', (): null => null, [], ['UNAUTHENTICATED']],
    ['a stranger of another organisation', () => stranger, [], ['NOT_FOUND']],
    ['a guest', () => guest, [], ['NOT_FOUND']],
    ['a colleague without a share', () => colleague, [], ['NOT_FOUND']],
    ['a colleague who may look', () => colleague, ['VIEW', 'DOWNLOAD'], ['FORBIDDEN']],
    ['a colleague who may add', () => colleague, ['UPLOAD'], []],
    ['a colleague who may change', () => colleague, ['EDIT'], []],
    ['whose folder it is', () => me, [], []],
  ] as const)('in a folder by %s', async (_who, who, rights, codes) => {
    const folderId = await homeOf(me);
    if (rights.length > 0) await shared(folderId, colleague, rights);
    const before = await door.one<{ n: number }>('select count(*)::int as n from upload');
    expect(await started(who(), { folderId })).toEqual(codes);
    const after = await door.one<{ n: number }>('select count(*)::int as n from upload');
    expect((after?.n ?? 0) - (before?.n ?? 0)).toBe(codes.length === 0 ? 1 : 0);
  });

  test.each([
    ['a stranger of another organisation', () => stranger, [], ['NOT_FOUND']],
    ['a colleague who may add and look', () => colleague, ['UPLOAD', 'VIEW'], ['FORBIDDEN']],
    ['a colleague who may change it', () => colleague, ['EDIT'], []],
  ] as const)('as a new version by %s', async (_who, who, rights, codes) => {
    const replacesFileId = await door.aFile(me, Buffer.from('first'));
    if (rights.length > 0) await shared(replacesFileId, colleague, rights);
    expect(await started(who(), { replacesFileId })).toEqual(codes);
  });

  test('in a channel by who is in it, and nobody else', async () => {
    const channelId = newId('channel');
    await run(`insert into channel (id, organization_id, kind, name) values ($1, $2, 'GROUP', 'plans')`, [
      channelId,
      me.organizationId,
    ]);
    await run('insert into channel_member (person_id, channel_id) values ($1, $2)', [me.id, channelId]);
    for (const who of [colleague, stranger, guest]) {
      expect(await started(who, { channelId })).toEqual(['NOT_FOUND']);
    }
    expect(await started(me, { channelId })).toEqual([]);
    const customer = await door.files.aPerson({ kind: 'CUSTOMER' });
    await run('insert into channel_member (person_id, channel_id) values ($1, $3), ($2, $3)', [
      ...[customer.id, guest.id],
      channelId,
    ]);
    const pass = [{ targetId: channelId, actions: ['READ', 'POST'], grantedById: me.id }];
    for (const who of [customer, { ...guest, grants: pass }]) {
      const theirs = await door.aFile(who, Buffer.from(who.id), { channelId, name: 'theirs.txt' });
      expect(theirs).toMatch(/^file_/);
    }
    expect(await started(guest, { channelId })).toEqual(['NOT_FOUND']);
    const sent = await door.aFile(me, Buffer.from('to all of you'), { channelId, name: 'all.txt' });
    const again = await door.aFile(me, Buffer.from('and again'), { channelId, name: 'all.txt' });
    expect(again).not.toBe(sent);
  });

  test('only where it is one place', async () => {
    const folderId = await homeOf(me);
    expect(await started(me, { folderId, replacesFileId: newId('file') })).toEqual(['INVALID']);
  });

  test('by nobody whose token may only read', async () => {
    expect(await started({ ...me, scopes: ['READ'] }, {})).toEqual(['FORBIDDEN']);
    expect(await uploadsOf(me)).toBe(0);
  });

  test.each([
    ['is larger than is taken', { size: 1_000_001 }, ['INVALID']],
    ['has less than no bytes', { size: -1 }, ['INVALID']],
    ['has no name', { name: ' .. ' }, ['INVALID']],
    ['names no SHA-256', { sha256: 'abc' }, ['INVALID']],
    ['is as large as is taken', { size: 1_000_000 }, []],
  ])('of what %s', async (_what, input, codes) => {
    expect(await started(me, input)).toEqual(codes);
    expect(await uploadsOf(me)).toBe(codes.length === 0 ? 1 : 0);
  });

  test.each([
    ['../../etc/passwd', 'passwd'],
    ['CON.txt', 'CON_.txt'],
    ['a\u0000b\r\nc.txt', 'abc.txt'],
    ['gpj.\u202Eexe.png', 'gpj.exe.png'],
    [`${'x'.repeat(300)}.pdf`, `${'x'.repeat(146)}.pdf`],
  ])('under a name that is none: %j', async (given, kept) => {
    const begun = (await door.begin(me, 5, { name: given })) as unknown as { name: string };
    expect(begun.name).toBe(kept);
  });

  test('of a type that is taken, by what it is called first and by what it is in the end', async () => {
    await run(
      `insert into storage_policy (organization_id, allowed_types) values ($1, '{image/*,.txt}')
       on conflict (organization_id) do update set allowed_types = excluded.allowed_types`,
      [me.organizationId],
    );
    expect(await started(me, { name: 'run.exe' })).toEqual(['INVALID']);
    expect(await started(me, { name: 'a.txt' })).toEqual([]);
    const { url, id } = await door.begin(me, 5, { name: 'run.exe', mediaType: 'image/png' });
    expect((await door.patch(me, url, 0, Buffer.from('MZ\u0090\u0000\u0003'.slice(0, 4)))).status).toBe(460);
    expect(await door.files.must(me, UPLOAD, { id })).toMatchObject({ state: 'REFUSED', file: null });
    await run('delete from storage_policy');
  });

  test('while there is room in the space of whose folder it is, with what is under way counted', async () => {
    await run(`insert into storage_policy (organization_id, person_quota) values ($1, 10)`, [
      me.organizationId,
    ]);
    expect(await started(me, { size: 11 })).toEqual(['CONFLICT']);
    expect(await started(me, { size: 6 })).toEqual([]);
    expect(await started(me, { size: 6 })).toEqual(['CONFLICT']);
    await run('delete from storage_policy');
  });
});

describe('an upload that is under way', () => {
  test('is one of the viewer’s own, until it is given up', async () => {
    const { id } = await door.begin(me, 5);
    const open = async (who: Viewer) =>
      ((await door.files.must(who, OPEN, { id: who.id })) as { uploads: { id: string }[] }[])[0]?.uploads;
    expect(await open(me)).toEqual([{ id, state: 'RECEIVING' }]);
    expect(await open(colleague)).toEqual([]);
    expect(await door.files.codes(colleague, CANCEL, { input: { uploadId: id, key: key() } })).toEqual([
      'NOT_FOUND',
    ]);
    await door.files.must(me, CANCEL, { input: { uploadId: id, key: key() } });
    expect(await open(me)).toEqual([]);
  });

  test('is seen by who sends it, and who may look where it goes', async () => {
    const folderId = await homeOf(me);
    const { id } = await door.begin(me, 5, { folderId });
    const seen = async (who: Viewer) => (await door.files.must(who, UPLOAD, { id })) as { id: string } | null;
    expect(await seen(me)).toMatchObject({ id });
    for (const who of [colleague, stranger, guest]) expect(await seen(who)).toBeNull();
    await shared(folderId, colleague, ['VIEW']);
    expect(await seen(colleague)).toMatchObject({ id, by: { id: me.id } });
  });

  test('is followed live, until it is a file', async () => {
    const folderId = await homeOf(me);
    await shared(folderId, colleague, ['VIEW']);
    const bytes = randomBytes(200_000);
    const { id, url } = await door.begin(me, bytes.length, { folderId, sha256: sha256(bytes) });
    const stream = door.files.as(colleague).follow(PROGRESS, { id });
    const first = await take(stream, 1);
    expect(first[0]?.data).toMatchObject({
      uploadProgress: { uploadId: id, receivedBytes: 0, state: 'RECEIVING' },
    });
    await door.patch(me, url, 0, bytes);
    const rest = await take(stream, 100);
    const states = rest.map(
      ({ data }) => (data as { uploadProgress: { state: string } }).uploadProgress.state,
    );
    expect(states.at(-1)).toBe('DONE');
    expect(states).toContain('RECEIVING');
    expect(rest.at(-1)?.data).toMatchObject({ uploadProgress: { receivedBytes: bytes.length } });
  });

  test('is followed by nobody who may not look, and by nobody who may no longer', async () => {
    const folderId = await homeOf(me);
    const { id, url } = await door.begin(me, 10, { folderId });
    const refused = await take(door.files.as(colleague).follow(PROGRESS, { id }), 2);
    expect(refused.map(({ errors }) => errors?.[0]?.extensions['code'])).toEqual(['NOT_FOUND']);
    await shared(folderId, colleague, ['VIEW']);
    const stream = door.files.as(colleague).follow(PROGRESS, { id });
    await take(stream, 1);
    await run('delete from node_grant where node_id = $1', [folderId]);
    await door.patch(me, url, 0, Buffer.from('hello'));
    const after = await take(stream, 2);
    expect(after.filter(({ data }) => data)).toEqual([]);
  });

  test('ends where whoever sends it loses the right to add there', async () => {
    const folderId = await homeOf(me);
    await shared(folderId, colleague, ['UPLOAD']);
    const { url } = await door.begin(colleague, 10, { folderId });
    expect((await door.patch(colleague, url, 0, Buffer.from('hello'))).status).toBe(204);
    await run('delete from node_grant where node_id = $1', [folderId]);
    expect((await door.patch(colleague, url, 5, Buffer.from('world'))).status).toBe(404);
    expect(
      await door.one('select 1 from node where parent_id = $1 and name = $2', [folderId, 'plan.bin']),
    ).toBeUndefined();
  });
});

describe('a version', () => {
  test('is added to the file that it replaces', async () => {
    const fileId = await door.aFile(me, Buffer.from('first'), { name: 'plan.txt' });
    expect(await door.aFile(me, Buffer.from('second'), { replacesFileId: fileId })).toBe(fileId);
    const numbers = (await run('select number from version where node_id = $1 order by number', [
      fileId,
    ])) as unknown;
    expect(numbers).toEqual([{ number: 1 }, { number: 2 }]);
  });

  test('of a name that is there already is another file', async () => {
    const [one, two] = [await door.aFile(me, Buffer.from('1')), await door.aFile(me, Buffer.from('2'))];
    const names = (await run('select name from node where id = any($1) order by name', [
      [one, two],
    ])) as unknown;
    expect(names).toEqual([{ name: 'plan (2).bin' }, { name: 'plan.bin' }]);
  });
});
