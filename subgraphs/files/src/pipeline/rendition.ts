import { UrlScalar } from '@parley/kit';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

/** Kinds of what is made from files. */
export const RenditionKind = {
  THUMBNAIL: 'THUMBNAIL',
  PREVIEW: 'PREVIEW',
  POSTER: 'POSTER',
  STREAM: 'STREAM',
  WAVEFORM: 'WAVEFORM',
  PDF: 'PDF',
  TEXT: 'TEXT',
} as const;
export type RenditionKind = (typeof RenditionKind)[keyof typeof RenditionKind];

registerEnumType(RenditionKind, {
  name: 'RenditionKind',
  description: 'Kinds of renditions.',
  valuesConfig: {
    THUMBNAIL: { description: 'Small.' },
    PREVIEW: { description: 'Large.' },
    POSTER: { description: 'One frame of a film.' },
    STREAM: { description: 'A film or sound that every browser plays.' },
    WAVEFORM: { description: 'The shape of a sound.' },
    PDF: { description: 'As PDF.' },
    TEXT: { description: 'As plain text; form feeds divide pages.' },
  },
});

/** Something that was made from a file. */
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
