import { Service, inject } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoService } from '@jsverse/transloco';
import { Toasts } from '../toast/toasts';
import { OwnThings } from './own-things';

/** A reminder older than that was given while nobody was here; the list of saved messages shows it. */
const FRESH_MS = 10 * 60_000;

/** Says, wherever the viewer is, that a reminder is due or that a message could not be sent at its time. */
@Service()
export class ReminderToasts {
  private readonly own = inject(OwnThings);
  private readonly router = inject(Router);
  private readonly texts = inject(TranslocoService);
  private readonly toasts = inject(Toasts);
  private readonly said = new Set<string>();

  constructor() {
    this.own.heard.subscribe((event) => {
      if (event.__typename === 'SavedItemChanged' && event.item?.remindedAt) {
        const { id, remindedAt, note } = event.item;
        this.say(`${id} ${remindedAt}`, remindedAt, () => {
          this.toasts.done(
            this.texts.translate(note ? 'shell.reminder.note' : 'shell.reminder.due', { note }),
            this.way('/chat/saved'),
          );
        });
      }
      if (event.__typename === 'ScheduledMessageChanged' && event.scheduled?.failedAt) {
        const { id, failedAt, failedBecause } = event.scheduled;
        this.say(`${id} ${failedAt}`, failedAt, () => {
          this.toasts.failed(
            this.texts.translate('shell.reminder.notSent', { because: failedBecause ?? '' }),
            this.way('/chat/drafts'),
          );
        });
      }
    });
  }

  private say(key: string, at: string, speak: () => void): void {
    if (this.said.has(key) || Date.now() - Date.parse(at) > FRESH_MS) return;
    this.said.add(key);
    speak();
  }

  private way(path: string): { label: string; run: () => void } {
    return {
      label: this.texts.translate('shell.reminder.show'),
      run: () => {
        void this.router.navigateByUrl(path);
      },
    };
  }
}
