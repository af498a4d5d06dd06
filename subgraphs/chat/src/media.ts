import * as attachments from './attachment/attachment.resolver.js';
import { fileExpiry } from './attachment/file-expiry.service.js';
import { filesDoor } from './attachment/file.service.js';
import { FilePieceRow, FileRow, FileUseRow } from './attachment/file.table.js';
import { FILE_MEGABYTES } from './config.js';
import { CustomEmojiResolver } from './emoji/custom-emoji.resolver.js';
import { CustomEmojiRow } from './emoji/custom-emoji.table.js';
import { MessagePreviewsResolver } from './link-preview/link-preview.resolver.js';
import { previewJob } from './link-preview/link-preview.service.js';
import { LinkPreviewRow } from './link-preview/link-preview.table.js';
import { CreateFiles1760000021000 } from './migrations/1760000021000-create-files.js';
import { CreateLinkPreviews1760000022000 } from './migrations/1760000022000-create-link-previews.js';
import { toldFileConsumer } from './attachment/told-file.consumer.js';
import { filesConsumer } from './attachment/files.consumer.js';
import { LinkedFileRow } from './attachment/linked-file.table.js';
import { LinkFiles1760000090000 } from './migrations/1760000090000-link-files.js';
import { CreateCustomEmoji1760000023000 } from './migrations/1760000023000-create-custom-emoji.js';
import { AttachFilesToDrafts1760000094000 } from './migrations/1760000094000-attach-files-to-drafts.js';
import { TellFiles1760000070060 } from './migrations/1760000070060-tell-files.js';

/** What is read of the configuration. */
export interface MediaOptions {
  /** The largest file, in megabytes. */
  readonly FILE_MEGABYTES?: number;
  /** Whether addresses in messages are looked at. */
  readonly LINK_PREVIEWS?: 'on' | 'off';
  /** `host:port` of our own network that may be looked at all the same, separated by commas. */
  readonly LINK_PREVIEW_HOSTS?: string | undefined;
}

/** Files, previews of addresses, and emoji. A part of chat.ts. */
export const media = (options: MediaOptions) => ({
  resolvers: [...Object.values(attachments), MessagePreviewsResolver, CustomEmojiResolver],
  tables: [FileRow, FilePieceRow, FileUseRow, LinkedFileRow, LinkPreviewRow, CustomEmojiRow],
  migrations: [
    CreateFiles1760000021000,
    CreateLinkPreviews1760000022000,
    CreateCustomEmoji1760000023000,
    TellFiles1760000070060,
    LinkFiles1760000090000,
    AttachFilesToDrafts1760000094000,
  ],
  consumers: [toldFileConsumer, filesConsumer],
  jobs: [
    fileExpiry,
    previewJob({
      enabled: options.LINK_PREVIEWS !== 'off',
      internal: (options.LINK_PREVIEW_HOSTS ?? '').split(',').filter((host) => host !== ''),
    }),
  ],
  bytes: filesDoor({ mostBytes: (options.FILE_MEGABYTES ?? FILE_MEGABYTES) * 1_048_576 }),
});
