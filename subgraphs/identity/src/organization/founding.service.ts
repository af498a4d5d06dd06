import { ConfigError, audit, newId, systemCaller, transaction, type Runtime } from '@parley/kit';
import type { IdentityConfig } from '../config.js';
import type { IdentityContext } from '../context.js';
import { homeRegion } from '../region/region.rules.js';
import type { RoleTemplate } from '../role/role-template.js';
import { makeTemplateRoles } from '../role/role.service.js';
import { checkPassword } from '../session/session.rules.js';
import { checkName } from '../user/user.rules.js';
import { makeFirstAdmin } from '../user/user.service.js';
import { insertOrganization, someOrganization } from './organization.store.js';
import type { OrganizationRow } from './organization.table.js';

/** Ids of the roles that an organisation began with. */
export type RolesByTemplate = Readonly<Record<RoleTemplate, string>>;

/** Makes an organisation with a role of each template. */
export async function foundOrganization(
  ctx: IdentityContext,
  organization: Pick<OrganizationRow, 'id' | 'name' | 'country' | 'locale' | 'timeZone'>,
): Promise<RolesByTemplate> {
  await insertOrganization(ctx.db, { ...organization, regionCode: homeRegion(organization.country) });
  return makeTemplateRoles(ctx, organization.id);
}

/** @throws ConfigError when the configured first person could not be let in: better before anything runs */
export function checkFirst({
  FIRST_ADMIN_EMAIL: email,
  FIRST_ADMIN_PASSWORD: password,
}: IdentityConfig): void {
  if (!email || !password) return;
  try {
    checkPassword(password, { email, displayName: email });
  } catch (error) {
    // The rules of passwords tell by throwing; here it is the environment that is at fault.
    throw new ConfigError([
      `FIRST_ADMIN_PASSWORD is refused: ${error instanceof Error ? error.message : String(error)}`,
    ]);
  }
}

/**
 * Lets the first person in: where no organisation exists, makes the configured one with its super admin. Country, zone
 * and language are the machine's, to be changed by that person.
 */
export async function foundFirst(runtime: Runtime, config: IdentityConfig): Promise<void> {
  const { FIRST_ADMIN_EMAIL: email, FIRST_ADMIN_PASSWORD: password } = config;
  const ctx = runtime.context(systemCaller('first start')) as IdentityContext;
  if (await someOrganization(ctx.db)) return;
  if (!email || !password) {
    runtime.logger.warn(
      {},
      'nobody can sign in yet: set FIRST_ADMIN_EMAIL and FIRST_ADMIN_PASSWORD, and start again',
    );
    return;
  }
  const name = checkName('FIRST_ORGANIZATION', config.FIRST_ORGANIZATION ?? 'Our organisation');
  const displayName = checkName('FIRST_ADMIN_EMAIL', email.split('@')[0] ?? email);
  const passwordHash = await ctx.passwords.hash(password);
  const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions();
  const country = new Intl.Locale(locale).maximize().region ?? 'GB';
  await transaction(ctx, async (ctx) => {
    const id = newId('organization');
    const roles = await foundOrganization(ctx, { id, name, country, locale, timeZone });
    const adminId = await makeFirstAdmin(
      ctx,
      { organizationId: id, displayName, email, passwordHash, country },
      roles.SUPER_ADMIN,
    );
    await audit(ctx, { action: 'foundOrganization', targetId: adminId, organizationId: id });
  });
}
