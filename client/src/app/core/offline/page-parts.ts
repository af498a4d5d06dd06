import { ErrorHandler, Service, inject, signal } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { Toasts } from '../toast/toasts';

/** When the page was last loaded anew by itself, in milliseconds since 1970, for this window alone. */
const LOADED_ANEW = 'parley.loadedAnew';
/** A page that fails again within this time is not mended by loading it anew. */
const ONCE_IN_MS = 30_000;

/** A module that did not come has no error class of its own; Chromium, Firefox and Safari say so in these words. */
const MISSING = /dynamically imported module|importing a module script failed/i;

/** Whether something failed because a part of the program could not be fetched. */
const isMissingPart = (error: unknown): error is TypeError =>
  error instanceof TypeError && MISSING.test(error.message);

/** Whether a page that does not come may be loaded anew once more; no, when it was just now. */
export function mayLoadAnew(): boolean {
  const last = Number(sessionStorage.getItem(LOADED_ANEW) ?? 0);
  if (Date.now() - last < ONCE_IN_MS) return false;
  sessionStorage.setItem(LOADED_ANEW, String(Date.now()));
  return true;
}

/**
 * The parts of the program that are fetched when they are needed. One that does not come (the line breaks, or a newer
 * version of the server has other parts) never leaves an empty page or a button that does nothing.
 */
@Service()
export class PageParts {
  private readonly toasts = inject(Toasts);
  private readonly texts = inject(TranslocoService);
  private readonly failed = signal(false);
  private readonly told = new WeakSet();

  /** Whether the page could not be built, even when it was loaded anew. */
  readonly missing = this.failed.asReadonly();

  /**
   * A page did not come, so the one before it still stands, if there was one. The window is loaded anew at the page
   * that was asked for, since browsers remember for as long as a window lives which parts did not come; drafts, what
   * is on its way and uploads are kept elsewhere. When that was of no use, people decide.
   */
  navigationFailed(error: unknown, url: string, isFirst: boolean): void {
    // The router tells of it twice: here, and to whoever asked it to go there.
    if (typeof error === 'object' && error !== null) this.told.add(error);
    const isWorthIt = isFirst || (isMissingPart(error) && navigator.onLine);
    if (isWorthIt && mayLoadAnew()) this.loadAnew(url);
    else if (isFirst) this.failed.set(true);
    else this.say(url);
  }

  /** Something else failed; says so when the reason is a part that did not come, for then nothing else would be seen. */
  faultSeen(error: unknown): void {
    if (isMissingPart(error) && !this.told.has(error)) this.say(location.href);
  }

  loadAnew(url = location.href): void {
    location.assign(url);
  }

  private say(url: string): void {
    const run = () => {
      this.loadAnew(url);
    };
    this.toasts.failed(this.texts.translate('error.part'), {
      label: this.texts.translate('error.loadAnew'),
      run,
    });
  }
}

/** Reports every fault to the console, and to people those that come from a missing part. */
@Service()
export class FaultReporter extends ErrorHandler {
  private readonly parts = inject(PageParts);

  override handleError(error: unknown): void {
    super.handleError(error);
    this.parts.faultSeen(error);
  }
}
