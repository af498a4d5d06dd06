import { inject } from '@angular/core';
import type { ComposerPart } from '../composer/composer-part';
import { ComposerStore } from '../composer/composer.store';
import { PickedFiles } from './picked-files';

/** Lets somebody choose files; on a phone that is also its camera. */
export const attachFiles: ComposerPart = {
  id: 'files',
  icon: 'paperclip',
  label: 'chat.file.attach',
  shown: ({ files }) => files !== null,
  run: () => {
    const [picked, composer] = [inject(PickedFiles), inject(ComposerStore)];
    const chooser = document.createElement('input');
    chooser.type = 'file';
    chooser.multiple = true;
    chooser.addEventListener('change', () => {
      const { files: place } = composer.place();
      if (place) picked.add(place, [...(chooser.files ?? [])]);
    });
    chooser.click();
  },
};
