import { DateTimeScalar } from '@parley/kit';
import { Field, ObjectType, registerEnumType } from 'type-graphql';

/** What belongs to somebody alone, or to a team of theirs, and is read as a list or a sum. */
export const OwnFilesPart = {
  RECENT: 'RECENT',
  FAVORITES: 'FAVORITES',
  TRASH: 'TRASH',
  USAGE: 'USAGE',
  FILES: 'FILES',
} as const;
export type OwnFilesPart = (typeof OwnFilesPart)[keyof typeof OwnFilesPart];

registerEnumType(OwnFilesPart, {
  name: 'OwnFilesPart',
  description: "A part of what is the viewer's own.",
  valuesConfig: {
    RECENT: { description: 'Viewer.recentFiles.' },
    FAVORITES: { description: 'Viewer.favoriteFiles.' },
    TRASH: { description: 'Viewer.trash.' },
    USAGE: { description: 'Viewer.storageUsed.' },
    FILES: { description: 'A file or folder of theirs or of a team of theirs, wherever it is listed.' },
  },
});

/** That something of one's own is no longer as it was read. */
@ObjectType({
  description:
    "What is the viewer's own is followed from here on, which is said of all of it, or some of it is no longer as it was.",
})
export class OwnFilesSignal {
  @Field(() => [OwnFilesPart], { description: 'What to read again.' })
  readonly about!: readonly OwnFilesPart[];

  @Field(() => DateTimeScalar, { description: 'When it was told.' })
  readonly at!: Date;
}
