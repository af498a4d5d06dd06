import { forgettingAttempts } from './link/attempts.job.js';
import { SharedEntry, ShareLink, SharedNode } from './link/link.js';
import * as links from './link/link.resolver.js';
import * as opened from './link/open-link.resolver.js';
import { CountAttempts1760000075000 } from './migrations/1760000075000-count-attempts.js';
import { Channel, Department, GuestPass, Organization, Role } from './share/grantee.js';
import { Share } from './share/share.js';
import * as shares from './share/share.resolver.js';

/** With whom files are shared, and what people say and do about them. A part of files.ts. */
export const sharing = {
  resolvers: [...Object.values(shares), ...Object.values(links), ...Object.values(opened)],
  types: [
    ...[Share, Department, Role, Organization, GuestPass, Channel],
    ...[ShareLink, SharedNode, SharedEntry],
  ],
  migrations: [CountAttempts1760000075000],
  jobs: [forgettingAttempts],
};
