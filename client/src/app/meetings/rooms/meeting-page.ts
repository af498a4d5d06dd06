import { Component, computed, effect, inject, input } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { Router, RouterLink } from '@angular/router';
import { MatMenuModule } from '@angular/material/menu';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { map } from 'rxjs';
import { MeetingDetailsDocument, MeetingDetailsEventsDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { Live } from '../../core/graphql/live';
import { reloadWhenBack } from '../../core/graphql/reload-when-back';
import { PageTitle } from '../../core/i18n/page-title';
import { PluralPipe } from '../../core/i18n/plural';
import { Session } from '../../core/session/session';
import { Button } from '../../ui/button/button';
import { Chip } from '../../ui/chip/chip';
import { Dialogs } from '../../ui/dialog/dialogs';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { Panes } from '../../ui/panes/panes';
import { SheetHeader } from '../../ui/panes/sheet-header';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { ClockPipe, DayAndTimePipe } from '../../ui/time/time-pipes';
import { MeetingRecordings } from '../recording/meeting-recordings';
import { MeetingReport } from '../report/meeting-report';
import { TranscriptPanel } from '../transcript/transcript-panel';
import { roomAddress } from './addresses';
import { MeetingDeeds } from './meeting-deeds';
import { MeetingVisitors } from './meeting-visitors';

/** One meeting: when it is, how it works, its link, who is in it or was, and the way in. */
@Component({
  selector: 'app-meeting-page',
  imports: [
    ...[Button, Chip, ClockPipe, DayAndTimePipe, EmptyState, ErrorState, Icon, IconButton, MatMenuModule],
    ...[
      MeetingRecordings,
      MeetingReport,
      MeetingVisitors,
      Panes,
      PluralPipe,
      RouterLink,
      SheetHeader,
      Skeleton,
      TranscriptPanel,
      TranslocoPipe,
    ],
  ],
  templateUrl: './meeting-page.html',
  styleUrl: './meeting-page.scss',
})
export class MeetingPage {
  private readonly dialogs = inject(Dialogs);
  private readonly errors = inject(SayError);
  private readonly live = inject(Live);
  private readonly router = inject(Router);
  private readonly texts = inject(TranslocoService);
  protected readonly deeds = inject(MeetingDeeds);
  protected readonly organization = inject(Session).organization;

  readonly meetingId = input.required<string>();
  /** The moment that an address leads to, in seconds from its beginning. */
  readonly at = input<string>();

  protected readonly found = rxResource({
    params: () => this.meetingId(),
    stream: ({ params: meetingId }) =>
      this.live
        .follow({
          query: MeetingDetailsDocument,
          variables: { meetingId },
          event: MeetingDetailsEventsDocument,
          cursorOf: ({ meeting }) => meeting?.detailsCursor,
          eventOf: ({ meetingEvents }) => meetingEvents,
          apply: () => 'reread',
        })
        .pipe(map(({ data }) => data.meeting)),
  });
  protected readonly meeting = computed(() => (this.found.hasValue() ? this.found.value() : null));
  protected readonly room = computed(() => roomAddress(this.meetingId()));
  protected readonly isOver = computed(() => this.meeting()?.state === 'ENDED');
  /** Whether anybody was in it at any time: a room that stays begins anew with each who come, its words stay. */
  protected readonly hasBegun = computed(() => {
    const meeting = this.meeting();
    return Boolean(meeting?.startedAt) || this.isOver() || (meeting?.participants.nodes.length ?? 0) > 0;
  });
  protected readonly may = computed(() => {
    const can = this.meeting()?.viewerCan ?? [];
    return {
      join: can.includes('JOIN') && !this.isOver(),
      edit: can.includes('EDIT') && !this.isOver(),
      end: can.includes('MANAGE') && !this.isOver(),
    };
  });
  /** Its settings in words: what holds, and for those that ask for it, what does not. */
  protected readonly ways = computed(() => {
    const settings = this.meeting()?.settings;
    if (!settings) return [];
    const told = (['lobby', 'guests', 'mutedOnEntry'] as const).map((name) =>
      settings[name] ? `rooms.settings.${name}` : `rooms.settings.off.${name}`,
    );
    return [...told, ...(settings.locked ? ['rooms.settings.locked'] : [])];
  });

  /** How long it was, or has been until now, in seconds. */
  protected readonly lasted = computed(() => {
    const { startedAt, finishedAt } = this.meeting() ?? {};
    if (!startedAt) return 0;
    return ((finishedAt ? Date.parse(finishedAt) : Date.now()) - Date.parse(startedAt)) / 1_000;
  });

  /** What participants may do, in one list. */
  protected readonly acts = computed(() => {
    const language = this.texts.activeLang();
    const acts = this.meeting()?.settings.participantsMay ?? [];
    const names = acts.map((act) => this.texts.translate(`rooms.act.${act}`).toLocaleLowerCase(language));
    return new Intl.ListFormat(language).format(names);
  });

  constructor() {
    const title = inject(PageTitle);
    reloadWhenBack(this.found);
    effect(() => {
      const name = this.meeting()?.title;
      if (name) title.call(name);
    });
  }

  protected async edit(): Promise<void> {
    const { EditMeeting } = await import('../host/edit-meeting');
    this.dialogs.open(EditMeeting, this.meeting());
  }

  protected addressOf(link: string): string {
    return new URL(link, location.origin).href;
  }

  protected sentence(error: unknown): string {
    return this.errors.sentence(error);
  }

  protected back(): void {
    void this.router.navigateByUrl('/meetings');
  }
}
