import { Component, inject } from '@angular/core';
import { AskRow } from '../acknowledgement/ask-row';
import { AttachmentTray } from '../attachment/attachment-tray';
import { VoiceRecorder } from '../voice/voice-recorder';
import { ComposerStore } from './composer.store';
import { MentionReach } from './mention-reach';

/**
 * What a message will carry beside its words, shown above the box until it is sent: one `@if (…) { @defer { … } }` for
 * each feature, that shows what stands in `store.extras()` and can be taken out again.
 */
@Component({
  selector: 'app-composer-rows',
  imports: [AskRow, AttachmentTray, MentionReach, VoiceRecorder],
  template: `
    @if (store.addressed()) {
      @defer (on immediate) {
        <app-mention-reach />
      }
    }
    @if (store.place().files; as place) {
      @if (store.files().length > 0) {
        @defer (on immediate) {
          <app-attachment-tray [placeId]="place.placeId" [files]="store.files()" />
        }
      }
    }
    @if (store.extras().requireAcknowledgement) {
      @defer (on immediate) {
        <app-ask-row />
      }
    }
    @if (store.recording()) {
      @defer (on immediate) {
        <app-voice-recorder />
      }
    }
  `,
})
export class ComposerRows {
  protected readonly store = inject(ComposerStore);
}
