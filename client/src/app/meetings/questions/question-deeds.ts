import { Service, inject } from '@angular/core';
import {
  AnswerQuestionDocument,
  AskQuestionDocument,
  DismissQuestionDocument,
  UpvoteQuestionDocument,
} from '../../../generated/graphql';
import { Doing } from '../../core/graphql/doing';

/** What is done with questions; what is refused is said, and the answer is whether it was done. */
@Service()
export class QuestionDeeds {
  private readonly doing = inject(Doing);

  ask(meetingId: string, text: string): Promise<boolean> {
    return this.doing.change(AskQuestionDocument, { meetingId, text });
  }

  support(questionId: string, supported: boolean): Promise<boolean> {
    return this.doing.change(UpvoteQuestionDocument, { questionId, supported });
  }

  /** With the answer, or as answered aloud. */
  answer(questionId: string, text: string | null): Promise<boolean> {
    return this.doing.change(AnswerQuestionDocument, { questionId, text });
  }

  dismiss(questionId: string): Promise<boolean> {
    return this.doing.change(DismissQuestionDocument, { questionId });
  }
}
