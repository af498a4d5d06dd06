import { Component, computed, effect, inject, untracked } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { AttachmentInput } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { type OutgoingFile, toAttachment } from '../../core/files/outgoing-file';
import { Uploads } from '../../core/files/uploads';
import { OwnThings } from '../../core/own/own-things';
import { PluralPipe } from '../../core/i18n/plural';
import { Dialogs } from '../../ui/dialog/dialogs';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { ChannelStore } from '../channel/channel.store';
import { ComposerStore } from '../composer/composer.store';
import { Times } from '../time/times';
import { type MomentName, momentAt, nextMorning, offered } from '../when/moments.rules';
import type { WhenAnswer, WhenQuestion } from '../when/when-dialog';
import { ScheduledMessages, type Timing } from './scheduled-messages';

const MORNING = '09:00';

/** Beside the button that sends: the same later, also at nine where the other one is. */
@Component({
  selector: 'app-send-later',
  imports: [Icon, IconButton, MatMenuModule, PluralPipe, RouterLink, TranslocoPipe],
  templateUrl: './send-later.html',
  styleUrl: './send-later.scss',
})
export class SendLater {
  private readonly channel = inject(ChannelStore);
  private readonly composer = inject(ComposerStore);
  private readonly dialogs = inject(Dialogs);
  private readonly errors = inject(SayError);
  private readonly own = inject(OwnThings);
  private readonly scheduled = inject(ScheduledMessages);
  private readonly texts = inject(TranslocoService);
  private readonly uploads = inject(Uploads);
  protected readonly times = inject(Times);
  private readonly zone = computed(() => this.times.timeZone() ?? 'UTC');

  protected readonly ready = computed(() => this.composer.outgoing() !== null);
  protected readonly moments = computed(() => offered(['tomorrow', 'monday'], this.times.now(), this.zone()));
  /** How many messages wait in the channel on screen. */
  protected readonly waiting = computed(
    () => this.own.scheduled().filter(({ channel }) => channel?.id === this.channel.channelId()).length,
  );
  /** The other one of two, where nine o'clock there is another moment than here. */
  protected readonly morning = computed(() => {
    const peer = this.channel.channel()?.viewerEntry?.peer;
    if (!peer || !this.times.elsewhere(peer.timeZone, 1)) return null;
    const at = nextMorning(this.times.now(), peer.timeZone);
    return { name: peer.displayName.split(' ')[0] ?? peer.displayName, at };
  });

  constructor() {
    effect(() => {
      if (!this.composer.morningWanted()) return;
      untracked(() => {
        this.composer.morningWanted.set(false);
        this.inTheirMorning();
      });
    });
  }

  protected momentOf(name: MomentName): Date {
    return momentAt(name, this.times.now(), this.zone());
  }

  protected atMoment(name: MomentName): void {
    void this.send({ sendAt: this.momentOf(name).toISOString() });
  }

  protected inTheirMorning(): void {
    void this.send({ recipientLocalTime: MORNING });
  }

  protected async pick(): Promise<void> {
    const { WhenDialog } = await import('../when/when-dialog');
    const question: WhenQuestion = {
      heading: this.texts.translate('chat.later.title'),
      confirm: this.texts.translate('chat.later.confirm'),
      moments: ['hour', 'tomorrow', 'monday'],
      at: this.momentOf('tomorrow'),
    };
    this.dialogs.open<WhenAnswer>(WhenDialog, question).closed.subscribe((answer) => {
      if (answer) void this.send({ sendAt: answer.at.toISOString() });
    });
  }

  private async send(timing: Timing): Promise<void> {
    const message = this.composer.outgoing();
    const written = { text: this.composer.text(), mentions: this.composer.mentions() };
    if (!message) return;
    const place = this.channel.placeId();
    const attachments = await this.withServer(this.composer.files());
    if (!attachments) return;
    const carried = attachments.length > 0 && { attachments };
    const kept = await this.scheduled.schedule({ ...message, ...carried, ...timing }, () => {
      // Where something else is written by then, that stays.
      if (this.channel.placeId() !== place || !this.composer.empty()) return;
      this.composer.mentions.set([...written.mentions]);
      this.composer.text.set(written.text);
    });
    if (kept && this.channel.placeId() === place) this.composer.leave();
  }

  /** Files go to the server first; null where one of them could not. */
  private async withServer(files: readonly OutgoingFile[]): Promise<AttachmentInput[] | null> {
    try {
      const sent = files.map(async (file) => toAttachment(await this.uploads.withServer(file)));
      return await Promise.all(sent);
    } catch (error) {
      // The tray shows what became of each; what was written stays.
      this.errors.toast(error);
      return null;
    }
  }
}
