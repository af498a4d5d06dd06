import type { Viewer } from '@parley/kit';
import { BoundedCache } from './bounded-cache.js';

const KINDS_OF_RIGHTS = 2_000;
const lists = new BoundedCache<readonly string[]>(KINDS_OF_RIGHTS);
const words = new BoundedCache<string>(KINDS_OF_RIGHTS);

/** One copy of equal lists: thousands of people have the same roles. */
function list(values: readonly string[]): readonly string[] {
  const key = values.join('\0');
  const known = lists.get(key);
  if (known) return known;
  lists.set(key, values);
  return values;
}

function word(value: string): string {
  const known = words.get(value);
  if (known !== undefined) return known;
  words.set(value, value);
  return value;
}

/** The viewer with whatever equals that of others held once; a connection then costs little more than its ids. */
export const shared = (viewer: Viewer): Viewer => ({
  ...viewer,
  organizationId: word(viewer.organizationId),
  region: word(viewer.region),
  permissions: list(viewer.permissions),
  roles: list(viewer.roles),
  departmentIds: list(viewer.departmentIds),
  teamIds: list(viewer.teamIds),
});
