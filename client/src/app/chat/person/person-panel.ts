import { Component, computed, effect, inject, input, output, untracked } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { Router } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo, onlyCompleteData } from 'apollo-angular';
import { map } from 'rxjs';
import { PersonCardDocument } from '../../../generated/graphql';
import { CallButtons } from '../../core/calls/call-buttons';
import { SayError } from '../../core/errors/say-error';
import { shownPresence } from '../../core/presence/shown-presence';
import { Session } from '../../core/session/session';
import { Avatar } from '../../ui/avatar/avatar';
import { Button } from '../../ui/button/button';
import { Chip } from '../../ui/chip/chip';
import { DayScale } from '../../ui/day-strip/day-scale';
import { DayStrip } from '../../ui/day-strip/day-strip';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Icon } from '../../ui/icon/icon';
import { SidePanel } from '../../ui/panes/side-panel';
import { PresenceDot } from '../../ui/presence-dot/presence-dot';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { DayAndTimePipe, UntilTimePipe } from '../../ui/time/time-pipes';
import { nextShared } from '../../ui/time/working-day';
import { placeOf } from '../../ui/time/zone';
import { ChannelStore } from '../channel/channel.store';
import { ChannelFiles } from '../details/channel-files';
import { Presences } from '../presence/presence.store';
import { ShareButton } from '../card/share-button';
import { Times } from '../time/times';
import { holidayAt, workMoment } from '../time/work-moment.rules';
import { DirectChannels } from './direct-channels';

/** A person beside the conversation: who they are, whether they are there, and what time it is for them. */
@Component({
  selector: 'app-person-panel',
  imports: [
    Avatar,
    Button,
    CallButtons,
    ChannelFiles,
    Chip,
    DayAndTimePipe,
    DayScale,
    DayStrip,
    EmptyState,
    ErrorState,
    Icon,
    PresenceDot,
    ShareButton,
    SidePanel,
    Skeleton,
    TranslocoPipe,
    UntilTimePipe,
  ],
  templateUrl: './person-panel.html',
  styleUrl: './person-panel.scss',
})
export class PersonPanel {
  private readonly apollo = inject(Apollo);
  private readonly router = inject(Router);
  private readonly texts = inject(TranslocoService);
  private readonly errors = inject(SayError);
  private readonly direct = inject(DirectChannels);
  private readonly presences = inject(Presences);
  private readonly store = inject(ChannelStore);
  protected readonly times = inject(Times);
  protected readonly viewer = inject(Session).viewer;

  readonly userId = input.required<string>();
  readonly closed = output();

  private readonly card = rxResource({
    params: () => ({ userId: this.userId(), locale: this.times.locale() }),
    stream: ({ params: variables }) =>
      this.apollo
        .watchQuery({ query: PersonCardDocument, variables, fetchPolicy: 'cache-and-network' })
        .valueChanges.pipe(
          onlyCompleteData(),
          map(({ data }) => data.user),
        ),
  });
  protected readonly person = computed(() => (this.card.hasValue() ? this.card.value() : null));
  protected readonly missing = computed(() => this.card.hasValue() && !this.card.value());
  protected readonly failure = computed(() => {
    const error = this.card.error();
    return error ? this.errors.sentence(error) : null;
  });
  protected readonly isViewer = computed(() => this.userId() === this.viewer()?.id);
  /** Whether the conversation on screen is the one of two with them. */
  protected readonly isPeer = computed(() => {
    const channel = this.store.channel();
    return channel?.kind === 'DIRECT' && channel.viewerEntry?.peer?.id === this.userId();
  });
  /** How they stand now: what was told live, until then what the card says. */
  private readonly standing = computed(() => {
    const person = this.person();
    return person && (this.presences.of(person.id) ?? person.presence);
  });
  protected readonly presence = computed(() => shownPresence(this.standing()) ?? 'OFFLINE');
  protected readonly status = computed(() => {
    const presence = this.standing();
    return [presence?.statusEmoji, presence?.statusText].filter(Boolean).join(' ');
  });
  protected readonly statusUntil = computed(() => this.standing()?.statusUntil ?? null);
  /** Until when what they chose holds. */
  protected readonly until = computed(() => this.standing()?.until ?? null);
  protected readonly lastActive = computed(() => {
    const presence = this.standing();
    return presence?.state === 'OFFLINE' || presence?.state === 'AWAY' ? presence.lastActiveAt : null;
  });
  protected readonly moment = computed(() => {
    const person = this.person();
    if (!person) return 'working';
    return workMoment(person.workingHours, person.timeZone, this.times.now(), person.holidays);
  });
  protected readonly holiday = computed(() => {
    const person = this.person();
    return person && holidayAt(person.holidays, person.timeZone, this.times.now());
  });
  protected readonly place = computed(() => placeOf(this.person()?.timeZone ?? ''));
  protected readonly countryName = computed(() => {
    const code = this.person()?.country;
    return code ? new Intl.DisplayNames(this.times.locale(), { type: 'region' }).of(code) : null;
  });
  /** When both are at work next, in one sentence. */
  protected readonly shared = computed(() => {
    const [person, viewer] = [this.person(), this.viewer()];
    if (!person || !viewer || this.isViewer() || person.workingHours.length === 0) return null;
    const now = this.times.now();
    const daysOff = person.holidays.map(({ on }) => on);
    const theirs = { hours: person.workingHours, zone: person.timeZone, daysOff };
    const next = nextShared({ hours: viewer.workingHours, zone: viewer.timeZone }, theirs, now);
    if (!next) return this.texts.translate('chat.person.neverShared');
    if (next <= now) return this.texts.translate('chat.person.sharedNow');
    return this.texts.translate('chat.person.sharedNext', {
      day: this.times.day(next),
      time: this.times.hour(next),
    });
  });
  protected readonly departments = computed(
    () =>
      this.person()
        ?.departments.map(({ name }) => name)
        .join(', ') ?? '',
  );

  constructor() {
    effect((onCleanup) => {
      const userId = this.userId();
      onCleanup(untracked(() => this.presences.watch([userId])));
    });
  }

  protected tryAgain(): void {
    this.card.reload();
  }

  protected async write(): Promise<void> {
    const known = this.person()?.viewerDirectChannel?.id;
    const channelId = known ?? (await this.direct.with(this.userId()));
    if (!channelId) return;
    this.closed.emit();
    await this.router.navigate(['/chat', channelId]);
  }
}
