import type { WorkingSpan } from './user/working-hours.js';
import type { UserKind, UserState } from './user/user.enums.js';
import type { StoredGrant } from './guest-pass/guest-pass.table.js';

/** The account of one person: what viewerEvents follows. */
export const viewerStream = (userId: string): string => `viewer:${userId}`;

/** What other subgraphs take in. */
export const organizationStream = (organizationId: string): string => `organization:${organizationId}`;

/** Kinds on a viewer's stream and what they carry. */
export interface ViewerEvents {
  sessionRevoked: { readonly sessionId: string };
  accessChanged: { readonly userId: string };
  profileChanged: { readonly userId: string };
  guestPassChanged: { readonly passId: string };
}

/** Kinds on an organisation's stream and what they carry. */
export interface OrganizationEvents {
  userChanged: {
    readonly userId: string;
    readonly organizationId: string;
    readonly kind: UserKind;
    readonly state: UserState;
    readonly displayName: string;
    readonly departmentIds: readonly string[];
    readonly teamIds: readonly string[];
    readonly roles: readonly string[];
    /** Every role they hold, also those that hold for one department only. */
    readonly roleIds: readonly string[];
    readonly country: string | null;
    readonly subdivision: string | null;
    readonly region: string;
    readonly timeZone: string;
    readonly locale: string;
    readonly workingHours: readonly WorkingSpan[];
  };
  /** Nobody of a suspended organisation is let in; their connections end. */
  organizationChanged: { readonly organizationId: string; readonly suspended: boolean };
  departmentChanged: {
    readonly departmentId: string;
    readonly organizationId: string;
    readonly name: string;
    readonly headId: string | null;
  };
  teamChanged: { readonly teamId: string; readonly organizationId: string; readonly name: string };
  /** What is kept whatever retention and erasure say; each part of the product keeps its own. */
  legalHoldChanged: {
    readonly holdId: string;
    readonly organizationId: string;
    readonly userIds: readonly string[];
    readonly channelIds: readonly string[];
    readonly lifted: boolean;
  };
  /** What a pass opens is for the owners of those things to honour or not: they know whether its issuer may invite. */
  guestPassChanged: {
    readonly passId: string;
    readonly organizationId: string;
    readonly guestId: string | null;
    readonly issuedById: string | null;
    readonly grants: readonly StoredGrant[];
    readonly endsAt: string;
    readonly over: boolean;
  };
}
