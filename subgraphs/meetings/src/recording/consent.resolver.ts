import { Arg, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql';
import type { MeetingsContext } from '../context.js';
import { Participant } from '../participant/participant.js';
import { participantInside } from '../participant/participant.service.js';
import type { ParticipantRow } from '../participant/participant.table.js';
import { User } from '../person/user.js';
import {
  answerConsent,
  consentsTo,
  excludedFrom,
  isRecorded,
  viewerConsentTo,
  waitingFor,
  withdrawConsent,
} from './consent.service.js';
import { Consent, Recording } from './recording.js';
import { AnswerConsentInput, WithdrawConsentInput } from './recording.inputs.js';
import { ConsentPurpose } from './recording-state.js';
import { recordingInside } from './recording.service.js';
import type { ConsentRow, RecordingRow } from './recording.table.js';

const INPUT = { description: 'What to do.' };

@Resolver(() => Consent)
export class ConsentResolver {
  @Mutation(() => Consent, {
    description:
      "Gives or declines the viewer's consent that was asked for; the recording begins with the last answer.",
  })
  answerConsent(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => AnswerConsentInput, INPUT) input: AnswerConsentInput,
  ): Promise<ConsentRow> {
    return answerConsent(ctx, input);
  }

  @Mutation(() => Consent, {
    description: "Takes the viewer's consent back: within two seconds nothing more of them is written.",
  })
  withdrawConsent(
    @Ctx() ctx: MeetingsContext,
    @Arg('input', () => WithdrawConsentInput, INPUT) input: WithdrawConsentInput,
  ): Promise<ConsentRow> {
    return withdrawConsent(ctx, input);
  }

  @FieldResolver(() => ConsentPurpose, { description: 'What for.' })
  purpose(): ConsentPurpose {
    return 'RECORDING';
  }

  @FieldResolver(() => User, { nullable: true, description: 'Whose consent it is.' })
  person(@Root() { personId }: Consent): User {
    return { id: personId };
  }

  @FieldResolver(() => Participant, { description: 'Who they are in the meeting.' })
  participant(@Ctx() ctx: MeetingsContext, @Root() { participantId }: Consent): Promise<ParticipantRow> {
    return participantInside(ctx, participantId);
  }

  @FieldResolver(() => Recording, { description: 'What it is about.' })
  recording(@Ctx() ctx: MeetingsContext, @Root() { recordingId }: Consent): Promise<RecordingRow> {
    return recordingInside(ctx, recordingId);
  }
}

@Resolver(() => Recording)
export class RecordingConsentResolver {
  @FieldResolver(() => [Consent], { description: 'What everyone answered; at most 500.' })
  consents(@Ctx() ctx: MeetingsContext, @Root() { id }: Recording): Promise<readonly ConsentRow[]> {
    return consentsTo(ctx, id);
  }

  @FieldResolver(() => Consent, {
    nullable: true,
    description: "The viewer's own answer; null for who was not asked.",
  })
  viewerConsent(@Ctx() ctx: MeetingsContext, @Root() recording: Recording): Promise<ConsentRow | null> {
    return viewerConsentTo(ctx, recording);
  }

  @FieldResolver(() => Int, { description: 'How many of those who are there have not answered.' })
  waitingForCount(@Ctx() ctx: MeetingsContext, @Root() recording: RecordingRow): Promise<number> {
    return waitingFor(ctx, recording);
  }

  @FieldResolver(() => [Participant], {
    description: 'Whose tracks are left out: those who are there and have not agreed; at most 100.',
  })
  excluded(@Ctx() ctx: MeetingsContext, @Root() recording: RecordingRow): Promise<readonly ParticipantRow[]> {
    return excludedFrom(ctx, recording);
  }
}

@Resolver(() => Participant)
export class ParticipantRecordingResolver {
  @FieldResolver(() => Boolean, {
    description: 'Whether what they send is written to a recording at this moment.',
  })
  recorded(@Ctx() ctx: MeetingsContext, @Root() { id }: Participant): Promise<boolean> {
    return isRecorded(ctx, id);
  }
}
