import { Service, effect, inject, untracked } from '@angular/core';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import { DiscardDraftDocument, SaveDraftDocument } from '../../../generated/graphql';
import { Connection } from '../../core/graphql/connection';
import { OwnThings } from '../../core/own/own-things';
import { toAttachment } from '../../core/files/outgoing-file';
import { keptFiles } from '../attachment/kept-file.rules';
import { Drafts, placeOf } from '../composer/drafts';
import { GoneDrafts } from './gone-drafts';
import { saidOf, serverPlace, stepAt } from './draft-sync.rules';

/** How long somebody has to pause before what they typed is kept on the server. */
const PAUSE_MS = 1_000;
/** As many drafts as are read at once. */
const PAGE = 100;

/**
 * Keeps the drafts of this device and the server's the same. Typing is never held up: what was typed here lies here,
 * goes to the server after a pause, and again when the line stands after it was away.
 */
@Service()
export class DraftSync {
  private readonly apollo = inject(Apollo);
  private readonly connection = inject(Connection);
  private readonly drafts = inject(Drafts);
  private readonly own = inject(OwnThings);
  private readonly gone = inject(GoneDrafts);
  private readonly pauses = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly underWay = new Set<string>();

  constructor() {
    this.drafts.changed.subscribe((place) => {
      this.after(place);
    });
    effect(() => {
      if (!this.own.loaded()) return;
      const theirs = this.own.drafts();
      untracked(() => {
        this.compare(theirs);
      });
    });
    effect(() => {
      if (this.connection.openCount() === 0) return;
      untracked(() => {
        for (const id of this.gone.all()) void this.discard(id);
        for (const place of this.drafts.places()) this.wait(place);
      });
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState !== 'hidden') return;
      for (const place of [...this.pauses.keys()]) void this.push(place);
    });
  }

  /** Something was typed here, or is about to be thrown away. */
  private after(place: string): void {
    const id = this.drafts.local(place)?.id;
    queueMicrotask(() => {
      if (this.drafts.has(place)) this.wait(place);
      else {
        clearTimeout(this.pauses.get(place));
        this.pauses.delete(place);
        if (id) void this.discard(id);
      }
    });
  }

  private wait(place: string): void {
    const local = this.drafts.local(place);
    if (!local || local.said === local.synced) return;
    clearTimeout(this.pauses.get(place));
    this.pauses.set(
      place,
      setTimeout(() => void this.push(place), PAUSE_MS),
    );
  }

  private async push(place: string): Promise<void> {
    clearTimeout(this.pauses.get(place));
    this.pauses.delete(place);
    const local = this.drafts.local(place);
    const at = local && serverPlace(place, local.channelId ?? null);
    if (!local || !at || local.said === local.synced || this.connection.state() === 'offline') return;
    if (this.underWay.has(place)) {
      this.wait(place);
      return;
    }
    const { text, attachments, said } = local;
    const input = { ...at, text, attachments: [...attachments], key: crypto.randomUUID() };
    this.underWay.add(place);
    try {
      const answer = await firstValueFrom(
        this.apollo.mutate({ mutation: SaveDraftDocument, variables: { input } }),
      );
      const id = answer.data?.saveDraft.id;
      if (!id) return;
      // It may have been sent or thrown away meanwhile.
      if (this.drafts.has(place)) this.drafts.settle(place, id, said);
      else void this.discard(id);
    } catch {
      // Without a line, or where nothing may be written any more, it lies here and is tried again with the next line.
    } finally {
      this.underWay.delete(place);
    }
  }

  /** Throws a draft away, here and elsewhere; remembered until the server says so. */
  async discard(draftId: string): Promise<void> {
    this.gone.add(draftId);
    try {
      const input = { draftId, key: crypto.randomUUID() };
      await firstValueFrom(this.apollo.mutate({ mutation: DiscardDraftDocument, variables: { input } }));
      this.gone.remove(draftId);
    } catch {
      // It is remembered, and discarded with the next line.
    }
  }

  private compare(theirs: ReturnType<OwnThings['drafts']>): void {
    const server = new Map(
      theirs
        .filter(({ id }) => !this.gone.has(id))
        .map((draft) => [placeOf(draft.channel.id, draft.threadId ?? null), draft] as const),
    );
    // What a full page leaves out is there all the same.
    const known = theirs.length < PAGE ? this.drafts.places() : [];
    for (const place of new Set([...server.keys(), ...known])) {
      if (this.underWay.has(place)) continue;
      const draft = server.get(place) ?? null;
      const said =
        draft && saidOf(draft.text, keptFiles(draft.attachments, draft.channel.id).map(toAttachment));
      const step = stepAt(this.drafts.local(place), said);
      if (step === 'take' || step === 'drop') this.drafts.take(place, draft);
      else if (step === 'push') this.wait(place);
      else if (draft && said !== null) this.drafts.settle(place, draft.id, said);
    }
  }
}
