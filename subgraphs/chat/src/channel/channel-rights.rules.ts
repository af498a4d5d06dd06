import {
  type Action,
  type Decision,
  type Viewer,
  type Weighing,
  allows,
  decide,
  decided,
  hasPermission,
  no,
  yes,
} from '@parley/kit';
import { admits, attributesOf } from './admission.rules.js';
import type { ChannelKind, MemberRole } from './channel.js';
import { OVERSEEN, atLeast, isOutsider } from './channel.rules.js';
import type { MembershipRow, Standing } from './channel.table.js';

/** What somebody may do in a channel; all but REACT are also told to clients. */
export type ChannelRight = 'READ' | 'JOIN' | 'POST' | 'REACT' | 'INVITE' | 'MODERATE' | 'MANAGE' | 'EXPLAIN';

/** Those that clients are told of, in that order. */
export const TOLD_RIGHTS: readonly Exclude<ChannelRight, 'REACT'>[] = [
  'READ',
  'JOIN',
  'POST',
  'INVITE',
  'MODERATE',
  'MANAGE',
  'EXPLAIN',
];

/** Of whom it is decided. */
export type Subject = Pick<
  Viewer,
  'id' | 'organizationId' | 'kind' | 'permissions' | 'grants' | keyof Parameters<typeof attributesOf>[0]
>;

const isActive = (membership: MembershipRow | null): membership is MembershipRow =>
  membership?.endedAt === null && membership.bannedAt === null;

/** The role from which on members bring others in. */
const invitingRole = (kind: ChannelKind): 'MEMBER' | 'MODERATOR' =>
  kind === 'PUBLIC' ? 'MEMBER' : 'MODERATOR';

const oversees = (subject: Subject, { channel }: Standing): boolean =>
  hasPermission(subject, 'MODERATE_CHANNELS') && OVERSEEN.includes(channel.kind);

const byOversight = yes('ROLE', 'A role of theirs lets them keep order in all channels of this kind');
const archived = ({ channel }: Standing) => no('STATE', 'This channel is archived', channel.id);

const AS: Readonly<Record<MemberRole, string>> = {
  OWNER: 'They are in this channel, as an owner',
  MODERATOR: 'They are in this channel, as a moderator',
  MEMBER: 'They are in this channel, as a member',
  GUEST: 'They are in this channel, as a guest',
  READER: 'They are in this channel, as a reader',
};

const WRITERS: Readonly<Record<MemberRole, string>> = {
  OWNER: 'Only owners write in this channel',
  MODERATOR: 'Only moderators and owners write in this channel',
  MEMBER: 'Only members, moderators and owners write in this channel',
  GUEST: 'Readers of this channel do not write in it',
  READER: 'Everybody in this channel writes in it',
};

const ONLY = {
  INVITE: {
    MODERATOR: 'Only moderators and owners bring people into this channel',
    MEMBER: 'Only members, moderators and owners bring people into this channel',
  },
  MODERATE: 'Only moderators and owners of this channel may do this',
  MANAGE: 'Only owners of this channel may do this',
  DIRECT: 'A conversation of two people has no moderators and takes nobody in',
  MEETING: 'People come into this channel by coming into its meeting',
} as const;

/** The chat of a meeting is open to guests for as long as they are in the meeting that their pass names. */
function* ofGuestsInRoom(subject: Subject, standing: Standing, right: ChannelRight): Weighing {
  const { channel, membership } = standing;
  if (!isActive(membership) || !subject.grants.some(({ targetId }) => targetId === channel.meetingId)) {
    return no('GUEST_PASS', 'They are not in the meeting of this channel by a guest pass');
  }
  const opened = yes('GUEST_PASS', 'Their guest pass opens the meeting of this channel, and they are in it');
  if (right === 'READ' || right === 'JOIN') return opened;
  if (right !== 'POST' && right !== 'REACT') return no('GUEST_PASS', 'Guests talk, and do no more than that');
  yield opened;
  return channel.archivedAt ? archived(standing) : ofWriters(standing, 'GUEST');
}

/** A pass opens a channel only for as long as whoever gave it could invite there: it is no way around members. */
function* ofGuests(subject: Subject, standing: Standing, right: ChannelRight): Weighing {
  const { channel, grantorRole } = standing;
  if (channel.kind === 'MEETING') return yield* ofGuestsInRoom(subject, standing, right);
  const grant = subject.grants.find(({ targetId }) => targetId === channel.id);
  if (!grant?.actions.includes('READ')) {
    return no('GUEST_PASS', 'No guest pass of theirs opens this channel');
  }
  if (!grantorRole || !atLeast(grantorRole, invitingRole(channel.kind))) {
    const text = 'Whoever gave them the guest pass may not, or no longer, bring people into this channel';
    return no('GUEST_PASS', text, grant.grantedById);
  }
  const opened = yes('GUEST_PASS', 'Their guest pass opens this channel');
  if (right === 'READ' || right === 'JOIN') return opened;
  if (right !== 'POST' && right !== 'REACT') return no('GUEST_PASS', 'Guests talk, and do no more than that');
  yield opened;
  if (channel.archivedAt) return archived(standing);
  if (!grant.actions.includes('POST')) {
    return no('GUEST_PASS', 'Their guest pass lets them read this channel, but not write in it');
  }
  return ofWriters(standing, 'GUEST');
}

function ofWriters({ channel, membership }: Standing, role: MemberRole) {
  const { postingRole } = channel;
  if (!atLeast(role, postingRole)) return no('MEMBERSHIP', WRITERS[postingRole], channel.id);
  return yes('MEMBERSHIP', `${WRITERS[postingRole]}, and they are one of them`, membership?.id);
}

function* ofMembers(
  subject: Subject,
  standing: Standing,
  right: ChannelRight,
  { id, role, origin }: MembershipRow,
): Weighing {
  const { channel } = standing;
  const through = origin === 'DEPARTMENT' ? `${AS[role]}, through their department` : AS[role];
  const inside = yes('MEMBERSHIP', through, id);
  if (right === 'READ' || right === 'JOIN') return inside;
  yield inside;
  if (channel.archivedAt && right !== 'MODERATE' && right !== 'MANAGE') return archived(standing);
  if (right === 'REACT') return yes('MEMBERSHIP', 'Everybody in this channel reacts to what is said', id);
  if (right === 'POST') return ofWriters(standing, role);
  return ofOfficers(subject, standing, right, role);
}

/** The least role for it, and how that is said. */
function officersFor(right: ChannelRight, kind: ChannelKind): readonly [MemberRole, string] {
  if (right === 'MODERATE') return ['MODERATOR', ONLY.MODERATE];
  if (right === 'MANAGE') return ['OWNER', ONLY.MANAGE];
  const role = invitingRole(kind);
  return [role, ONLY.INVITE[role]];
}

/** What keeping a channel takes: a role in it, or oversight of all of its kind. */
function ofOfficers(subject: Subject, standing: Standing, right: ChannelRight, role: MemberRole | null) {
  const { channel, membership } = standing;
  if (channel.kind === 'DIRECT') return no('STATE', ONLY.DIRECT, channel.id);
  if (channel.kind === 'MEETING' && right === 'INVITE') return no('STATE', ONLY.MEETING, channel.id);
  if (oversees(subject, standing)) return byOversight;
  const [least, text] = officersFor(right, channel.kind);
  if (!role || !atLeast(role, least)) return no('MEMBERSHIP', text, channel.id);
  return yes('MEMBERSHIP', `${text}, and they are one of them`, membership?.id);
}

/** Whether somebody who is not in a channel finds it at all. */
function* ofOutsiders(subject: Subject, standing: Standing, right: ChannelRight): Weighing {
  const { channel } = standing;
  if (isOutsider(subject)) {
    return no('ORGANIZATION_POLICY', 'Guests and customers see only what they were let into');
  }
  const isOverseer = oversees(subject, standing);
  if (channel.kind !== 'PUBLIC' && !isOverseer) {
    return no('NONE', 'They are not in this channel, and people are in it by invitation only', channel.id);
  }
  if (!isOverseer && !admits(channel.access, attributesOf(subject))) {
    return no('ATTRIBUTE', 'They do not meet the conditions of this open channel', channel.id);
  }
  const open = channel.access.length > 0 ? 'They meet the conditions of this open channel' : OPEN;
  const seen = isOverseer ? byOversight : yes('ATTRIBUTE', open, channel.id);
  if (right === 'READ') return seen;
  yield seen;
  if (channel.archivedAt && right !== 'MODERATE' && right !== 'MANAGE') return archived(standing);
  if (right === 'POST' || right === 'REACT') {
    return no('MEMBERSHIP', 'Only who is in this channel writes in it', channel.id);
  }
  if (right !== 'JOIN') return ofOfficers(subject, standing, right, null);
  if (channel.kind !== 'PUBLIC') {
    return no('NONE', 'Nobody joins this channel without an invitation', channel.id);
  }
  return yes('ATTRIBUTE', 'Whoever finds an open channel may join it', channel.id);
}

const OPEN = 'This channel is open to everybody of the organisation';

/** The rules of one right in one channel, in the order in which they are weighed. */
export function* weighChannel(subject: Subject, standing: Standing, right: ChannelRight): Weighing {
  const { channel, membership } = standing;
  if (channel.organizationId !== subject.organizationId) {
    return no('ORGANIZATION_POLICY', 'This channel belongs to another organisation');
  }
  if (right === 'EXPLAIN') {
    if (isOutsider(subject)) return no('ORGANIZATION_POLICY', 'Guests and customers do not ask about others');
    return yield* weighChannel(subject, standing, 'MANAGE');
  }
  yield yes('ORGANIZATION_POLICY', 'They belong to the organisation of this channel', channel.organizationId);
  if (membership?.bannedAt) return no('EXCLUSION', 'They were banned from this channel', membership.id);
  if (subject.kind === 'guest') return yield* ofGuests(subject, standing, right);
  if (isActive(membership)) return yield* ofMembers(subject, standing, right, membership);
  return yield* ofOutsiders(subject, standing, right);
}

/** Whether somebody may do that in a channel. */
export const mayInChannel = (subject: Subject, standing: Standing, right: ChannelRight): boolean =>
  allows(weighChannel(subject, standing, right));

/** Whether somebody may do that in a channel, and why. */
export const decideInChannel = (subject: Subject, standing: Standing, right: ChannelRight): Decision =>
  decide(weighChannel(subject, standing, right));

/** The same of anything that might be done with anything. */
export function explainInChannel(subject: Subject, standing: Standing, action: Action): Decision {
  const right = TOLD_RIGHTS.find((each) => each === action);
  return right
    ? decideInChannel(subject, standing, right)
    : decided(no('NONE', 'Nobody does this with a channel', standing.channel.id));
}

/** Everything somebody may do in a channel; the empty set stands for a channel that is not there. */
export const channelRights = (subject: Subject, standing: Standing): ReadonlySet<ChannelRight> =>
  new Set(([...TOLD_RIGHTS, 'REACT'] as const).filter((right) => mayInChannel(subject, standing, right)));
