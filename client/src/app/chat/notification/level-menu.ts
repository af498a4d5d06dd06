import { Component, computed, inject, input } from '@angular/core';
import { Apollo } from 'apollo-angular';
import { SetNotificationLevelDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { Sidebar } from '../../core/sidebar/sidebar.store';
import { TellMenu, type Telling } from './tell-menu';

/** What the viewer is told of in a channel, and a silence for a while; nothing for who is not in it. */
@Component({
  selector: 'app-level-menu',
  imports: [TellMenu],
  template: `
    @if (entry(); as entry) {
      <app-tell-menu
        texts="chat.level"
        [level]="entry.level"
        [mutedUntil]="entry.mutedUntil"
        (told)="set($event)"
      />
    }
  `,
  styles: ':host { display: contents; }',
})
export class LevelMenu {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly sidebar = inject(Sidebar);

  readonly channelId = input.required<string>();

  protected readonly entry = computed(() => this.sidebar.entryOf(this.channelId()));

  protected async set(telling: Telling): Promise<void> {
    const input = { channelId: this.channelId(), ...telling, key: crypto.randomUUID() };
    try {
      await change(this.apollo, SetNotificationLevelDocument, { input });
    } catch (error) {
      // What was chosen does not hold; the menu still shows what does.
      this.errors.toast(error);
    }
  }
}
