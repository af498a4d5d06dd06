/** What can stand beside the conversation. */
export type Panel =
  | { readonly kind: 'details' | 'pins' | 'threads' }
  | { readonly kind: 'person'; readonly userId: string }
  /** A thread by its id, or by that of the message it is about as long as nobody has answered. */
  | { readonly kind: 'thread'; readonly id: string };

/** The panel as the address bears it: `?panel=person&of=user_…`. */
export interface PanelParams {
  readonly panel: string | null;
  readonly of: string | null;
}

/** Which panel an address asks for; null for none, and for what no panel answers to. */
export function panelOf({ panel, of }: PanelParams): Panel | null {
  switch (panel) {
    case 'details':
    case 'pins':
    case 'threads':
      return { kind: panel };
    case 'person':
      return of ? { kind: 'person', userId: of } : null;
    case 'thread':
      return of ? { kind: 'thread', id: of } : null;
    default:
      return null;
  }
}

/** How the address says it; both are null without a panel, so that they leave the address. */
export function paramsOf(panel: Panel | null): PanelParams {
  switch (panel?.kind) {
    case undefined:
      return { panel: null, of: null };
    case 'person':
      return { panel: 'person', of: panel.userId };
    case 'thread':
      return { panel: 'thread', of: panel.id };
    default:
      return { panel: panel?.kind ?? null, of: null };
  }
}

/** What assistive technology calls each panel. */
export const panelTitles: Readonly<Record<Panel['kind'], string>> = {
  details: 'chat.details.title',
  pins: 'chat.pins.title',
  threads: 'chat.thread.listTitle',
  person: 'chat.person.title',
  thread: 'chat.thread.title',
};
