import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { takeUntilDestroyed, toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router } from '@angular/router';
import { TranslocoPipe, TranslocoService, provideTranslocoScope } from '@jsverse/transloco';
import { filter, firstValueFrom, map, startWith } from 'rxjs';
import type { CallViewFragment } from '../../../generated/graphql';
import { Calling } from '../../core/calls/calling';
import { MissedCalls } from '../../core/calls/missed-calls';
import { Languages } from '../../core/i18n/i18n';
import { DeviceNotices } from '../../core/notifications/device-notices';
import { QuietHours } from '../../core/notifications/quiet-hours';
import { OwnState } from '../../core/presence/own-state';
import { Session } from '../../core/session/session';
import { Toasts } from '../../core/toast/toasts';
import { Button } from '../../ui/button/button';
import { Icon } from '../../ui/icon/icon';
import { Clock } from '../../ui/time/clock';
import { hasGrown, isIncoming, isOver, otherIn, outcomeOf } from '../call/call.rules';
import { OwnCalls } from '../call/own-calls';
import { toneFor } from '../ring/ring.rules';
import { ringTone } from '../ring/ring-tone';
import { RingingCard } from '../ring/ringing-card';
import { RoomDesk } from '../room/room-desk';
import { Talks } from '../talk/talks';
import { CallBar } from './call-bar';
import { HeardSound } from './heard-sound';

/** Calls wherever the viewer is: what rings, what is heard, and the bar of a call that goes on. */
@Component({
  selector: 'app-call-desk',
  imports: [Button, CallBar, HeardSound, Icon, RingingCard, RoomDesk, TranslocoPipe],
  providers: [provideTranslocoScope('meetings')],
  templateUrl: './call-desk.html',
  styleUrl: './call-desk.scss',
})
export class CallDesk {
  private readonly texts = inject(TranslocoService);
  private readonly languages = inject(Languages);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly notices = inject(DeviceNotices);
  private readonly quiet = inject(QuietHours);
  private readonly own = inject(OwnState);
  private readonly clock = inject(Clock);
  private readonly calling = inject(Calling);
  private readonly missed = inject(MissedCalls);
  private readonly calls = inject(OwnCalls);
  protected readonly talks = inject(Talks);

  private readonly viewerId = computed(() => this.session.viewer()?.id ?? '');
  protected readonly url = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map((event) => event.urlAfterRedirects),
      startWith(this.router.url),
    ),
    { initialValue: this.router.url },
  );
  private readonly ringing = computed(() => this.calls.list().filter(({ state }) => state === 'RINGING'));
  private readonly incoming = computed(() =>
    this.ringing().filter((call) => isIncoming(call, this.viewerId())),
  );
  private readonly outgoing = computed(() => this.talks.all().filter((talk) => talk.ringing()));
  /** What rings here: calls of others on every device, the viewer's own where they began. */
  protected readonly cards = computed<readonly CallViewFragment[]>(() => [
    ...this.incoming(),
    ...this.outgoing().map((talk) => talk.call()),
  ]);
  /** The call that goes on while the viewer is elsewhere. */
  protected readonly inBar = computed(() => {
    const talk = this.talks.current();
    return talk && !this.url().startsWith(`/calls/${talk.id}`) ? talk : null;
  });
  protected readonly announced = signal('');

  constructor() {
    ringTone(
      computed(() =>
        toneFor({
          incoming: this.incoming().length,
          outgoing: this.outgoing().length,
          speaking: this.talks.current()?.held() === false,
          notDisturbed: this.own.notDisturbed(),
          quiet: this.quiet.isQuiet(this.clock.now()),
        }),
      ),
    );
    effect(() => {
      const wish = this.calling.wish();
      if (!wish) return;
      untracked(() => {
        this.calling.begun();
        void this.talks.start(wish.userId, wish.video);
      });
    });
    this.calls.heard.pipe(takeUntilDestroyed()).subscribe((call) => {
      void this.tell(call);
    });
  }

  protected nameIn(call: CallViewFragment): string {
    return otherIn(call, this.viewerId())?.displayName ?? '';
  }

  protected moveHere(call: CallViewFragment): void {
    void this.talks.moveHere(call);
  }

  /** Says what happens to a call to those who do not see it, and to those who looked elsewhere. */
  private async tell(call: CallViewFragment): Promise<void> {
    await this.loadTexts();
    const name = otherIn(call, this.viewerId())?.displayName ?? this.texts.translate('meetings.somebody');
    const say = (key: string): string => this.texts.translate(`meetings.told.${key}`, { name });
    const incoming = isIncoming(call, this.viewerId());
    // Who comes and goes in a room is said there.
    if (call.state === 'ENDED' && hasGrown(call)) return;
    if (isOver(call.state)) {
      const outcome = outcomeOf(call, this.viewerId());
      this.announced.set(say(call.endedBecause === 'TRANSFERRED' ? 'transferred' : outcome));
      if (outcome === 'missed') this.tellMissed(call, say('missed'));
      else if (outcome !== 'talked' && !incoming && outcome !== 'cancelled') this.toasts.failed(say(outcome));
      else if (outcome === 'lost') this.toasts.failed(say(outcome));
    } else if (call.state === 'RINGING' && incoming) this.knock(call.id, say('rings'));
    else if (call.state === 'ACTIVE') this.announced.set(say('talking'));
    else if (call.state === 'HELD') {
      this.announced.set(say(call.heldBy?.id === this.viewerId() ? 'heldByMe' : 'heldByThem'));
    }
  }

  private tellMissed(call: CallViewFragment, text: string): void {
    if (this.url() !== '/calls') this.missed.add(call.id);
    const caller = call.caller?.id;
    this.toasts.failed(text, {
      label: this.texts.translate('meetings.callBack'),
      run: () => {
        if (caller) this.calling.call(caller, call.video);
      },
    });
  }

  /** Whoever is in another window is told there. */
  private knock(tag: string, text: string): void {
    const isQuiet = this.own.notDisturbed() || this.quiet.isQuiet(this.clock.now());
    if (document.hasFocus() || isQuiet || !this.notices.on()) return;
    this.notices.show(text, '', tag, () => undefined);
  }

  /** The sentences about calls, also where no page of calls was opened yet. */
  private loadTexts(): Promise<unknown> {
    return firstValueFrom(this.texts.load(`meetings/${this.languages.current()}`));
  }
}
