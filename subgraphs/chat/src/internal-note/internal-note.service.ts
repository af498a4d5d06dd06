import {
  type LogEvent,
  type Page,
  type PageArgs,
  type RequestContext,
  conflict,
  follow,
  invalid,
  newId,
  notFound,
  once,
  pageRequest,
  toPage,
  transaction,
} from '@parley/kit';
import { through } from '../live/through.js';
import { accessDesk, accessOwnNote, peekDesk } from './internal-note.access.js';
import type {
  AddInternalNoteInput,
  DeleteInternalNoteInput,
  EditInternalNoteInput,
} from './internal-note.inputs.js';
import { deleteNote, insertNote, notesBeside, notesById, updateNote } from './internal-note.store.js';
import type { InternalNoteRow } from './internal-note.table.js';

const LONGEST_BODY = 16_384;

/** The durable stream of what is said beside a channel: apart from the channel's own, which customers follow. */
const deskStream = (channelId: string): string => `desk:${channelId}`;

const tell = (ctx: RequestContext, channelId: string, noteId: string): Promise<void> =>
  ctx.events.publish(deskStream(channelId), 'internalNoteChanged', { noteId });

function checkBody(body: string): string {
  const isText = body.isWellFormed() && !body.includes('\0') && body.trim() !== '';
  if (!isText || body.length > LONGEST_BODY) {
    throw invalid('body', `Write something, in at most ${String(LONGEST_BODY)} characters`);
  }
  return body;
}

async function reread(ctx: RequestContext, id: string): Promise<InternalNoteRow> {
  const note = (await notesById(ctx.db, [id])).get(id);
  if (!note) throw notFound('Note');
  return note;
}

/** Writes what customers never see. */
export async function addInternalNote(
  ctx: RequestContext,
  input: AddInternalNoteInput,
): Promise<InternalNoteRow> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'addInternalNote', input, async () => {
      const { channel } = await accessDesk(inner, input.channelId);
      const note = { id: newId('note'), channelId: channel.id, authorId: inner.viewer.id };
      await insertNote(inner.db, { ...note, body: checkBody(input.body) });
      await tell(inner, channel.id, note.id);
      return note;
    }),
  );
  return reread(ctx, id);
}

/** Changes a note that is still as it was read. */
export async function editInternalNote(
  ctx: RequestContext,
  input: EditInternalNoteInput,
): Promise<InternalNoteRow> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'editInternalNote', input, async () => {
      const { id: noteId, channelId } = await accessOwnNote(inner, input.noteId);
      const changed = await updateNote(inner.db, noteId, input.expectedVersion, checkBody(input.body));
      if (!changed) throw conflict('The note was changed meanwhile; read it again');
      await tell(inner, channelId, noteId);
      return changed;
    }),
  );
  return reread(ctx, id);
}

/** Removes a note. */
export async function deleteInternalNote(
  ctx: RequestContext,
  input: DeleteInternalNoteInput,
): Promise<{ readonly id: string }> {
  const id = await transaction(ctx, (inner) =>
    once(inner, 'deleteInternalNote', input, async () => {
      const note = await accessOwnNote(inner, input.noteId);
      await deleteNote(inner.db, note.id);
      await tell(inner, note.channelId, note.id);
      return note;
    }),
  );
  return { id };
}

const keyOf = ({ id }: InternalNoteRow): readonly string[] => [id];

/** What is said beside a channel. */
export async function listNotes(
  ctx: RequestContext,
  channelId: string,
  args: PageArgs,
): Promise<Page<InternalNoteRow>> {
  const { channel } = await accessDesk(ctx, channelId);
  const request = pageRequest(args);
  return toPage(await notesBeside(ctx.db, channel.id, request), request, keyOf);
}

/**
 * That notes came, changed or went. Whoever follows is asked about again at each of them, for they are few and nobody
 * else may hear of them: in a shared execution by the gateway, which holds everybody until it knows.
 */
export async function followNotes(
  ctx: RequestContext,
  channelId: string,
  after: string | null | undefined,
): Promise<AsyncGenerator<LogEvent, void, undefined>> {
  const stream = deskStream(channelId);
  if (ctx.caller.shared) return follow(ctx, stream, after, { access: () => 'everyone' });
  await accessDesk(ctx, channelId);
  return through(follow(ctx, stream, after), async function* (rows) {
    for await (const row of rows) {
      if (!(await peekDesk(ctx.subgraph.context(ctx.caller), channelId))) return;
      yield row;
    }
  });
}
