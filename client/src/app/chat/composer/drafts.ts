import { Service, inject, signal } from '@angular/core';
import { Session } from '../../core/session/session';
import type { WrittenMention } from './mention.rules';

/** What was written in a channel and not sent yet. */
export interface Draft {
  readonly text: string;
  readonly mentions: readonly WrittenMention[];
}

const prefix = 'parley.draft.';

/** Drafts of this browser, one per channel, so that nothing that was typed is lost. */
@Service()
export class Drafts {
  private readonly session = inject(Session);
  private readonly ids = signal<ReadonlySet<string>>(this.storedIds());

  has(channelId: string): boolean {
    return this.ids().has(this.nameOf(channelId));
  }

  read(channelId: string): Draft | null {
    const stored = localStorage.getItem(prefix + this.nameOf(channelId));
    return stored ? (JSON.parse(stored) as Draft) : null;
  }

  keep(channelId: string, draft: Draft): void {
    const name = this.nameOf(channelId);
    if (draft.text.trim() === '') {
      this.drop(channelId);
      return;
    }
    localStorage.setItem(prefix + name, JSON.stringify(draft));
    if (!this.ids().has(name)) this.ids.update((ids) => new Set(ids).add(name));
  }

  drop(channelId: string): void {
    const name = this.nameOf(channelId);
    localStorage.removeItem(prefix + name);
    if (this.ids().has(name)) this.ids.update((ids) => new Set([...ids].filter((id) => id !== name)));
  }

  // Several people may use one browser after each other.
  private nameOf(channelId: string): string {
    return `${this.session.viewer()?.id ?? ''}.${channelId}`;
  }

  private storedIds(): ReadonlySet<string> {
    const names = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    return new Set(names.map((key) => key.slice(prefix.length)));
  }
}
