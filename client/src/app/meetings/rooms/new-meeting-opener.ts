import { Service, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import { Languages } from '../../core/i18n/i18n';
import { Dialogs } from '../../ui/dialog/dialogs';
import type { NewKind } from './new-meeting';

/** Opens what makes a meeting, from wherever the viewer is; it is loaded with the first. */
@Service()
export class NewMeetingOpener {
  private readonly dialogs = inject(Dialogs);
  private readonly languages = inject(Languages);
  private readonly texts = inject(TranslocoService);

  start(): Promise<void> {
    return this.open('INSTANT');
  }

  plan(): Promise<void> {
    return this.open('SCHEDULED');
  }

  private async open(kind: NewKind): Promise<void> {
    const [{ NewMeeting }] = await Promise.all([
      import('./new-meeting'),
      firstValueFrom(this.texts.load(`rooms/${this.languages.current()}`)),
    ]);
    this.dialogs.open(NewMeeting, kind);
  }
}
