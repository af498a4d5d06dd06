import { Component, computed, inject, input, signal } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { StartChannelMeetingDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { Session } from '../../core/session/session';
import { IconButton } from '../../ui/icon-button/icon-button';
import { roomAddress } from './meeting-watch';

/** Begins a meeting in a channel, for those who may; conversations of two have calls, and rooms are begun in the room. */
@Component({
  selector: 'app-start-meeting',
  imports: [IconButton, TranslocoPipe],
  template: `
    @if (may()) {
      <button
        appIconButton
        type="button"
        icon="video-camera"
        [disabled]="starting()"
        [label]="'chat.meeting.start' | transloco"
        (click)="start()"
      ></button>
    }
  `,
})
export class StartMeeting {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly router = inject(Router);
  private readonly permissions = inject(Session).permissions;

  readonly channel = input.required<{
    readonly id: string;
    readonly name: string;
    readonly kind: string;
    readonly archivedAt?: string | null;
  }>();
  readonly member = input.required<boolean>();

  protected readonly starting = signal(false);
  protected readonly may = computed(() => {
    const { kind, archivedAt } = this.channel();
    const fits = kind !== 'DIRECT' && kind !== 'MEETING' && !archivedAt;
    return fits && this.member() && this.permissions().has('CREATE_MEETINGS');
  });

  protected async start(): Promise<void> {
    const { id: channelId, name: title } = this.channel();
    const input = { channelId, title, kind: 'INSTANT', key: crypto.randomUUID() } as const;
    this.starting.set(true);
    try {
      const { createMeeting } = await change(this.apollo, StartChannelMeetingDocument, { input });
      await this.router.navigateByUrl(roomAddress(createMeeting.id));
    } catch (error) {
      // Refused, or the network is away: no meeting was made, and the reason is said.
      this.errors.toast(error);
    }
    this.starting.set(false);
  }
}
