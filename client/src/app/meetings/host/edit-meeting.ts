import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import { MeetingDetailsDocument, type MeetingDetailsViewFragment } from '../../../generated/graphql';
import { hasCode } from '../../core/errors/error-code';
import { SayError } from '../../core/errors/say-error';
import { Toasts } from '../../core/toast/toasts';
import { Button } from '../../ui/button/button';
import { DialogDeed } from '../../ui/dialog/dialog-deed';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { Field, Input } from '../../ui/field/field';
import { Icon } from '../../ui/icon/icon';
import { MeetingDeeds } from '../rooms/meeting-deeds';
import { type Span, faultOf } from '../rooms/planning.rules';
import { SpanFields } from '../rooms/span-fields';
import { SettingsForm } from './settings-form';
import { type Settings, changesOf } from './settings.rules';

/** Changes what a meeting is called, when it is and how it works; what others changed meanwhile is not lost. */
@Component({
  selector: 'app-edit-meeting',
  imports: [
    ...[Button, DialogDeed, DialogFrame, Field, Icon, Input, SettingsForm, SpanFields, TranslocoPipe],
  ],
  templateUrl: './edit-meeting.html',
  styleUrl: './edit-meeting.scss',
})
export class EditMeeting {
  private readonly apollo = inject(Apollo);
  private readonly deeds = inject(MeetingDeeds);
  private readonly dialog = inject(DialogRef);
  private readonly errors = inject(SayError);
  private readonly texts = inject(TranslocoService);
  private readonly toasts = inject(Toasts);

  /** What the meeting was when it was last read here. */
  private readonly before = signal(inject<MeetingDetailsViewFragment>(DIALOG_DATA));
  protected readonly title = signal(this.before().title);
  protected readonly span = signal<Span>(this.before());
  protected readonly settings = signal<Settings>(this.before().settings);
  protected readonly planned = computed(() => this.before().startsAt !== null);
  protected readonly busy = signal(false);
  protected readonly tried = signal(false);
  protected readonly error = signal<string | null>(null);
  /** Whether somebody else has changed it meanwhile. */
  protected readonly isStale = signal(false);
  protected readonly fault = computed(() => (this.tried() && this.planned() ? faultOf(this.span()) : null));
  protected readonly titleFault = computed(() =>
    this.tried() && this.title().trim() === '' ? this.texts.translate('rooms.make.fault.title') : null,
  );

  protected async save(): Promise<void> {
    this.tried.set(true);
    if (this.fault() !== null || this.titleFault() !== null) return;
    await this.attempt(async () => {
      const { id, version } = this.before();
      const settings = changesOf(this.before().settings, this.settings());
      await this.deeds.update({
        ...{ meetingId: id, expectedVersion: version, title: this.title().trim() },
        ...(this.planned() && { startsAt: this.span().startsAt, endsAt: this.span().endsAt }),
        ...(settings && { settings }),
      });
      this.toasts.done(this.texts.translate('rooms.edit.saved'));
      this.dialog.close();
    });
  }

  /** Shows what somebody else made of it, in place of what was written here. */
  protected async takeTheirs(): Promise<void> {
    await this.attempt(async () => {
      const meeting = await this.reread();
      this.title.set(meeting.title);
      this.span.set(meeting);
      this.settings.set(meeting.settings);
      this.isStale.set(false);
    });
  }

  /** What was written here stands over what somebody else made of it. */
  protected async keepMine(): Promise<void> {
    await this.attempt(async () => {
      await this.reread();
      this.isStale.set(false);
    });
    if (!this.isStale()) await this.save();
  }

  private async reread(): Promise<MeetingDetailsViewFragment> {
    const { id } = this.before();
    const query = { query: MeetingDetailsDocument, variables: { meetingId: id } };
    const { data } = await firstValueFrom(this.apollo.query({ ...query, fetchPolicy: 'network-only' }));
    const meeting = data?.meeting ?? this.before();
    this.before.set(meeting);
    return meeting;
  }

  private async attempt(deed: () => Promise<void>): Promise<void> {
    this.busy.set(true);
    this.error.set(null);
    try {
      await deed();
    } catch (error) {
      // Refused, or the network is away: what was written stays.
      this.isStale.set(hasCode(error, 'CONFLICT'));
      if (!this.isStale()) this.error.set(this.errors.sentence(error));
    } finally {
      this.busy.set(false);
    }
  }
}
