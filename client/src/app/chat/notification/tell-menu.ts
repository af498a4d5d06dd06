import { Component, booleanAttribute, computed, inject, input, output } from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { NotificationLevel } from '../../../generated/graphql';
import { isSilent } from '../../core/notifications/notify.rules';
import { Dialogs } from '../../ui/dialog/dialogs';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { UntilTimePipe } from '../../ui/time/time-pipes';
import { type Until, untilAt } from '../../ui/time/until';
import { Times } from '../time/times';
import type { WhenAnswer, WhenQuestion } from '../when/when-dialog';

const LEVELS: readonly NotificationLevel[] = ['ALL', 'MENTIONS', 'NOTHING'];
const SILENCES: readonly Until[] = ['hour1', 'hours4', 'tomorrow', 'week'];

/** What somebody wants to be told of a conversation, and until when nothing at all; null for no silence. */
export interface Telling {
  readonly level: NotificationLevel;
  readonly mutedUntil: string | null;
}

/** The bell of a conversation: what the viewer is told of, and a silence for a while that ends by itself. */
@Component({
  selector: 'app-tell-menu',
  imports: [Icon, IconButton, MatMenu, MatMenuItem, MatMenuTrigger, TranslocoPipe, UntilTimePipe],
  templateUrl: './tell-menu.html',
  styleUrl: './tell-menu.scss',
})
export class TellMenu {
  private readonly dialogs = inject(Dialogs);
  private readonly times = inject(Times);
  private readonly translations = inject(TranslocoService);

  /** What is chosen now; null before anything is. */
  readonly level = input.required<NotificationLevel | null>();
  readonly mutedUntil = input<string | null | undefined>(null);
  /** Where the texts stand: those of channels or those of threads. */
  readonly texts = input.required<'chat.level' | 'chat.thread.level'>();
  /** Whether something is told at all, where that is not a matter of course. */
  readonly filled = input(false, { transform: booleanAttribute });
  readonly told = output<Telling>();

  protected readonly levels = LEVELS;
  protected readonly silences = SILENCES;
  protected readonly zone = computed(() => this.times.timeZone() ?? 'UTC');
  protected readonly silent = computed(() => {
    const level = this.level();
    return level !== null && isSilent({ level, mutedUntil: this.mutedUntil() }, this.times.now());
  });
  /** Until when it is silent for a while; null when it is not, or by its level. */
  protected readonly silentUntil = computed(() => {
    const until = this.mutedUntil();
    return until && new Date(until) > this.times.now() ? until : null;
  });

  protected mute(until: Date | null): void {
    this.told.emit({ level: this.level() ?? 'ALL', mutedUntil: until?.toISOString() ?? null });
  }

  protected muteFor(until: Until): void {
    this.mute(untilAt(until, this.times.now(), this.zone()));
  }

  protected async pick(): Promise<void> {
    const { WhenDialog } = await import('../when/when-dialog');
    const question: WhenQuestion = {
      heading: this.translations.translate('chat.level.pickTitle'),
      confirm: this.translations.translate('chat.level.pickConfirm'),
      moments: ['hour', 'threeHours', 'tomorrow', 'monday'],
      at: untilAt('tomorrow', this.times.now(), this.zone()) ?? this.times.now(),
    };
    this.dialogs.open<WhenAnswer>(WhenDialog, question).closed.subscribe((answer) => {
      if (answer) this.mute(answer.at);
    });
  }
}
