import { Component, type Signal, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { IconName } from '../../../generated/icons';
import { Dialogs } from '../../ui/dialog/dialogs';
import { Icon } from '../../ui/icon/icon';
import { type SealFacts, type SealWord, sealWord } from './seal.rules';

/** How a call or a room is encrypted, as it is shown. */
export interface SealShown {
  readonly facts: Signal<SealFacts>;
  /** The code to compare; null while there is none. */
  readonly code: Signal<string | null>;
  /** Those besides the viewer who are in it. */
  readonly others: Signal<readonly string[]>;
}

const ICONS: Readonly<Record<SealWord, IconName>> = {
  sealed: 'lock-simple',
  waiting: 'lock-simple',
  unreadable: 'warning-circle',
  lapsed: 'lock-simple-open',
  open: 'lock-simple-open',
};

/** Who can hear and see a call, in a word, with the whole truth behind it. */
@Component({
  selector: 'app-seal-badge',
  imports: [Icon, TranslocoPipe],
  template: `
    @if (word(); as word) {
      <button
        class="pill"
        type="button"
        [class.warns]="word === 'unreadable' || word === 'lapsed'"
        (click)="explain()"
      >
        <app-icon size="xs" [name]="icons[word]" /><span class="word">{{
          'meetings.seal.' + word + '.word' | transloco
        }}</span>
      </button>
    }
  `,
  styleUrl: './seal-badge.scss',
})
export class SealBadge {
  private readonly dialogs = inject(Dialogs);
  readonly shown = input.required<SealShown>();

  protected readonly icons = ICONS;
  protected readonly word = computed(() => sealWord(this.shown().facts()));

  protected async explain(): Promise<void> {
    const { SealDialog } = await import('./seal-dialog');
    this.dialogs.open(SealDialog, this.shown());
  }
}
