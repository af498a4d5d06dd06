import katex from 'katex';

const done = new WeakSet<HTMLElement>();
/** What was set once is copied: that takes a tenth of the time, and rows come and go while one scrolls. */
const known = new Map<string, HTMLElement>();
const kept = 300;

/**
 * Sets the LaTeX that stands in an element, once. It is drawn into the element and never passes through HTML, so that
 * the page's policy against styles in markup holds; commands that reach out of the formula are off.
 */
export function setMath(host: HTMLElement): void {
  if (done.has(host)) return;
  done.add(host);
  const displayMode = host.classList.contains('md-math-display');
  const key = `${String(displayMode)} ${host.textContent}`;
  const set = known.get(key) ?? typeset(host.textContent, displayMode);
  if (known.size >= kept) known.clear();
  known.set(key, set);
  host.replaceChildren(...set.cloneNode(true).childNodes);
}

function typeset(latex: string, displayMode: boolean): HTMLElement {
  const holder = document.createElement('span');
  katex.render(latex, holder, {
    displayMode,
    throwOnError: false,
    errorColor: 'currentcolor',
    trust: false,
    strict: 'ignore',
    maxSize: 20,
    maxExpand: 200,
  });
  return holder;
}
