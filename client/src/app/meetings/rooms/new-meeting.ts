import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { SayError } from '../../core/errors/say-error';
import { Session } from '../../core/session/session';
import { Check } from '../../ui/check/check';
import { ChoiceCards } from '../../ui/choice-cards/choice-cards';
import { DialogDeed } from '../../ui/dialog/dialog-deed';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { Field, Input } from '../../ui/field/field';
import { Icon } from '../../ui/icon/icon';
import { Clock } from '../../ui/time/clock';
import { SettingsForm } from '../host/settings-form';
import { usualSettings } from '../host/settings.rules';
import { meetingAddress, roomAddress } from './addresses';
import { MeetingDeeds } from './meeting-deeds';
import { faultOf, nextSpan } from './planning.rules';
import { SpanFields } from './span-fields';

/** What can be made here; calls and breakout rooms come about otherwise. */
const KINDS = ['INSTANT', 'SCHEDULED', 'PERMANENT', 'WEBINAR'] as const;
export type NewKind = (typeof KINDS)[number];

/** What the button that makes it says. */
const DEEDS = { INSTANT: 'start', SCHEDULED: 'plan', PERMANENT: 'open', WEBINAR: 'plan' } as const;

/** Makes a meeting: one that begins now, one that is planned, a room that is always there, or a webinar. */
@Component({
  selector: 'app-new-meeting',
  imports: [
    Check,
    ChoiceCards,
    DialogDeed,
    DialogFrame,
    Field,
    Icon,
    Input,
    SettingsForm,
    SpanFields,
    TranslocoPipe,
  ],
  templateUrl: './new-meeting.html',
  styleUrl: './new-meeting.scss',
})
export class NewMeeting {
  private readonly deeds = inject(MeetingDeeds);
  private readonly errors = inject(SayError);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly texts = inject(TranslocoService);
  private readonly dialog = inject(DialogRef);
  private readonly now = inject(Clock).now;

  protected readonly kinds = KINDS;
  protected readonly kind = signal(inject<NewKind>(DIALOG_DATA));
  protected readonly title = signal(
    this.texts.translate('rooms.make.nameOf', { name: this.session.viewer()?.displayName ?? '' }),
  );
  protected readonly span = signal(nextSpan(new Date()));
  protected readonly settings = linkedSignal(() =>
    usualSettings(this.kind(), this.session.permissions().has('INVITE_GUESTS')),
  );
  /** Whether it is encrypted end to end, which is chosen once. */
  protected readonly sealed = signal(false);
  protected readonly planned = computed(() => this.kind() === 'SCHEDULED' || this.kind() === 'WEBINAR');
  protected readonly word = computed(() => `rooms.make.${DEEDS[this.kind()]}`);
  protected readonly busy = signal(false);
  protected readonly tried = signal(false);
  protected readonly error = signal<string | null>(null);
  protected readonly fault = computed(() =>
    this.tried() && this.planned() ? faultOf(this.span(), this.now()) : null,
  );
  protected readonly titleFault = computed(() =>
    this.tried() && this.title().trim() === '' ? this.texts.translate('rooms.make.fault.title') : null,
  );

  protected async make(): Promise<void> {
    this.tried.set(true);
    if (this.fault() !== null || this.titleFault() !== null) return;
    this.busy.set(true);
    this.error.set(null);
    const { locked: _locked, ...settings } = this.settings();
    const plan = this.planned() ? this.span() : {};
    try {
      const { id, kind } = await this.deeds.create({
        ...{ title: this.title().trim(), kind: this.kind(), ...plan },
        settings: { ...settings, encryption: this.sealed() ? 'END_TO_END' : 'SERVER' },
      });
      this.dialog.close();
      await this.router.navigateByUrl(kind === 'INSTANT' ? roomAddress(id) : meetingAddress(id));
    } catch (error) {
      // Refused, or the network is away: what was written stays.
      this.error.set(this.errors.sentence(error));
    } finally {
      this.busy.set(false);
    }
  }
}
