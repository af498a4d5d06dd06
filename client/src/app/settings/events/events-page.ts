import { Component, computed, inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import {
  type DeadLetterRowFragment,
  DeadLettersDocument,
  DiscardDeadLetterDocument,
  ReplayDeadLetterDocument,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { read } from '../../core/graphql/read';
import { Button } from '../../ui/button/button';
import { Dialogs } from '../../ui/dialog/dialogs';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { DayAndTimePipe } from '../../ui/time/time-pipes';
import { Saved } from '../saved';
import { SettingRow } from '../setting-row';

/** What one part of the product could not take in from another: why, another try, or giving it up. */
@Component({
  selector: 'app-events-page',
  imports: [Button, DayAndTimePipe, EmptyState, ErrorState, SettingRow, Skeleton, TranslocoPipe],
  templateUrl: './events-page.html',
  styleUrl: './events-page.scss',
})
export class EventsPage {
  private readonly apollo = inject(Apollo);
  private readonly dialogs = inject(Dialogs);
  private readonly errors = inject(SayError);
  private readonly saved = inject(Saved);
  private readonly texts = inject(TranslocoService);

  protected readonly page = rxResource({
    stream: () => read(this.apollo, DeadLettersDocument, { after: null }),
  });
  protected readonly letters = computed(() =>
    this.page.hasValue() ? this.page.value().chatDeadLetters.nodes : [],
  );
  protected readonly more = computed(() =>
    this.page.hasValue() ? this.page.value().chatDeadLetters.pageInfo.hasNextPage : false,
  );
  protected readonly failure = computed(() => {
    const error = this.page.error();
    return error ? this.errors.sentence(error) : null;
  });
  /** The one that is tried or given up right now. */
  protected readonly busy = signal<string | null>(null);

  protected async replay({ id }: DeadLetterRowFragment): Promise<void> {
    await this.settle(id, () =>
      change(this.apollo, ReplayDeadLetterDocument, { input: { id, key: crypto.randomUUID() } }),
    );
  }

  protected async discard({ id, kind }: DeadLetterRowFragment): Promise<void> {
    const question = {
      title: this.texts.translate('settings.events.discardTitle', { kind }),
      text: this.texts.translate('settings.events.discardText'),
      confirm: this.texts.translate('settings.events.discard'),
      danger: true,
    };
    if (!(await firstValueFrom(this.dialogs.ask(question)))) return;
    await this.settle(id, () =>
      change(this.apollo, DiscardDeadLetterDocument, { input: { id, key: crypto.randomUUID() } }),
    );
  }

  private async settle(id: string, deed: () => Promise<unknown>): Promise<void> {
    this.busy.set(id);
    try {
      await deed();
      this.saved.say();
    } catch (error) {
      // It stands where it stood, with a newer reason: the list that is read again shows it.
      this.errors.toast(error);
    } finally {
      this.busy.set(null);
      // What waited behind it may have followed.
      this.page.reload();
    }
  }
}
