import { Service, inject } from '@angular/core';
import type { TypedDocumentNode } from '@apollo/client';
import { Apollo } from 'apollo-angular';
import {
  AskForHelpDocument,
  AssignToBreakoutDocument,
  type BreakoutInput,
  CloseBreakoutsDocument,
  OpenBreakoutsDocument,
  PlanBreakoutsDocument,
  TellBreakoutsDocument,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';

/** So long people have to finish what they are saying, in seconds. */
const GRACE_SECONDS = 15;

/** What is done with breakout rooms; what is refused is said, and the answer is whether it was done. */
@Service()
export class BreakoutDeeds {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);

  plan(meetingId: string, rooms: BreakoutInput[]): Promise<boolean> {
    return this.attempt(PlanBreakoutsDocument, { meetingId, rooms });
  }

  open(meetingId: string, minutes: number | null): Promise<boolean> {
    return this.attempt(OpenBreakoutsDocument, { meetingId, minutes });
  }

  close(meetingId: string): Promise<boolean> {
    return this.attempt(CloseBreakoutsDocument, { meetingId, seconds: GRACE_SECONDS });
  }

  assign(meetingId: string, userId: string): Promise<boolean> {
    return this.attempt(AssignToBreakoutDocument, { meetingId, userIds: [userId] });
  }

  help(meetingId: string, wanted: boolean): Promise<boolean> {
    return this.attempt(AskForHelpDocument, { meetingId, wanted });
  }

  tell(meetingId: string, text: string): Promise<boolean> {
    return this.attempt(TellBreakoutsDocument, { meetingId, text });
  }

  private async attempt<TData, TInput extends object>(
    mutation: TypedDocumentNode<TData, { input: TInput & { readonly key: string } }>,
    input: TInput,
  ): Promise<boolean> {
    try {
      await change(this.apollo, mutation, { input: { ...input, key: crypto.randomUUID() } });
      return true;
    } catch (error) {
      // Refused, or the network is away: the rooms are as they were, and it is said why.
      this.errors.toast(error);
      return false;
    }
  }
}
