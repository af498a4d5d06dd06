import { Component, computed, inject, linkedSignal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom, map } from 'rxjs';
import { MeetingRetentionDocument, SetMeetingRetentionDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { Toasts } from '../../core/toast/toasts';
import { Button } from '../../ui/button/button';
import { Dialogs } from '../../ui/dialog/dialogs';
import { ErrorState } from '../../ui/error-state/error-state';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { DaysField, keepDaysOf } from '../keep-fields';

/** For how long is kept who attended meetings, how connections were and what was said. */
@Component({
  selector: 'app-meetings-kept',
  imports: [Button, DaysField, ErrorState, Skeleton, TranslocoPipe],
  template: `
    @if (kept.error()) {
      <app-error-state [text]="'error.network' | transloco" (tryAgain)="kept.reload()" />
    } @else if (!kept.hasValue()) {
      <app-skeleton kind="lines" [rows]="2" />
    } @else {
      <form class="form" (submit)="$event.preventDefault(); save(keepDays())">
        <app-days-field [(days)]="days" />
        <p class="note whole">
          {{ (isDefault() ? 'admin.meetings.usual' : 'admin.meetings.chosen') | transloco }}
        </p>
        <p class="deeds whole">
          @if (!isDefault()) {
            <button appButton="line" type="button" (click)="save(null)">
              {{ 'admin.meetings.back' | transloco }}
            </button>
          }
          <button appButton="primary" type="submit" [disabled]="keepDays() === null">
            {{ 'admin.activity.save' | transloco }}
          </button>
        </p>
      </form>
    }
  `,
  styleUrl: '../file-activity/file-activity-page.scss',
})
export class MeetingsKept {
  private readonly apollo = inject(Apollo);
  private readonly dialogs = inject(Dialogs);
  private readonly errors = inject(SayError);
  private readonly texts = inject(TranslocoService);
  private readonly toasts = inject(Toasts);

  protected readonly kept = rxResource({
    stream: () =>
      this.apollo
        .query({ query: MeetingRetentionDocument, fetchPolicy: 'no-cache' })
        .pipe(map(({ data }) => data?.meetingRetention)),
  });
  private readonly known = computed(() => (this.kept.hasValue() ? this.kept.value() : undefined));
  protected readonly isDefault = computed(() => this.known()?.isDefault ?? true);
  protected readonly days = linkedSignal(() => this.known()?.keepDays ?? 365);
  /** What is typed; null while it is no number of days. */
  protected readonly keepDays = computed(() => keepDaysOf(this.days()));

  /** Null takes the choice back. */
  protected async save(keepDays: number | null): Promise<void> {
    const say = (part: string): string => this.texts.translate(`admin.meetings.ask.${part}`);
    const asked = { title: say('title'), text: say('text'), confirm: say('confirm'), danger: true };
    if (!(await firstValueFrom(this.dialogs.ask(asked)))) return;
    try {
      await change(this.apollo, SetMeetingRetentionDocument, {
        input: { keepDays, key: crypto.randomUUID() },
      });
      this.toasts.done(this.texts.translate('admin.activity.saved'));
    } catch (error) {
      // What was typed stays.
      this.errors.toast(error);
      return;
    }
    this.kept.reload();
  }
}
