import { Service, inject } from '@angular/core';
import { Apollo } from 'apollo-angular';
import { type Observable, map } from 'rxjs';
import {
  MediaSignalsDocument,
  type MediaSignalsSubscription,
  ReportQualityDocument,
  SendSignalDocument,
  SetMediaDocument,
} from '../../../generated/graphql';
import { change } from '../../core/graphql/change';
import { ephemeral } from '../../core/graphql/ephemeral';
import type { OutgoingSignal } from '../media/peer-link';
import type { Measured } from '../media/quality.rules';

/** What is on of the viewer's. */
export interface MediaOn {
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
}

/** What a device in a call says to the server, and what it hears from the other through it. */
@Service()
export class MediaLine {
  private readonly apollo = inject(Apollo);

  signalsTo(participantId: string): Observable<MediaSignalsSubscription['mediaSignals']> {
    // A call that becomes a room is listened to twice for a while, and each is told from when on nothing is missed.
    const signals = { query: MediaSignalsDocument, variables: { participantId }, alone: true };
    return ephemeral(this.apollo, signals).pipe(map(({ mediaSignals }) => mediaSignals));
  }

  async send(participantId: string, toParticipantId: string, outgoing: OutgoingSignal): Promise<void> {
    const signal = { ...outgoing, toParticipantId };
    await change(this.apollo, SendSignalDocument, {
      input: { participantId, signal, key: crypto.randomUUID() },
    });
  }

  async setMedia(participantId: string, on: MediaOn): Promise<void> {
    await change(this.apollo, SetMediaDocument, {
      input: { participantId, ...on, key: crypto.randomUUID() },
    });
  }

  async report(participantId: string, sample: Measured): Promise<void> {
    await change(this.apollo, ReportQualityDocument, {
      input: { participantId, sample, key: crypto.randomUUID() },
    });
  }
}
