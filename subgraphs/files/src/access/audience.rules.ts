import { isId } from '@parley/kit';
import type { FileRight, Sharing } from '../node/file-kinds.js';
import type { GranteeKind } from './rights.rules.js';

/** Somebody, or a group, that a node is shared with. */
export interface SharedWith {
  readonly kind: GranteeKind;
  /** Null where nobody told what it is called. */
  readonly name: string | null;
  readonly rights: readonly FileRight[];
  /** Whether it ends by itself. */
  readonly ends: boolean;
}

/** Who can see a node. */
export interface Audience {
  readonly holderId: string | null;
  readonly holderName: string | null;
  readonly channelId: string | null;
  readonly channelName: string | null;
  readonly shares: readonly SharedWith[];
  /** How many links lead to it. */
  readonly links: number;
  /** Whether one of them is for whoever has it: without a password, for nobody in particular. */
  readonly openLink: boolean;
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

function wordsFor({ kind, name }: SharedWith): string {
  if (name === null || kind === 'ORGANIZATION') return NAMELESS[kind];
  if (kind === 'TEAM') return `the team ${name}`;
  if (kind === 'DEPARTMENT') return `the department ${name}`;
  return kind === 'CHANNEL' ? `the channel ${name}` : name;
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

/** How many links lead to it, and to whom. */
function linksOf({ links, openLink }: Audience): string {
  const them = links === 1 ? 'a link' : `${String(links)} links`;
  return openLink ? `anybody who has ${them}` : `whoever ${them} ${links === 1 ? 'was' : 'were'} made for`;
}

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

/** Who can see it, in one sentence. */
export function audienceText(audience: Audience): string {
  const { shares, channelId, channelName, links } = audience;
  if (shares.some(({ kind }) => kind === 'ORGANIZATION')) {
    const all = [NAMELESS.ORGANIZATION, ...(links > 0 ? [linksOf(audience)] : [])];
    return sentence(`${listed(all)} can see it`);
  }
  const channel =
    channelId === null ? [] : [channelName ? `the channel ${channelName}` : 'those in its channel'];
  const people = [holderOf(audience), ...channel, ...shares.map(wordsFor)];
  if (people.length === 1 && links === 0) return sentence(`only ${people[0] ?? ''} can see it`);
  const all = [listed(people), ...(links > 0 ? [linksOf(audience)] : [])];
  return sentence(`${all.join(', and ')} can see it`);
}

const isLimited = ({ rights }: SharedWith): boolean =>
  !rights.includes('DOWNLOAD') || !rights.includes('EDIT');

/** How widely it is shared. */
export function sharingOf({ shares, openLink }: Audience): Sharing {
  if (openLink || shares.some(({ kind }) => kind === 'ORGANIZATION')) return 'PUBLIC';
  if (shares.some(({ ends }) => ends)) return 'TEMPORARY';
  return shares.some(isLimited) ? 'RESTRICTED' : 'PRIVATE';
}
