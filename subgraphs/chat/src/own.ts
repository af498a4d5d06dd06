import { DraftChanged } from './draft/draft-events.js';
import { Draft } from './draft/draft.js';
import * as drafts from './draft/draft.resolver.js';
import { DraftRow } from './draft/draft.table.js';
import { CreateOwnChange1760000013000 } from './migrations/1760000013000-create-own-change.js';
import { CreateDraftAndSavedItem1760000014000 } from './migrations/1760000014000-create-draft-and-saved-item.js';
import { CreateScheduledMessage1760000015000 } from './migrations/1760000015000-create-scheduled-message.js';
import { AddPinsToMessage1760000016000 } from './migrations/1760000016000-add-pins-to-message.js';
import * as pins from './pin/pin.resolver.js';
import { reminders } from './saved/reminders.service.js';
import { SavedItemChanged } from './saved/saved-events.js';
import { SavedItem } from './saved/saved-item.js';
import * as saved from './saved/saved-item.resolver.js';
import { SavedItemRow } from './saved/saved-item.table.js';
import { ScheduledMessageChanged } from './scheduled/scheduled-events.js';
import { ScheduledMessage } from './scheduled/scheduled.js';
import * as scheduled from './scheduled/scheduled.resolver.js';
import { ScheduledRow } from './scheduled/scheduled.table.js';
import { scheduledSending } from './scheduled/sending.service.js';
import { SidebarPlaceResolver } from './sidebar/place.resolver.js';

/** What the viewer has alone: drafts, saved items, what will be sent, where a channel stands; and what is pinned. A part of chat.ts. */
export const own = {
  resolvers: [
    SidebarPlaceResolver,
    ...Object.values(drafts),
    ...Object.values(saved),
    ...Object.values(scheduled),
    ...Object.values(pins),
  ],
  types: [Draft, SavedItem, ScheduledMessage, DraftChanged, SavedItemChanged, ScheduledMessageChanged],
  tables: [DraftRow, SavedItemRow, ScheduledRow],
  migrations: [
    CreateOwnChange1760000013000,
    CreateDraftAndSavedItem1760000014000,
    CreateScheduledMessage1760000015000,
    AddPinsToMessage1760000016000,
  ],
  jobs: [reminders, scheduledSending],
};
