import { isId } from '@parley/kit';
import type { FileRight, Sharing } from '../node/file-kinds.js';
import type { AudienceKind, FileAudience, FileAudienceParty } from './audience.js';
import type { GranteeKind } from './rights.rules.js';

/** Somebody, or a group, that a node is shared with. */
export interface SharedWith {
  readonly kind: GranteeKind;
  readonly id: string;
  /** Null where nobody told what it is called. */
  readonly name: string | null;
  /** How many people it stands for; null for one person, and where nobody told. */
  readonly people: number | null;
  readonly rights: readonly FileRight[];
  /** Whether it ends by itself. */
  readonly ends: boolean;
}

/** Links that lead to a node at this moment. */
export interface LinksTo {
  readonly count: number;
  /** Whether one of them is for whoever has it: without a password, for nobody in particular. */
  readonly isOpen: boolean;
  /** Whether all of them ask for a password. */
  readonly areLocked: boolean;
  /** When the last of them ends, RFC 3339; null where one does not end by itself. */
  readonly until: string | null;
}

/** Who can see a node. */
export interface Audience {
  readonly holderId: string | null;
  readonly holderName: string | null;
  readonly channelId: string | null;
  readonly channelName: string | null;
  /** How many are in that channel. */
  readonly channelPeople: number | null;
  readonly shares: readonly SharedWith[];
  readonly links: LinksTo;
}

const NAMED = 3;

const NAMELESS: Readonly<Record<GranteeKind, string>> = {
  USER: 'somebody',
  TEAM: 'a team',
  DEPARTMENT: 'a department',
  ROLE: 'those who hold a role',
  CHANNEL: 'a channel',
  GUEST_PASS: 'a guest',
  ORGANIZATION: 'everybody of the organisation',
};

const members = (people: number): string => (people === 1 ? '1 member' : `${String(people)} members`);

const groupWords = (kind: 'team' | 'department' | 'channel', name: string, people: number | null): string =>
  people ? `${members(people)} of ${name}` : `the ${kind} ${name}`;

function wordsFor({ kind, name, people }: SharedWith): string {
  if (kind === 'ROLE' && people) {
    return people === 1 ? '1 holder of a role' : `${String(people)} holders of a role`;
  }
  if (name === null || kind === 'ORGANIZATION') return NAMELESS[kind];
  if (kind === 'TEAM') return groupWords('team', name, people);
  if (kind === 'DEPARTMENT') return groupWords('department', name, people);
  return kind === 'CHANNEL' ? groupWords('channel', name, people) : name;
}

function listed(words: readonly string[]): string {
  const unique = [...new Set(words)];
  const shown = unique.slice(0, NAMED);
  const more = unique.length - shown.length;
  const all = more > 0 ? [...shown, `${String(more)} more`] : shown;
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}`;
}

const holderOf = ({ holderId, holderName }: Audience): string => {
  if (holderId !== null && isId('team', holderId)) return holderName ? `the team ${holderName}` : 'a team';
  return holderName ?? 'its owner';
};

const DAY_MS = 86_400_000;
const WEEK_DAYS = 6;

/** When something ends: by the day of the week within a week, by the date after that; in UTC, as all times are told. */
function whenWords(until: string, now: Date): string {
  const end = new Date(until);
  const isNear = end.getTime() - now.getTime() < WEEK_DAYS * DAY_MS;
  const day = end.toLocaleDateString('en-GB', {
    timeZone: 'UTC',
    ...(isNear ? { weekday: 'long' } : { day: 'numeric', month: 'long', year: 'numeric' }),
  });
  return `${day} ${end.toISOString().slice(11, 16)} UTC`;
}

/** Who gets in by links, and until when. */
function linksOf({ count, isOpen, areLocked, until }: LinksTo, now: Date): string {
  const them = count === 1 ? 'the link' : `one of ${String(count)} links`;
  const who = isOpen ? `anyone with ${them}` : `whoever was given ${them}`;
  const password = areLocked ? ' and its password' : '';
  return `${who}${password}${until === null ? '' : ` until ${whenWords(until, now)}`}`;
}

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

const seesIt = ({ rights }: SharedWith): boolean => rights.some((right) => right !== 'UPLOAD');

/** Who can see it, in one sentence. */
export function audienceText(audience: Audience, now = new Date()): string {
  const { channelId, channelName, channelPeople, links } = audience;
  const shares = audience.shares.filter(seesIt);
  const byLink = links.count > 0 ? `, and ${linksOf(links, now)}` : '';
  if (shares.some(({ kind }) => kind === 'ORGANIZATION')) {
    return sentence(`${NAMELESS.ORGANIZATION} can open it${byLink}`);
  }
  const channel =
    channelId === null
      ? []
      : [channelName ? groupWords('channel', channelName, channelPeople) : 'those in its channel'];
  const people = [holderOf(audience), ...channel, ...shares.map(wordsFor)];
  if (people.length === 1 && links.count === 0) return sentence(`only ${people[0] ?? ''} can open it`);
  return sentence(`${listed(people)} can open it${byLink}`);
}

const KINDS: Readonly<Record<Exclude<GranteeKind, 'ORGANIZATION'>, AudienceKind>> = {
  USER: 'PERSON',
  TEAM: 'TEAM',
  DEPARTMENT: 'DEPARTMENT',
  ROLE: 'ROLE',
  CHANNEL: 'CHANNEL',
  GUEST_PASS: 'GUEST',
};

interface Party extends FileAudienceParty {
  readonly id: string | null;
}

/** Whose it is, and those in the channel that it was sent to. */
function holdersIn(audience: Audience, viewerId: string): Party[] {
  const { holderId, holderName: name, channelId, channelName, channelPeople } = audience;
  const kind = holderId !== null && isId('team', holderId) ? 'TEAM' : 'PERSON';
  const holder: Party = { kind, id: holderId, name, people: null, isViewer: holderId === viewerId };
  const channel = { id: channelId, name: channelName, people: channelPeople, isViewer: false };
  return channelId === null ? [holder] : [holder, { kind: 'CHANNEL', ...channel }];
}

/** Who can see it, as data. */
export function toldAudience(audience: Audience, viewerId: string): FileAudience {
  const { count, isOpen, areLocked, until } = audience.links;
  const shares = audience.shares.filter(seesIt);
  const others = shares.flatMap(({ kind, id, name, people }): Party[] =>
    kind === 'ORGANIZATION' ? [] : [{ kind: KINDS[kind], id, name, people, isViewer: id === viewerId }],
  );
  const all = [...holdersIn(audience, viewerId), ...others];
  const parties = all.filter(({ id }, n) => all.findIndex((each) => each.id === id) === n);
  return {
    isEverybody: others.length < shares.length,
    parties: parties.slice(0, NAMED),
    moreCount: Math.max(0, parties.length - NAMED),
    links: count === 0 ? null : { count, isOpen, areLocked, until: until === null ? null : new Date(until) },
  };
}

const isLimited = ({ rights }: SharedWith): boolean =>
  !rights.includes('DOWNLOAD') || !rights.includes('EDIT');

/** How widely it is shared. */
export function sharingOf({ shares, links }: Audience): Sharing {
  if (links.isOpen || shares.some(({ kind }) => kind === 'ORGANIZATION')) return 'PUBLIC';
  if (shares.some(({ ends }) => ends) || (links.count > 0 && links.until !== null)) return 'TEMPORARY';
  return links.count > 0 || shares.some(isLimited) ? 'RESTRICTED' : 'PRIVATE';
}
