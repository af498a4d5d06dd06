import { type Action, type Weighed, type Weighing, allows, isId, no, yes } from '@parley/kit';
import type { FileRight } from '../node/file-kinds.js';
import type { NodeAt } from '../node/node.table.js';
import type { Subject } from './principal.rules.js';

/** What somebody may do with a node: the rights that can be given, and what only those have whose it is. */
export type Right = FileRight | 'OWN';

/** Something that was given to somebody, on the node or above it. */
export interface GrantFact {
  /** Id of the share; null for what a guest pass names. */
  readonly id: string | null;
  readonly nodeId: string;
  readonly granteeKind: GranteeKind;
  readonly granteeId: string;
  readonly rights: readonly FileRight[];
  readonly expiresAt: string | null;
  /** Whether who looks by it is shown pictures with their name drawn in them. */
  readonly watermark: boolean;
}

export type GranteeKind = 'USER' | 'TEAM' | 'DEPARTMENT' | 'ROLE' | 'CHANNEL' | 'GUEST_PASS' | 'ORGANIZATION';

/** A node with all that decides what one person may do with it. */
export interface NodeFor extends NodeAt {
  /** Whether it is in their own space, or in that of a team of theirs. */
  readonly held: boolean;
  /** Whether it was sent to a channel that they are in. */
  readonly inChannel: boolean;
  /** What was given to them, nearest first. */
  readonly grants: readonly GrantFact[];
}

/** Rights that can be given, in the order in which they are told. */
export const RIGHTS: readonly FileRight[] = ['VIEW', 'COMMENT', 'EDIT', 'SHARE', 'DOWNLOAD', 'UPLOAD'];

/** What everybody in a channel may do with what was sent to it. */
const IN_CHANNEL: readonly Right[] = ['VIEW', 'COMMENT', 'DOWNLOAD'];

/** Whoever may do more than add unseen sees it, and whoever may change a folder may add to it. */
const includes = ({ rights }: GrantFact, right: FileRight): boolean =>
  rights.includes(right) ||
  (right === 'VIEW' && rights.some((given) => given !== 'UPLOAD')) ||
  (right === 'UPLOAD' && rights.includes('EDIT'));

const TO: Readonly<Record<Right, string>> = {
  VIEW: 'to look at',
  COMMENT: 'to comment on',
  EDIT: 'to change',
  SHARE: 'to pass on',
  DOWNLOAD: 'to keep a copy of',
  UPLOAD: 'to add to',
  OWN: 'as if it were theirs',
};

const WITH: Readonly<Record<GranteeKind, readonly [Weighed['rule'], string]>> = {
  USER: ['SHARE', 'them'],
  TEAM: ['SHARE', 'a team of theirs'],
  DEPARTMENT: ['SHARE', 'their department'],
  ROLE: ['ROLE', 'those who hold a role of theirs'],
  CHANNEL: ['SHARE', 'a channel that they are in'],
  GUEST_PASS: ['GUEST_PASS', 'their guest pass'],
  ORGANIZATION: ['ORGANIZATION_POLICY', 'everybody of the organisation'],
};

function ofGrant(node: NodeFor, grant: GrantFact, right: Right): Weighed {
  const [rule, whom] = WITH[grant.granteeKind];
  const what = grant.nodeId === node.id ? 'It' : 'A folder that it stands in';
  if (right !== 'OWN' && includes(grant, right)) {
    return yes(rule, `${what} was shared with ${whom}, ${TO[right]}`, grant.nodeId);
  }
  const but = right === 'OWN' ? 'which does not make it theirs' : `but not ${TO[right]}`;
  return no(rule, `${what} was shared with ${whom}, ${but}`, grant.nodeId);
}

/** Whose it is, which gives everything. */
const ofHolder = ({ holderId }: NodeFor, who: Pick<Subject, 'id'>): Weighed =>
  holderId === who.id
    ? yes('OWNER', 'It is theirs', who.id)
    : yes('MEMBERSHIP', 'It belongs to a team of theirs', holderId);

function* ofSources(node: NodeFor, who: Pick<Subject, 'id'>, right: Right): Weighing {
  if (node.held) return ofHolder(node, who);
  if (node.inChannel) {
    const channel = 'It was sent to a channel that they are in';
    if (IN_CHANNEL.includes(right)) return yes('MEMBERSHIP', channel, node.channelId);
    yield no('MEMBERSHIP', `${channel}, which does not let them do this`, node.channelId);
  }
  for (const grant of node.grants) {
    const weighed = ofGrant(node, grant, right);
    if (weighed.allows) return weighed;
    yield weighed;
  }
  return no('NONE', 'Nothing gives them this');
}

const UNSAFE = {
  WAITING: 'It was not checked for viruses yet',
  SCANNING: 'It is being checked for viruses',
  INFECTED: 'It is infected, and locked away',
  UNSCANNABLE: 'It cannot be checked for viruses, and stays locked away',
} as const;

/** What the node itself does not allow at this moment, to anybody. */
function inThisState(node: NodeFor, who: Pick<Subject, 'id'>, right: Right, now: Date): Weighed | null {
  if (node.trashedAt !== null && right !== 'VIEW' && right !== 'OWN') {
    return { ...no('STATE', 'It is in the trash; bring it back first', node.id), code: 'CONFLICT' };
  }
  if (right === 'DOWNLOAD' && node.scan !== null && node.scan !== 'CLEAN' && node.scan !== 'UNSCANNED') {
    return no('STATE', UNSAFE[node.scan], node.id);
  }
  const isLocked = node.lockedUntil !== null && node.lockedUntil > now && node.lockedById !== who.id;
  if (isLocked && right === 'EDIT') {
    return { ...no('STATE', 'Somebody else keeps it from being changed', node.id), code: 'CONFLICT' };
  }
  return null;
}

/** Weighs one right of somebody to a node, whose facts were read for them. */
export function* weigh(node: NodeFor, who: Subject, right: Right, now: Date): Weighing {
  if (node.organizationId !== who.organizationId) {
    return no('ORGANIZATION_POLICY', 'It belongs to another organisation');
  }
  const sources = ofSources(node, who, right);
  let next = sources.next();
  for (; !next.done; next = sources.next()) yield next.value;
  const source = next.value;
  if (!source.allows) return source;
  if (node.trashedAt !== null && !node.held) {
    yield source;
    return no('STATE', 'It is in the trash of whoever it belongs to', node.id);
  }
  const state = inThisState(node, who, right, now);
  if (!state) return source;
  yield source;
  return state;
}

/**
 * Rights that somebody has to a node whose facts were read for them, whatever its state keeps from everybody for now,
 * and until when they have each: null for as long as it is as it is.
 */
export function endsOfRights(node: NodeFor): ReadonlyMap<FileRight, Date | null> {
  const endOf = (right: FileRight): Date | null | undefined => {
    if (node.held || (node.inChannel && IN_CHANNEL.includes(right))) return null;
    const ends = node.grants.filter((grant) => includes(grant, right)).map(({ expiresAt }) => expiresAt);
    if (ends.length === 0) return undefined;
    if (ends.includes(null)) return null;
    return new Date(Math.max(...ends.map((end) => Date.parse(end ?? ''))));
  };
  const known = RIGHTS.map((right) => [right, endOf(right)] as const);
  return new Map(known.filter((each): each is [FileRight, Date | null] => each[1] !== undefined));
}

/** Whether all that lets somebody look at a node wants their name drawn in what they are shown. */
export function isWatermarked(node: NodeFor): boolean {
  if (node.held || node.inChannel) return false;
  const looking = node.grants.filter((grant) => includes(grant, 'VIEW'));
  return looking.length > 0 && looking.every(({ watermark }) => watermark);
}

/** Everything that somebody may do with a node now. */
export const rightsOf = (node: NodeFor, who: Subject, now: Date): ReadonlySet<Right> =>
  new Set([...RIGHTS, 'OWN' as const].filter((right) => allows(weigh(node, who, right, now))));

/** Actions of the whole product that mean something here, in the order in which they are told. */
const RIGHT_FOR: readonly (readonly [Action, Right])[] = [
  ['READ', 'VIEW'],
  ['POST', 'UPLOAD'],
  ['COMMENT', 'COMMENT'],
  ['EDIT', 'EDIT'],
  ['DELETE', 'EDIT'],
  ['SHARE', 'SHARE'],
  ['DOWNLOAD', 'DOWNLOAD'],
  ['MANAGE', 'OWN'],
  ['EXPLAIN', 'SHARE'],
];

const isFor = (node: Pick<NodeFor, 'id'>, action: Action): boolean =>
  action !== 'POST' || isId('folder', node.id);

/** What somebody may do with a node, as clients are told. */
export function actionsOf(node: NodeFor, who: Subject, now: Date): Action[] {
  const rights = rightsOf(node, who, now);
  return RIGHT_FOR.filter(([action, right]) => isFor(node, action) && rights.has(right)).map(
    ([action]) => action,
  );
}

/** Weighs an action of the whole product; those that mean nothing here are allowed to nobody. */
export function* weighAction(node: NodeFor, who: Subject, action: Action, now: Date): Weighing {
  const right = RIGHT_FOR.find(([name]) => name === action)?.[1];
  if (!right || !isFor(node, action)) return no('NONE', 'This cannot be done with it');
  return yield* weigh(node, who, right, now);
}
