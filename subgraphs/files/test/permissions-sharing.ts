import { type Row, entity, inside, mutation, owning } from './permission-rows.js';

/** The share is of the folder, which hides from who has the file alone. */
const OUTSIDE = { guest: 'NOT_FOUND' } as const;

const shares: readonly Row[] = [
  mutation(
    'share',
    '{ id }',
    ({ fileId, viewers }) => ({ nodeId: fileId, granteeId: viewers.colleague.id, rights: ['VIEW'] }),
    owning(),
  ),
  mutation(
    'updateShare',
    '{ id }',
    ({ shareId }) => ({ shareId, rights: ['VIEW', 'COMMENT'], expectedVersion: 1 }),
    owning(OUTSIDE),
  ),
  // Whoever was given something may give it back.
  mutation('revokeShare', '{ id }', ({ shareId }) => ({ shareId }), owning({ ...OUTSIDE, looker: 'ok' })),
  entity('Share', ({ shareId }) => shareId, inside('null')),
];

/** With whom things are shared. */
export const ofSharing: readonly Row[] = [...shares];
