import { Service, inject } from '@angular/core';
import { Apollo } from 'apollo-angular';
import {
  AnswerConsentDocument,
  DeleteRecordingDocument,
  MarkRecordingDocument,
  StartRecordingDocument,
  StopRecordingDocument,
  WithdrawConsentDocument,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';

const aKey = (): string => crypto.randomUUID();

/** What is done about recordings; what is refused is said, and the answer is whether it was done. */
@Service()
export class RecordingDeeds {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);

  start(meetingId: string): Promise<boolean> {
    return this.attempt(() =>
      change(this.apollo, StartRecordingDocument, { input: { meetingId, key: aKey() } }),
    );
  }

  stop(recordingId: string): Promise<boolean> {
    return this.attempt(() =>
      change(this.apollo, StopRecordingDocument, { input: { recordingId, key: aKey() } }),
    );
  }

  mark(recordingId: string, title: string): Promise<boolean> {
    return this.attempt(() =>
      change(this.apollo, MarkRecordingDocument, { input: { recordingId, title, key: aKey() } }),
    );
  }

  remove(recordingId: string): Promise<boolean> {
    return this.attempt(() =>
      change(this.apollo, DeleteRecordingDocument, { input: { recordingId, key: aKey() } }),
    );
  }

  answer(consentId: string, give: boolean): Promise<boolean> {
    return this.attempt(() =>
      change(this.apollo, AnswerConsentDocument, { input: { consentId, give, key: aKey() } }),
    );
  }

  withdraw(consentId: string): Promise<boolean> {
    return this.attempt(() =>
      change(this.apollo, WithdrawConsentDocument, { input: { consentId, key: aKey() } }),
    );
  }

  private async attempt(deed: () => Promise<unknown>): Promise<boolean> {
    try {
      await deed();
      return true;
    } catch (error) {
      // Refused, or the network is away: nothing has changed, and it is said why.
      this.errors.toast(error);
      return false;
    }
  }
}
