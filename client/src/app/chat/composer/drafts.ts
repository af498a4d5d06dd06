import { Service, inject, signal } from '@angular/core';
import { Subject } from 'rxjs';
import { Session } from '../../core/session/session';
import type { LocalDraft } from '../drafts/draft-sync.rules';
import { type WrittenMention, toStoredText, toWrittenText } from './mention.rules';

/** What was written in a channel and not sent yet. */
export interface Draft {
  readonly text: string;
  readonly mentions: readonly WrittenMention[];
}

/** The same as this device keeps it, with what it knows of the server's. */
type Kept = Draft & Partial<Pick<LocalDraft, 'synced' | 'id' | 'channelId'>>;

/** What another device has. */
interface Theirs {
  readonly id: string;
  readonly text: string;
  readonly channel: { readonly id: string };
}

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
    const { text, mentions, synced = null, id = null, channelId = null } = kept;
    return { text: toStoredText(text, mentions), synced, id, channelId };
  }

  /** The places that hold something. */
  places(): readonly string[] {
    const own = this.nameOf('');
    return [...this.ids()].filter((name) => name.startsWith(own)).map((name) => name.slice(own.length));
  }

  /** Keeps what is written in a place of a channel. */
  keep(place: string, draft: Draft, channelId: string | null = null): void {
    if (draft.text.trim() === '') {
      this.drop(place);
      return;
    }
    const { synced = null, id = null } = this.kept(place) ?? {};
    this.write(place, { ...draft, synced, id, channelId });
    this.changes.next(place);
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
  take(place: string, theirs: Theirs | null): void {
    if (theirs) {
      const { id, text, channel } = theirs;
      this.write(place, { ...toWrittenText(text), id, synced: text, channelId: channel.id });
    } else this.remove(place);
    this.arrived.update((last) => ({ place, nth: (last?.nth ?? 0) + 1 }));
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
