import { holdConsumer } from '@parley/kit';
import { ChannelMemberRow, ChannelRow } from './channel/channel.table.js';
import { chatFileConsumer } from './chat-file/chat-file.consumer.js';
import { chatConsumer } from './channel/chat.consumer.js';
import { identityConsumer } from './person/identity.consumer.js';
import { meetingsConsumer } from './recording/meetings.consumer.js';
import { DepartmentRow, GuestPassRow, PersonRow, TeamRow } from './person/person.table.js';

/** People, channels and recordings as the subgraphs that own them tell of them. A part of files.ts. */
export const people = {
  tables: [PersonRow, DepartmentRow, TeamRow, GuestPassRow, ChannelRow, ChannelMemberRow],
  consumers: [identityConsumer, holdConsumer, chatConsumer, chatFileConsumer, meetingsConsumer],
};
