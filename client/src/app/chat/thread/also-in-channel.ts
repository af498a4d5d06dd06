import { Component, computed, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { ChannelStore } from '../channel/channel.store';
import { ComposerStore } from '../composer/composer.store';

/** Under the box of a thread: whether the answer is shown in the channel too. */
@Component({
  selector: 'app-also-in-channel',
  imports: [TranslocoPipe],
  template: `
    <label class="also">
      <input type="checkbox" class="check" [checked]="chosen()" (change)="choose($event)" />
      <span class="words" dir="auto">{{
        'chat.thread.alsoInChannel' | transloco: { channel: channel.name() }
      }}</span>
    </label>
  `,
  styleUrl: './also-in-channel.scss',
})
export class AlsoInChannel {
  protected readonly channel = inject(ChannelStore);
  private readonly composer = inject(ComposerStore);

  protected readonly chosen = computed(() => this.composer.extras().alsoInChannel === true);

  protected choose({ target }: Event): void {
    const alsoInChannel = target instanceof HTMLInputElement && target.checked;
    this.composer.extras.update((extras) => ({ ...extras, alsoInChannel }));
  }
}
