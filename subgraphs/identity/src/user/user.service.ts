import { audit, conflict, invalid, newId, once, transaction } from '@parley/kit';
import { tellAccessChanged, tellUserChanged, tellViewer } from '../account/account.service.js';
import type { IdentityContext } from '../context.js';
import { setDepartments } from '../department/department.service.js';
import { checkSubdivision } from '../holiday/holiday.service.js';
import { organizationOf } from '../organization/organization.access.js';
import { homeRegion, regionOf } from '../region/region.rules.js';
import { giveRoles, grantTo } from '../role/role.service.js';
import { checkPassword } from '../session/session.rules.js';
import { endSessions } from '../session/session.service.js';
import { changedMeanwhile } from '../stale.js';
import { accessUser, checkOwnProfile, freshUser, requirePermission } from './user.access.js';
import type {
  CreateUserInput,
  DisableUserInput,
  EnableUserInput,
  SetWorkingHoursInput,
  UpdateProfileInput,
  UpdateUserInput,
} from './user.inputs.js';
import { checkBio, checkLine, checkName, checkTitle, checkWorkingHours } from './user.rules.js';
import { insertUser, setUserColumns, updateUserRow, userByEmail } from './user.store.js';
import type { UserRow } from './user.table.js';
import { Weekday } from './working-hours.js';

const LONGEST_REASON = 500;

/** Changes the viewer's own profile; what is absent stays, null empties what may be empty. */
export function updateProfile(ctx: IdentityContext, input: UpdateProfileInput): Promise<UserRow> {
  const { id } = ctx.viewer;
  return transaction(ctx, async (ctx) => {
    await once(ctx, 'updateProfile', input, async () => {
      await checkOwnProfile(ctx);
      const subdivision = await subdivisionAfter(ctx, input);
      const changes: Partial<UserRow> = {
        ...(input.displayName != null && { displayName: checkName('displayName', input.displayName) }),
        ...(input.title !== undefined && { title: checkTitle(input.title ?? '') }),
        ...(input.bio !== undefined && { bio: checkBio(input.bio ?? '') }),
        ...(input.locale != null && { locale: input.locale }),
        ...(input.timeZone != null && { timeZone: input.timeZone }),
        ...(input.country !== undefined && { country: input.country }),
        ...(subdivision !== undefined && { subdivision }),
        ...(input.phone !== undefined && { phone: input.phone }),
      };
      if (!(await updateUserRow(ctx.db, id, input.expectedVersion, changes))) throw changedMeanwhile();
      await tellProfileChanged(ctx, id);
      return { id };
    });
    return freshUser(ctx, id);
  });
}

/** Where in the country somebody is after the change: another country has other parts. Undefined leaves it. */
async function subdivisionAfter(
  ctx: IdentityContext,
  { country, subdivision }: UpdateProfileInput,
): Promise<string | null | undefined> {
  if (subdivision === undefined) return country === undefined ? undefined : null;
  if (subdivision === null) return null;
  const where = country === undefined ? (await freshUser(ctx, ctx.viewer.id)).country : country;
  return checkSubdivision(where, subdivision);
}

async function tellProfileChanged(ctx: IdentityContext, userId: string): Promise<void> {
  await tellViewer(ctx, userId, 'profileChanged', { userId });
  await tellUserChanged(ctx, userId);
}

/** Sets the usual week of the viewer, or of somebody whose account they manage. */
export function setWorkingHours(ctx: IdentityContext, input: SetWorkingHoursInput): Promise<UserRow> {
  const userId = input.userId ?? ctx.viewer.id;
  return transaction(ctx, async (ctx) => {
    const other = userId !== ctx.viewer.id;
    if (other) await accessUser(ctx, userId, 'setWorkingHours');
    await once(ctx, 'setWorkingHours', input, async () => {
      const workingHours = checkWorkingHours(input.hours, Object.values(Weekday));
      await setUserColumns(ctx.db, userId, { workingHours });
      if (other) await audit(ctx, { action: 'setWorkingHours', targetId: userId });
      await tellProfileChanged(ctx, userId);
      return { id: userId };
    });
    return freshUser(ctx, userId);
  });
}

function checkRegion(country: string, regionCode: string | null | undefined): string {
  const code = regionCode ?? homeRegion(country);
  if (!regionOf(code)) throw invalid('regionCode', 'There is no such region');
  return code;
}

export async function createUser(ctx: IdentityContext, input: CreateUserInput): Promise<UserRow> {
  await requirePermission(ctx, 'MANAGE_PEOPLE', 'createUser', 'Only people who manage accounts may do this');
  // Hashing takes a while and waits its turn: not inside a transaction, which would hold a connection meanwhile.
  const { password, ...rest } = input;
  const passwordHash = password == null ? null : await ctx.passwords.hash(checkPassword(password, input));
  return transaction(ctx, async (ctx) => {
    const id = await once(ctx, 'createUser', rest, () => makeUser(ctx, rest, passwordHash));
    return freshUser(ctx, id);
  });
}

async function makeUser(
  ctx: IdentityContext,
  input: Omit<CreateUserInput, 'password'>,
  passwordHash: string | null,
): Promise<{ id: string }> {
  const { kind, country, email } = input;
  if (kind === 'GUEST') throw invalid('kind', 'Guests come in by a guest pass');
  if (await userByEmail(ctx.db, email)) {
    throw invalid('email', 'There is an account with this address already');
  }
  const organization = await organizationOf(ctx, ctx.viewer.organizationId);
  const id = newId('user');
  await insertUser(ctx.db, {
    id,
    organizationId: organization.id,
    kind,
    displayName: checkName('displayName', input.displayName),
    email,
    country,
    passwordHash,
    regionCode: checkRegion(country, input.regionCode),
    timeZone: organization.timeZone,
    locale: organization.locale,
  });
  await setDepartments(ctx, id, input.departmentIds ?? []);
  await giveRoles(ctx, id, input.roleIds, 'createUser');
  await audit(ctx, { action: 'createUser', targetId: id, details: { kind, roleIds: input.roleIds } });
  await tellUserChanged(ctx, id);
  return { id };
}

export function updateUser(ctx: IdentityContext, input: UpdateUserInput): Promise<UserRow> {
  return transaction(ctx, async (ctx) => {
    const present = await accessUser(ctx, input.userId, 'updateUser');
    await once(ctx, 'updateUser', input, () => changeUser(ctx, present, input));
    return freshUser(ctx, present.id);
  });
}

async function changeUser(
  ctx: IdentityContext,
  present: UserRow,
  input: UpdateUserInput,
): Promise<{ id: string }> {
  const { id } = present;
  if (((input.kind ?? present.kind) === 'GUEST') !== (present.kind === 'GUEST')) {
    throw invalid('kind', 'Guests stay guests, and nobody becomes one');
  }
  const country = input.country === undefined ? present.country : input.country;
  const changes: Partial<UserRow> = {
    ...(input.displayName != null && { displayName: checkName('displayName', input.displayName) }),
    ...(input.kind != null && { kind: input.kind }),
    ...(input.country !== undefined && { country: input.country }),
    ...(country !== present.country && { subdivision: null }),
    ...(input.regionCode != null && { regionCode: checkRegion(country ?? '', input.regionCode) }),
  };
  if (!(await updateUserRow(ctx.db, id, input.expectedVersion, changes))) throw changedMeanwhile();
  if (input.departmentIds) await setDepartments(ctx, id, input.departmentIds);
  await audit(ctx, {
    action: 'updateUser',
    targetId: id,
    details: { ...changes, departmentIds: input.departmentIds },
  });
  await tellViewer(ctx, id, 'profileChanged', { userId: id });
  await tellAccessChanged(ctx, [id]);
  return { id };
}

/** Locks an account: its sessions and tokens end with it. */
export function disableUser(ctx: IdentityContext, input: DisableUserInput): Promise<UserRow> {
  return transaction(ctx, async (ctx) => {
    const { userId } = input;
    await accessUser(ctx, userId, 'disableUser');
    if (userId === ctx.viewer.id) throw conflict('You cannot lock your own account');
    await once(ctx, 'disableUser', input, async () => {
      const disabledReason = checkLine('reason', input.reason, LONGEST_REASON);
      await setUserColumns(ctx.db, userId, { state: 'DISABLED', disabledReason });
      await endSessions(ctx, { userId }, 'account locked');
      await audit(ctx, { action: 'disableUser', targetId: userId, details: { reason: disabledReason } });
      await tellAccessChanged(ctx, [userId]);
      return { id: userId };
    });
    return freshUser(ctx, userId);
  });
}

export function enableUser(ctx: IdentityContext, input: EnableUserInput): Promise<UserRow> {
  return transaction(ctx, async (ctx) => {
    const { userId } = input;
    await accessUser(ctx, userId, 'enableUser');
    await once(ctx, 'enableUser', input, async () => {
      await setUserColumns(ctx.db, userId, { state: 'ACTIVE', disabledReason: null });
      await audit(ctx, { action: 'enableUser', targetId: userId });
      await tellAccessChanged(ctx, [userId]);
      return { id: userId };
    });
    return freshUser(ctx, userId);
  });
}

/** Makes the account behind a guest pass: a name and nothing else. */
export async function makeGuest(
  ctx: IdentityContext,
  guest: { readonly organizationId: string; readonly displayName: string; readonly regionCode: string },
): Promise<string> {
  const organization = await organizationOf(ctx, guest.organizationId);
  const id = newId('user');
  await insertUser(ctx.db, {
    ...guest,
    id,
    kind: 'GUEST',
    displayName: checkName('displayName', guest.displayName),
    timeZone: organization.timeZone,
    locale: organization.locale,
  });
  await tellUserChanged(ctx, id);
  return id;
}

/** Makes the account that rules a new organisation; nobody is there yet who could be asked for the right. */
export async function makeFirstAdmin(
  ctx: IdentityContext,
  admin: Pick<UserRow, 'organizationId' | 'displayName' | 'email' | 'passwordHash' | 'country'>,
  roleId: string,
): Promise<string> {
  const { timeZone, locale, regionCode } = await organizationOf(ctx, admin.organizationId);
  const id = newId('user');
  await insertUser(ctx.db, { ...admin, id, kind: 'STAFF', timeZone, locale, regionCode });
  await grantTo(ctx, id, roleId, null);
  await tellUserChanged(ctx, id);
  return id;
}
