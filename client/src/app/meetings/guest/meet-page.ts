import { Component, DestroyRef, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { PageTitle } from '../../core/i18n/page-title';
import { Session } from '../../core/session/session';
import { Button } from '../../ui/button/button';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Field, Input } from '../../ui/field/field';
import { Icon } from '../../ui/icon/icon';
import { Logo } from '../../ui/logo/logo';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { DeviceChoice } from '../devices/device-choice';
import { OwnLook } from '../devices/own-look';
import type { LocalMedia } from '../media/local-media';
import { RoomDesk } from '../room/room-desk';
import { RoomPage } from '../room/room-page';
import { RoomVisits } from '../room/room-visits';
import { RoomWhen } from '../room/room-when';
import { roomAddress } from '../rooms/addresses';
import { Meet } from './meet.store';

/** The way in by the link of a meeting, and for guests the meeting itself: they have nothing else to go to. */
@Component({
  selector: 'app-meet-page',
  imports: [
    ...[Button, DeviceChoice, EmptyState, ErrorState, Field, Icon, Input, Logo, OwnLook, RoomDesk],
    ...[RoomPage, RoomWhen, RouterLink, Skeleton, TranslocoPipe],
  ],
  providers: [Meet],
  templateUrl: './meet-page.html',
  styleUrl: './meet-page.scss',
})
export class MeetPage {
  private readonly router = inject(Router);
  private readonly texts = inject(TranslocoService);
  private readonly visits = inject(RoomVisits);
  protected readonly session = inject(Session);
  protected readonly store = inject(Meet);

  /** The secret part of the link, from the address. */
  readonly token = input.required<string>();
  /** Which panel stands beside the room, by the address. */
  readonly panel = input<string>();

  protected readonly media = signal<LocalMedia | null>(null);
  protected readonly name = signal('');
  protected readonly tried = signal(false);
  protected readonly nameFault = computed(() =>
    this.tried() && this.store.asksName() && this.name().trim() === ''
      ? this.texts.translate('rooms.guest.nameMissing')
      : null,
  );
  protected readonly when = computed(() => {
    const meeting = this.store.meeting();
    return meeting && { startedAt: null, startsAt: meeting.startsAt, endsAt: meeting.endsAt };
  });
  /** Whether the link is good, but not for whoever has no account. */
  protected readonly membersOnly = computed(
    () => this.store.asksName() && this.store.meeting()?.guests === false,
  );
  /** The address that the room would have within the product: what is heard of it is heard here. */
  protected readonly address = computed(() => roomAddress(this.store.meeting()?.meetingId ?? ''));

  constructor() {
    const title = inject(PageTitle);
    effect(() => {
      const token = this.token();
      untracked(() => void this.store.begin(token));
    });
    effect(() => {
      const name = this.store.meeting()?.title;
      if (name) title.call(name);
    });
    effect(() => {
      const state = this.store.state();
      untracked(() => {
        if (state === 'door' && !this.membersOnly()) this.look();
        if (state === 'known' && !this.session.guest()) void this.router.navigateByUrl(this.address());
      });
    });
    inject(DestroyRef).onDestroy(() => {
      this.media()?.release();
    });
  }

  protected async come(): Promise<void> {
    this.tried.set(true);
    const media = this.media();
    if (!media || this.nameFault() !== null) return;
    // The room goes on with camera and microphone as they are.
    if (await this.store.come(this.name().trim(), media)) this.media.set(null);
  }

  private look(): void {
    if (this.media()) return;
    const media = this.visits.newMedia();
    this.media.set(media);
    void media.begin(true);
  }
}
