import { Service, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { plural } from '../../core/i18n/plural';
import { DayAndTimePipe } from '../../ui/time/time-pipes';
import type { Speech } from './audience.rules';

/** What sentences about who can open something are made with, in the language and zone of whoever reads them. */
@Service({ autoProvided: false })
export class AudienceSpeech {
  private readonly texts = inject(TranslocoService);
  private readonly times = inject(DayAndTimePipe);

  /** Said anew in another language by whoever reads it in a computation. */
  now(): Speech {
    this.texts.activeLang();
    return {
      say: (key, params) => this.texts.translate(key, params ?? {}),
      count: (key, count, params) => plural(this.texts, key, count, params),
      list: (words) => new Intl.ListFormat(this.texts.getActiveLang()).format(words),
      when: (moment) => this.times.transform(moment),
    };
  }
}
