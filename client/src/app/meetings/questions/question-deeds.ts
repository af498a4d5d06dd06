import { Service, inject } from '@angular/core';
import { Apollo } from 'apollo-angular';
import {
  AnswerQuestionDocument,
  AskQuestionDocument,
  DismissQuestionDocument,
  UpvoteQuestionDocument,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';

const aKey = (): string => crypto.randomUUID();

/** What is done with questions; what is refused is said, and the answer is whether it was done. */
@Service()
export class QuestionDeeds {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);

  ask(meetingId: string, text: string): Promise<boolean> {
    return this.attempt(() =>
      change(this.apollo, AskQuestionDocument, { input: { meetingId, text, key: aKey() } }),
    );
  }

  support(questionId: string, supported: boolean): Promise<boolean> {
    return this.attempt(() =>
      change(this.apollo, UpvoteQuestionDocument, { input: { questionId, supported, key: aKey() } }),
    );
  }

  /** With the answer, or as answered aloud. */
  answer(questionId: string, text: string | null): Promise<boolean> {
    return this.attempt(() =>
      change(this.apollo, AnswerQuestionDocument, { input: { questionId, text, key: aKey() } }),
    );
  }

  dismiss(questionId: string): Promise<boolean> {
    return this.attempt(() =>
      change(this.apollo, DismissQuestionDocument, { input: { questionId, key: aKey() } }),
    );
  }

  private async attempt(deed: () => Promise<unknown>): Promise<boolean> {
    try {
      await deed();
      return true;
    } catch (error) {
      // Refused, or the network is away: what was written stays, and it is said why.
      this.errors.toast(error);
      return false;
    }
  }
}
