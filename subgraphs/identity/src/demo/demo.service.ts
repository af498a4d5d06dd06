import { demoId, systemCaller, transaction, type Runtime } from '@parley/kit';
import { tellOrganization, tellUserChanged } from '../account/account.service.js';
import type { IdentityContext } from '../context.js';
import { foundOrganization, type RolesByTemplate } from '../organization/founding.service.js';
import { homeRegion } from '../region/region.rules.js';
import { fingerprint } from '../session/secrets.js';
import { Weekday, type WorkingSpan } from '../user/working-hours.js';
import { demoIsThere, insertDemoRows, type DemoRows } from './demo.store.js';
import {
  DEMO_GUEST_TOKEN,
  DEMO_PASSWORD,
  HARBOUR,
  NORTHGATE,
  departments,
  guest,
  harbourAdmin,
  people,
  teams,
  type DemoPerson,
} from './northgate.js';

const DAY_MS = 86_400_000;
const GUEST_DAYS = 80;

/** Seeds the demo organisations once; later starts find them and change nothing. */
export async function seedDemo(runtime: Runtime): Promise<void> {
  const ctx = runtime.context(systemCaller('demo')) as IdentityContext;
  if (await demoIsThere(ctx.db, NORTHGATE)) return;
  const passwordHash = await ctx.passwords.hash(DEMO_PASSWORD);
  await transaction(ctx, async (ctx) => {
    const northgate = await foundOrganization(ctx, {
      id: NORTHGATE,
      name: 'Northgate University',
      country: 'GB',
      locale: 'en-GB',
      timeZone: 'Europe/London',
    });
    const harbour = await foundOrganization(ctx, {
      id: HARBOUR,
      name: 'Harbour Logistics',
      country: 'GB',
      locale: 'en-GB',
      timeZone: 'Europe/London',
    });
    await insertDemoRows(ctx.db, demoRows(northgate, harbour, passwordHash));
    await tellAll(ctx);
  });
}

function demoRows(northgate: RolesByTemplate, harbour: RolesByTemplate, passwordHash: string): DemoRows {
  return {
    users: [
      ...people.map((person) => ({ ...accountOf(person, NORTHGATE), passwordHash })),
      { ...accountOf(harbourAdmin, HARBOUR), passwordHash },
      guestAccount(),
    ],
    departments: departments.map(({ name, head }, index) => ({
      id: demoId('department', index + 1),
      organizationId: NORTHGATE,
      name,
      headId: head === null ? null : demoId('user', head),
    })),
    departmentMembers: people.flatMap((person) =>
      person.departments.map((n) => ({
        departmentId: demoId('department', n),
        userId: demoId('user', person.n),
      })),
    ),
    teams: teams.map(({ name }, index) => ({
      id: demoId('team', index + 1),
      organizationId: NORTHGATE,
      name,
    })),
    teamMembers: teams.flatMap(({ members }, index) =>
      members.map((n) => ({ teamId: demoId('team', index + 1), userId: demoId('user', n) })),
    ),
    grants: [...people.flatMap((each) => grantsOf(each, northgate)), ...grantsOf(harbourAdmin, harbour)],
    passes: [guestPass()],
  };
}

function weekOf(hours: DemoPerson['hours']): WorkingSpan[] {
  if (!hours) return [];
  const [startsAt, endsAt] = hours;
  const days = [Weekday.MONDAY, Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.THURSDAY, Weekday.FRIDAY];
  return days.map((day) => ({ day, startsAt, endsAt }));
}

const accountOf = (
  { n, name, email, kind, title, bio, campus, hours }: DemoPerson,
  organizationId: string,
) => ({
  id: demoId('user', n),
  organizationId,
  kind,
  state: 'ACTIVE' as const,
  displayName: name,
  title,
  bio,
  email,
  ...campus,
  regionCode: homeRegion(campus.country),
  workingHours: weekOf(hours),
});

const guestAccount = () => ({
  id: demoId('user', guest.n),
  organizationId: NORTHGATE,
  kind: 'GUEST' as const,
  state: 'ACTIVE' as const,
  displayName: guest.name,
  timeZone: 'Africa/Lagos',
  locale: 'en-NG',
  regionCode: 'eu',
  workingHours: [],
});

const grantsOf = ({ n, roles }: DemoPerson, roleIds: RolesByTemplate) =>
  roles.map((role, index) => ({
    id: demoId('grant', n * 10 + index),
    userId: demoId('user', n),
    roleId: roleIds[typeof role === 'string' ? role : role.template],
    departmentId: typeof role === 'string' ? null : demoId('department', role.department),
    expiresAt: null,
    grantedById: null,
  }));

const guestPass = () => ({
  id: demoId('guest_pass', 1),
  organizationId: NORTHGATE,
  name: 'External examiner, thesis committee',
  guestId: demoId('user', guest.n),
  issuedById: demoId('user', guest.issuedBy),
  grants: [{ targetId: demoId('channel', guest.channel), actions: ['READ' as const, 'POST' as const] }],
  linkHash: fingerprint(DEMO_GUEST_TOKEN),
  startsAt: new Date(),
  endsAt: new Date(Date.now() + GUEST_DAYS * DAY_MS),
  regionCode: 'eu',
});

/** Other subgraphs learn of the demo as of anything else: from the log. */
async function tellAll(ctx: IdentityContext): Promise<void> {
  for (const { n } of [...people, harbourAdmin, guest]) await tellUserChanged(ctx, demoId('user', n));
  for (const [index, { name, head }] of departments.entries()) {
    await tellOrganization(ctx, NORTHGATE, 'departmentChanged', {
      departmentId: demoId('department', index + 1),
      organizationId: NORTHGATE,
      name,
      headId: head === null ? null : demoId('user', head),
    });
  }
  for (const [index, { name }] of teams.entries()) {
    const teamId = demoId('team', index + 1);
    await tellOrganization(ctx, NORTHGATE, 'teamChanged', { teamId, organizationId: NORTHGATE, name });
  }
  const pass = guestPass();
  await tellOrganization(ctx, NORTHGATE, 'guestPassChanged', {
    passId: pass.id,
    organizationId: NORTHGATE,
    guestId: pass.guestId,
    issuedById: pass.issuedById,
    grants: pass.grants,
    endsAt: pass.endsAt.toISOString(),
    over: false,
  });
}
