import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { LockFileDocument, UnlockFileDocument } from '../../../generated/graphql';
import { Doing } from '../../core/graphql/doing';
import { Session } from '../../core/session/session';
import { Button } from '../../ui/button/button';
import { Icon } from '../../ui/icon/icon';
import { Clock } from '../../ui/time/clock';
import { UntilTimePipe } from '../../ui/time/time-pipes';
import { type FileItem, lockOf } from '../node/file-node';

/** Who keeps others from changing a file, and taking or ending that. */
@Component({
  selector: 'app-file-lock',
  imports: [Button, Icon, TranslocoPipe, UntilTimePipe],
  template: `
    @if (holder(); as who) {
      <span class="held" role="status">
        <app-icon size="sm" name="lock-simple-fill" />
        @if (isMine()) {
          {{ 'files.lock.byYou' | transloco: { until: file().lockedUntil ?? '' | untilTime } }}
        } @else {
          {{
            'files.lock.by'
              | transloco: { name: who.displayName, until: file().lockedUntil ?? '' | untilTime }
          }}
        }
      </span>
      @if (mayEnd()) {
        <button appButton="line" small type="button" (click)="end()">
          {{ 'files.lock.end' | transloco }}
        </button>
      }
    } @else if (mayTake()) {
      <button appButton="line" small type="button" (click)="take()">
        <app-icon size="xs" name="lock-simple" />{{ 'files.lock.take' | transloco }}
      </button>
      <span class="hint">{{ 'files.lock.hint' | transloco }}</span>
    }
  `,
  styleUrl: './file-lock.scss',
})
export class FileLock {
  private readonly clock = inject(Clock);
  private readonly doing = inject(Doing);
  private readonly session = inject(Session);

  readonly file = input.required<FileItem>();

  protected readonly holder = computed(() => lockOf(this.file(), this.clock.now()));
  protected readonly isMine = computed(() => this.holder()?.id === this.viewerId());
  protected readonly mayTake = computed(() => this.file().viewerCan.includes('EDIT'));
  /** Who took it ends it, and whoever the file belongs to. */
  protected readonly mayEnd = computed(() => this.isMine() || this.file().owner?.id === this.viewerId());
  private readonly viewerId = computed(() => this.session.viewer()?.id);

  protected async take(): Promise<void> {
    await this.doing.change(LockFileDocument, { fileId: this.file().id });
  }

  protected async end(): Promise<void> {
    await this.doing.change(UnlockFileDocument, { fileId: this.file().id });
  }
}
