import type { IconName } from '../../../generated/icons';
import type { PickingPlace } from '../attachment/picked-files';
import type { OutgoingMessage } from '../../core/graphql/outbox.rules';

/** What a part may know before it offers itself. */
export interface ComposerPlace {
  readonly channelId: string;
  /** What is written there is kept by it: the channel, or the thread that the box is of. */
  readonly placeId: string;
  /** What the viewer may do in the channel. */
  readonly can: readonly string[];
  /** Whether something that was said or written before is changed: only its words and files are. */
  readonly changing: boolean;
  /** Where files are chosen for it; null where it takes none. */
  readonly files: PickingPlace | null;
}

/** Something that the "+" menu of the box offers: a file, a vote, a later time. */
export interface ComposerPart {
  readonly id: string;
  readonly icon: IconName;
  /** Key of its name. */
  readonly label: string;
  shown(place: ComposerPlace): boolean;
  /**
   * Runs in the composer's injection context, before anything is awaited: `inject(ComposerStore)` and the dialogs are
   * there for it. What it adds to the message goes to `ComposerStore.extras`.
   */
  run(origin: HTMLElement): void;
}

/** What a message carries beside its words, as sendMessage takes it; words and place are the composer's own. */
export type MessageExtras = Partial<Omit<OutgoingMessage, 'channelId' | 'key'>>;
