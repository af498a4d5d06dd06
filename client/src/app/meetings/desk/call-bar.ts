import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Session } from '../../core/session/session';
import { Avatar } from '../../ui/avatar/avatar';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { PaneLayout } from '../../ui/panes/pane-layout';
import { CallDeeds } from '../call/call-deeds';
import { asClock, otherIn } from '../call/call.rules';
import { canShare } from '../media/local-media';
import type { Talk } from '../talk/talk';
import { Talks } from '../talk/talks';
import { secondsSince } from './seconds';

/** A call that goes on while one works elsewhere: back to it, and what is needed at once. */
@Component({
  selector: 'app-call-bar',
  imports: [Avatar, Icon, IconButton, RouterLink, TranslocoPipe],
  templateUrl: './call-bar.html',
  styleUrl: './call-bar.scss',
})
export class CallBar {
  private readonly session = inject(Session);
  private readonly deeds = inject(CallDeeds);
  private readonly talks = inject(Talks);

  protected readonly layout = inject(PaneLayout);
  protected readonly canShare = canShare;

  readonly talk = input.required<Talk>();

  protected readonly call = computed(() => this.talk().call());
  protected readonly media = computed(() => this.talk().media);
  protected readonly other = computed(() => otherIn(this.call(), this.session.viewer()?.id ?? ''));
  private readonly seconds = secondsSince(computed(() => this.call().answeredAt));
  protected readonly clock = computed(() => asClock(this.seconds() ?? 0));

  protected toggleMicrophone(): void {
    this.media().mute(this.media().speaks());
  }

  protected toggleCamera(): void {
    void this.media().switchCamera(!this.media().cameraOn());
  }

  protected toggleShare(): void {
    void this.media().share(!this.media().sharing());
  }

  protected leave(): void {
    void this.talks.quietly(() => this.deeds.hangUp(this.call().id));
  }
}
