import type { Signal, Type } from '@angular/core';
import type { IconName } from '../../../generated/icons';

/** A page of chat that is not one conversation, such as every thread that is followed: `/chat/<path>`. */
export interface PageEntry {
  /** First part of the address after `/chat/`; a second part is handed to the page as its input `of`. */
  readonly path: string;
  readonly icon: IconName;
  /** Key of its name, in the list and in the window's title. */
  readonly label: string;
  /** Whether it stands above the conversations; others are reached from elsewhere. */
  readonly listed: boolean;
  /** How much there is; called once, where services can be injected. */
  readonly count?: () => Signal<number>;
  /** Listed only while there is something. */
  readonly onlyIfAny?: boolean;
  /** How the count asks for attention: what waits for the viewer as a badge, what is merely there as a number. */
  readonly mark?: 'badge' | 'number';
  readonly load: () => Promise<Type<unknown>>;
}
