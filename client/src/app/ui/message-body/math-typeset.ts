import katex from 'katex';

const done = new WeakSet<HTMLElement>();

/**
 * Sets the LaTeX that stands in an element, once. It is drawn into the element and never passes through HTML, so that
 * the page's policy against styles in markup holds; commands that reach out of the formula are off.
 */
export function setMath(host: HTMLElement): void {
  if (done.has(host)) return;
  done.add(host);
  katex.render(host.textContent, host, {
    displayMode: host.classList.contains('md-math-display'),
    throwOnError: false,
    errorColor: 'currentcolor',
    trust: false,
    strict: 'ignore',
    maxSize: 20,
    maxExpand: 200,
  });
}
