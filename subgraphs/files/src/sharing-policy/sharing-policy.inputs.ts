import { ClientKeyScalar } from '@parley/kit';
import { Field, InputType, Int } from 'type-graphql';
import { WatermarkPolicy } from './sharing-policy.js';

@InputType({ description: 'What setSharingPolicy needs; what is left out stays as it is.' })
export class SetSharingPolicyInput {
  @Field(() => WatermarkPolicy, { nullable: true, description: 'Where names are always drawn.' })
  readonly watermark?: WatermarkPolicy | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Codes of the regions whose data this is about, at most 50; null for all data.',
  })
  readonly regionCodes?: readonly string[] | null;

  @Field(() => Int, { description: 'The version that was read: another one answers CONFLICT.' })
  readonly expectedVersion!: number;

  @Field(() => ClientKeyScalar, { description: 'Client-chosen key: the same key gives the same answer.' })
  readonly key!: string;
}
