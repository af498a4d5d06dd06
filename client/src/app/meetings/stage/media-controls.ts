import { Component, booleanAttribute, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { PaneLayout } from '../../ui/panes/pane-layout';
import { type LocalMedia, canShare } from '../media/local-media';
import { plainKey } from './plain-key';
import { StageControl } from './stage-control';

/** Microphone, camera and screen on a stage, each with its word and its key. */
@Component({
  selector: 'app-media-controls',
  imports: [StageControl, TranslocoPipe],
  templateUrl: './media-controls.html',
  styles: `
    :host {
      display: contents;
    }
  `,
  host: { '(document:keydown)': 'press($event)' },
})
export class MediaControls {
  protected readonly layout = inject(PaneLayout);
  protected readonly canShare = canShare;

  readonly media = input.required<LocalMedia>();
  /** Whether nothing may be seen of the viewer now. */
  readonly held = input(false, { transform: booleanAttribute });

  protected press(event: KeyboardEvent): void {
    const deed = this.deedOf(plainKey(event));
    if (!deed) return;
    event.preventDefault();
    deed();
  }

  private deedOf(key: string | null): (() => void) | null {
    const media = this.media();
    if (key === 'm') return media.toggleMicrophone.bind(media);
    if (key === 'v' && !this.held()) return media.toggleCamera.bind(media);
    return key === 's' && !this.held() && canShare ? media.toggleScreen.bind(media) : null;
  }
}
