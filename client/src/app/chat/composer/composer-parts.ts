import { attachFiles } from '../attachment/attach-files.part';
import { askToConfirm } from '../acknowledgement/ask.part';
import { newPoll } from '../poll/poll.part';
import { shareCard } from '../card/share-card.part';
import { recordVoice } from '../voice/record-voice.part';
import type { ComposerPart } from './composer-part';

/** What the "+" menu offers, from top to bottom; a feature adds its part here. */
export const composerParts: readonly ComposerPart[] = [
  attachFiles,
  recordVoice,
  newPoll,
  shareCard,
  askToConfirm,
];
