import { type Row, byChannel, inside, mutation } from './permission-rows.js';

/** What is the viewer's alone: where a channel stands in their sidebar. */
export const ofOwners: readonly Row[] = [
  mutation(
    'setSidebarPlace',
    '{ favorite }',
    (scene) => ({ ...byChannel(scene), favorite: true }),
    inside('NOT_FOUND'),
  ),
];
