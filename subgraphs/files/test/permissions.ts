import type { Row } from './permission-rows.js';
import { ofSharing } from './permissions-sharing.js';
import { ofTree } from './permissions-tree.js';
import { ofUploads } from './permissions-uploads.js';

/** Every root field, every entity and every explanation, with what each actor gets. */
export const permissions: readonly Row[] = [...ofTree, ...ofUploads, ...ofSharing];
