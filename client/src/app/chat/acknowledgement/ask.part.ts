import { inject } from '@angular/core';
import type { ComposerPart } from '../composer/composer-part';
import { ComposerStore } from '../composer/composer.store';

/** Asks everybody in the channel to confirm what is being written. */
export const askToConfirm: ComposerPart = {
  id: 'confirm',
  icon: 'seal-check',
  label: 'chat.confirm.ask',
  shown: ({ can, changing }) => !changing && can.includes('POST'),
  run: () => {
    inject(ComposerStore).extras.update((extras) => ({ ...extras, requireAcknowledgement: true }));
  },
};
