import { userInfo } from 'node:os';
import {
  AppError,
  createLogger,
  startSubgraph,
  systemCaller,
  type Config,
  type SubgraphDefinition,
} from '@parley/kit';
import type { operatorConfig } from './config.js';
import type { IdentityContext } from './context.js';
import type { OrganizationRow } from './organization/organization.table.js';
import {
  listOrganizations,
  resumeOrganization,
  suspendOrganization,
} from './organization/suspension.service.js';

const USAGE = `What an operator does with organisations:
  list                           every organisation with its id
  suspend <id> [reason …]        nobody of it is let in until it is resumed; they are shown the reason
  resume <id> [reason …]         lets them in again; sessions and tokens go on
`;

/** What an operator's command answered, and whether it did what it was asked. */
export interface Operated {
  readonly words: string;
  readonly done: boolean;
}

/**
 * Does what somebody who runs the installation asks for. Nobody in the graph stands above organisations, so this needs
 * what only they have: the database. Gateways hear of it as of any change, at the latest within a second.
 */
export async function operate(
  definition: SubgraphDefinition,
  config: Config<typeof operatorConfig>,
  command: readonly string[],
): Promise<Operated> {
  const runtime = await startSubgraph(
    // No jobs, no consumers, no first start: this is no replica, it does one thing and goes.
    { ...definition, jobs: [], consumers: [], onStart: () => Promise.resolve() },
    {
      databaseUrl: config.DATABASE_URL,
      redisUrl: config.REDIS_URL,
      poolSize: 2,
      logger: createLogger('identity operator', 'warn'),
    },
  );
  try {
    return await obey(runtime.context(systemCaller('operator')) as IdentityContext, command);
  } catch (error) {
    // A refusal is an answer for the person at the terminal; anything else is a fault and shown whole.
    if (error instanceof AppError) return { words: `${error.message}\n`, done: false };
    throw error;
  } finally {
    await runtime.stop();
  }
}

async function obey(
  ctx: IdentityContext,
  [verb, organizationId, ...why]: readonly string[],
): Promise<Operated> {
  if (verb === 'list') {
    const all = await listOrganizations(ctx);
    return { words: all.map(lineOf).join(''), done: true };
  }
  if (!organizationId || (verb !== 'suspend' && verb !== 'resume')) return { words: USAGE, done: false };
  const reason = why.length > 0 ? why.join(' ') : null;
  const act = { organizationId, operator: userInfo().username, reason };
  const row = await (verb === 'suspend' ? suspendOrganization(ctx, act) : resumeOrganization(ctx, act));
  return { words: lineOf(row), done: true };
}

const lineOf = ({ id, name, suspendedAt, suspendedBecause }: OrganizationRow): string =>
  `${id}  ${name}  ${suspendedAt ? `suspended since ${suspendedAt.toISOString()}${suspendedBecause ? `: ${suspendedBecause}` : ''}` : 'open'}\n`;
