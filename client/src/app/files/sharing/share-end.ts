import { Component, inject, input, linkedSignal, output, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { ChangeShareDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { Button } from '../../ui/button/button';
import { Icon } from '../../ui/icon/icon';
import { MomentField } from '../../ui/moment-field/moment-field';
import type { ShareItem } from './audience.rules';

/** Says until when somebody has something; it is changed as it was when the form opened. */
@Component({
  selector: 'app-share-end',
  imports: [Button, Icon, MomentField, TranslocoPipe],
  templateUrl: './share-end.html',
  styleUrl: './share-end.scss',
})
export class ShareEnd {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);

  readonly share = input.required<ShareItem>();
  readonly left = output();

  // Taken once: what others change meanwhile is not overwritten, and said to be another.
  private readonly begun = linkedSignal<string, ShareItem>({
    source: () => this.share().id,
    computation: () => this.share(),
  });
  protected readonly until = linkedSignal(() => this.begun().expiresAt);
  protected readonly busy = signal(false);
  protected readonly error = signal<string | null>(null);

  protected async keep(): Promise<void> {
    const { id: shareId, version: expectedVersion } = this.begun();
    this.busy.set(true);
    this.error.set(null);
    try {
      const input = { shareId, expectedVersion, expiresAt: this.until(), key: crypto.randomUUID() };
      await change(this.apollo, ChangeShareDocument, { input });
      this.left.emit();
    } catch (error) {
      // Refused, or the network is away: what was chosen stays.
      this.error.set(this.errors.sentence(error));
    } finally {
      this.busy.set(false);
    }
  }
}
