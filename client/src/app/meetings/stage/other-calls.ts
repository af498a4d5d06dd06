import { Component, computed, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Session } from '../../core/session/session';
import { Icon } from '../../ui/icon/icon';
import { CallDeeds } from '../call/call-deeds';
import { otherIn } from '../call/call.rules';
import type { Talk } from '../talk/talk';
import { Talks } from '../talk/talks';

/** The other calls on this device, which wait: to switch to one puts this one on hold. */
@Component({
  selector: 'app-other-calls',
  imports: [Icon, TranslocoPipe],
  template: `
    <ul class="calls" [attr.aria-label]="'meetings.otherCalls' | transloco">
      @for (entry of entries(); track entry.talk.id) {
        <li>
          <button class="call" type="button" (click)="switchTo(entry.talk)">
            <app-icon size="sm" [name]="entry.talk.held() ? 'pause' : 'phone'" />{{
              (entry.mine ? 'meetings.switchTo' : 'meetings.show') | transloco: { name: entry.name }
            }}
          </button>
        </li>
      }
    </ul>
  `,
  styleUrl: './other-calls.scss',
})
export class OtherCalls {
  private readonly router = inject(Router);
  private readonly deeds = inject(CallDeeds);
  private readonly talking = inject(Talks);
  private readonly session = inject(Session);

  readonly talks = input.required<readonly Talk[]>();

  protected readonly entries = computed(() => {
    const viewerId = this.session.viewer()?.id ?? '';
    return this.talks().map((talk) => ({
      talk,
      name: otherIn(talk.call(), viewerId)?.displayName ?? '',
      // What the other has put on hold is theirs to take up again.
      mine: talk.held() && talk.call().heldBy?.id === viewerId,
    }));
  });

  protected switchTo(talk: Talk): void {
    void this.talking.quietly(async () => {
      const isMine = talk.call().heldBy?.id === this.session.viewer()?.id;
      if (talk.held() && isMine) await this.deeds.resume(talk.id);
      await this.router.navigate(['/calls', talk.id]);
    });
  }
}
