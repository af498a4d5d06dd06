/** The pane after the one that has the focus, in reading order and round again; only what is on screen counts. */
export function nextPane(root: ParentNode, backwards: boolean): HTMLElement | null {
  const panes = [...root.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) =>
    pane.checkVisibility(),
  );
  if (panes.length === 0) return null;
  const current = panes.findIndex((pane) => pane.contains(document.activeElement));
  const step = backwards ? -1 : 1;
  const from = current === -1 && backwards ? 0 : current;
  return panes[(from + step + panes.length) % panes.length] ?? null;
}
