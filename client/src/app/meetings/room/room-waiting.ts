import { Component, computed, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Button } from '../../ui/button/button';
import { Icon } from '../../ui/icon/icon';
import { LevelMeter } from '../devices/level-meter';
import type { RoomVisit } from './room-visit';

/** In the lobby: one sees oneself, and is let in without doing anything. */
@Component({
  selector: 'app-room-waiting',
  imports: [Button, Icon, LevelMeter, TranslocoPipe],
  template: `
    <div class="preview">
      @if (preview(); as stream) {
        <video
          class="picture"
          autoplay
          playsinline
          [srcObject]="stream"
          [muted]="true"
          [attr.aria-label]="'meetings.room.preview' | transloco"
        ></video>
      } @else {
        <app-icon name="video-camera-slash" size="lg" />
      }
    </div>
    <app-level-meter class="level" [media]="visit().media" />
    <h1 class="title" dir="auto">{{ visit().room()?.title }}</h1>
    <p class="words" role="status">{{ 'meetings.room.waiting' | transloco }}</p>
    <button appButton="line" type="button" (click)="left.emit()">
      {{ 'meetings.room.leaveLobby' | transloco }}
    </button>
  `,
  styleUrl: './room-waiting.scss',
})
export class RoomWaiting {
  readonly visit = input.required<RoomVisit>();
  readonly left = output();

  protected readonly preview = computed(() => {
    const track = this.visit().media.camera();
    return track && new MediaStream([track]);
  });
}
