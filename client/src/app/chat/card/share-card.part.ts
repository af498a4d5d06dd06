import { inject } from '@angular/core';
import type { ComposerPart } from '../composer/composer-part';
import { ComposerStore } from '../composer/composer.store';
import { Dialogs } from '../../ui/dialog/dialogs';

/** A channel or a person, shown in the conversation as they are now. */
export const shareCard: ComposerPart = {
  id: 'card',
  icon: 'identification-badge',
  label: 'chat.card.share',
  shown: ({ can, changing }) => !changing && can.includes('POST'),
  run: () => {
    const [dialogs, composer] = [inject(Dialogs), inject(ComposerStore)];
    void import('./pick-card').then(({ PickCard }) => {
      dialogs.open<string>(PickCard).closed.subscribe((cardId) => {
        if (cardId) void composer.sendBeside({ cardId });
      });
    });
  },
};
