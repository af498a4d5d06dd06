import { Component, computed, inject, input, signal } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { ChangeShareDocument, EndShareDocument, type UpdateShareInput } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { Session } from '../../core/session/session';
import { Toasts } from '../../core/toast/toasts';
import { Avatar } from '../../ui/avatar/avatar';
import { Button } from '../../ui/button/button';
import { Icon } from '../../ui/icon/icon';
import { DayAndTimePipe } from '../../ui/time/time-pipes';
import { type ShareItem, type SharedNode, nameOf } from './audience.rules';
import { iconOf } from './grantee.rules';
import { type Level, canWatermark, levelOf, levels, mayCopy, rightsOf } from './levels.rules';
import { ShareEnd } from './share-end';

/** Everybody who has something by a share of it or of a folder above, what they may do, and the way to change it. */
@Component({
  selector: 'app-share-list',
  imports: [Avatar, Button, DayAndTimePipe, Icon, MatMenuModule, ShareEnd, TranslocoPipe],
  templateUrl: './share-list.html',
  styleUrl: './share-list.scss',
})
export class ShareList {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly session = inject(Session);
  private readonly texts = inject(TranslocoService);
  private readonly toasts = inject(Toasts);

  readonly node = input.required<SharedNode>();
  readonly mayShare = input(false);

  /** The share whose end is being chosen. */
  protected readonly ending = signal<string | null>(null);

  protected readonly levels = levels;
  protected readonly levelOf = levelOf;
  protected readonly mayCopy = mayCopy;
  protected readonly canWatermark = canWatermark;
  protected readonly iconOf = iconOf;
  protected readonly isOwn = computed(() => this.node().owner?.id === this.session.viewer()?.id);
  /** What is given on the thing itself comes before what comes down from above. */
  protected readonly shares = computed(() => {
    const { id, shares } = this.node();
    const own = shares.nodes.filter(({ item }) => item?.id === id);
    return [...own, ...shares.nodes.filter((share) => !own.includes(share))];
  });

  protected nameOf({ grantee }: ShareItem): string {
    return nameOf(grantee) ?? this.texts.translate('files.share.who.somebody');
  }

  protected isInherited({ item }: ShareItem): boolean {
    return item?.id !== this.node().id;
  }

  protected setLevel(share: ShareItem, level: Level): Promise<void> {
    return this.update(share, { rights: rightsOf(level, mayCopy(share.rights)) });
  }

  protected setCopies(share: ShareItem): Promise<void> {
    return this.update(share, { rights: rightsOf(levelOf(share.rights), !mayCopy(share.rights)) });
  }

  protected setWatermark(share: ShareItem): Promise<void> {
    return this.update(share, { watermark: !share.watermark });
  }

  protected forGood(share: ShareItem): Promise<void> {
    return this.update(share, { expiresAt: null });
  }

  protected async end(share: ShareItem): Promise<void> {
    await this.say(async () => {
      await change(this.apollo, EndShareDocument, { input: { shareId: share.id, key: crypto.randomUUID() } });
      this.toasts.done(this.texts.translate('files.share.ended', { name: this.nameOf(share) }));
    });
  }

  private update(
    share: ShareItem,
    what: Pick<UpdateShareInput, 'rights' | 'expiresAt' | 'watermark'>,
  ): Promise<void> {
    const { id: shareId, version: expectedVersion } = share;
    return this.say(async () => {
      const input = { ...what, shareId, expectedVersion, key: crypto.randomUUID() };
      await change(this.apollo, ChangeShareDocument, { input });
    });
  }

  private async say(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      // Refused, or the network is away: nothing changed, and it is said why.
      this.errors.toast(error);
    }
  }
}
