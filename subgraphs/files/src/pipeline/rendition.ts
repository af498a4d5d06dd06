import { RenditionKind, UrlScalar } from '@parley/kit';
import { Directive, Field, Int, ObjectType } from 'type-graphql';

export { RenditionKind };

/** Something that was made from a file. */
@Directive('@shareable')
@ObjectType({ description: 'Something that was made from a file, to be looked at.' })
export class Rendition {
  @Field(() => RenditionKind, { description: 'What kind it is.' })
  readonly kind!: RenditionKind;

  @Field(() => UrlScalar, { description: 'Where it is; the right is checked on every request.' })
  readonly url!: string;

  @Field(() => Int, { nullable: true, description: 'In pixels.' })
  readonly width!: number | null;

  @Field(() => Int, { nullable: true, description: 'In pixels.' })
  readonly height!: number | null;

  @Field(() => Int, { nullable: true, description: 'Of which page; null for the whole.' })
  readonly page!: number | null;

  @Field(() => Boolean, { description: 'Whether it is made; what is not yet will be told of by fileEvents.' })
  readonly ready!: boolean;
}
