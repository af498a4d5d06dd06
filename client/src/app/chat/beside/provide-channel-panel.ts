import { type Provider, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import { CHANNEL_PANEL } from '../../core/chat/channel-panel';
import { Languages } from '../../core/i18n/i18n';

/** Lets other features show a channel; chat and its texts are loaded when one of them does. */
export const provideChannelPanel = (): Provider => ({
  provide: CHANNEL_PANEL,
  useFactory: () => {
    const [texts, languages] = [inject(TranslocoService), inject(Languages)];
    return async () => {
      // Sentences with numbers are put together from their parts, so the texts are there before the panel is.
      await firstValueFrom(texts.load(`chat/${languages.current()}`));
      return (await import('./channel-beside')).ChannelBeside;
    };
  },
});
