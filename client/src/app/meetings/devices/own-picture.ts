import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { LocalMedia } from '../media/local-media';

/** The viewer as others see them, mirrored; what is `unseen` stands there while their camera is off. */
@Component({
  selector: 'app-own-picture',
  imports: [TranslocoPipe],
  template: `
    @if (stream(); as shown) {
      <video
        class="picture"
        autoplay
        playsinline
        [srcObject]="shown"
        [muted]="true"
        [attr.aria-label]="'meetings.room.preview' | transloco"
      ></video>
    } @else {
      <ng-content select="[unseen]" />
    }
    <ng-content />
  `,
  styleUrl: './own-picture.scss',
})
export class OwnPicture {
  readonly media = input.required<LocalMedia>();

  protected readonly stream = computed(() => {
    const track = this.media().camera();
    return track && new MediaStream([track]);
  });
}
