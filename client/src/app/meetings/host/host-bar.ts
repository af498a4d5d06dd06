import { Component, computed, inject, input, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import { Apollo } from 'apollo-angular';
import { MeetingDetailsDocument, type RoomKeepingFragment } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { Button } from '../../ui/button/button';
import { Dialogs } from '../../ui/dialog/dialogs';
import { Icon } from '../../ui/icon/icon';
import { MeetingDeeds } from '../rooms/meeting-deeds';

/** What concerns the room as a whole, for those who may: its link, its lock, how it works. */
@Component({
  selector: 'app-host-bar',
  imports: [Button, Icon, TranslocoPipe],
  template: `
    @if (room().settings.locked) {
      <p class="locked" role="status">
        <app-icon name="lock-simple" size="sm" />{{ 'rooms.people.locked' | transloco }}
      </p>
    }
    <div class="deeds">
      @if (room().link; as link) {
        <button appButton="line" small type="button" (click)="deeds.copyLink(link)">
          <app-icon name="link-simple" size="xs" />{{ 'rooms.people.copyLink' | transloco }}
        </button>
      }
      @if (mayEdit()) {
        <button appButton="line" small type="button" [disabled]="busy()" (click)="turnLock()">
          <app-icon [name]="room().settings.locked ? 'lock-simple-fill' : 'lock-simple'" size="xs" />{{
            (room().settings.locked ? 'rooms.people.unlock' : 'rooms.people.lock') | transloco
          }}
        </button>
        <button appButton="line" small type="button" (click)="changeSettings()">
          <app-icon name="gear-six" size="xs" />{{ 'rooms.people.settings' | transloco }}
        </button>
      }
    </div>
  `,
  styleUrl: './host-bar.scss',
})
export class HostBar {
  private readonly apollo = inject(Apollo);
  private readonly dialogs = inject(Dialogs);
  private readonly errors = inject(SayError);
  protected readonly deeds = inject(MeetingDeeds);

  readonly room = input.required<RoomKeepingFragment>();

  protected readonly busy = signal(false);
  protected readonly mayEdit = computed(() => this.room().viewerCan.includes('EDIT'));

  protected async turnLock(): Promise<void> {
    const { id, version, settings } = this.room();
    await this.attempt(() =>
      this.deeds.update({
        meetingId: id,
        expectedVersion: version,
        settings: { locked: !settings.locked },
      }),
    );
  }

  protected async changeSettings(): Promise<void> {
    await this.attempt(async () => {
      const query = { query: MeetingDetailsDocument, variables: { meetingId: this.room().id } };
      const [{ EditMeeting }, { data }] = await Promise.all([
        import('./edit-meeting'),
        firstValueFrom(this.apollo.query({ ...query, fetchPolicy: 'network-only' })),
      ]);
      if (data?.meeting) this.dialogs.open(EditMeeting, data.meeting);
    });
  }

  private async attempt(deed: () => Promise<unknown>): Promise<void> {
    this.busy.set(true);
    try {
      await deed();
    } catch (error) {
      // Refused, changed by somebody else meanwhile, or the network is away: it is said which.
      this.errors.toast(error);
    } finally {
      this.busy.set(false);
    }
  }
}
