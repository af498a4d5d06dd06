import { Directive, Field, ID, ObjectType } from 'type-graphql';

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'Whoever is asking; every subgraph adds what is private to the caller, and nothing else depends on who asks except fields that begin with viewer.',
})
export class Viewer {
  @Field(() => ID, { description: 'Global id: opaque, typed, sortable by time.' })
  readonly id!: string;

  // Not fields: the session and organisation that this viewer came with.
  readonly sessionId!: string | null;
  readonly organizationId!: string;
  readonly accountCursor?: string;
}
