import type { Grant, Viewer } from '@parley/kit';

/** Guests and customers belong to no organisation: they have what was shared with them by name, and nothing else. */
export const isOutsider = (viewer: Pick<Viewer, 'kind' | 'roles'>): boolean =>
  viewer.kind === 'guest' || viewer.roles.some((role) => role.toUpperCase() === 'CUSTOMER');

/** Of whom access is decided. */
export type Subject = Pick<
  Viewer,
  'id' | 'organizationId' | 'kind' | 'roles' | 'departmentIds' | 'teamIds' | 'country' | 'grants'
>;

/** What a guest pass may say of a file or folder, in the words of the rights that files has. */
const RIGHT_OF: Readonly<Record<string, string>> = {
  READ: 'VIEW',
  COMMENT: 'COMMENT',
  EDIT: 'EDIT',
  SHARE: 'SHARE',
  DOWNLOAD: 'DOWNLOAD',
  POST: 'UPLOAD',
};

const passOf = ({ targetId, grantedById, actions }: Grant) => ({
  targetId,
  grantedById,
  rights: actions.flatMap((action) => RIGHT_OF[action] ?? []),
});

/** What the statements of access are given of somebody, as their first four parameters: see access-conditions.ts. */
export const subjectParameters = (who: Subject): readonly unknown[] => [
  who.id,
  [who.id, ...(isOutsider(who) ? [] : [who.organizationId, ...who.departmentIds, ...who.teamIds])],
  isOutsider(who),
  JSON.stringify({
    isGuest: who.kind === 'guest',
    passes: who.grants.map(passOf),
    ...{ ROLE: who.roles, DEPARTMENT: who.departmentIds, TEAM: who.teamIds },
    COUNTRY: who.country === null ? [] : [who.country],
  }),
];
