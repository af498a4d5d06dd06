import { Service, inject, signal } from '@angular/core';
import { Subject } from 'rxjs';
import type { OwnDraftFragment } from '../../../generated/graphql';
import { type OutgoingFile, toAttachment } from '../../core/files/outgoing-file';
import { Session } from '../../core/session/session';
import { keptFiles, withoutBytes } from '../attachment/kept-file.rules';
import { type LocalDraft, saidOf } from '../drafts/draft-sync.rules';
import { type WrittenMention, toStoredText, toWrittenText } from './mention.rules';

/** What was written in a channel and not sent yet. */
export interface Draft {
  readonly text: string;
  readonly mentions: readonly WrittenMention[];
  /** Files that are to go with it and are with the server; those on their way are known to this window alone. */
  readonly files?: readonly OutgoingFile[];
}

/** Where a draft is, and what it says and shows. */
interface DraftPlace {
  readonly place: string;
  readonly channelId: string | null;
}

/** The same as this device keeps it, with what it knows of the server's. */
type Kept = Draft & Partial<Pick<LocalDraft, 'synced' | 'id' | 'channelId'>>;

const prefix = 'parley.draft.';

/** Where something is written: a channel, or a thread of it; each goes by its id. */
export const placeOf = (channelId: string, threadId: string | null = null): string => threadId ?? channelId;

/**
 * Drafts of this browser, one per place, so that nothing that was typed is lost, also without a network. Other devices
 * have them a moment later (`DraftSync`).
 */
@Service()
export class Drafts {
  private readonly session = inject(Session);
  private readonly ids = signal<ReadonlySet<string>>(this.storedNames());
  private readonly changes = new Subject<string>();

  /** Places where somebody typed here, or threw away what they had typed. */
  readonly changed = this.changes.asObservable();
  /** The place whose draft came from elsewhere; the number makes each coming a new one. */
  readonly arrived = signal<{ readonly place: string; readonly nth: number } | null>(null);

  has(place: string): boolean {
    return this.ids().has(this.nameOf(place));
  }

  read(place: string): Draft | null {
    return this.kept(place);
  }

  /** What is known of a place, with its text as it is stored. */
  local(place: string): LocalDraft | null {
    const kept = this.kept(place);
    if (!kept) return null;
    const { mentions, synced = null, id = null, channelId = null } = kept;
    const text = toStoredText(kept.text, mentions);
    const attachments = (kept.files ?? []).map(toAttachment);
    return { text, attachments, said: saidOf(text, attachments), synced, id, channelId };
  }

  /** The places that hold something. */
  places(): readonly string[] {
    const own = this.nameOf('');
    return [...this.ids()].filter((name) => name.startsWith(own)).map((name) => name.slice(own.length));
  }

  /** Keeps what is written in a place of a channel. */
  keep(place: string, draft: Omit<Draft, 'files'>, channelId: string | null = null): void {
    this.change({ place, channelId }, draft);
  }

  /** Keeps which files are to go with it; what is not with the server yet is left out. */
  keepFiles(place: string, files: readonly OutgoingFile[], channelId: string | null = null): void {
    const sent = files.filter(({ fileId }) => fileId !== undefined).map(withoutBytes);
    this.change({ place, channelId }, { files: sent });
  }

  /** The files that are kept for a place. */
  filesAt(place: string): readonly OutgoingFile[] {
    return this.kept(place)?.files ?? [];
  }

  drop(place: string): void {
    if (!this.has(place)) return;
    this.changes.next(place);
    this.remove(place);
  }

  /** The server has that text of a place now. */
  settle(place: string, id: string, synced: string): void {
    const kept = this.kept(place);
    if (kept) this.write(place, { ...kept, id, synced });
  }

  /** Takes over what another device has; null for nothing. */
  take(place: string, theirs: OwnDraftFragment | null): void {
    if (theirs) {
      const { id, text, channel } = theirs;
      const files = keptFiles(theirs.attachments, channel.id);
      const synced = saidOf(text, files.map(toAttachment));
      this.write(place, { ...toWrittenText(text), files, id, synced, channelId: channel.id });
    } else this.remove(place);
    this.arrived.update((last) => ({ place, nth: (last?.nth ?? 0) + 1 }));
  }

  private change({ place, channelId }: DraftPlace, draft: Partial<Draft>): void {
    const known = this.kept(place);
    const now: Draft = { text: '', mentions: [], ...known, ...draft };
    if (now.text.trim() === '' && !now.files?.length) {
      this.drop(place);
      return;
    }
    const { synced = null, id = null } = known ?? {};
    this.write(place, { ...now, synced, id, channelId: channelId ?? known?.channelId ?? null });
    this.changes.next(place);
  }

  private kept(place: string): Kept | null {
    const stored = localStorage.getItem(prefix + this.nameOf(place));
    return stored ? (JSON.parse(stored) as Kept) : null;
  }

  private write(place: string, kept: Kept): void {
    const name = this.nameOf(place);
    localStorage.setItem(prefix + name, JSON.stringify(kept));
    if (!this.ids().has(name)) this.ids.update((ids) => new Set(ids).add(name));
  }

  private remove(place: string): void {
    const name = this.nameOf(place);
    localStorage.removeItem(prefix + name);
    if (this.ids().has(name)) this.ids.update((ids) => new Set([...ids].filter((id) => id !== name)));
  }

  // Several people may use one browser after each other.
  private nameOf(place: string): string {
    return `${this.session.viewer()?.id ?? ''}.${place}`;
  }

  private storedNames(): ReadonlySet<string> {
    const names = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    return new Set(names.map((key) => key.slice(prefix.length)));
  }
}
