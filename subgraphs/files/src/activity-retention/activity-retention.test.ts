import { type Viewer, newId, systemCaller, verifyAudit } from '@parley/kit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestFiles, aKey, startFiles } from '../../test/files.js';
import { forgetOldActivity } from './activity-retention.service.js';

let files: TestFiles;
let organizationId: string;
let keeper: Viewer;
let anna: Viewer;
beforeAll(async () => {
  files = await startFiles();
});
beforeEach(async () => {
  organizationId = newId('organization');
  const permissions = ['MANAGE_RETENTION'];
  [keeper, anna] = (await files.people([{ organizationId, permissions }, { organizationId }])) as [
    Viewer,
    Viewer,
  ];
});
afterAll(() => files.stop());

const FIELDS = `{ keepDays isDefault region { code } lastRunAt lastRemovedCount }`;
const LIST = `{ activityRetentions ${FIELDS} }`;
const SET = `mutation ($input: SetActivityRetentionInput!) { setActivityRetention(input: $input) ${FIELDS} }`;
const PREVIEW = `query ($retention: ActivityRetentionInput!) {
  previewActivityRetention(retention: $retention) { removedCount heldCount } }`;

const sql = (statement: string, parameters: unknown[] = []): Promise<{ days: number }[]> =>
  files.test.runtime.database.query(statement, parameters);

const context = () => files.test.runtime.context(systemCaller('test'));

/** Somebody did something with a file so many days ago, in each of these regions. */
async function done(
  who: Viewer,
  days: readonly number[],
  regions: readonly (string | null)[],
): Promise<string> {
  const id = await files.aFile(who);
  await sql('delete from activity where node_id = $1', [id]);
  for (const region of regions) {
    for (const each of days) {
      await sql(
        `insert into activity (id, node_id, organization_id, kind, person_id, region, at)
         values ($1, $2, $3, 'VIEWED', $4, $5, now() - $6 * interval '1 day' - interval '1 hour')`,
        [newId('activity'), id, who.organizationId, who.id, region, each],
      );
    }
  }
  return id;
}

/** How old what is left of a file is, region by region. */
async function left(id: string): Promise<string> {
  const rows = await sql(
    `select coalesce(region, '-') || ' ' || string_agg(floor(extract(epoch from now() - at) / 86400)::text, ' ' order by at desc) as days
     from activity where node_id = $1 group by region order by 1`,
    [id],
  );
  return rows.map(({ days }) => days).join(', ');
}

const set = (retention: object) => files.must(keeper, SET, { input: { retention, key: aKey() } });
const preview = (retention: object) => files.must(keeper, PREVIEW, { retention });

test('a year is kept where nobody chose anything, and what a region chose there', async () => {
  const id = await done(anna, [10, 100, 370], ['eu', 'us', null]);
  expect(await files.must(keeper, LIST)).toEqual([
    { keepDays: 365, isDefault: true, region: null, lastRunAt: null, lastRemovedCount: null },
  ]);
  expect(await preview({ regionCode: 'eu', keepDays: 30 })).toEqual({ removedCount: 2, heldCount: 0 });
  expect(await preview({ keepDays: 30 })).toEqual({ removedCount: 6, heldCount: 0 });
  expect(await left(id)).toBe('- 10 100 370, eu 10 100 370, us 10 100 370');
  await set({ regionCode: 'eu', keepDays: 30 });
  await set({ regionCode: 'us', keepDays: 1_000 });
  await forgetOldActivity(context());
  expect(await left(id)).toBe('- 10 100, eu 10, us 10 100 370');
  expect(await files.must(keeper, LIST)).toMatchObject([
    { keepDays: 365, isDefault: true },
    { keepDays: 30, region: { code: 'eu' }, lastRemovedCount: 2, lastRunAt: expect.any(String) as string },
    { keepDays: 1_000, region: { code: 'us' }, lastRemovedCount: 0 },
  ]);
  // What is chosen for all regions is for those that chose nothing.
  expect(await preview({ keepDays: 5 })).toEqual({ removedCount: 2, heldCount: 0 });
  await set({ keepDays: 50 });
  await set({ regionCode: 'us', keepDays: null });
  await forgetOldActivity(context());
  expect(await left(id)).toBe('- 10, eu 10, us 10');
});

test('a run goes in batches, goes on where it broke off, and is written down once', async () => {
  const id = await done(anna, [31, 32, 33, 34, 35, 1], ['eu']);
  await set({ regionCode: 'eu', keepDays: 30 });
  const due = new Date();
  expect(await forgetOldActivity(context(), due, { batch: 2, atMost: 1 })).toBe(1);
  expect(await left(id)).toBe('eu 1 31 32 33');
  await Promise.all([1, 2, 3].map(() => forgetOldActivity(context(), due, { batch: 2 })));
  expect(await left(id)).toBe('eu 1');
  const audited = await sql(
    `select details ->> 'removedCount' as days from audit_entry where action = 'activityRetention' and organization_id = $1`,
    [organizationId],
  );
  expect(audited).toEqual([{ days: '5' }]);
  expect(await verifyAudit(files.test.runtime.database.manager, organizationId)).toBeNull();
  expect(await forgetOldActivity(context(), due, { batch: 2 })).toBe(0);
});

test('what a legal hold keeps stays, and is counted apart', async () => {
  const [theirs, others] = [await done(anna, [40], ['eu']), await done(keeper, [40], ['eu'])];
  await files.say('legalHoldChanged', {
    ...{ holdId: newId('legal_hold'), organizationId, userIds: [anna.id], channelIds: [], lifted: false },
  });
  expect(await preview({ keepDays: 30 })).toEqual({ removedCount: 1, heldCount: 1 });
  await set({ keepDays: 30 });
  await forgetOldActivity(context());
  expect([await left(theirs), await left(others)]).toEqual(['eu 40', '']);
});

test('no days, too many, and what is no region are refused; so is who does not manage retention', async () => {
  for (const retention of [{ keepDays: 0 }, { keepDays: 36_501 }, { regionCode: 'a b', keepDays: 5 }]) {
    expect(await files.codes(keeper, SET, { input: { retention, key: aKey() } })).toEqual(['INVALID']);
  }
  const input = { retention: { keepDays: 5 }, key: aKey() };
  expect(await files.codes(anna, SET, { input })).toEqual(['FORBIDDEN']);
  const refused = await sql(`select refused::text as days from audit_entry where actor_id = $1`, [anna.id]);
  expect(refused).toEqual([{ days: 'true' }]);
});
