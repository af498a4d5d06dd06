import { Service, inject } from '@angular/core';
import {
  AnswerConsentDocument,
  DeleteRecordingDocument,
  MarkRecordingDocument,
  RetryRecordingDocument,
  StartRecordingDocument,
  StopRecordingDocument,
  WithdrawConsentDocument,
} from '../../../generated/graphql';
import { Doing } from '../../core/graphql/doing';

/** What is done about recordings; what is refused is said, and the answer is whether it was done. */
@Service()
export class RecordingDeeds {
  private readonly doing = inject(Doing);

  start(meetingId: string): Promise<boolean> {
    return this.doing.change(StartRecordingDocument, { meetingId });
  }

  stop(recordingId: string): Promise<boolean> {
    return this.doing.change(StopRecordingDocument, { recordingId });
  }

  mark(recordingId: string, title: string): Promise<boolean> {
    return this.doing.change(MarkRecordingDocument, { recordingId, title });
  }

  retry(recordingId: string): Promise<boolean> {
    return this.doing.change(RetryRecordingDocument, { recordingId });
  }

  remove(recordingId: string): Promise<boolean> {
    return this.doing.change(DeleteRecordingDocument, { recordingId });
  }

  answer(consentId: string, give: boolean): Promise<boolean> {
    return this.doing.change(AnswerConsentDocument, { consentId, give });
  }

  withdraw(consentId: string): Promise<boolean> {
    return this.doing.change(WithdrawConsentDocument, { consentId });
  }
}
