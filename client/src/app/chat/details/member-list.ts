import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatMenuModule } from '@angular/material/menu';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo, onlyCompleteData } from 'apollo-angular';
import { firstValueFrom, map } from 'rxjs';
import {
  type ChannelMemberFragment,
  ChannelMembersDocument,
  type MemberRole,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { PluralPipe } from '../../core/i18n/plural';
import { Avatar } from '../../ui/avatar/avatar';
import { Button } from '../../ui/button/button';
import { Chip } from '../../ui/chip/chip';
import { Dialogs } from '../../ui/dialog/dialogs';
import { Field, Input } from '../../ui/field/field';
import { IconButton } from '../../ui/icon-button/icon-button';
import { ChannelStore } from '../channel/channel.store';
import { Conversation } from '../channel/conversation';
import { Presences } from '../presence/presence.store';
import { Times } from '../time/times';
import { ChannelDeeds } from './channel-deeds';

const searchFrom = 12;
const roles: readonly MemberRole[] = ['MODERATOR', 'MEMBER', 'READER'];

/** Who belongs to the channel on screen, page by page, with what may be done about it. */
@Component({
  selector: 'app-member-list',
  imports: [Avatar, Button, Chip, Field, IconButton, Input, MatMenuModule, PluralPipe, TranslocoPipe],
  templateUrl: './member-list.html',
  styleUrl: './member-list.scss',
})
export class MemberList {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly presences = inject(Presences);
  private readonly store = inject(ChannelStore);
  private readonly dialogs = inject(Dialogs);
  private readonly texts = inject(TranslocoService);
  protected readonly conversation = inject(Conversation);
  protected readonly deeds = inject(ChannelDeeds);
  protected readonly times = inject(Times);

  protected readonly roles = roles;
  protected readonly text = signal('');
  protected readonly channel = this.store.channel;
  protected readonly searchable = computed(() => (this.channel()?.memberCount ?? 0) > searchFrom);
  protected readonly mayManage = computed(() => this.store.can().includes('MANAGE'));
  protected readonly mayRemove = computed(() => this.store.can().includes('MODERATE'));
  protected readonly mayExplain = computed(() => this.store.can().includes('EXPLAIN'));

  private readonly found = rxResource({
    params: () => {
      const channelId = this.store.channelId();
      return channelId ? { channelId, text: this.text().trim() || undefined } : undefined;
    },
    stream: ({ params }) =>
      this.apollo
        .watchQuery({ query: ChannelMembersDocument, variables: params, fetchPolicy: 'cache-and-network' })
        .valueChanges.pipe(
          onlyCompleteData(),
          map(({ data }) => data.channel?.members ?? null),
        ),
  });
  protected readonly page = computed(() => (this.found.hasValue() ? this.found.value() : null));
  protected readonly members = computed<readonly ChannelMemberFragment[]>(() => this.page()?.nodes ?? []);
  private readonly shownIds = computed(() => this.members().flatMap(({ user }) => (user ? [user.id] : [])), {
    equal: (a, b) => a.join() === b.join(),
  });

  constructor() {
    effect((onCleanup) => {
      const ids = this.shownIds();
      onCleanup(untracked(() => this.presences.watch(ids)));
    });
  }

  protected presenceOf(member: ChannelMemberFragment) {
    return member.user ? this.presences.stateOf(member.user.id, member.user.presence?.state) : null;
  }

  /** Others can be managed; oneself leaves. */
  protected manageable(member: ChannelMemberFragment): boolean {
    return (
      (this.mayManage() || this.mayRemove() || this.mayExplain()) &&
      member.user !== null &&
      member.user.id !== this.store.viewerId()
    );
  }

  protected setRole(member: ChannelMemberFragment, role: MemberRole): void {
    const channelId = this.store.channelId();
    if (channelId && member.user) this.deeds.setRole(channelId, member.user.id, role);
  }

  protected remove(member: ChannelMemberFragment): void {
    const channelId = this.store.channelId();
    if (channelId && member.user) this.deeds.remove(channelId, member.user.id);
  }

  /** Asks first: what is handed over is not taken back. */
  protected handOver(member: ChannelMemberFragment): void {
    this.ask('handOver', member).subscribe((yes) => {
      if (yes) this.setRole(member, 'OWNER');
    });
  }

  protected ban(member: ChannelMemberFragment): void {
    const channelId = this.store.channelId();
    const userId = member.user?.id;
    this.ask('ban', member).subscribe((yes) => {
      if (yes && channelId && userId) this.deeds.remove(channelId, userId, true);
    });
  }

  protected why(member: ChannelMemberFragment): void {
    const channelId = this.store.channelId();
    if (!channelId || !member.user) return;
    const question = { channelId, userId: member.user.id, name: member.user.displayName };
    void import('./why-dialog').then(({ WhyDialog }) => this.dialogs.open(WhyDialog, question));
  }

  private ask(deed: 'handOver' | 'ban', { user }: ChannelMemberFragment) {
    const params = { name: user?.displayName, channel: this.store.name() };
    const say = (part: string): string =>
      this.texts.translate(`chat.details.${deed}Question.${part}`, params);
    return this.dialogs.ask({
      title: say('title'),
      text: say('text'),
      confirm: say('confirm'),
      danger: deed === 'ban',
    });
  }

  protected async more(): Promise<void> {
    const variables = {
      channelId: this.store.channelId() ?? '',
      text: this.text().trim() || undefined,
      after: this.page()?.pageInfo.endCursor,
    };
    try {
      await firstValueFrom(
        this.apollo.query({ query: ChannelMembersDocument, variables, fetchPolicy: 'network-only' }),
      );
    } catch (error) {
      // Who is shown stays; the button asks again.
      this.errors.toast(error);
    }
  }
}
