import { Service, computed, inject, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { map } from 'rxjs';
import type { OutboxItem } from '../../core/graphql/outbox.rules';
import type { Message } from './channel-events.rules';
import { type Panel, panelOf, paramsOf } from './panel.rules';

/** What the viewer is about in the channel on screen: what they answer, change or look at. */
@Service({ autoProvided: false })
export class Conversation {
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);

  readonly replyingTo = signal<Message | null>(null);
  readonly editing = signal<Message | null>(null);
  /** What was refused and is written anew. */
  readonly revising = signal<OutboxItem | null>(null);
  /** Whether the box holds something that was written before, and not what is being written. */
  readonly changing = computed(() => this.editing() !== null || this.revising() !== null);
  /** What stands beside it; the address bears it, so that going back closes it and a reload keeps it. */
  readonly panel = toSignal(
    this.route.queryParamMap.pipe(
      map((params) => panelOf({ panel: params.get('panel'), of: params.get('of') })),
    ),
    { initialValue: null },
  );
  /** The message that the keyboard is on. */
  readonly activeId = signal<string | null>(null);
  /** The message that was jumped to, for as long as its wash lasts. */
  readonly washedId = signal<string | null>(null);
  /** Asks the list to show a message; the number makes each asking a new one. */
  readonly jump = signal<{ readonly messageId: string; readonly nth: number } | null>(null);
  /** Asks the box to take the focus, as soon as there is one; it takes the asking back. */
  readonly boxWanted = signal(false);

  /** Words that were taken back, for the box to take up again. */
  readonly restored = signal<string | null>(null);

  /** Another channel came on screen. */
  begin(): void {
    this.stop();
    this.activeId.set(null);
    this.washedId.set(null);
    this.jump.set(null);
    this.boxWanted.set(false);
  }

  /** Leaves the reply or the change. */
  stop(): void {
    this.replyingTo.set(null);
    this.editing.set(null);
    this.revising.set(null);
  }

  reply(message: Message): void {
    this.stop();
    this.replyingTo.set(message);
    this.toBox();
  }

  edit(message: Message): void {
    this.stop();
    this.editing.set(message);
    this.toBox();
  }

  revise(item: OutboxItem): void {
    this.stop();
    this.revising.set(item);
    this.toBox();
  }

  jumpTo(messageId: string): void {
    this.jump.update((last) => ({ messageId, nth: (last?.nth ?? 0) + 1 }));
  }

  toBox(): void {
    this.boxWanted.set(true);
  }

  /** Opens a panel, at a message of it where one is named. */
  open(panel: Panel, how: { readonly message?: string; readonly replaceUrl?: boolean } = {}): void {
    void this.router.navigate([], {
      relativeTo: this.route,
      queryParams: { ...paramsOf(panel), message: how.message ?? null },
      queryParamsHandling: 'merge',
      replaceUrl: how.replaceUrl ?? false,
    });
  }

  /** Closes what stands beside it; going back then leads to what was before it was opened. */
  close(): void {
    if (!this.panel()) return;
    void this.router.navigate([], {
      relativeTo: this.route,
      queryParams: { ...paramsOf(null), message: null },
      queryParamsHandling: 'merge',
      replaceUrl: true,
    });
  }

  openPerson(userId: string): void {
    this.open({ kind: 'person', userId });
  }

  toggleThreads(): void {
    if (this.panel()?.kind === 'threads') this.close();
    else this.open({ kind: 'threads' });
  }

  toggleDetails(): void {
    if (this.panel()?.kind === 'details') this.close();
    else this.open({ kind: 'details' });
  }
}
