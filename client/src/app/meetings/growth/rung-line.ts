import { Component, computed, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Session } from '../../core/session/session';
import { CallDeeds } from '../call/call-deeds';
import { isAdding, isIncoming } from '../call/call.rules';
import { OwnCalls } from '../call/own-calls';
import { StageNotice } from '../stage/stage-notice';
import { Talks } from '../talk/talks';

/** Whom the viewer rings into what they talk in at this moment, each until they answer. */
@Component({
  selector: 'app-rung-line',
  imports: [StageNotice, TranslocoPipe],
  template: `
    @for (call of rung(); track call.id) {
      <app-stage-notice icon="phone" [deed]="'meetings.ring.cancel' | transloco" (done)="stop(call.id)">
        {{ 'meetings.grow.rings' | transloco: { name: call.callee?.displayName } }}
      </app-stage-notice>
    }
  `,
  styles: `
    :host {
      display: contents;
    }
  `,
})
export class RungLine {
  private readonly calls = inject(OwnCalls);
  private readonly deeds = inject(CallDeeds);
  private readonly talks = inject(Talks);
  private readonly session = inject(Session);

  protected readonly rung = computed(() => {
    const viewerId = this.session.viewer()?.id ?? '';
    return this.calls.list().filter((call) => isAdding(call) && !isIncoming(call, viewerId));
  });

  protected stop(id: string): void {
    void this.talks.quietly(() => this.deeds.cancel(id));
  }
}
