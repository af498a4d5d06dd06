import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, type Signal, computed, effect, inject, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService, provideTranslocoScope } from '@jsverse/transloco';
import { Button } from '../../ui/button/button';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { Field, Input } from '../../ui/field/field';
import { type ActiveRecording, castOf } from './recording.rules';
import { RecordingDeeds } from './recording-deeds';

/** Everything about the recording of a room: who is in it, who is not, whom it waits for, and what one may do. */
@Component({
  selector: 'app-recording-dialog',
  imports: [Button, DialogFrame, Field, Input, TranslocoPipe],
  providers: [provideTranslocoScope('recording')],
  templateUrl: './recording-dialog.html',
  styleUrl: './recording-words.scss',
})
export class RecordingDialog {
  private readonly deeds = inject(RecordingDeeds);
  private readonly texts = inject(TranslocoService);
  protected readonly dialog = inject(DialogRef);
  protected readonly recording = inject<Signal<ActiveRecording | null>>(DIALOG_DATA);
  protected readonly busy = signal(false);

  protected readonly groups = computed(() => {
    const recording = this.recording();
    if (!recording) return [];
    const { recorded, leftOut, awaited } = castOf(recording);
    const list = new Intl.ListFormat(this.texts.activeLang());
    return [
      { label: recording.state === 'RUNNING' ? 'recorded' : 'agreed', names: recorded },
      { label: 'awaited', names: awaited },
      { label: 'leftOut', names: leftOut },
    ].flatMap(({ label, names }) => (names.length > 0 ? [{ label, names: list.format(names) }] : []));
  });
  protected readonly own = computed(() => this.recording()?.viewerConsent ?? null);
  protected readonly keeps = computed(() => this.recording()?.viewerCan.includes('RECORD') === true);

  constructor() {
    effect(() => {
      // It is over: there is nothing to tell any more.
      if (!this.recording()) this.dialog.close();
    });
  }

  protected answer(give: boolean): Promise<void> {
    return this.do((consentId) => this.deeds.answer(consentId, give), this.own()?.id);
  }

  protected withdraw(): Promise<void> {
    return this.do((consentId) => this.deeds.withdraw(consentId), this.own()?.id);
  }

  protected stop(): Promise<void> {
    return this.do((id) => this.deeds.stop(id), this.recording()?.id);
  }

  protected async mark(event: Event, box: HTMLInputElement): Promise<void> {
    event.preventDefault();
    const title = box.value.trim();
    if (title === '') return;
    await this.do(async (id) => {
      if (await this.deeds.mark(id, title)) box.value = '';
    }, this.recording()?.id);
  }

  private async do(deed: (id: string) => Promise<unknown>, id: string | undefined): Promise<void> {
    if (!id || this.busy()) return;
    this.busy.set(true);
    await deed(id);
    this.busy.set(false);
  }
}
