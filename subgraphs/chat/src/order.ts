import { BanResolver } from './channel/ban.resolver.js';
import { EncryptionResolver } from './encryption/encryption.resolver.js';
import * as notes from './internal-note/internal-note.resolver.js';
import { InternalNoteRow } from './internal-note/internal-note.table.js';
import { GovernChannels1760000029000 } from './migrations/1760000029000-govern-channels.js';
import { CreateModeration1760000030000 } from './migrations/1760000030000-create-moderation.js';
import { CreateRetention1760000031000 } from './migrations/1760000031000-create-retention.js';
import { CreateInternalNote1760000032000 } from './migrations/1760000032000-create-internal-note.js';
import { IndexHiddenMessages1760000060000 } from './migrations/1760000060000-index-hidden-messages.js';
import { IndexDecisions1760000077000 } from './migrations/1760000077000-index-decisions.js';
import { MessageHidden } from './moderation/hidden-message.js';
import * as hidden from './moderation/hidden-message.resolver.js';
import { ModerationReport } from './moderation/report.js';
import * as reports from './moderation/report.resolver.js';
import { ModerationReportRow } from './moderation/report.table.js';
import { RetentionPolicy } from './retention/retention.js';
import * as retentions from './retention/retention.resolver.js';
import { retention } from './retention/retention-run.service.js';
import { RetentionPolicyRow } from './retention/retention.table.js';
import { AccessExplanation, AccessSubject } from './why/explanation.js';
import * as why from './why/why.resolver.js';
import { WordRule } from './word-rule/word-rule.js';
import { ChannelWordRulesResolver, WordRuleResolver } from './word-rule/word-rule.resolver.js';
import { WordRuleRow } from './word-rule/word-rule.table.js';

/** Who may do what and why, what is kept for how long, and what is not to be said. A part of chat.ts. */
export const order = {
  resolvers: [
    ...[BanResolver, EncryptionResolver, ...Object.values(notes)],
    ...[...Object.values(reports), ...Object.values(hidden)],
    ...[WordRuleResolver, ChannelWordRulesResolver],
    ...[...Object.values(retentions), ...Object.values(why)],
  ],
  types: [MessageHidden, WordRule, ModerationReport, RetentionPolicy, AccessExplanation, AccessSubject],
  tables: [WordRuleRow, ModerationReportRow, RetentionPolicyRow, InternalNoteRow],
  migrations: [
    GovernChannels1760000029000,
    CreateModeration1760000030000,
    CreateRetention1760000031000,
    CreateInternalNote1760000032000,
    IndexHiddenMessages1760000060000,
    IndexDecisions1760000077000,
  ],
  jobs: [retention],
};
