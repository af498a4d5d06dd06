/** The key that was pressed by itself, for the page as a whole; null where it belongs to something else. */
export function plainKey(event: KeyboardEvent): string | null {
  const isTaken = event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event);
  return isTaken ? null : event.key.toLowerCase();
}

/** Whether the keys go into words that are being written, or to a menu or dialog. */
function isTyping({ target }: KeyboardEvent): boolean {
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable], [role="menu"], [role="dialog"]') !== null
  );
}
