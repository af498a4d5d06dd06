import { DestroyRef, type Signal, effect, inject } from '@angular/core';

const LOOKING = 'parley.looking';
const own = crypto.randomUUID();

interface Looking {
  readonly window: string;
  readonly channelId: string;
}

function looking(): Looking | null {
  const text = localStorage.getItem(LOOKING);
  return text === null ? null : (JSON.parse(text) as Looking);
}

/** Notes for all windows of this browser which channel the viewer has before them in this one. */
export function noteLooking(openId: Signal<string | null>): void {
  const note = (): void => {
    const channelId = openId();
    if (channelId && document.hasFocus()) {
      localStorage.setItem(LOOKING, JSON.stringify({ window: own, channelId } satisfies Looking));
    } else if (looking()?.window === own) localStorage.removeItem(LOOKING);
  };
  const moments = ['focus', 'blur', 'pagehide'] as const;
  const noteSoon = (): void => {
    note();
  };
  for (const moment of moments) addEventListener(moment, noteSoon);
  effect(note);
  inject(DestroyRef).onDestroy(() => {
    for (const moment of moments) removeEventListener(moment, noteSoon);
  });
}

/** Whether the viewer has that channel before them, in whichever window. */
export const looksAt = (channelId: string): boolean => looking()?.channelId === channelId;
