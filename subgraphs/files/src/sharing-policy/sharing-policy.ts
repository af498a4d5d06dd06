import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

/** Where names are drawn in what those are shown who may only look. */
export const WatermarkPolicy = { CHOSEN: 'CHOSEN', LINKS: 'LINKS', ALWAYS: 'ALWAYS' } as const;
export type WatermarkPolicy = (typeof WatermarkPolicy)[keyof typeof WatermarkPolicy];

registerEnumType(WatermarkPolicy, {
  name: 'WatermarkPolicy',
  description: 'Where names are always drawn in what is shown; may grow.',
  valuesConfig: {
    CHOSEN: { description: 'Where whoever shares chooses so.' },
    LINKS: { description: 'In all that links show which give no copy.' },
    ALWAYS: { description: 'In all that links and shares show which give no copy.' },
  },
});

/** What an organisation lays down for all that is shared. */
@ObjectType({ description: 'What an organisation lays down for all that is shared, whoever shares it.' })
export class SharingPolicy {
  @Field(() => WatermarkPolicy, { description: 'Where names are always drawn.' })
  readonly watermark!: WatermarkPolicy;

  @Field(() => [String], {
    nullable: true,
    description: 'Codes of the regions whose data this is about; null for all data. At most 50.',
  })
  readonly regionCodes!: readonly string[] | null;

  @Field(() => Int, { description: 'Grows by one with every edit; 0 while nobody edited it.' })
  readonly version!: number;
}
