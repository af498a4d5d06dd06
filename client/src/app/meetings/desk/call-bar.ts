import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Session } from '../../core/session/session';
import { Avatar } from '../../ui/avatar/avatar';
import { Icon } from '../../ui/icon/icon';
import { CallDeeds } from '../call/call-deeds';
import { asClock, otherIn } from '../call/call.rules';
import type { Talk } from '../talk/talk';
import { Talks } from '../talk/talks';
import { RunningBar } from './running-bar';
import { secondsSince } from './seconds';

/** A call that goes on while one works elsewhere: back to it, and what is needed at once. */
@Component({
  selector: 'app-call-bar',
  imports: [Avatar, Icon, RunningBar, TranslocoPipe],
  templateUrl: './call-bar.html',
})
export class CallBar {
  private readonly session = inject(Session);
  private readonly deeds = inject(CallDeeds);
  private readonly talks = inject(Talks);

  readonly talk = input.required<Talk>();

  protected readonly call = computed(() => this.talk().call());
  protected readonly other = computed(() => otherIn(this.call(), this.session.viewer()?.id ?? ''));
  private readonly seconds = secondsSince(computed(() => this.call().answeredAt));
  protected readonly clock = computed(() => asClock(this.seconds() ?? 0));

  protected leave(): void {
    void this.talks.quietly(() => this.deeds.hangUp(this.call().id));
  }
}
