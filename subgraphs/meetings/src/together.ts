import type { MeetingsContext } from './context.js';
import { BreakoutsChanged, LineTold } from './breakout/breakout.js';
import { closingBreakouts } from './breakout/breakout.job.js';
import * as breakouts from './breakout/breakout.resolver.js';
import { BreakoutPlaceRow, BreakoutRow, BreakoutSessionRow } from './breakout/breakout.table.js';
import * as hands from './hand/hand.resolver.js';
import { BreakOut1760000500100 } from './migrations/1760000500100-break-out.js';
import { TakePart1760000500000 } from './migrations/1760000500000-take-part.js';
import { QuestionChanged } from './question/question-events.js';
import * as questions from './question/question.resolver.js';
import { peekQuestion } from './question/question.service.js';
import { QuestionRow, QuestionVoteRow } from './question/question.table.js';
import { ParticipationRow } from './reaction/participation.table.js';
import * as reactions from './reaction/reaction.resolver.js';

interface Key {
  readonly id: string;
}

/** What people do in a room besides talking, as the table of contents lists it. */
export const together = {
  resolvers: [
    ...[...Object.values(hands), ...Object.values(reactions), ...Object.values(questions)],
    ...Object.values(breakouts),
  ],
  types: [QuestionChanged, BreakoutsChanged, LineTold],
  references: {
    Question: ({ id }: Key, ctx: MeetingsContext) => peekQuestion(ctx, id),
  },
  tables: [QuestionRow, QuestionVoteRow, ParticipationRow, BreakoutRow, BreakoutPlaceRow, BreakoutSessionRow],
  migrations: [TakePart1760000500000, BreakOut1760000500100],
  jobs: [closingBreakouts],
};
