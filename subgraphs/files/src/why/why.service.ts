import { explainer, load } from '@parley/kit';
import { accessNode, decideOnNodeFor } from '../access/node.access.js';
import { findPeople } from '../person/person.service.js';

/** Why somebody may or may not do something with a file or folder. */
export const { askWhy, explain } = explainer('filesKey', {
  access: (ctx, id) => accessNode(ctx, id, 'SHARE'),
  seesPerson: async (ctx, userId) =>
    (await load(ctx, findPeople, userId))?.organizationId === ctx.viewer.organizationId,
  decide: decideOnNodeFor,
});
