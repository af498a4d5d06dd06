import { type Viewer, newId } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FilesDoor } from '../../test/door.js';

let door: FilesDoor;
let anna: Viewer;
let bo: Viewer;
let auditor: Viewer;
let folderId: string;
beforeAll(async () => {
  door = await FilesDoor.open();
  [anna, bo, auditor] = (await door.files.people([
    { displayName: 'Anna "A", Ms' },
    { displayName: 'Bo' },
    { permissions: ['SEE_AUDIT'] },
  ])) as [Viewer, Viewer, Viewer];
  folderId = await door.files.aFolder(anna);
});
afterAll(() => door.stop());

const table = async (who: Viewer | null, path: string): Promise<readonly string[]> => {
  const response = await door.ask(who, 'GET', path);
  if (response.status !== 200) return [String(response.status)];
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
  expect(text.startsWith('\uFEFFat,deed,itemId,')).toBe(true);
  return text.trimEnd().split('\r\n').slice(1);
};

test('who may share or change something is given what everybody did with it and below, oldest first', async () => {
  const id = await door.aFile(anna, Buffer.from('one'), { folderId, name: '=SUM(A1).txt' });
  const beside = await door.aFile(anna, Buffer.from('two'), { name: 'beside.txt' });
  await (await door.ask({ ...anna, country: 'KE' }, 'GET', `/f/files/${id}/x`)).text();
  const rows = await table(anna, `/f/activity/${folderId}.csv`);
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatch(
    new RegExp(`^\\d{4}-[^,]+Z,UPLOADED,${id},"'=SUM\\(A1\\).txt",${anna.id},"Anna ""A"", Ms",,,,,,eu$`),
  );
  expect(rows[1]).toMatch(/Z,DOWNLOADED,.*,KE,eu$/);
  expect(await table(anna, `/f/activity/${id}.csv`)).toEqual(rows);
  expect(await table(anna, `/f/activity/${id}.csv?from=2100-01-01`)).toEqual([]);
  expect(await table(anna, `/f/activity/${id}.csv?to=2100-01-01`)).toHaveLength(2);
  expect(await table(anna, `/f/activity/${id}.csv?from=soon`)).toEqual(['400']);
  expect((await table(auditor, '/f/activity.csv')).join('\n')).toContain(beside);
});

test('nobody else is, and who asked is written down, refused or not', async () => {
  const id = await door.aFile(anna, Buffer.from('three'), { name: 'three.txt' });
  const [foreigner] = await door.files.people([{ organizationId: newId('organization') }]);
  expect(await table(null, `/f/activity/${id}.csv`)).toEqual(['401']);
  expect(await table(bo, `/f/activity/${id}.csv`)).toEqual(['404']);
  expect(await table(foreigner ?? null, `/f/activity/${id}.csv`)).toEqual(['404']);
  await door.files.give(id, 'USER', bo.id, ['VIEW', 'DOWNLOAD']);
  expect(await table(bo, `/f/activity/${id}.csv`)).toEqual(['403']);
  expect(await table(bo, '/f/activity.csv')).toEqual(['403']);
  expect(await table(anna, '/f/activity.csv')).toEqual(['403']);
  await table(anna, `/f/activity/${id}.csv`);
  const rows: unknown[] = await door.files.test.runtime.database.query(
    `select actor_id, refused from audit_entry where action = 'exportFileActivity' and target_id = $1 order by at`,
    [id],
  );
  expect(rows).toEqual([
    { actor_id: bo.id, refused: true },
    { actor_id: foreigner?.id, refused: true },
    { actor_id: bo.id, refused: true },
    { actor_id: anna.id, refused: false },
  ]);
});

test('as many as there are are given, each once', async () => {
  const id = await door.aFile(anna, Buffer.from('four'), { name: 'four.txt' });
  await door.files.test.runtime.database.query(
    `insert into activity (id, node_id, organization_id, kind, person_id, at)
     select 'activity_' || lpad(n::text, 26, '0'), $1, $2, 'VIEWED', $3, '2026-01-01'::timestamptz + (n / 7) * interval '1 microsecond'
     from generate_series(1, 2500) n`,
    [id, anna.organizationId, anna.id],
  );
  const rows = await table(anna, `/f/activity/${id}.csv`);
  expect(rows).toHaveLength(2_501);
  expect(await table(anna, `/f/activity/${id}.csv?to=2026-01-02`)).toHaveLength(2_500);
});
