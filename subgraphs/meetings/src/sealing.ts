import * as keys from './keys/media-key.resolver.js';
import { CallEncryptionRow, MediaKeyRow, MediaKeyShareRow } from './keys/media-key.table.js';
import { HandOutMediaKeys1760000700000 } from './migrations/1760000700000-hand-out-media-keys.js';

/** What the table of contents lists of end-to-end encryption: whose devices have which keys, and what they hand out. */
export const sealing = {
  resolvers: Object.values(keys),
  tables: [CallEncryptionRow, MediaKeyRow, MediaKeyShareRow],
  migrations: [HandOutMediaKeys1760000700000],
};
