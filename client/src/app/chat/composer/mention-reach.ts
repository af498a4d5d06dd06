import { Component, DestroyRef, computed, effect, inject, signal, untracked } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import { MentionReachDocument, type MentionReachQuery } from '../../../generated/graphql';
import { PluralPipe } from '../../core/i18n/plural';
import { Languages } from '../../core/i18n/i18n';
import { Button } from '../../ui/button/button';
import { ComposerHint } from '../../ui/composer-hint/composer-hint';
import { ChannelStore } from '../channel/channel.store';
import { ChannelDeeds } from '../details/channel-deeds';
import { ComposerStore } from './composer.store';

type Reach = MentionReachQuery['previewMentions'];

/** As long as somebody types nothing is asked. */
const PAUSE_MS = 300;

/**
 * Whom a message will reach, before it is sent: how many, how many of them off work, who cannot see it at all, and how
 * many cannot open a channel that it leads to.
 */
@Component({
  selector: 'app-mention-reach',
  imports: [Button, ComposerHint, PluralPipe, TranslocoPipe],
  template: `
    @if (reach(); as reach) {
      @if (counted() || reach.outsideHours > 0) {
        <app-composer-hint icon="megaphone-simple" tone="warning">
          @if (counted() && reach.count === 0) {
            {{ 'chat.composer.reachNobody' | transloco }}
          } @else if (counted()) {
            {{ 'chat.composer.reach' | plural: reach.count }}
          }
          @if (reach.outsideHours > 0) {
            {{ 'chat.composer.reachOff' | plural: reach.outsideHours }}
          }
        </app-composer-hint>
      }
      @if (reach.hiddenLinks; as links) {
        @if (links.length > 0) {
          <app-composer-hint icon="lock-simple" tone="warning">
            @for (link of links; track link.channel.id) {
              {{ 'chat.composer.hiddenLink' | plural: link.hiddenFrom : { channel: link.channel.name } }}
            }
          </app-composer-hint>
        }
      }
      @if (names(); as names) {
        <app-composer-hint icon="eye-slash" tone="warning">
          {{ 'chat.composer.unreachable' | plural: outside().length : { names } }}
          @if (mayInvite()) {
            <button end appButton="quiet" type="button" (click)="add()">
              {{ 'chat.composer.addThem' | transloco }}
            </button>
          }
        </app-composer-hint>
      }
    }
  `,
  styles: 'app-composer-hint + app-composer-hint { --hint-corner: 0; }',
})
export class MentionReach {
  private readonly apollo = inject(Apollo);
  private readonly channel = inject(ChannelStore);
  private readonly deeds = inject(ChannelDeeds);
  private readonly languages = inject(Languages);
  private readonly store = inject(ComposerStore);

  protected readonly reach = signal<Reach | null>(null);
  protected readonly outside = computed(() => this.reach()?.unreachable ?? []);
  protected readonly names = computed(() => {
    const names = this.outside().map(({ displayName }) => displayName);
    return new Intl.ListFormat(this.languages.current()).format(names);
  });
  protected readonly mayInvite = computed(() => this.channel.can().includes('INVITE'));
  /** A single name needs no counting, and of everybody the box tells by itself. */
  protected readonly counted = computed(
    () =>
      /mention:(?:here|department_|team_|role_)/.test(this.store.addressed()) && !this.store.callsEveryone(),
  );
  private asked = 0;

  constructor() {
    let pause: ReturnType<typeof setTimeout> | undefined;
    effect(() => {
      const text = this.store.addressed();
      const channelId = this.channel.channelId();
      clearTimeout(pause);
      if (channelId && text) pause = setTimeout(() => void this.read(channelId, text), PAUSE_MS);
      else {
        untracked(() => {
          this.reach.set(null);
        });
      }
    });
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(pause);
    });
  }

  protected add(): void {
    const channelId = this.channel.channelId();
    if (!channelId) return;
    const ids = this.outside().map(({ id }) => id);
    this.deeds.invite(channelId, ids).subscribe(() => void this.read(channelId, this.store.addressed()));
  }

  private async read(channelId: string, text: string): Promise<void> {
    const nth = ++this.asked;
    const query = {
      query: MentionReachDocument,
      variables: { channelId, text },
      fetchPolicy: 'network-only' as const,
    };
    try {
      const { data } = await firstValueFrom(this.apollo.query(query));
      if (nth === this.asked) this.reach.set(data?.previewMentions ?? null);
    } catch {
      // Without the network nobody is counted; the message itself says when it cannot be sent.
      if (nth === this.asked) this.reach.set(null);
    }
  }
}
