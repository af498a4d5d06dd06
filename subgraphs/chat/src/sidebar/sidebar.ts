import { CursorScalar, Node } from '@parley/kit';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import type { NotificationLevel } from '../notification/level.js';
import type { WholeEntry } from './whole-sidebar.store.js';

/** Identity's Viewer, with what chat adds. */
@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'Whoever is asking; every subgraph adds what is private to the caller, and nothing else depends on who asks except fields that begin with viewer.',
})
export class Viewer {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;
}

/** A channel as the viewer has it; private to that person. */
@Directive('@key(fields: "id")')
@ObjectType({
  implements: Node,
  description: 'A channel as the viewer has it: counts, level and place, private to that person.',
})
export class SidebarEntry {
  readonly id!: string;

  @Field(() => Int, {
    description: 'Position of the last message read; before the message that was marked as unread.',
  })
  readonly lastReadSeq!: number;

  @Field(() => Boolean, { description: 'Kept at the top.' })
  readonly favorite!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Heading it stands under, in the words of the viewer; null under that of its kind.',
  })
  readonly section!: string | null;

  @Field(() => Boolean, { description: 'Left out of the sidebar while nothing in it asks for the viewer.' })
  readonly hidden!: boolean;

  readonly level!: NotificationLevel | null; // for level()
  readonly mutedUntil!: Date | null; // for mutedUntil()
  readonly membershipId!: string; // for membership() and the counts
  readonly channelId!: string; // for channel() and lastMessage()
  readonly personId!: string; // for peer()
  readonly known?: Omit<WholeEntry, 'entry'>; // for what was read with it
}

/** The viewer's channels. */
@ObjectType({ description: "The viewer's channels; whole, at most 2,000." })
export class Sidebar {
  @Field(() => CursorScalar, { description: 'Position of the live stream that this answer is exact at.' })
  readonly liveCursor!: string;

  @Field(() => Int, { description: 'In how many followed threads something waits for the viewer.' })
  readonly unreadThreadCount!: number;

  @Field(() => [SidebarEntry], { description: 'One per channel; at most 2,000.' })
  readonly entries!: readonly SidebarEntry[];
}
