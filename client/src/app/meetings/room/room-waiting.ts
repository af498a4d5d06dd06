import { Component, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Button } from '../../ui/button/button';
import { Icon } from '../../ui/icon/icon';
import { LevelMeter } from '../devices/level-meter';
import { OwnPicture } from '../devices/own-picture';
import type { RoomVisit } from './room-visit';

/** In the lobby: one sees oneself, and is let in without doing anything. */
@Component({
  selector: 'app-room-waiting',
  imports: [Button, Icon, LevelMeter, OwnPicture, TranslocoPipe],
  template: `
    <app-own-picture class="preview" [media]="visit().media">
      <app-icon unseen name="video-camera-slash" size="lg" />
    </app-own-picture>
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
}
