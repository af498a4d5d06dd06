import { newId } from '@parley/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestFiles, startFiles } from '../../test/files.js';

let files: TestFiles;
beforeAll(async () => {
  files = await startFiles();
});
afterAll(() => files.stop());

const read = (table: string, id: string): Promise<unknown[]> =>
  files.test.runtime.database.query(`select * from ${table} where id = $1`, [id]);

test('people are kept as identity told of them last', async () => {
  const teamId = newId('team');
  const amara = await files.aPerson({ displayName: 'Amara', teamIds: [teamId] });
  await files.say('userChanged', {
    ...{ userId: amara.id, organizationId: files.organizationId, kind: 'STAFF', state: 'SUSPENDED' },
    ...{ displayName: 'Amara Okafor', departmentIds: [], teamIds: [], roleIds: ['role_1'], country: 'GB' },
  });
  expect(await read('person', amara.id)).toEqual([
    {
      id: amara.id,
      organization_id: files.organizationId,
      kind: 'STAFF',
      state: 'SUSPENDED',
      display_name: 'Amara Okafor',
      department_ids: [],
      team_ids: [],
      role_ids: ['role_1'],
      country: 'GB',
      region: null,
    },
  ]);
});

test('departments, teams and guest passes are kept', async () => {
  const [departmentId, teamId, passId] = [newId('department'), newId('team'), newId('guest_pass')];
  const { organizationId } = files;
  await files.say('departmentChanged', { departmentId, organizationId, name: 'Registry', headId: null });
  await files.say('teamChanged', { teamId, organizationId, name: 'Exams' });
  const endsAt = '2027-01-01T00:00:00.000Z';
  const pass = { passId, organizationId, guestId: 'user_1', issuedById: 'user_2', grants: [], endsAt };
  await files.say('guestPassChanged', { ...pass, over: false });
  await files.say('guestPassChanged', { ...pass, over: true });
  // What its guest is told themselves, by the same name.
  await files.say('guestPassChanged', { passId });
  expect(await files.test.runtime.catchUp('identity')).toBe(true);
  expect(await read('department', departmentId)).toMatchObject([{ name: 'Registry' }]);
  expect(await read('team', teamId)).toMatchObject([{ name: 'Exams' }]);
  expect(await read('guest_pass', passId)).toMatchObject([
    { guest_id: 'user_1', issued_by_id: 'user_2', ends_at: new Date(endsAt), over: true },
  ]);
});
