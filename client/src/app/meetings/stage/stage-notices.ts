import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { LocalMedia } from '../media/local-media';
import { StageNotice } from './stage-notice';

/** What of the viewer's is not heard or seen, why, and what to do about it. */
@Component({
  selector: 'app-stage-notices',
  imports: [StageNotice, TranslocoPipe],
  template: `
    @for (notice of notices(); track notice.key) {
      <app-stage-notice warns [deed]="'meetings.tryAgain' | transloco" (done)="notice.again()">
        {{ notice.key | transloco }}
      </app-stage-notice>
    }
  `,
  styles: `
    :host {
      display: contents;
    }
  `,
})
export class StageNotices {
  readonly media = input.required<LocalMedia>();

  protected readonly notices = computed(() => {
    const media = this.media();
    const [microphone, camera, screen] = [media.microphoneFault(), media.cameraFault(), media.screenFault()];
    const again = {
      microphone: () => void media.changeDevices(),
      camera: () => void media.switchCamera(true),
      screen: () => void media.share(true),
    };
    return [
      ...(microphone ? [{ key: `meetings.fault.microphone.${microphone}`, again: again.microphone }] : []),
      ...(camera ? [{ key: `meetings.fault.camera.${camera}`, again: again.camera }] : []),
      ...(screen ? [{ key: `meetings.fault.screen.${screen}`, again: again.screen }] : []),
    ];
  });
}
