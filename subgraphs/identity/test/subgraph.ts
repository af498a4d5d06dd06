import { randomUUID } from 'node:crypto';
import { type Feed, type Runtime, type Viewer, newId, systemCaller, transaction } from '@parley/kit';
import { asViewer, callerOf, testSubgraph, type TestAnswer, type TestSubgraph } from '@parley/kit/testing';
import type { AccountChanges } from '../src/account/account-change.service.js';
import type { Passport } from '../src/account/passport.service.js';
import type { IdentityContext } from '../src/context.js';
import { identity } from '../src/identity.js';
import { foundOrganization, type RolesByTemplate } from '../src/organization/founding.service.js';
import type { RoleTemplate } from '../src/role/role-template.js';
import { openSession } from '../src/session/session.service.js';
import type { UserKind } from '../src/user/user.enums.js';
import { makeFirstAdmin } from '../src/user/user.service.js';

export const PASSWORD = 'correct horse battery';

const TOKEN_SECRET = 'a secret of the tests, long enough to sign with';

/** identity on a database of its own; empty unless the demo is asked for. */
export const startIdentity = async (
  options: { readonly demo?: boolean; readonly feeds?: Readonly<Record<string, Feed>> } = {},
): Promise<TestSubgraph> =>
  testSubgraph(
    await identity({
      TOKEN_SECRET,
      PUBLIC_URL: 'https://parley.test',
      PARLEY_DEMO: options.demo ?? false,
      NODE_ENV: 'test',
    }),
    { feeds: options.feeds ?? {} },
  );

/** Somebody as tests know them: their account, and the viewer they are when they ask. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly viewer: Viewer;
}

/** An organisation with its super admin. */
export interface Place {
  readonly id: string;
  readonly roles: RolesByTemplate;
  readonly admin: Person;
}

const contextOf = (runtime: Runtime) => runtime.context(systemCaller('test')) as IdentityContext;

/** What a browser has after signing in. */
export interface Device {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly sessionId: string;
}

/** Things of a test, made through the API where it makes them. */
export class World {
  private hashed: Promise<string> | null = null;

  constructor(readonly test: TestSubgraph) {}

  /** Asks as somebody; a refusal fails the test. */
  async ask(viewer: Viewer | null, document: string, variables: object = {}): Promise<TestAnswer['data']> {
    const { data, errors } = await asViewer(this.test, viewer).run(document, { ...variables });
    if (errors) throw new Error(`${document}\n${JSON.stringify(errors)}`);
    return data;
  }

  /** Asks as somebody and tells with which codes it was refused; null when it was not. */
  async refusal(viewer: Viewer | null, document: string, variables: object = {}): Promise<unknown> {
    const { errors } = await asViewer(this.test, viewer).run(document, { ...variables });
    return errors ? errors.map(({ extensions }) => extensions['code']).join() : null;
  }

  async aPlace(name = 'A place'): Promise<Place> {
    const id = newId('organization');
    const email = `admin.${randomUUID()}@example.org`;
    const zone = { country: 'KE', locale: 'en-KE', timeZone: 'Africa/Nairobi' };
    const passwordHash = await this.passwordHash();
    const made = await transaction(contextOf(this.test.runtime), async (ctx) => {
      const roles = await foundOrganization(ctx, { id, name, ...zone });
      const admin = { organizationId: id, displayName: 'Adaeze Admin', email, passwordHash, country: 'KE' };
      return { roles, adminId: await makeFirstAdmin(ctx, admin, roles.SUPER_ADMIN) };
    });
    const viewer = await this.viewerOf({ id: made.adminId, organizationId: id });
    return { id, roles: made.roles, admin: { id: made.adminId, email, viewer } };
  }

  async aPerson(
    place: Place,
    person: {
      name?: string;
      kind?: UserKind;
      roles?: readonly RoleTemplate[];
      departmentIds?: readonly string[];
    } = {},
  ): Promise<Person> {
    const email = `someone.${randomUUID()}@example.org`;
    const input = {
      email,
      displayName: person.name ?? 'Somebody',
      kind: person.kind ?? 'STAFF',
      roleIds: (person.roles ?? ['EMPLOYEE']).map((template) => place.roles[template]),
      departmentIds: person.departmentIds ?? [],
      country: 'KE',
      key: randomUUID(),
    };
    const { createUser } = await this.ask(
      place.admin.viewer,
      `mutation ($input: CreateUserInput!) { createUser(input: $input) { id } }`,
      { input },
    );
    const { id } = createUser;
    // Everybody has the same password, hashed once: hashing is slow on purpose, and most tests are not about it.
    const set = `update user_account set password_hash = $2 where id = $1`;
    await this.test.runtime.database.query(set, [id, await this.passwordHash()]);
    return { id, email, viewer: await this.viewerOf({ id, organizationId: place.id }) };
  }

  /** Somebody who came in by a guest link, as a viewer with the pass's grants. */
  async aGuest(place: Place): Promise<Person & { readonly passId: string }> {
    const { passId, token } = await this.aPass(place.admin.viewer);
    const device = await this.redeem(token);
    const viewer = await this.passport(device.accessToken);
    if (!viewer) throw new Error('The guest was not let in');
    return { id: viewer.id, email: '', viewer, passId };
  }

  async aPass(issuer: Viewer, overrides: object = {}): Promise<{ passId: string; token: string }> {
    const input = {
      name: 'An examiner',
      grants: [{ targetId: newId('channel'), actions: ['READ', 'POST'] }],
      endsAt: new Date(Date.now() + 86_400_000).toISOString(),
      key: randomUUID(),
      ...overrides,
    };
    const { issueGuestPass: pass } = await this.ask(
      issuer,
      `mutation ($input: IssueGuestPassInput!) { issueGuestPass(input: $input) { id link } }`,
      { input },
    );
    return { passId: pass.id, token: pass.link.split('/').pop() };
  }

  async aDepartment(place: Place, name = 'A department', more: object = {}): Promise<string> {
    const { createDepartment } = await this.ask(
      place.admin.viewer,
      `mutation ($input: CreateDepartmentInput!) { createDepartment(input: $input) { id } }`,
      { input: { name, key: randomUUID(), ...more } },
    );
    return createDepartment.id;
  }

  async aTeam(place: Place, memberIds: readonly string[] = []): Promise<string> {
    const { createTeam } = await this.ask(
      place.admin.viewer,
      `mutation ($input: CreateTeamInput!) { createTeam(input: $input) { id } }`,
      { input: { name: 'A team', memberIds, key: randomUUID() } },
    );
    return createTeam.id;
  }

  /** Signs in as a browser would. */
  signIn(email: string, password = PASSWORD, ip = '127.0.0.1'): Promise<Device> {
    const document = `mutation ($input: SignInInput!) {
      signIn(input: $input) { ... on SignedIn { token { accessToken } viewer { id session { id } } } }
    }`;
    return this.enter(document, { email, password, key: randomUUID() }, ip);
  }

  redeem(token: string, displayName = 'Oluwaseun'): Promise<Device> {
    const document = `mutation ($input: RedeemGuestLinkInput!) {
      redeemGuestLink(input: $input) { ... on SignedIn { token { accessToken } viewer { id session { id } } } }
    }`;
    return this.enter(document, { token, displayName, key: randomUUID() }, '127.0.0.1');
  }

  /** What the gateway would learn of credentials. */
  async passports(credentials: readonly string[]): Promise<readonly (Passport | null)[]> {
    const { passports } = await this.asGateway(
      'query ($credentials: [String!]!) { passports(credentials: $credentials) }',
      { credentials },
    );
    return passports as readonly (Passport | null)[];
  }

  /** The same of one. */
  async passport(credential: string): Promise<Passport | null> {
    return (await this.passports([credential]))[0] ?? null;
  }

  /** What the gateway would learn of changes to accounts; without a position, where to begin. */
  async accountChanges(after?: string): Promise<AccountChanges> {
    const { accountChanges } = await this.asGateway(
      'query ($after: String) { accountChanges(after: $after) }',
      { after },
    );
    return accountChanges as AccountChanges;
  }

  private async asGateway(
    query: string,
    variables: Record<string, unknown>,
  ): Promise<Record<string, unknown>> {
    const { data, errors } = await this.test.runtime.execute({ query, variables }, systemCaller('test'));
    if (errors || !data) throw new Error(JSON.stringify(errors));
    return data;
  }

  /** Who somebody is by now, in a new session of their own. */
  async viewerOf({
    id,
    organizationId,
  }: {
    readonly id: string;
    readonly organizationId: string;
  }): Promise<Viewer> {
    const { token } = await transaction(contextOf(this.test.runtime), (ctx) =>
      openSession(ctx, { userId: id, organizationId }),
    );
    const viewer = await this.passport(token.accessToken);
    if (!viewer) throw new Error(`${id} was not let in`);
    return viewer;
  }

  private passwordHash(): Promise<string> {
    this.hashed ??= contextOf(this.test.runtime).passwords.hash(PASSWORD);
    return this.hashed;
  }

  private async enter(query: string, input: object, ip: string): Promise<Device> {
    const client = {
      ip,
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Firefox/150.0',
      refreshToken: null,
    };
    const answer = await this.test.runtime.execute(
      { query, variables: { input } },
      callerOf(null, { client }),
    );
    const [entered] = Object.values(
      JSON.parse(JSON.stringify(answer.data ?? {})) as Record<string, TestAnswer['data']>,
    );
    const refreshToken = answer.extensions?.cookies?.[0]?.value;
    if (!entered || !refreshToken) throw new Error(JSON.stringify(answer.errors));
    return { accessToken: entered.token.accessToken, refreshToken, sessionId: entered.viewer.session.id };
  }
}
