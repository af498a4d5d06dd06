import { ClientKeyScalar, Node, UrlScalar } from '@parley/kit';
import { Directive, Field, InputType, Int, ObjectType } from 'type-graphql';

@Directive('@key(fields: "id")')
@ObjectType({ implements: [Node], description: 'A place where the media of rooms can run.' })
export class MediaRegion extends Node {
  @Field(() => String, { description: 'Its code, such as EU: what its media server is called in JANUS_URL.' })
  readonly code!: string;

  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => [String], { description: 'Codes of countries it is for, ISO 3166-1 alpha-2; at most 250.' })
  readonly countries!: readonly string[];

  @Field(() => Boolean, { description: 'Whether new rooms may run there.' })
  readonly enabled!: boolean;

  @Field(() => UrlScalar, {
    nullable: true,
    description: 'Where a browser measures how far it is; null where nobody has said.',
  })
  readonly url!: string | null;
}

@InputType({ description: 'How far a media region is, as a browser measured it.' })
export class LatencyInput {
  @Field(() => String, { description: 'Code of the region.' })
  readonly regionCode!: string;

  @Field(() => Int, { description: 'Round trip, in milliseconds.' })
  readonly milliseconds!: number;
}

@InputType({ description: 'What saveMediaRegion needs.' })
export class SaveMediaRegionInput {
  @Field(() => String, { description: 'Its code, such as EU: what its media server is called in JANUS_URL.' })
  readonly regionCode!: string;

  @Field(() => String, { description: 'Its name, up to 100 characters.' })
  readonly name!: string;

  @Field(() => UrlScalar, { nullable: true, description: 'Where a browser measures how far it is.' })
  readonly url?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Codes of countries it is for, ISO 3166-1 alpha-2, at most 250.',
  })
  readonly countries?: readonly string[] | null;

  @Field(() => Boolean, { description: 'Whether new rooms may run there.' })
  readonly enabled!: boolean;

  @Field(() => ClientKeyScalar, { description: 'Client-chosen key: the same key gives the same answer.' })
  readonly key!: string;
}
