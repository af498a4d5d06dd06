import { Component, computed, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { ComposerStore } from '../composer/composer.store';
import { dueInputOf } from './due.rules';

/** Above the box: that everybody will be asked to confirm the message, by when, and the way out of it. */
@Component({
  selector: 'app-ask-row',
  imports: [Icon, IconButton, TranslocoPipe],
  template: `
    <div class="row">
      <app-icon name="seal-check" size="sm" />
      <span class="words">{{ 'chat.confirm.will' | transloco }}</span>
      <label class="due">
        {{ 'chat.confirm.by' | transloco }}
        <input
          type="datetime-local"
          class="app-input when"
          [value]="due()"
          [attr.min]="earliest()"
          (input)="setDue($any($event.target).value)"
        />
      </label>
      <button
        appIconButton
        small
        type="button"
        icon="x"
        [label]="'chat.confirm.not' | transloco"
        (click)="drop()"
      ></button>
    </div>
  `,
  styleUrl: './ask-row.scss',
})
export class AskRow {
  private readonly store = inject(ComposerStore);

  protected readonly due = computed(() => dueInputOf(this.store.extras().acknowledgeBy ?? null));
  protected readonly earliest = computed(() => dueInputOf(new Date().toISOString()));

  protected setDue(value: string): void {
    const acknowledgeBy = value ? new Date(value).toISOString() : null;
    this.store.extras.update((extras) => ({ ...extras, acknowledgeBy }));
  }

  protected drop(): void {
    this.store.extras.update(({ requireAcknowledgement: _asked, acknowledgeBy: _due, ...extras }) => extras);
  }
}
