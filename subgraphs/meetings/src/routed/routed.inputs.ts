import { ClientKeyScalar } from '@parley/kit';
import { Field, ID, InputType, Int } from 'type-graphql';

const KEY = 'Client-chosen key: the same key gives the same answer.';
const MINE = "Id of the viewer's participant.";

@InputType({ description: 'One picture on the screen of a device.' })
export class TileInput {
  @Field(() => ID, { description: 'Id of the participant whose picture it is.' })
  readonly participantId!: string;

  @Field(() => Int, { description: 'How wide it is shown, in pixels of the device.' })
  readonly width!: number;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is their screen; their camera when not.' })
  readonly screen?: boolean | null;
}

@InputType({ description: 'What chooseLayers needs.' })
export class ChooseLayersInput {
  @Field(() => ID, { description: MINE })
  readonly participantId!: string;

  @Field(() => [TileInput], {
    description: 'Every picture that is shown from now on, at most 100; sound always comes.',
  })
  readonly tiles!: readonly TileInput[];

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What renewMediaSeat needs.' })
export class RenewMediaSeatInput {
  @Field(() => ID, { description: MINE })
  readonly participantId!: string;

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}
