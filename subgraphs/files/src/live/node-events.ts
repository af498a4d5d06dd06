import { LiveEvent } from '@parley/kit';
import { ObjectType } from 'type-graphql';
import type { NodeLog } from '../events.js';
import { FileEvent } from './stream-events.js';

const implementing = { implements: [LiveEvent, FileEvent] };

/** A log row of that kind, as the resolvers of its event read it. */
type Told<K extends keyof NodeLog> = NodeLog[K];

@ObjectType({ ...implementing, description: 'A file or folder came.' })
export class FileAdded extends FileEvent {
  readonly stream!: string;
  readonly data!: Told<'fileAdded'>; // for item()
}

@ObjectType({
  ...implementing,
  description: 'A file was renamed, versioned, scanned, previewed, locked or acknowledged.',
})
export class FileChanged extends FileEvent {
  readonly stream!: string;
  readonly data!: Told<'fileChanged'>; // for file()
}

@ObjectType({ ...implementing, description: 'A folder was renamed.' })
export class FolderChanged extends FileEvent {
  readonly stream!: string;
  readonly data!: Told<'folderChanged'>; // for folder()
}

@ObjectType({
  ...implementing,
  description: 'A file or folder went: to another folder, to the trash, or for good.',
})
export class FileRemoved extends FileEvent {
  readonly data!: Told<'fileRemoved'>; // for nodeId()
}

@ObjectType({
  ...implementing,
  description: 'Access to it changed; nothing after it reaches those who lost it.',
})
export class ShareChanged extends FileEvent {
  readonly data!: Told<'shareChanged'>; // for nodeId()
}
