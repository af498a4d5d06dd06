import { Component, ElementRef, computed, effect, inject, input } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { from } from 'rxjs';
import { Calling } from '../../core/calls/calling';
import { PageTitle } from '../../core/i18n/page-title';
import { Session } from '../../core/session/session';
import { Avatar } from '../../ui/avatar/avatar';
import { Button } from '../../ui/button/button';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { Icon } from '../../ui/icon/icon';
import { Panes } from '../../ui/panes/panes';
import { SheetHeader } from '../../ui/panes/sheet-header';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { asClock, hasGrown, isOngoing, isOver, otherIn, outcomeOf } from '../call/call.rules';
import { MeetingRecordings } from '../recording/meeting-recordings';
import { CallReport } from '../report/call-report';
import { OwnCalls } from '../call/own-calls';
import { Talks } from '../talk/talks';
import { CallStage } from './call-stage';

/** One call: while it runs here, the stage; else where it runs, or what came of it. */
@Component({
  selector: 'app-call-page',
  imports: [
    Avatar,
    Button,
    CallReport,
    CallStage,
    EmptyState,
    Icon,
    MeetingRecordings,
    Panes,
    RouterLink,
    SheetHeader,
    Skeleton,
    TranslocoPipe,
  ],
  templateUrl: './call-page.html',
  styleUrl: './call-page.scss',
})
export class CallPage {
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly calls = inject(OwnCalls);
  private readonly calling = inject(Calling);
  private readonly talks = inject(Talks);

  readonly callId = input.required<string>();

  protected readonly talk = computed(() => this.talks.talkOf(this.callId()));
  private readonly listed = computed(() => this.calls.callOf(this.callId()));
  private readonly past = rxResource({
    params: () => (this.calls.loaded() && !this.listed() && !this.talk() ? this.callId() : undefined),
    stream: ({ params }) => from(this.calls.read(params)),
  });
  private readonly viewerId = computed(() => this.session.viewer()?.id ?? '');
  /** The call where it does not run here. */
  protected readonly call = computed(
    () => this.listed() ?? (this.past.hasValue() ? this.past.value() : null),
  );
  protected readonly other = computed(() => {
    const call = this.talk()?.call() ?? this.call();
    return call ? otherIn(call, this.viewerId()) : null;
  });
  protected readonly loading = computed(() => !this.calls.loaded() || this.past.isLoading());
  /** The room that it has become, and goes on as. */
  protected readonly room = computed(() => {
    const call = this.call();
    return call && hasGrown(call) ? (call.meeting?.id ?? null) : null;
  });
  protected readonly running = computed(() => {
    const call = this.call();
    return call !== null && !isOver(call.state);
  });
  protected readonly ongoing = computed(() => {
    const call = this.call();
    return call !== null && isOngoing(call.state);
  });
  protected readonly outcome = computed(() => {
    const call = this.call();
    return call && isOver(call.state) ? outcomeOf(call, this.viewerId()) : null;
  });
  protected readonly lasted = computed(() => {
    const seconds = this.call()?.durationSeconds;
    return seconds == null ? null : asClock(seconds);
  });

  constructor() {
    const title = inject(PageTitle);
    effect(() => {
      const name = this.other()?.displayName;
      if (name) title.call(name);
    });
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    effect(() => {
      // Whoever came from elsewhere goes on with the keys of the call.
      if (this.talk() && document.activeElement === document.body) {
        host.querySelector<HTMLElement>('#sheet')?.focus();
      }
    });
  }

  protected moveHere(): void {
    const call = this.call();
    if (call) void this.talks.moveHere(call);
  }

  protected again(): void {
    const userId = this.other()?.id;
    if (userId) this.calling.call(userId, this.call()?.video === true);
  }

  protected back(): void {
    void this.router.navigateByUrl('/calls');
  }
}
