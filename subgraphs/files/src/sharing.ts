import * as audiences from './access/audience.resolver.js';
import { forgettingActivity } from './activity-retention/activity-retention.job.js';
import { ActivityRetention, ActivityRetentionPreview } from './activity-retention/activity-retention.js';
import * as retention from './activity-retention/activity-retention.resolver.js';
import * as channels from './channel/channel.resolver.js';
import { FileActivity, FileTouched } from './activity/activity.js';
import * as activities from './activity/activity.resolver.js';
import { Anchor, FileComment, FileCommentChanged } from './comment/comment.js';
import * as comments from './comment/comment.resolver.js';
import { forgettingAttempts } from './link/attempts.job.js';
import { SharedEntry, ShareLink, SharedNode } from './link/link.js';
import * as links from './link/link.resolver.js';
import * as opened from './link/open-link.resolver.js';
import { CountAttempts1760000075000 } from './migrations/1760000075000-count-attempts.js';
import { TellOfUse1760000075010 } from './migrations/1760000075010-tell-of-use.js';
import { TakeFiles1760000076000 } from './migrations/1760000076000-take-files.js';
import { KeepWhatIsHeld1760000076010 } from './migrations/1760000076010-keep-what-is-held.js';
import { KeepActivity1760000076020 } from './migrations/1760000076020-keep-activity.js';
import { FindWholeWords1760000076030 } from './migrations/1760000076030-find-whole-words.js';
import { FindNewestFirst1760000076040 } from './migrations/1760000076040-find-newest-first.js';
import { AnswerComments1760000093010 } from './migrations/1760000093010-answer-comments.js';
import { FindInOrder1760000094000 } from './migrations/1760000094000-find-in-order.js';
import { AlwaysDrawWatermarks1760000095000 } from './migrations/1760000095000-always-draw-watermarks.js';
import { DrawWatermarks1760000093000 } from './migrations/1760000093000-draw-watermarks.js';
import { FindFiles1760000075020 } from './migrations/1760000075020-find-files.js';
import { TakeRecordings1760000400000 } from './migrations/1760000400000-take-recordings.js';
import { FindRecordingsByFile1760000400010 } from './migrations/1760000400010-find-recordings-by-file.js';
import { ShowFilesInMessages1760000090000 } from './migrations/1760000090000-show-files-in-messages.js';
import { FileRequest, FileRequestChanged, ReceivedFile, RequestedFiles } from './request/request.js';
import * as requests from './request/request.resolver.js';
import { FileHit } from './search/search.js';
import * as searching from './search/search.resolver.js';
import { Channel, Department, GuestPass, Organization, Role } from './share/grantee.js';
import { Share } from './share/share.js';
import * as shares from './share/share.resolver.js';
import * as sharingPolicies from './sharing-policy/sharing-policy.resolver.js';
import { SharingPolicy } from './sharing-policy/sharing-policy.js';
import * as watermarks from './watermark/watermark.resolver.js';

/** With whom files are shared, and what people say and do about them. A part of files.ts. */
export const sharing = {
  resolvers: [
    ...[...Object.values(shares), ...Object.values(links), ...Object.values(opened)],
    ...[...Object.values(activities), ...Object.values(comments), ...Object.values(searching)],
    ...Object.values(requests),
    ...Object.values(retention),
    ...[...Object.values(channels), ...Object.values(watermarks), ...Object.values(audiences)],
    ...Object.values(sharingPolicies),
  ],
  types: [
    ...[Share, Department, Role, Organization, GuestPass, Channel],
    ...[ShareLink, SharedNode, SharedEntry, FileActivity, FileTouched],
    ...[
      ActivityRetention,
      ActivityRetentionPreview,
      FileRequest,
      FileRequestChanged,
      ReceivedFile,
      RequestedFiles,
    ],
    SharingPolicy,
    ...[FileComment, FileCommentChanged, Anchor, FileHit],
  ],
  migrations: [
    CountAttempts1760000075000,
    TellOfUse1760000075010,
    FindFiles1760000075020,
    TakeFiles1760000076000,
    KeepWhatIsHeld1760000076010,
    KeepActivity1760000076020,
    FindWholeWords1760000076030,
    FindNewestFirst1760000076040,
    ShowFilesInMessages1760000090000,
    DrawWatermarks1760000093000,
    AnswerComments1760000093010,
    FindInOrder1760000094000,
    AlwaysDrawWatermarks1760000095000,
    TakeRecordings1760000400000,
    FindRecordingsByFile1760000400010,
  ],
  jobs: [forgettingAttempts, forgettingActivity],
};
