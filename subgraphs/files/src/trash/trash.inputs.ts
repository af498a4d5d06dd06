import { ClientKeyScalar } from '@parley/kit';
import { Field, ID, InputType } from 'type-graphql';

const KEY = 'Client-chosen key: the same key gives the same answer.';
const NODES = 'Ids of the nodes; at most 100.';

@InputType({ description: 'What trash needs.' })
export class TrashInput {
  @Field(() => [ID], { description: NODES })
  readonly nodeIds!: readonly string[];

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What restoreFromTrash needs.' })
export class RestoreFromTrashInput {
  @Field(() => [ID], { description: NODES })
  readonly nodeIds!: readonly string[];

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}

@InputType({ description: 'What deleteForever needs.' })
export class DeleteForeverInput {
  @Field(() => [ID], { description: NODES })
  readonly nodeIds!: readonly string[];

  @Field(() => ClientKeyScalar, { description: KEY })
  readonly key!: string;
}
