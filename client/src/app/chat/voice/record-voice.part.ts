import { inject } from '@angular/core';
import type { ComposerPart } from '../composer/composer-part';
import { ComposerStore } from '../composer/composer.store';

/** Records a voice message. */
export const recordVoice: ComposerPart = {
  id: 'voice',
  icon: 'microphone',
  label: 'chat.voice.record',
  shown: ({ changing }) => !changing && 'MediaRecorder' in globalThis,
  run: () => {
    inject(ComposerStore).recording.set(true);
  },
};
