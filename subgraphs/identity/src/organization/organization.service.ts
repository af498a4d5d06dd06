import type { IdentityContext } from '../context.js';
import { organizationOf } from './organization.access.js';
import type { OrganizationRow } from './organization.table.js';

export { findOrganization as readOrganization } from './organization.access.js';

/** The organisation that a viewer belongs to. */
export const organizationOfViewer = (
  ctx: IdentityContext,
  viewer: { readonly organizationId: string },
): Promise<OrganizationRow> => organizationOf(ctx, viewer.organizationId);
