import { DIALOG_DATA } from '@angular/cdk/dialog';
import { Component, computed, inject } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { ChannelOrderDocument, LiftBanDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { read } from '../../core/graphql/read';
import { Avatar } from '../../ui/avatar/avatar';
import { Button } from '../../ui/button/button';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { DayAndTimePipe } from '../../ui/time/time-pipes';

/** Who is shut out of a channel, and the way to let them find it again. */
@Component({
  selector: 'app-bans',
  imports: [Avatar, Button, DayAndTimePipe, DialogFrame, EmptyState, TranslocoPipe],
  template: `
    <app-dialog-frame [heading]="'chat.bans.title' | transloco">
      <ul class="list">
        @for (ban of bans(); track ban.id) {
          @if (ban.user; as user) {
            <li class="item">
              <app-avatar size="sm" [id]="user.id" [name]="user.displayName" [url]="user.avatarUrl" />
              <span class="words">
                <span class="name" dir="auto">{{ user.displayName }}</span>
                @if (ban.bannedAt) {
                  <span class="note">{{
                    'chat.bans.since' | transloco: { moment: ban.bannedAt | dayAndTime }
                  }}</span>
                }
              </span>
              <button
                appButton="line"
                small
                type="button"
                [attr.aria-label]="'chat.bans.liftFor' | transloco: { name: user.displayName }"
                (click)="lift(user.id)"
              >
                {{ 'chat.bans.lift' | transloco }}
              </button>
            </li>
          }
        } @empty {
          <li><app-empty-state icon="prohibit" [text]="'chat.bans.none' | transloco" /></li>
        }
      </ul>
    </app-dialog-frame>
  `,
  styleUrl: './order-list.scss',
})
export class Bans {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly channelId = inject<string>(DIALOG_DATA);

  private readonly found = rxResource({
    stream: () => read(this.apollo, ChannelOrderDocument, { channelId: this.channelId }),
  });
  protected readonly bans = computed(() =>
    this.found.hasValue() ? (this.found.value().channel?.viewerBans?.nodes ?? []) : [],
  );

  protected async lift(userId: string): Promise<void> {
    const input = { channelId: this.channelId, userId, key: crypto.randomUUID() };
    try {
      await change(this.apollo, LiftBanDocument, { input });
    } catch (error) {
      // They stay in the list, so it can be tried again.
      this.errors.toast(error);
    }
    this.found.reload();
  }
}
