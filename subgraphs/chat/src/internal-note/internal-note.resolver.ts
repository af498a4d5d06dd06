import { CursorScalar, Deleted, type LogEvent, type Page, PageArgs, type RequestContext } from '@parley/kit';
import {
  Arg,
  Args,
  Ctx,
  Directive,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { User, userOf } from '../person/user.js';
import {
  AddInternalNoteInput,
  DeleteInternalNoteInput,
  EditInternalNoteInput,
} from './internal-note.inputs.js';
import { InternalNote, InternalNoteConnection, InternalNoteSignal } from './internal-note.js';
import {
  addInternalNote,
  deleteInternalNote,
  editInternalNote,
  followNotes,
  listNotes,
} from './internal-note.service.js';

interface SignalsArgs {
  readonly channelId: string;
  readonly after?: string | null;
}

/** What marks the doors that customers never come through. */
const DESK = '@tag(name: "desk")';

@Resolver(() => InternalNote)
export class InternalNoteResolver {
  @Directive(DESK)
  @Query(() => InternalNoteConnection, {
    description: 'What those who help say beside a channel with a customer, the oldest first.',
  })
  internalNotes(
    @Ctx() ctx: RequestContext,
    @Arg('channelId', () => ID, { description: 'Id of the channel.' }) channelId: string,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<InternalNote>> {
    return listNotes(ctx, channelId, args);
  }

  @Directive(DESK)
  @Mutation(() => InternalNote, { description: 'Writes what customers never see.' })
  addInternalNote(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => AddInternalNoteInput, { description: 'What to do.' }) input: AddInternalNoteInput,
  ): Promise<InternalNote> {
    return addInternalNote(ctx, input);
  }

  @Directive(DESK)
  @Mutation(() => InternalNote, { description: 'Changes a note.' })
  editInternalNote(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => EditInternalNoteInput, { description: 'What to do.' }) input: EditInternalNoteInput,
  ): Promise<InternalNote> {
    return editInternalNote(ctx, input);
  }

  @Directive(DESK)
  @Mutation(() => Deleted, { description: 'Removes a note.' })
  deleteInternalNote(
    @Ctx() ctx: RequestContext,
    @Arg('input', () => DeleteInternalNoteInput, { description: 'What to do.' })
    input: DeleteInternalNoteInput,
  ): Promise<Deleted> {
    return deleteInternalNote(ctx, input);
  }

  @Directive(DESK)
  @Subscription(() => InternalNoteSignal, {
    description:
      'Ephemeral: that notes beside a channel with a customer were written, changed or removed. ' +
      'It tells of no note itself: read them when it begins and at each signal.',
    subscribe: ({ context, args }: { context: RequestContext; args: SignalsArgs }) =>
      followNotes(context, args.channelId, args.after),
  })
  internalNoteSignals(
    @Root() row: LogEvent,
    @Arg('channelId', () => ID, { description: 'Id of the channel.' }) _channelId: string,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Only what comes after this cursor.' })
    _after?: string,
  ): InternalNoteSignal {
    return row;
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who wrote it; null for a former member.' })
  author(@Root() note: InternalNote): User | null {
    return userOf(note.authorId);
  }
}

@Resolver(() => InternalNoteSignal)
export class InternalNoteSignalResolver {
  @FieldResolver(() => ID, {
    nullable: true,
    description:
      'Id of the note; null where they are all to be read: at first, and when the cursor is too old.',
  })
  noteId(@Root() { data }: InternalNoteSignal): string | null {
    return data.noteId ?? null;
  }
}
