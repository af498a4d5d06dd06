import { Component, booleanAttribute, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Avatar } from '../../ui/avatar/avatar';
import { Icon } from '../../ui/icon/icon';
import { PointingLayer } from '../pointing/pointing-layer';

/** Whose face or screen it is. */
export interface Shown {
  readonly id: string;
  readonly displayName: string;
  readonly avatarUrl?: string | null;
}

/** One of those in a call: their picture or their face, their name, and whether they are heard. */
@Component({
  selector: 'app-stage-person',
  imports: [Avatar, Icon, PointingLayer, TranslocoPipe],
  template: `
    @if (stream(); as source) {
      <video
        #video
        class="picture"
        autoplay
        playsinline
        [class.mirrored]="mirrored()"
        [class.whole]="whole()"
        [srcObject]="source"
        [muted]="true"
        [attr.aria-label]="label()"
      ></video>
      @if (sharerId(); as sharer) {
        <app-pointing-layer
          [sharerId]="sharer"
          [name]="person()?.displayName ?? ''"
          [video]="video"
          [small]="small()"
        />
      }
    } @else if (person(); as someone) {
      <app-avatar
        class="face"
        [size]="small() ? 'message' : 'lg'"
        [id]="someone.id"
        [name]="someone.displayName"
        [url]="someone.avatarUrl"
      />
    }
    <p class="pill">
      @if (silent()) {
        <app-icon name="microphone-slash" size="xs" />
        <span class="visually-hidden">{{ 'meetings.muted' | transloco }}</span>
      }
      <span class="name" dir="auto">{{ label() }}</span>
      @if (hour(); as time) {
        <span class="hour">{{ time }}</span>
      }
    </p>
  `,
  styleUrl: './stage-person.scss',
  host: { '[class.little]': 'small()' },
})
export class StagePerson {
  readonly person = input.required<Shown | null>();
  readonly label = input.required<string>();
  /** What is seen of them; null while their camera is off. */
  readonly stream = input<MediaStream | null>(null);
  readonly silent = input(false, { transform: booleanAttribute });
  readonly hour = input<string | null>(null);
  readonly small = input(false, { transform: booleanAttribute });
  /** As in a mirror, which is how people know themselves. */
  readonly mirrored = input(false, { transform: booleanAttribute });
  /** Shown whole, as a screen is, and not cut to the frame. */
  readonly whole = input(false, { transform: booleanAttribute });
  /** Of a screen, whose it is: the place in the meeting of whoever shares it. */
  readonly sharerId = input<string | null>(null);
}
