import { randomUUID } from 'node:crypto';
import {
  Arg,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  Float,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  AppError,
  ClientKeyScalar,
  CursorScalar,
  DateTimeScalar,
  LiveEvent,
  Node,
  defineSubgraph,
  follow,
  load,
  newId,
  notFound,
  once,
  transaction,
  type LogEvent,
  type RequestContext,
  type SubgraphDefinition,
  type SubgraphParts,
} from '../src/index.js';

@Entity('note')
export class NoteRow {
  @PrimaryColumn('text') id!: string;
  @Column('text') authorId!: string;
  @Column('text') text!: string;
  @Column('timestamptz') createdAt!: Date;
}

export class CreateNote1760000000001 implements MigrationInterface {
  name = 'CreateNote1760000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table note (id text collate "C" primary key, author_id text not null, text text not null, created_at timestamptz not null)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table note');
  }
}

@Directive('@key(fields: "id")')
@ObjectType({ implements: Node, description: 'A note.' })
class Note extends Node {
  @Field(() => String, { description: 'What it says.' })
  readonly text!: string;

  @Field(() => DateTimeScalar, { description: 'When it was written.' })
  readonly createdAt!: Date;

  readonly authorId!: string;
}

@InputType({ description: 'What writeNote needs.' })
class WriteNoteInput {
  @Field(() => String, { description: 'What it says.' })
  readonly text!: string;

  @Field(() => ClientKeyScalar, { description: 'Client key.' })
  readonly key!: string;
}

@ObjectType({ implements: LiveEvent, description: 'Something happened to the notes.' })
class NoteEvent extends LiveEvent {
  @Field(() => String, { description: 'What happened.' })
  readonly kind!: string;

  @Field(() => String, { nullable: true, description: 'Which note.' })
  readonly noteId!: string | null;
}

async function notesById(ctx: RequestContext, ids: readonly string[]): Promise<Map<string, NoteRow>> {
  const rows = await ctx.db
    .getRepository(NoteRow)
    .createQueryBuilder('note')
    .where('note.id = any(:ids)', { ids })
    .getMany();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Writes a note and says so on the stream `notes`. */
export function writeNote(ctx: RequestContext, input: { text: string; key: string }): Promise<NoteRow> {
  return transaction(ctx, async (inner) => {
    const id = await once(inner, 'writeNote', input, async () => {
      const row = { id: newId('note'), authorId: inner.viewer.id, text: input.text, createdAt: new Date() };
      await inner.db.getRepository(NoteRow).insert(row);
      await inner.events.publish('notes', 'noteAdded', { noteId: row.id });
      if (input.text === 'refused after all') throw new AppError('FORBIDDEN', 'Refused after all');
      return row;
    });
    const row = await load(inner, notesById, id);
    if (!row) throw notFound('Note');
    return row;
  });
}

async function writeAwake(ctx: RequestContext, text: string): Promise<void> {
  const row = { id: newId('note'), authorId: ctx.viewer.id, text, createdAt: new Date() };
  await ctx.db.getRepository(NoteRow).insert(row);
}

@Resolver(() => Note)
class NoteResolver {
  @Query(() => Note, { nullable: true, description: 'One note.' })
  async note(@Ctx() ctx: RequestContext, @Arg('id', () => ID, { description: 'Its id.' }) id: string) {
    return (await load(ctx, notesById, id)) ?? null;
  }

  @Query(() => [Note], { description: 'These notes; at most 100.' })
  async notes(
    @Ctx() ctx: RequestContext,
    @Arg('ids', () => [ID], { description: 'Their ids.' }) ids: string[],
  ) {
    return Promise.all(ids.map((id) => load(ctx, notesById, id)));
  }

  @Query(() => String, { description: 'Who asks.' })
  me(@Ctx() ctx: RequestContext): string {
    return ctx.viewer.id;
  }

  @Query(() => String, { description: 'Lets PostgreSQL sleep, and writes a note on waking up.' })
  async nap(
    @Ctx() ctx: RequestContext,
    @Arg('seconds', () => Float, { description: 'For how long.' }) seconds: number,
    @Arg('note', () => String, { nullable: true, description: 'What to write then.' })
    note?: string | null,
  ): Promise<string> {
    await ctx.db.query('select pg_sleep($1)', [seconds]);
    if (typeof note === 'string') await writeAwake(ctx, note);
    return 'rested';
  }

  @Mutation(() => String, { description: 'The same, as what is to be done to its end.' })
  napOnce(
    @Ctx() ctx: RequestContext,
    @Arg('seconds', () => Float, { description: 'For how long.' }) seconds: number,
    @Arg('note', () => String, { description: 'What to write then.' }) note: string,
  ): Promise<string> {
    return this.nap(ctx, seconds, note);
  }

  @Query(() => String, { description: 'Fails in a way nobody foresaw.' })
  broken(): string {
    throw new TypeError('password=hunter2 is undefined');
  }

  @Mutation(() => Note, { description: 'Writes a note.' })
  writeNote(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => WriteNoteInput, { description: 'What to do.' }) input: WriteNoteInput,
  ) {
    return writeNote(ctx, input);
  }

  @FieldResolver(() => String, { description: 'Whether the viewer wrote it.' })
  viewerWrote(@Ctx() ctx: RequestContext, @Root() note: NoteRow): string {
    return String(note.authorId === ctx.viewer.id);
  }

  @Subscription(() => NoteEvent, {
    description: 'What happens to the notes.',
    subscribe: ({ context, args }) =>
      follow(context as RequestContext, 'notes', (args as { after?: string }).after, {
        until: ({ kind }) => kind === 'closed',
      }),
  })
  noteEvents(
    @Root() event: LogEvent,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Go on from here.' })
    _after: string | undefined,
  ): NoteEvent {
    return {
      kind: event.kind,
      cursor: event.cursor,
      at: event.at,
      noteId: (event.data['noteId'] as string | undefined) ?? null,
    };
  }
}

/** A subgraph as small as one can be, to try the kit on. */
export const notes = (parts: Partial<SubgraphParts<RequestContext>> = {}): Promise<SubgraphDefinition> =>
  defineSubgraph({
    name: 'notes',
    resolvers: [NoteResolver],
    references: {
      Note: async ({ id }: { id: string }, ctx: RequestContext) => (await load(ctx, notesById, id)) ?? null,
    },
    tables: [NoteRow],
    migrations: [CreateNote1760000000001],
    ...parts,
  });

export const WRITE = `mutation ($text: String!, $key: ClientKey!) { writeNote(input: { text: $text, key: $key }) { id text createdAt } }`;
export const FOLLOW = `subscription ($after: Cursor) { noteEvents(after: $after) { kind cursor noteId } }`;
export const aNote = (text: string) => ({ text, key: randomUUID() });
