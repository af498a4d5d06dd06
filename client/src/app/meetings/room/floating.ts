import {
  ApplicationRef,
  EnvironmentInjector,
  Service,
  createComponent,
  effect,
  inject,
  signal,
  untracked,
} from '@angular/core';
import type { RoomVisit } from './room-visit';
import { RoomVisits } from './room-visits';

/** A small window above all others, where the browser has them (https://wicg.github.io/document-picture-in-picture/). */
interface WindowMaker {
  requestWindow(options: { readonly width: number; readonly height: number }): Promise<Window>;
}

const maker = (): WindowMaker | null =>
  'documentPictureInPicture' in window ? (window.documentPictureInPicture as WindowMaker) : null;
const canFloatVideo = 'pictureInPictureEnabled' in document && document.pictureInPictureEnabled;

const SIZE = { width: 380, height: 260 };

/** The room in a window above all others: whole where the browser can, else the large picture alone. */
@Service()
export class Floating {
  private readonly app = inject(ApplicationRef);
  private readonly injector = inject(EnvironmentInjector);
  private readonly visits = inject(RoomVisits);
  private readonly opened = signal<Window | null>(null);

  readonly possible = maker() !== null || canFloatVideo;

  /** @param large the picture to show where a whole room cannot be */
  async toggle(visit: RoomVisit, large: HTMLVideoElement | null): Promise<void> {
    const windows = maker();
    if (this.opened()) this.opened()?.close();
    else if (windows) await this.open(visit, windows);
    else if (document.pictureInPictureElement) await document.exitPictureInPicture();
    else await large?.requestPictureInPicture();
  }

  private async open(visit: RoomVisit, windows: WindowMaker): Promise<void> {
    // Asked for first: browsers allow it only right after a press.
    const view = await windows.requestWindow(SIZE);
    const { FloatingRoom } = await import('./floating-room');
    const hostElement = view.document.createElement('div');
    const room = createComponent(FloatingRoom, { environmentInjector: this.injector, hostElement });
    room.setInput('visit', visit);
    this.app.attachView(room.hostView);
    room.changeDetectorRef.detectChanges();
    dress(view.document);
    view.document.body.append(hostElement);
    this.opened.set(view);
    const whileIn = effect(
      () => {
        // Left, over, or gone on with in another room: nothing of this one is to be seen any more.
        if (this.visits.running() !== visit) untracked(view.close.bind(view));
      },
      { injector: this.injector },
    );
    view.addEventListener('pagehide', () => {
      whileIn.destroy();
      this.app.detachView(room.hostView);
      room.destroy();
      this.opened.set(null);
    });
  }
}

/** The other window looks like this one. */
function dress(other: Document): void {
  const { documentElement, title } = document;
  for (const name of ['lang', 'dir', 'data-scheme', 'data-density']) {
    const value = documentElement.getAttribute(name);
    if (value) other.documentElement.setAttribute(name, value);
  }
  other.title = title;
  const style = other.createElement('style');
  style.textContent = [...document.styleSheets].flatMap(rulesOf).join('\n');
  other.head.append(style);
}

function rulesOf(sheet: CSSStyleSheet): readonly string[] {
  try {
    return [...sheet.cssRules].map(({ cssText }) => cssText);
  } catch {
    // Rules from another origin cannot be read, and none of ours are.
    return [];
  }
}
