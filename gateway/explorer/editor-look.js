/** How the editors of code look and behave: our colours, our font, long lines wrapped, and Escape to leave them. */
import * as monaco from 'monaco-graphql/esm/monaco-editor.js';

/** Names of the themes, as GraphiQL takes them. */
export const EDITOR_THEME = { light: 'parley-light', dark: 'parley-dark' };

/** A colour of the design tokens as Monaco takes colours, in one scheme. */
function hexOf(token, scheme) {
  const probe = document.createElement('span');
  probe.style.colorScheme = scheme;
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  const pixel = new OffscreenCanvas(1, 1).getContext('2d');
  pixel.fillStyle = getComputedStyle(probe).color;
  probe.remove();
  pixel.fillRect(0, 0, 1, 1);
  const [red, green, blue] = pixel.getImageData(0, 0, 1, 1).data;
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** What each kind of word is shown in; each is readable on the sheet and on what lies under it. */
const WORDS = {
  '': '--color-ink',
  comment: '--color-ink-muted',
  keyword: '--color-info-ink',
  'type.identifier.gql': '--color-positive-ink',
  'argument.identifier.gql': '--color-warning-ink',
  key: '--color-ink',
  predefined: '--color-ink',
  'operator.gql': '--color-ink-muted',
  'delimiter.gql': '--color-ink-muted',
  string: '--color-critical-ink',
  number: '--color-positive-ink',
  'string.key.json': '--color-info-ink',
  'string.value.json': '--color-ink',
  'number.json': '--color-positive-ink',
  'keyword.json': '--color-warning-ink',
  'comment.line.json': '--color-ink-muted',
};

/** Parts of the editor around the words. */
const PARTS = {
  'editor.foreground': '--color-ink',
  'editorLineNumber.foreground': '--color-ink-muted',
  'editorLineNumber.activeForeground': '--color-ink',
  'editorLineNumber.dimmedForeground': '--color-ink-muted',
  'editorIndentGuide.background1': '--color-line',
  'editorIndentGuide.activeBackground1': '--color-line-strong',
  'editorHoverWidget.background': '--color-surface-raised',
  'editorSuggestWidget.background': '--color-surface-raised',
  'editorSuggestWidget.selectedBackground': '--color-brand-soft',
  'editorSuggestWidget.selectedForeground': '--color-on-brand-soft',
  'editorWidget.background': '--color-surface-raised',
  'quickInput.background': '--color-surface-raised',
  'quickInputList.focusBackground': '--color-brand-soft',
  'quickInputList.focusForeground': '--color-on-brand-soft',
  'menu.background': '--color-surface-raised',
  'menu.selectionBackground': '--color-brand-soft',
  'menu.selectionForeground': '--color-on-brand-soft',
  'list.hoverBackground': '--color-surface-hover',
  'list.highlightForeground': '--color-brand-ink',
  'list.focusHighlightForeground': '--color-brand-ink',
  'textLink.foreground': '--color-brand-ink',
  'textLink.activeForeground': '--color-brand-ink',
  'editorLink.activeForeground': '--color-brand-ink',
  focusBorder: '--color-focus',
};

/** Pairs of brackets are told apart by their place, not by colour. */
const BRACKETS = [1, 2, 3, 4, 5, 6].map((depth) => `editorBracketHighlight.foreground${String(depth)}`);

function themeOf(scheme) {
  const colours = (tokens) =>
    Object.fromEntries(Object.entries(tokens).map(([name, token]) => [name, hexOf(token, scheme)]));
  const brackets = Object.fromEntries(BRACKETS.map((name) => [name, '--color-ink-muted']));
  return {
    base: scheme === 'dark' ? 'vs-dark' : 'vs',
    inherit: true,
    rules: Object.entries(colours(WORDS)).map(([token, foreground]) => ({ token, foreground })),
    colors: {
      ...colours({ ...PARTS, ...brackets }),
      'editor.background': '#ffffff00',
      'scrollbar.shadow': '#ffffff00',
    },
  };
}

/** Something of Monaco's is open over the text, and Escape closes that first. */
const OPEN =
  'suggestWidgetVisible || findWidgetVisible || parameterHintsVisible || editorHasSelection || renameInputVisible';

/** What each editor is called, by how the name of the file ends that GraphiQL keeps its text in. */
const NAMES = {
  'operation.graphql': 'Operation',
  'variables.json': 'Variables as JSON',
  'request-headers.json': 'Headers as JSON',
  'response.json': 'Answer',
};

/** The way into an editor and out of it: within, Tab indents. */
function givePassage(editor) {
  const path = editor.getModel()?.uri.path ?? '';
  const [, name] = Object.entries(NAMES).find(([file]) => path.endsWith(file)) ?? [];
  if (!name) return;
  editor.updateOptions({ ariaLabel: name });
  const around = editor.getContainerDomNode();
  if (around.tagName !== 'SECTION') {
    around.setAttribute('role', 'group');
    around.setAttribute('aria-label', `${name}: Enter to write, Escape to leave`);
  }
  editor.addAction({
    id: 'parley.leave',
    label: 'Leave the editor',
    keybindings: [monaco.KeyCode.Escape],
    precondition: `!(${OPEN})`,
    run: () => around.focus(),
  });
}

const darkDevice = matchMedia('(prefers-color-scheme: dark)');

/**
 * Gives the editors, which share one theme, that of the device. GraphiQL does so when it begins, and keeps to it for every
 * editor that it makes later. Whoever chose a scheme keeps that.
 */
function suitDevice() {
  const isChosen = ['graphiql-light', 'graphiql-dark'].some((name) => document.body.classList.contains(name));
  if (!isChosen) monaco.editor.setTheme(darkDevice.matches ? EDITOR_THEME.dark : EDITOR_THEME.light);
}

/** Call once, before GraphiQL makes its editors. */
export function dressEditors() {
  monaco.editor.defineTheme(EDITOR_THEME.light, themeOf('light'));
  monaco.editor.defineTheme(EDITOR_THEME.dark, themeOf('dark'));
  darkDevice.addEventListener('change', suitDevice);
  monaco.editor.onDidCreateEditor((editor) => {
    editor.updateOptions({
      wordWrap: 'on',
      fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--font-code'),
      fontSize: 14,
    });
    // It is told of before it is whole.
    queueMicrotask(() => {
      givePassage(editor);
      suitDevice();
    });
  });
}
