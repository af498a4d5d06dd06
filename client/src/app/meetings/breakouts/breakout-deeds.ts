import { Service, inject } from '@angular/core';
import {
  AskForHelpDocument,
  AssignToBreakoutDocument,
  type BreakoutInput,
  CloseBreakoutsDocument,
  OpenBreakoutsDocument,
  PlanBreakoutsDocument,
  TellBreakoutsDocument,
} from '../../../generated/graphql';
import { Doing } from '../../core/graphql/doing';

/** So long people have to finish what they are saying, in seconds. */
const GRACE_SECONDS = 15;

/** What is done with breakout rooms; what is refused is said, and the answer is whether it was done. */
@Service()
export class BreakoutDeeds {
  private readonly doing = inject(Doing);

  plan(meetingId: string, rooms: BreakoutInput[]): Promise<boolean> {
    return this.doing.change(PlanBreakoutsDocument, { meetingId, rooms });
  }

  open(meetingId: string, minutes: number | null): Promise<boolean> {
    return this.doing.change(OpenBreakoutsDocument, { meetingId, minutes });
  }

  close(meetingId: string): Promise<boolean> {
    return this.doing.change(CloseBreakoutsDocument, { meetingId, seconds: GRACE_SECONDS });
  }

  assign(meetingId: string, userId: string): Promise<boolean> {
    return this.doing.change(AssignToBreakoutDocument, { meetingId, userIds: [userId] });
  }

  help(meetingId: string, wanted: boolean): Promise<boolean> {
    return this.doing.change(AskForHelpDocument, { meetingId, wanted });
  }

  tell(meetingId: string, text: string): Promise<boolean> {
    return this.doing.change(TellBreakoutsDocument, { meetingId, text });
  }
}
