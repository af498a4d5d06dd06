import type { DialogRef } from '@angular/cdk/dialog';
import { Component, DestroyRef, computed, effect, inject, input, untracked } from '@angular/core';
import { Dialogs } from '../../ui/dialog/dialogs';
import { OwnCalls } from '../call/own-calls';
import { type ConsentAsked, ConsentDialog } from './consent-dialog';
import { recordingIn } from './room-recording';

/** Asks whoever is in a room that is to be recorded, wherever in the product they are; never answers for them. */
@Component({ selector: 'app-consent-asker', template: '' })
export class ConsentAsker {
  private readonly dialogs = inject(Dialogs);
  private readonly calls = inject(OwnCalls);
  private dialog: DialogRef | null = null;

  /** Id of the meeting that the viewer is in; null while they are in none. */
  readonly meeting = input.required<string | null>();

  private readonly room = recordingIn(this.meeting);
  private readonly recording = computed(() => this.room()?.activeRecording ?? null);
  private readonly isAsked = computed(() => this.recording()?.viewerConsent?.state === 'ASKED');

  constructor() {
    effect(() => {
      const isAsked = this.isAsked();
      untracked(() => {
        if (isAsked) this.ask();
        else this.close();
      });
    });
    inject(DestroyRef).onDestroy(() => {
      this.close();
    });
  }

  private ask(): void {
    if (this.dialog) return;
    const isCall = this.calls.list().some(({ meeting }) => meeting?.id === this.meeting());
    const about: ConsentAsked = { recording: this.recording, isCall };
    this.dialog = this.dialogs.open(ConsentDialog, about);
    // Neither a key nor a press beside it is an answer.
    this.dialog.disableClose = true;
  }

  private close(): void {
    this.dialog?.close();
    this.dialog = null;
  }
}
