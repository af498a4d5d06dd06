import { defineSubgraph, type SubgraphDefinition } from '@parley/kit';
import { ACCOUNT_KINDS } from './account/account-change.service.js';
import { AccessSubject } from './account/access-subject.js';
import { referToSubject } from './account/access-subject.service.js';
import { ViewerResolver } from './account/viewer.resolver.js';
import {
  AccessChangedResolver,
  GuestPassChangedResolver,
  ProfileChangedResolver,
  SessionRevokedResolver,
  ViewerEventsResolver,
} from './account/viewer-event.resolver.js';
import {
  AccessChanged,
  CaughtUp,
  CursorExpired,
  GuestPassChanged,
  ProfileChanged,
  SessionRevoked,
} from './account/viewer-event.js';
import { referredViewer } from './account/viewer.service.js';
import { ApiToken } from './api-token/api-token.js';
import { ApiTokenResolver } from './api-token/api-token.resolver.js';
import { readApiToken } from './api-token/api-token.service.js';
import { ApiTokenRow } from './api-token/api-token.table.js';
import { type IdentityConfig, identityConfig } from './config.js';
import type { IdentityContext } from './context.js';
import { seedDemo } from './demo/demo.service.js';
import { DepartmentResolver } from './department/department.resolver.js';
import { readDepartment } from './department/department.service.js';
import { DepartmentMemberRow, DepartmentRow } from './department/department.table.js';
import { GuestGrantResolver, GuestPassResolver } from './guest-pass/guest-pass.resolver.js';
import { readGuestPass } from './guest-pass/guest-pass.service.js';
import { meetingsConsumer } from './guest-pass/meetings.consumer.js';
import { GuestPassRow } from './guest-pass/guest-pass.table.js';
import { SubdivisionResolver, UserPlaceResolver } from './holiday/holiday.resolver.js';
import { housekeeping } from './housekeeping.js';
import { LegalHoldResolver, OrganizationHoldsResolver } from './legal-hold/legal-hold.resolver.js';
import { findHold } from './legal-hold/legal-hold.service.js';
import { LegalHoldRow } from './legal-hold/legal-hold.table.js';
import { MeetingLobby } from './meeting-link/meeting-lobby.js';
import { lobbyOf } from './meeting-link/meeting-link.service.js';
import { MeetingLinkRow } from './meeting-link/meeting-link.table.js';
import { CreateIdentityTables1760000001000 } from './migrations/1760000001000-create-identity-tables.js';
import { CreateLegalHold1760000029000 } from './migrations/1760000029000-create-legal-hold.js';
import { DropReadReceipts1760000061000 } from './migrations/1760000061000-drop-read-receipts.js';
import { LetVisitorsIn1760000200020 } from './migrations/1760000200020-let-visitors-in.js';
import { SuspendOrganizations1760000002000 } from './migrations/1760000002000-suspend-organizations.js';
import { TellWhenPeopleWork1760000034000 } from './migrations/1760000034000-tell-when-people-work.js';
import { TellEverybody1760000070050 } from './migrations/1760000070050-tell-everybody.js';
import { TellRoles1760000040000 } from './migrations/1760000040000-tell-roles.js';
import { checkFirst, foundFirst } from './organization/founding.service.js';
import { OrganizationResolver } from './organization/organization.resolver.js';
import { readOrganization } from './organization/organization.service.js';
import { OrganizationRow } from './organization/organization.table.js';
import { Country, Region } from './region/region.js';
import { countryOf, regionOf } from './region/region.service.js';
import { RoleResolver } from './role/role.resolver.js';
import { readRole } from './role/role.service.js';
import { RoleGrantRow, RoleRow } from './role/role.table.js';
import { Passwords } from '@parley/kit/passwords';
import { Secrets } from './session/secrets.js';
import { findSession } from './session/session.access.js';
import { SessionResolver } from './session/session.resolver.js';
import { RefreshTokenRow, SessionRow } from './session/session.table.js';
import { TeamResolver } from './team/team.resolver.js';
import { readTeam } from './team/team.service.js';
import { TeamMemberRow, TeamRow } from './team/team.table.js';
import { readUser } from './user/directory.service.js';
import { UserFieldsResolver, UserResolver } from './user/user.resolver.js';
import { UserRow } from './user/user.table.js';

export { identityConfig, type IdentityConfig };

interface ById {
  readonly id: string;
}

interface ByCode {
  readonly code: string;
}

const resolvers = [
  ViewerResolver,
  ViewerEventsResolver,
  SessionRevokedResolver,
  AccessChangedResolver,
  ProfileChangedResolver,
  GuestPassChangedResolver,
  OrganizationResolver,
  UserResolver,
  UserFieldsResolver,
  UserPlaceResolver,
  SubdivisionResolver,
  DepartmentResolver,
  TeamResolver,
  RoleResolver,
  SessionResolver,
  GuestPassResolver,
  GuestGrantResolver,
  ApiTokenResolver,
  LegalHoldResolver,
  OrganizationHoldsResolver,
];

// No field leads to these: entities that are only referred to, and kinds of events.
const types = [
  SessionRevoked,
  AccessChanged,
  ProfileChanged,
  GuestPassChanged,
  CaughtUp,
  CursorExpired,
  AccessSubject,
  MeetingLobby,
  ApiToken,
  Region,
  Country,
];

const references = {
  Viewer: ({ id }: ById, ctx: IdentityContext) => referredViewer(ctx, id),
  Organization: ({ id }: ById, ctx: IdentityContext) => readOrganization(ctx, id),
  User: ({ id }: ById, ctx: IdentityContext) => readUser(ctx, id),
  Department: ({ id }: ById, ctx: IdentityContext) => readDepartment(ctx, id),
  Team: ({ id }: ById, ctx: IdentityContext) => readTeam(ctx, id),
  Role: ({ id }: ById, ctx: IdentityContext) => readRole(ctx, id),
  GuestPass: ({ id }: ById, ctx: IdentityContext) => readGuestPass(ctx, id),
  Session: ({ id }: ById, ctx: IdentityContext) => findSession(ctx, id),
  ApiToken: ({ id }: ById, ctx: IdentityContext) => readApiToken(ctx, id),
  LegalHold: ({ id }: ById, ctx: IdentityContext) => findHold(ctx, id),
  MeetingLobby: (lobby: MeetingLobby, ctx: IdentityContext) => lobbyOf(ctx, lobby),
  AccessSubject: ({ id }: ById, ctx: IdentityContext) => referToSubject(ctx, id),
  Region: ({ code }: ByCode) => regionOf(code),
  Country: ({ code }: ByCode) => countryOf(code),
};

const tables = [
  OrganizationRow,
  UserRow,
  DepartmentRow,
  DepartmentMemberRow,
  TeamRow,
  TeamMemberRow,
  RoleRow,
  RoleGrantRow,
  SessionRow,
  RefreshTokenRow,
  GuestPassRow,
  MeetingLinkRow,
  ApiTokenRow,
  LegalHoldRow,
];

/** Who people are, what they may do, and how they come in. */
export async function identity(config: IdentityConfig): Promise<SubgraphDefinition> {
  checkFirst(config);
  const shared = {
    passwords: new Passwords(),
    secrets: new Secrets(config.TOKEN_SECRET),
    publicUrl: config.PUBLIC_URL,
  };
  return defineSubgraph<IdentityContext>({
    name: 'identity',
    resolvers,
    types,
    references,
    tables,
    migrations: [
      CreateIdentityTables1760000001000,
      SuspendOrganizations1760000002000,
      CreateLegalHold1760000029000,
      TellWhenPeopleWork1760000034000,
      TellRoles1760000040000,
      TellEverybody1760000070050,
      DropReadReceipts1760000061000,
      LetVisitorsIn1760000200020,
    ],
    context: (base) => Object.assign(base, shared),
    consumers: [meetingsConsumer],
    jobs: [housekeeping],
    urgentKinds: ACCOUNT_KINDS,
    onStart: async (runtime) => {
      if (config.PARLEY_DEMO && config.NODE_ENV !== 'production') await seedDemo(runtime);
      await foundFirst(runtime, config);
    },
  });
}
