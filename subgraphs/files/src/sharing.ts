import { Channel, Department, GuestPass, Organization, Role } from './share/grantee.js';
import { Share } from './share/share.js';
import * as shares from './share/share.resolver.js';

/** With whom files are shared, and what people say and do about them. A part of files.ts. */
export const sharing = {
  resolvers: [...Object.values(shares)],
  types: [Share, Department, Role, Organization, GuestPass, Channel],
};
