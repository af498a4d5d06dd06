import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { PluralPipe } from '../../core/i18n/plural';
import { Button } from '../../ui/button/button';
import { Icon } from '../../ui/icon/icon';
import { roomAddress, watchMeeting } from './meeting-watch';

/** A line under the head of a channel while a meeting runs in it, with the way in. */
@Component({
  selector: 'app-channel-meeting',
  imports: [Button, Icon, PluralPipe, RouterLink, TranslocoPipe],
  template: `
    @if (watch.meeting(); as meeting) {
      <div class="line" role="status">
        <app-icon name="video-camera" />
        <span class="words">
          <strong class="title" dir="auto">{{ meeting.title }}</strong>
          <span class="quiet">
            {{ 'chat.meeting.on' | transloco }} · {{ 'chat.meeting.in' | plural: meeting.participantCount }}
          </span>
        </span>
        <a appButton="primary" small [routerLink]="address(meeting.id)">{{
          'chat.meeting.join' | transloco
        }}</a>
      </div>
    }
  `,
  styleUrl: './channel-meeting.scss',
})
export class ChannelMeeting {
  readonly meetingId = input.required<string>();

  protected readonly watch = watchMeeting(this.meetingId);
  protected readonly address = roomAddress;
}
