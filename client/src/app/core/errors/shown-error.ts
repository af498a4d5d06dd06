import type { FieldState } from '@angular/forms/signals';

/** What is wrong with a field, once somebody has left it or tried to send it. */
export function shownError(field: FieldState<unknown>): string | null {
  if (!field.touched()) return null;
  return field.errors()[0]?.message ?? null;
}
