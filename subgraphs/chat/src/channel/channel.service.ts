import {
  type RequestContext,
  audit,
  conflict,
  forbidden,
  hasPermission,
  invalid,
  newId,
  once,
  transaction,
} from '@parley/kit';
import { postNotice } from '../message/notice.service.js';
import { checkMode } from '../encryption/encryption.rules.js';
import { findDepartments } from '../person/person.service.js';
import type { DepartmentRow } from '../person/person.table.js';
import { checkEmoji } from '../reaction/reaction.rules.js';
import { announce, announceToDirectory, announceToPeople } from './announce.service.js';
import type {
  ArchiveChannelInput,
  CreateChannelInput,
  RestoreChannelInput,
  UpdateChannelInput,
} from './channel.inputs.js';
import { checkConditions } from './admission.rules.js';
import {
  MAKING,
  checkDescription,
  checkName,
  checkPostingRole,
  checkSlowMode,
  checkTopic,
  isOutsider,
} from './channel.rules.js';
import {
  type ChannelChange,
  type NewChannel,
  insertChannel,
  setArchived,
  updateChannelRow,
} from './channel.store.js';
import type { ChannelAt } from './channel.table.js';
import { syncDepartments } from './department-sync.service.js';
import { addMembers, invitablePeople, settledChannel } from './membership.service.js';
import { tellChannel } from './told.service.js';

/** Anybody of the organisation gathers a group; channels that others find take the right to create them. */
function checkMayCreate(ctx: RequestContext, { kind }: CreateChannelInput): void {
  if (isOutsider(ctx.viewer)) throw forbidden('Guests and customers do not create channels');
  if (kind === 'DIRECT') {
    throw invalid('kind', 'Conversations of two people are opened with openDirectChannel');
  }
  if (kind === 'MEETING') throw invalid('kind', 'The channel of a meeting comes with the meeting');
  const needed = MAKING[kind];
  if (needed && !hasPermission(ctx.viewer, needed)) {
    throw forbidden('You may not create channels of this kind');
  }
}

async function departmentOf(ctx: RequestContext, input: CreateChannelInput): Promise<DepartmentRow | null> {
  if (input.kind !== 'DEPARTMENT') {
    if (input.departmentId) {
      throw invalid('departmentId', 'Only a department channel belongs to a department');
    }
    return null;
  }
  const id = input.departmentId ?? '';
  const department = (await findDepartments(ctx, [id])).get(id);
  if (department?.organizationId !== ctx.viewer.organizationId) {
    throw invalid('departmentId', 'Choose a department');
  }
  return department;
}

function newChannel(
  ctx: RequestContext,
  input: CreateChannelInput,
  department: DepartmentRow | null,
): NewChannel {
  const { viewer } = ctx;
  return {
    id: newId('channel'),
    organizationId: viewer.organizationId,
    kind: input.kind,
    name: checkName(input.name ?? department?.name),
    topic: checkTopic(input.topic),
    createdById: viewer.id,
    postingRole: 'GUEST',
    access: checkConditions(input.kind, input.access ?? null),
    departmentId: department?.id ?? null,
    directKey: null,
    region: viewer.region,
    encryption: checkMode(input.encryption),
  };
}

/** Creates a channel; its maker owns it. */
export async function createChannel(ctx: RequestContext, input: CreateChannelInput): Promise<string> {
  checkMayCreate(ctx, input);
  return transaction(ctx, (inner) =>
    once(inner, 'createChannel', input, async () => {
      const channel = newChannel(inner, input, await departmentOf(inner, input));
      const invited = await invitablePeople(inner, 'memberIds', input.memberIds ?? [], channel.kind);
      if (!(await insertChannel(inner.db, channel))) {
        throw conflict('This department has its channel already');
      }
      await tellChannel(inner, channel);
      await peopleChannel(inner, channel, invited);
      await announceToDirectory(inner, channel);
      return channel;
    }),
  );
}

async function peopleChannel(
  ctx: RequestContext,
  channel: NewChannel,
  invited: readonly string[],
): Promise<void> {
  const owner = { personId: ctx.viewer.id, role: 'OWNER' } as const;
  const others = invited
    .filter((id) => id !== owner.personId)
    .map((personId) => ({ personId, role: 'MEMBER' }) as const);
  const added = await addMembers(ctx, channel.id, [owner, ...others], 'INVITED');
  const { departmentId } = channel;
  const swept = departmentId
    ? await syncDepartments(ctx, { personIds: null, departmentIds: [departmentId] })
    : [];
  await announceToPeople(ctx, [...added, ...swept]);
}

function changeOf(channel: ChannelAt, input: UpdateChannelInput): ChannelChange {
  const { name, topic, description, icon, access, postingRole, slowModeSeconds } = input;
  return {
    name: name === undefined ? channel.name : checkName(name),
    topic: topic === undefined ? channel.topic : checkTopic(topic),
    description: description === undefined ? channel.description : checkDescription(description),
    icon: icon === undefined ? channel.icon : icon && checkEmoji('icon', icon),
    access: access === undefined ? channel.access : checkConditions(channel.kind, access),
    postingRole: postingRole == null ? channel.postingRole : checkPostingRole(postingRole),
    slowModeSeconds: slowModeSeconds == null ? channel.slowModeSeconds : checkSlowMode(slowModeSeconds),
  };
}

async function tellChange(ctx: RequestContext, channel: ChannelAt, change: ChannelChange): Promise<void> {
  const notice = { actorId: ctx.viewer.id, subjectIds: [] };
  const sameReaders = JSON.stringify(change.access) === JSON.stringify(channel.access);
  await announce(ctx, channel.id, 'channelChanged', { channelId: channel.id, sameReaders });
  await tellChannel(ctx, { ...channel, name: change.name, access: change.access });
  if (change.name !== channel.name) {
    await postNotice(ctx, channel.id, { ...notice, kind: 'RENAMED', value: change.name });
  }
  if (change.topic !== channel.topic) {
    await postNotice(ctx, channel.id, { ...notice, kind: 'TOPIC_CHANGED', value: change.topic });
  }
  await announceToDirectory(ctx, channel);
}

/** Changes a channel that is still as it was read. */
export async function updateChannel(ctx: RequestContext, input: UpdateChannelInput): Promise<string> {
  return transaction(ctx, (inner) =>
    once(inner, 'updateChannel', input, async () => {
      const { channel } = await settledChannel(inner, input.channelId, 'MANAGE');
      if (channel.archivedAt) throw forbidden('This channel is archived');
      const change = changeOf(channel, input);
      if (!(await updateChannelRow(inner.db, channel.id, input.expectedVersion, change))) {
        throw conflict('The channel was changed meanwhile; read it again');
      }
      await tellChange(inner, channel, change);
      return channel;
    }),
  );
}

/** Closes a channel; it stays readable. */
export async function archiveChannel(ctx: RequestContext, input: ArchiveChannelInput): Promise<string> {
  return transaction(ctx, (inner) =>
    once(inner, 'archiveChannel', input, async () => {
      const { channel } = await settledChannel(inner, input.channelId, 'MANAGE');
      if (!(await setArchived(inner.db, channel.id, true))) return channel;
      const actorId = inner.viewer.id;
      await postNotice(inner, channel.id, { kind: 'ARCHIVED', actorId, subjectIds: [], value: null });
      await announce(inner, channel.id, 'channelChanged', { channelId: channel.id, sameReaders: false });
      await announceToDirectory(inner, channel);
      await audit(inner, { action: 'archiveChannel', targetId: channel.id });
      return channel;
    }),
  );
}

/** Opens an archived channel again. */
export async function restoreChannel(ctx: RequestContext, input: RestoreChannelInput): Promise<string> {
  return transaction(ctx, (inner) =>
    once(inner, 'restoreChannel', input, async () => {
      const { channel } = await settledChannel(inner, input.channelId, 'MANAGE');
      if (!(await setArchived(inner.db, channel.id, false))) return channel;
      await announce(inner, channel.id, 'channelChanged', { channelId: channel.id, sameReaders: false });
      const notice = { kind: 'RESTORED', actorId: inner.viewer.id, subjectIds: [], value: null } as const;
      await postNotice(inner, channel.id, notice);
      await announceToDirectory(inner, channel);
      await audit(inner, { action: 'restoreChannel', targetId: channel.id });
      return channel;
    }),
  );
}
