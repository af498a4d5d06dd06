import { Component, computed, inject } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { CallLineFragment } from '../../../generated/graphql';
import type { IconName } from '../../../generated/icons';
import { Calling } from '../../core/calls/calling';
import { MissedCalls } from '../../core/calls/missed-calls';
import { ContentPass } from '../../core/files/content-pass';
import { SayError } from '../../core/errors/say-error';
import { PluralPipe } from '../../core/i18n/plural';
import { Session } from '../../core/session/session';
import { Avatar } from '../../ui/avatar/avatar';
import { Button } from '../../ui/button/button';
import { Dialogs } from '../../ui/dialog/dialogs';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { Panes } from '../../ui/panes/panes';
import { SheetHeader } from '../../ui/panes/sheet-header';
import { Segmented } from '../../ui/segmented/segmented';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { DayAndTimePipe } from '../../ui/time/time-pipes';
import { type Outcome, asClock, isIncoming, otherIn, outcomeOf } from '../call/call.rules';
import { MeetingTabs } from '../rooms/meeting-tabs';
import { CallHistory } from './history.store';
import { DAYS, hoursAndMinutes } from './numbers.rules';

type Filter = 'all' | 'missed';

function iconOf(incoming: boolean, outcome: Outcome): IconName {
  if (outcome === 'missed') return 'phone-x';
  return incoming ? 'phone-incoming' : 'phone-outgoing';
}

/** Everybody one called and was called by, with what came of it, and the way to call them again. */
@Component({
  selector: 'app-calls-page',
  imports: [
    Avatar,
    Button,
    DayAndTimePipe,
    EmptyState,
    ErrorState,
    Icon,
    IconButton,
    MeetingTabs,
    Panes,
    PluralPipe,
    Segmented,
    SheetHeader,
    Skeleton,
    TranslocoPipe,
  ],
  providers: [CallHistory],
  templateUrl: './calls-page.html',
  styleUrl: './calls-page.scss',
})
export class CallsPage {
  private readonly errors = inject(SayError);
  private readonly dialogs = inject(Dialogs);
  private readonly session = inject(Session);
  private readonly texts = inject(TranslocoService);
  protected readonly calling = inject(Calling);
  protected readonly store = inject(CallHistory);
  protected readonly days = DAYS;

  protected readonly filters = computed(() => {
    this.texts.activeLang();
    return (['all', 'missed'] as const).map((value) => ({
      value,
      label: this.texts.translate(`meetings.history.${value}`),
    }));
  });
  protected readonly chosen = computed<Filter>(() => (this.store.missedOnly() ? 'missed' : 'all'));
  protected readonly rows = computed(() => {
    const viewerId = this.session.viewer()?.id ?? '';
    return this.store.calls().map((call) => {
      const incoming = isIncoming(call, viewerId);
      const outcome = outcomeOf(call, viewerId);
      return { call, incoming, outcome, other: otherIn(call, viewerId), icon: iconOf(incoming, outcome) };
    });
  });
  protected readonly talked = computed(() => {
    const seconds = this.store.numbers()?.seconds;
    return seconds === undefined ? null : hoursAndMinutes(seconds);
  });

  constructor() {
    inject(MissedCalls).look();
    // The table is asked for without a header.
    inject(ContentPass);
  }

  protected choose(value: Filter): void {
    this.store.missedOnly.set(value === 'missed');
  }

  protected lasted({ durationSeconds }: CallLineFragment): string | null {
    return durationSeconds == null ? null : asClock(durationSeconds);
  }

  protected async callSomebody(): Promise<void> {
    const { NewCall } = await import('./new-call');
    this.dialogs.open(NewCall);
  }

  protected sentence(error: unknown): string {
    return this.errors.sentence(error);
  }
}
