import type { RequestContext } from '@parley/kit';
import type { Passwords } from '@parley/kit/passwords';
import type { Blobs } from './blob/blobs.js';
import type { ContentTools } from './pipeline/content-tools.js';

/** What the installation allows, whatever organisations allow themselves. */
export interface StorageSettings {
  /** The largest file in bytes. */
  readonly maxSize: number;
  /** Media types and endings that are taken; null for everything. */
  readonly allowedTypes: readonly string[] | null;
}

/** What files' use cases are given. */
export interface FilesContext extends RequestContext {
  readonly storage: StorageSettings;
  readonly blobs: Blobs;
  readonly content: ContentTools;
  /** Those of links. */
  readonly passwords: Passwords;
}
