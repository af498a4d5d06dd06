import '@fontsource-variable/source-code-pro/wght.css';
import '@fontsource-variable/source-sans-3/wght.css';

/** An element with attributes and children; a property that begins with `on` is a listener. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return made;
}

/* What stands at the top of every page for developers: where one is, where else to go, and who one is. */
const PAGES = [
  { href: '/explorer', name: 'Graph explorer' },
  { href: '/rest', name: 'REST reference' },
];

const signedOut = (current) => [
  element('span', { class: 'who-name' }, 'Not signed in'),
  element('a', { class: 'button', href: `/sign-in?to=${current}` }, 'Sign in to Parley'),
];

const signedIn = (name) => [
  element('span', { class: 'who-name' }, element('span', { class: 'who-as' }, 'Acting as '), name),
  element('a', { class: 'button button-quiet', href: '/' }, 'Open Parley'),
];

/** @param current the address of this page @returns the bar, and how to say who acts (null for nobody) */
export function frame(current) {
  const who = element('div', { class: 'who', role: 'status' });
  const links = PAGES.map(({ href, name }) =>
    element('a', { href, 'aria-current': href === current ? 'page' : null }, name),
  );
  const bar = element(
    'header',
    { class: 'frame' },
    element(
      'a',
      { class: 'brand', href: '/' },
      element('img', { src: '/favicon.svg', alt: '', width: '24', height: '24' }),
      'Parley',
    ),
    element('nav', { 'aria-label': 'For developers' }, links),
    who,
  );
  return {
    bar,
    say(name) {
      who.replaceChildren(...(name === null ? signedOut(current) : signedIn(name)));
    },
  };
}
