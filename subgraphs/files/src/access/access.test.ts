import { type Viewer, newId } from '@parley/kit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestFiles, startFiles } from '../../test/files.js';
import { childPage } from '../listing/children.store.js';
import { ownPage } from '../listing/own-list.store.js';
import { factsById } from './facts.store.js';
import { type Right, RIGHTS, rightsOf } from './rights.rules.js';

let files: TestFiles;
let everybody: Viewer[];
const [teamId, departmentId, roleId] = [newId('team'), newId('department'), newId('role')];
beforeAll(async () => {
  files = await startFiles();
  everybody = await files.people([
    { teamIds: [teamId] },
    { departmentIds: [departmentId] },
    { roleIds: [roleId] },
    { kind: 'CUSTOMER' },
    {},
    { organizationId: newId('organization') },
  ]);
});
afterAll(() => files.stop());

/** Whom something can be shared with here, by a number. */
const grantees = (): readonly (readonly [string, string])[] => [
  ...everybody.map(({ id }) => ['USER', id] as const),
  ['TEAM', teamId],
  ['DEPARTMENT', departmentId],
  ['ROLE', roleId],
  ['ORGANIZATION', files.organizationId],
];

/** Whether somebody is one of those, said as plainly as can be. */
function isOne(person: number, [kind, id]: readonly [string, string]): boolean {
  const viewer = everybody[person] as Viewer;
  const isStaff = person !== 3 && viewer.organizationId === files.organizationId;
  if (kind === 'USER') return id === viewer.id;
  return isStaff && (kind === 'ORGANIZATION' || person === ['TEAM', 'DEPARTMENT', 'ROLE'].indexOf(kind));
}

interface Given {
  /** Depth of the node in the chain of folders, 0 for the uppermost. */
  readonly at: number;
  readonly to: number;
  readonly rights: readonly Exclude<Right, 'OWN'>[];
  readonly ended: boolean;
}

const given: fc.Arbitrary<Given> = fc.record({
  at: fc.nat({ max: 3 }),
  to: fc.nat({ max: 9 }),
  rights: fc.subarray([...RIGHTS], { minLength: 1 }),
  ended: fc.boolean(),
});

/** What somebody may do, worked out one right at a time from what was given, with no thought of speed. */
function naive(person: number, depth: number, grants: readonly Given[], owner: number): Set<Right> {
  const viewer = everybody[person] as Viewer;
  if (viewer.organizationId !== files.organizationId) return new Set();
  if (person === owner) return new Set([...RIGHTS, 'OWN']);
  const rights = new Set<Right>();
  for (const { at, to, rights: these, ended } of grants) {
    if (at > depth || ended || !isOne(person, grantees()[to] ?? ['', ''])) continue;
    for (const right of these) {
      rights.add(right);
      if (right !== 'UPLOAD') rights.add('VIEW');
      if (right === 'EDIT') rights.add('UPLOAD');
    }
  }
  return rights;
}

const share = (nodeId: string, { to, rights, ended }: Given): Promise<unknown> =>
  files.test.runtime.database.query(
    `insert into node_grant (id, node_id, organization_id, grantee_kind, grantee_id, rights, expires_at)
     values ($1, $2, $3, $4, $5, $6, case when $7 then now() - interval '1 s' end)
     on conflict (node_id, grantee_id) do nothing returning id`,
    [newId('share'), nodeId, files.organizationId, ...(grantees()[to] ?? []), rights, ended],
  );

/** A folder in a folder in a folder, with a file in the innermost. */
async function aChain(owner: Viewer): Promise<string[]> {
  const ids: string[] = [];
  for (let depth = 0; depth < 3; depth += 1) ids.push(await files.aFolder(owner, undefined, ids.at(-1)));
  return [...ids, await files.aFile(owner, { folderId: ids[2] as string })];
}

test('what the statements and rules say is what a plain recomputation says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(given, { maxLength: 8 }), async (grants) => {
      const owner = everybody[4] as Viewer;
      const chain = await aChain(owner);
      // Something is shared with somebody once; the first one stays.
      const kept: Given[] = [];
      for (const each of grants) {
        const rows = await share(chain[each.at] as string, each);
        if (Array.isArray(rows) && rows.length > 0) kept.push(each);
      }
      const { manager } = files.test.runtime.database;
      for (const [person, viewer] of everybody.entries()) {
        const facts = await factsById(manager, viewer, chain);
        for (const [depth, id] of chain.entries()) {
          const node = facts.get(id);
          const said = node ? [...rightsOf(node, viewer, new Date())] : [];
          expect(said.toSorted()).toEqual([...naive(person, depth, kept, 4)].toSorted());
        }
        const rows = await childPage(manager, viewer, {
          folderId: chain[2] as string,
          request: { limit: 10, backward: false, after: null, before: null },
          order: { by: 'NAME', direction: 'ASCENDING' },
          filter: null,
          isCounted: false,
        });
        // What is in a folder is listed for whoever sees the folder, not for who was given the file alone.
        expect(rows.length === 1).toBe(naive(person, 2, kept, 4).has('VIEW'));
      }
    }),
    { numRuns: 25 },
  );
}, 60_000);

test('a list of one’s own leaves out what is not seen any more', async () => {
  const [amara, jonas] = [everybody[0] as Viewer, everybody[1] as Viewer];
  const fileId = await files.aFile(amara);
  const request = { limit: 10, backward: false, after: null, before: null };
  const { database } = files.test.runtime;
  await database.query('insert into favorite (person_id, node_id) values ($1, $2)', [jonas.id, fileId]);
  const seen = async (): Promise<number> =>
    (await ownPage(database.manager, jonas, 'favorite', request, false)).length;
  expect(await seen()).toBe(0);
  await files.give(fileId, 'DEPARTMENT', departmentId, ['COMMENT']);
  expect(await seen()).toBe(1);
  await database.query(`update node_grant set rights = '{UPLOAD}' where node_id = $1`, [fileId]);
  expect(await seen()).toBe(0);
});
