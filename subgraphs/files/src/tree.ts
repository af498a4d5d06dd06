import * as favorites from './favorite/favorite.resolver.js';
import * as live from './live/live.resolver.js';
import * as nodeEvents from './live/node-events.js';
import { CaughtUp, CursorExpired } from './live/stream-events.js';
import { CreateFiles1760000070000 } from './migrations/1760000070000-create-files.js';
import { CreateSharing1760000070010 } from './migrations/1760000070010-create-sharing.js';
import * as common from './node/node-fields.resolver.js';
import { OrderFolders1760000070030 } from './migrations/1760000070030-order-folders.js';
import { TellOfChannels1760000070020 } from './migrations/1760000070020-tell-of-channels.js';
import * as edits from './node/edit-node.resolver.js';
import { File, Folder } from './node/node.js';
import * as nodes from './node/node.resolver.js';
import { NodeRow, VersionRow } from './node/node.table.js';
import { Region, Team, Viewer } from './person/user.js';
import * as own from './own/own-files.resolver.js';
import { OwnFilesSignal } from './own/own-files-signal.js';
import * as policies from './policy/policy.resolver.js';
import { StoragePolicyRow } from './policy/policy.table.js';
import { sharing } from './sharing.js';
import { emptying } from './trash/emptying.job.js';
import * as trash from './trash/trash.resolver.js';
import { FileVersion } from './version/version.js';
import * as versions from './version/version.resolver.js';
import * as viewers from './viewer/viewer.resolver.js';
import { AccessExplanation, AccessSubject } from './why/explanation.js';
import * as why from './why/why.resolver.js';

/** Folders, files and their versions: where they are, who may do what with them. A part of files.ts. */
export const tree = {
  resolvers: [
    ...[
      ...Object.values(nodes),
      ...Object.values(common),
      ...Object.values(edits),
      ...Object.values(versions),
    ],
    ...[...Object.values(trash), ...Object.values(favorites), ...Object.values(viewers)],
    ...Object.values(own),
    ...[...Object.values(policies), ...Object.values(why), ...Object.values(live), ...sharing.resolvers],
  ],
  types: [
    ...[File, Folder, FileVersion, Viewer, Team, Region, AccessExplanation, AccessSubject],
    OwnFilesSignal,
    ...[...Object.values(nodeEvents), CaughtUp, CursorExpired, ...sharing.types],
  ],
  tables: [NodeRow, VersionRow, StoragePolicyRow],
  migrations: [
    CreateFiles1760000070000,
    CreateSharing1760000070010,
    TellOfChannels1760000070020,
    OrderFolders1760000070030,
  ],
  jobs: [emptying],
};
