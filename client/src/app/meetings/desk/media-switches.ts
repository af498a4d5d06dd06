import { Component, booleanAttribute, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { IconButton } from '../../ui/icon-button/icon-button';
import { PaneLayout } from '../../ui/panes/pane-layout';
import { type LocalMedia, canShare } from '../media/local-media';

/** Microphone, camera and screen where there is no room for their words. */
@Component({
  selector: 'app-media-switches',
  imports: [IconButton, TranslocoPipe],
  template: `
    <button
      appIconButton
      type="button"
      [icon]="media().speaks() ? 'microphone' : 'microphone-slash'"
      [label]="(media().speaks() ? 'meetings.mute' : 'meetings.unmute') | transloco"
      (click)="media().toggleMicrophone()"
    ></button>
    <button
      appIconButton
      type="button"
      [icon]="media().cameraOn() ? 'video-camera' : 'video-camera-slash'"
      [label]="(media().cameraOn() ? 'meetings.cameraOff' : 'meetings.cameraOn') | transloco"
      (click)="media().toggleCamera()"
    ></button>
    @if (canShare()) {
      <button
        appIconButton
        type="button"
        icon="screencast"
        [class.sharing]="media().sharing()"
        [label]="(media().sharing() ? 'meetings.shareOff' : 'meetings.share') | transloco"
        [disabled]="held()"
        (click)="media().toggleScreen()"
      ></button>
    }
  `,
  styles: `
    :host {
      display: contents;
    }

    .sharing,
    .sharing:hover {
      background: var(--color-brand-soft);
      color: var(--color-on-brand-soft);
    }
  `,
})
export class MediaSwitches {
  private readonly layout = inject(PaneLayout);

  readonly media = input.required<LocalMedia>();
  /** Whether a screen can be shared in the state that things are in. */
  readonly shares = input(false, { transform: booleanAttribute });
  /** Whether nothing may be seen of the viewer now. */
  readonly held = input(false, { transform: booleanAttribute });

  protected readonly canShare = computed(() => canShare && this.shares() && !this.layout.phone());
}
