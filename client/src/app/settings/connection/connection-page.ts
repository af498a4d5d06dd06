import { Component, computed, inject } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import { Connection } from '../../core/graphql/connection';
import { Outbox } from '../../core/graphql/outbox';
import { Socket } from '../../core/graphql/socket';
import { type StreamReport, type StreamState, Streams } from '../../core/graphql/streams';
import { PluralPipe } from '../../core/i18n/plural';
import { Sidebar } from '../../core/sidebar/sidebar.store';
import { Button } from '../../ui/button/button';
import { Chip, type ChipTone } from '../../ui/chip/chip';
import { Dialogs } from '../../ui/dialog/dialogs';
import { Icon } from '../../ui/icon/icon';
import { DayAndTimePipe, PreciseTimePipe } from '../../ui/time/time-pipes';
import { SettingRow } from '../setting-row';
import { endReason } from './end-reason';

const TONES: Readonly<Record<StreamState, ChipTone>> = {
  connecting: 'info',
  live: 'ok',
  reconnecting: 'info',
  ended: 'warn',
  closed: 'plain',
};

/** How the line to the server stands and what comes over it; one can cut it and watch everything come back. */
@Component({
  selector: 'app-connection-page',
  imports: [Button, Chip, DayAndTimePipe, Icon, PluralPipe, PreciseTimePipe, SettingRow, TranslocoPipe],
  templateUrl: './connection-page.html',
  styleUrl: './connection-page.scss',
})
export class ConnectionPage {
  private readonly dialogs = inject(Dialogs);
  private readonly sidebar = inject(Sidebar);
  private readonly texts = inject(TranslocoService);
  protected readonly connection = inject(Connection);
  protected readonly socket = inject(Socket);
  protected readonly outbox = inject(Outbox);
  private readonly all = inject(Streams).all;

  /** How long one can do without the network to try it out, in seconds. */
  protected readonly absences = [10, 60];
  protected readonly stands = computed(() => this.connection.openSince() !== null);
  protected readonly why = computed(() => endReason(this.connection.lastEnd()?.code));
  protected readonly streams = computed(() =>
    this.all().map((stream) => ({
      ...stream,
      name: this.nameOf(stream),
      tone: TONES[stream.state],
      lastResume: stream.lastResumeMs === null ? '–' : this.milliseconds(stream.lastResumeMs),
    })),
  );
  protected readonly unsent = computed(() =>
    this.outbox.unsent().map(({ key, channelId, input, state, reason, queuedAt }) => ({
      key,
      text: input.text ?? '',
      place: this.channelName(channelId),
      failed: state === 'failed',
      reason,
      queuedAt,
    })),
  );

  protected cut(): void {
    this.socket.cut();
  }

  protected stayAway(seconds: number): void {
    this.connection.stayAway(seconds * 1_000);
    this.socket.cut();
  }

  protected async discard(key: string): Promise<void> {
    const say = (text: string): string => this.texts.translate(`settings.connection.${text}`);
    const question = {
      title: say('discardTitle'),
      text: say('discardText'),
      confirm: say('discard'),
      danger: true,
    };
    if (await firstValueFrom(this.dialogs.ask(question))) await this.outbox.discard(key);
  }

  private nameOf({ name, subjectId }: StreamReport): string {
    if (subjectId && !this.sidebar.entryOf(subjectId)) return this.channelName(subjectId);
    const channel = subjectId ? this.channelName(subjectId) : '';
    return this.texts.translate(`settings.connection.stream.${name}`, { channel });
  }

  private channelName(channelId: string): string {
    const entry = this.sidebar.entryOf(channelId);
    return (
      entry?.peer?.displayName ??
      entry?.channel.name ??
      this.texts.translate('settings.connection.lostChannel')
    );
  }

  private milliseconds(ms: number): string {
    const format = { style: 'unit', unit: 'millisecond', unitDisplay: 'short' } as const;
    return new Intl.NumberFormat(this.texts.getActiveLang(), format).format(ms);
  }
}
