import { Person, PASSWORD } from '../client/person.js';
import {
  CreateApiTokenDocument,
  RestArchivedDocument,
  RestDepartmentDocument,
  RestLockedDocument,
  RestPassDocument,
  RestRedeemedDocument,
  RestRolesDocument,
  RestTeamDocument,
  RestUserDocument,
} from '../generated/graphql.js';
import { aKey, people, type Role } from '../people.js';
import { a, aChannel, gateways, say } from '../product.js';

/** Who asks: nobody, a guest of the channel, a member of it, who has the right, and somebody of another organisation. */
export const actors = ['stranger', 'guest', 'member', 'holder', 'elsewhere'] as const;
export type Actor = (typeof actors)[number];

const TOMORROW_MS = 86_400_000;
const inADay = (): string => new Date(Date.now() + TOMORROW_MS).toISOString();

/**
 * Things of their own for one question: a channel that the head owns, and whatever else a row asks for. The one who
 * has the right is the head, or the administrator where the organisation is concerned.
 */
export class RestWorld {
  private made: Promise<string> | null = null;

  private constructor(
    readonly actor: Actor,
    private readonly holder: Role,
  ) {}

  static for(actor: Actor, holder: Role): RestWorld {
    return new RestWorld(actor, holder);
  }

  /** The token of whoever asks; a guest has a pass for this world's channel. */
  async token(): Promise<string | null> {
    if (this.actor === 'stranger') return null;
    if (this.actor === 'guest') return this.guestToken();
    const roles = { member: 'student', holder: this.holder, elsewhere: 'elsewhere' } as const;
    return (await a(roles[this.actor])).token;
  }

  /** A token of a session that nobody else uses: it may be ended. */
  async ownToken(): Promise<string | null> {
    if (this.actor === 'stranger' || this.actor === 'guest') return this.token();
    const roles = { member: 'student', holder: this.holder, elsewhere: 'elsewhere' } as const;
    return (await Person.signIn(gateways, people[roles[this.actor]])).token;
  }

  /** A group of the head with the student and the employee in it. */
  channel(): Promise<string> {
    this.made ??= this.makeChannel();
    return this.made;
  }

  private async makeChannel(): Promise<string> {
    return aChannel(await a('head'), await a('student'), await a('employee'));
  }

  async message(): Promise<string> {
    return (await say(await a('head'), await this.channel(), 'For the matrix')).id;
  }

  async archived(): Promise<string> {
    const channelId = await this.channel();
    await (await a('head')).get(RestArchivedDocument, { input: { channelId, key: aKey() } });
    return channelId;
  }

  /** A new pass for the channel. */
  async pass(): Promise<{ readonly id: string; readonly secret: string }> {
    const grants = [{ targetId: await this.channel(), actions: ['READ' as const, 'POST' as const] }];
    const input = { name: 'A guest of the matrix', grants, endsAt: inADay(), key: aKey() };
    const { issueGuestPass } = await (await a('head')).get(RestPassDocument, { input });
    return { id: issueGuestPass.id, secret: issueGuestPass.link?.split('/').at(-1) ?? '' };
  }

  private async guestToken(): Promise<string> {
    const { secret } = await this.pass();
    const input = { token: secret, displayName: 'Matrix Guest', key: aKey() };
    const { redeemGuestLink } = await (await a('head')).get(RestRedeemedDocument, { input });
    if (redeemGuestLink.__typename !== 'SignedIn') throw new Error('The guest could not enter');
    return redeemGuestLink.token.accessToken;
  }

  async apiToken(): Promise<string> {
    const input = { name: 'matrix', scopes: ['READ' as const], key: aKey() };
    return (await (await a('head')).get(CreateApiTokenDocument, { input })).createApiToken.token.id;
  }

  /** The id of a fresh session of the student. */
  async session(): Promise<string> {
    const student = await Person.signIn(gateways, people.student);
    return (await student.get(RestRolesDocument, {})).viewer?.session?.id ?? '';
  }

  async roleId(): Promise<string> {
    const { viewer } = await (await a('administrator')).get(RestRolesDocument, {});
    return viewer?.organization.roles.find(({ template }) => template === 'SUPPORT_AGENT')?.id ?? '';
  }

  /** A new account. */
  async user(): Promise<string> {
    const input = { ...(await this.account()), key: aKey() };
    return (await (await a('administrator')).get(RestUserDocument, { input })).createUser.id;
  }

  async lockedUser(): Promise<string> {
    const userId = await this.user();
    const input = { userId, reason: 'For the matrix', key: aKey() };
    await (await a('administrator')).get(RestLockedDocument, { input });
    return userId;
  }

  /** What an account is made of. */
  async account() {
    return {
      email: `matrix-${aKey()}@northgate.ac.uk`,
      displayName: 'Matrix Person',
      kind: 'STAFF' as const,
      country: 'GB',
      roleIds: [await this.roleId()],
      password: PASSWORD,
    };
  }

  async team(): Promise<string> {
    const input = { name: `Matrix ${aKey()}`, memberIds: [], key: aKey() };
    return (await (await a('administrator')).get(RestTeamDocument, { input })).createTeam.id;
  }

  async department(): Promise<string> {
    const input = { name: `Matrix ${aKey()}`, key: aKey() };
    return (await (await a('administrator')).get(RestDepartmentDocument, { input })).createDepartment.id;
  }

  async employee(): Promise<string> {
    return (await a('employee')).id;
  }

  async classmate(): Promise<string> {
    return (await a('classmate')).id;
  }
}
