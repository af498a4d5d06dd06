import { randomUUID } from 'node:crypto';
import { Person } from '../../client/person.js';
import { CreateChannelDocument } from '../../generated/graphql.js';
import { campus, people, type Role } from '../../people.js';
import type { Journal } from '../journal.js';
import type { Chance } from '../seed.js';
import type { Stage } from '../stage.js';
import { Client } from './client.js';

/** Demo people who are signed in, and the journal of what they do. */
export class Cast {
  private constructor(
    private readonly stage: Stage,
    private readonly accounts: ReadonlyMap<Role, Person>,
    readonly journal: Journal,
    private readonly chance: Chance,
  ) {}

  /** Signs everybody in, while nothing is broken. */
  static async gather(stage: Stage, journal: Journal, chance: Chance): Promise<Cast> {
    const accounts = new Map<Role, Person>();
    for (const role of campus) accounts.set(role, await Person.signIn(stage.directUrls, people[role]));
    return new Cast(stage, accounts, journal, chance);
  }

  /** @throws Error when nobody has that role */
  person(role: Role): Person {
    const found = this.accounts.get(role);
    if (!found) throw new Error(`Nobody is signed in as ${role}`);
    return found;
  }

  /** Somebody at work, with chance of their own. @param direct past the lines that are made worse */
  client(role: Role, task: string, direct = false): Client {
    const urls = direct ? this.stage.directUrls : this.stage.gatewayUrls;
    const name = `${role}/${task}`;
    return new Client(name, this.person(role), urls, this.journal, this.chance.for(name));
  }

  /** A group of everybody; answers with its id and the position at which it begins. */
  async channel(name: string): Promise<{ readonly id: string; readonly cursor: string }> {
    const owner = this.person('head');
    const memberIds = [...this.accounts.values()].map(({ id }) => id).filter((id) => id !== owner.id);
    const input = { kind: 'GROUP' as const, name, memberIds, key: randomUUID() };
    const { createChannel } = await owner.get(CreateChannelDocument, { input });
    return { id: createChannel.id, cursor: createChannel.liveCursor };
  }
}
