import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui/icon/icon';
import type { LocalMedia } from '../media/local-media';

/** What of the viewer's is not heard or seen, why, and what to do about it. */
@Component({
  selector: 'app-stage-notices',
  imports: [Icon, TranslocoPipe],
  template: `
    @for (notice of notices(); track notice.key) {
      <p class="notice" role="status">
        <app-icon name="warning-circle" size="sm" />
        <span class="words">{{ notice.key | transloco }}</span>
        <button class="again" type="button" (click)="notice.again()">
          {{ 'meetings.tryAgain' | transloco }}
        </button>
      </p>
    }
  `,
  styleUrl: './stage-notices.scss',
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
