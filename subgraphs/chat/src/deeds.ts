import * as acknowledgements from './acknowledgement/acknowledgement.resolver.js';
import { AcknowledgementRow } from './acknowledgement/acknowledgement.table.js';
import { AcknowledgementChanged } from './acknowledgement/pending-events.js';
import * as pending from './acknowledgement/pending.resolver.js';
import { Call } from './call/call.js';
import { meetingsConsumer } from './call/meetings.consumer.js';
import { MessageCardResolver } from './card/card.resolver.js';
import * as edits from './edit-history/edit.resolver.js';
import { MessageEditRow } from './edit-history/edit.table.js';
import * as forwards from './forward/forward.resolver.js';
import { AddDeeds1760000017000 } from './migrations/1760000017000-add-deeds.js';
import { AddReceiptSettings1760000018000 } from './migrations/1760000018000-add-receipt-settings.js';
import { GiveMeetingsAChannel1760000500000 } from './migrations/1760000500000-give-meetings-a-channel.js';
import { PollVoteChanged } from './poll/poll-events.js';
import * as polls from './poll/poll.resolver.js';
import { endPollJob } from './poll/poll.service.js';
import { PollVoteRow } from './poll/poll.table.js';
import { ReadReceiptsChanged } from './receipt/receipt-setting-events.js';
import * as receipts from './receipt/receipt-setting.resolver.js';
import { Meeting } from './room/meeting.js';
import { roomConsumer } from './room/room.consumer.js';
import * as rooms from './room/room.resolver.js';
import { RoomRow } from './room/room.table.js';
import { ReceiptSettingRow } from './receipt/receipt-setting.table.js';

/** What is done with messages besides reading, answering and changing them. A part of chat.ts. */
export const deeds = {
  resolvers: [
    ...[...Object.values(edits), ...Object.values(forwards), ...Object.values(polls), MessageCardResolver],
    ...[...Object.values(acknowledgements), ...Object.values(pending), ...Object.values(receipts)],
    ...Object.values(rooms),
  ],
  types: [AcknowledgementChanged, PollVoteChanged, ReadReceiptsChanged, Call, Meeting],
  consumers: [meetingsConsumer, roomConsumer],
  tables: [MessageEditRow, PollVoteRow, AcknowledgementRow, ReceiptSettingRow, RoomRow],
  migrations: [AddDeeds1760000017000, AddReceiptSettings1760000018000, GiveMeetingsAChannel1760000500000],
  jobs: [endPollJob],
};
