import { DOCUMENT, DestroyRef, Service, inject } from '@angular/core';
import { Router } from '@angular/router';
import { Sidebar } from '../../core/sidebar/sidebar.store';
import { Dialogs } from '../../ui/dialog/dialogs';
import { MessageMenu } from '../history/message-menu';

const page = 0.85;

/** The keys that work wherever the focus is while chat is on screen. */
@Service({ autoProvided: false })
export class ChatKeys {
  private readonly document = inject(DOCUMENT);
  private readonly router = inject(Router);
  private readonly dialogs = inject(Dialogs);
  private readonly sidebar = inject(Sidebar);
  private readonly menu = inject(MessageMenu);

  constructor() {
    const press = (event: KeyboardEvent): void => {
      if (!event.defaultPrevented && !event.isComposing && this.press(event)) event.preventDefault();
    };
    this.document.addEventListener('keydown', press);
    inject(DestroyRef).onDestroy(() => {
      this.document.removeEventListener('keydown', press);
    });
  }

  /** Shows every key there is. */
  async showSheet(): Promise<void> {
    const { CheatSheet } = await import('./cheat-sheet');
    this.dialogs.open(CheatSheet, this.menu.keys());
  }

  private press(event: KeyboardEvent): boolean {
    // Whatever lies over the page has the keys.
    if (this.document.querySelector('.cdk-overlay-backdrop')) return false;
    const { key } = event;
    const command = event.ctrlKey || event.metaKey;
    if ((command && key === '/') || (key === '?' && !command && !isTyping(event.target))) {
      void this.showSheet();
      return true;
    }
    if (event.altKey && !command && (key === 'ArrowUp' || key === 'ArrowDown')) {
      return this.goOn(key === 'ArrowDown' ? 1 : -1, event.shiftKey);
    }
    if (command || event.altKey) return false;
    if (key === 'PageUp' || key === 'PageDown') {
      return this.turnPage(key === 'PageDown' ? 1 : -1, event.target);
    }
    return /^[jk]$/i.test(key) && event.target === this.document.body && this.toHistory(key);
  }

  /** The next conversation of the list as it stands there, or the next with something new. */
  private goOn(step: 1 | -1, unread: boolean): boolean {
    const rows = [
      ...this.document.querySelectorAll<HTMLAnchorElement>('[data-pane="list"] a[href^="/chat/"]'),
    ];
    const at = rows.findIndex((row) => row.pathname === this.document.location.pathname);
    const count = rows.length;
    for (let n = 1; n <= count; n += 1) {
      const from = at < 0 && step < 0 ? count : at;
      const row = rows[(from + step * n + count * 2) % count];
      if (row && (!unread || this.isUnread(row))) {
        row.scrollIntoView({ block: 'nearest' });
        void this.router.navigateByUrl(row.pathname);
        return true;
      }
    }
    return unread;
  }

  private isUnread({ pathname }: HTMLAnchorElement): boolean {
    return (this.sidebar.entryOf(pathname.split('/')[2] ?? '')?.unreadCount ?? 0) > 0;
  }

  /** Turns the history's page also for whoever writes: the box has no pages of its own. */
  private turnPage(step: 1 | -1, target: EventTarget | null): boolean {
    if (!(target instanceof HTMLTextAreaElement) && target !== this.document.body) return false;
    const log = this.document.querySelector<HTMLElement>('[role="log"]');
    log?.scrollBy({ top: step * log.clientHeight * page });
    return log !== null;
  }

  private toHistory(key: string): boolean {
    const log = this.document.querySelector<HTMLElement>('[role="log"]');
    log?.focus();
    log?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    return log !== null;
  }
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  );
}
