/** Keys, and the sentence that says what they do. */
export interface Shortcut {
  /** As people know them, one after the other or together: `Ctrl+K`. */
  readonly keys: readonly string[];
  /** Key of the sentence. */
  readonly label: string;
}

export interface ShortcutGroup {
  /** Key of the heading. */
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
}

const say = (label: string, ...keys: string[]): Shortcut => ({ keys, label: `chat.keys.${label}` });

/** What works everywhere, in the list, and while one writes; what works on a message the message itself knows. */
export const everywhere: ShortcutGroup = {
  title: 'chat.keys.everywhere',
  shortcuts: [
    say('palette', 'Ctrl+K'),
    say('places', 'Alt+1…9'),
    say('panes', 'F6'),
    say('foldList', 'Ctrl+B'),
    say('nextChannel', 'Alt+↑', 'Alt+↓'),
    say('nextUnread', 'Alt+Shift+↑', 'Alt+Shift+↓'),
    say('page', 'PgUp', 'PgDn'),
    say('sheet', '?', 'Ctrl+/'),
  ],
};

export const reading: ShortcutGroup = {
  title: 'chat.keys.reading',
  shortcuts: [say('move', 'J', 'K'), say('ends', 'Home', 'End'), say('menu', 'Enter'), say('toBox', 'Esc')],
};

export const writing: ShortcutGroup = {
  title: 'chat.keys.writing',
  shortcuts: [
    say('send', 'Enter'),
    say('newLine', 'Shift+Enter'),
    say('editLast', '↑'),
    say('bold', 'Ctrl+B'),
    say('italic', 'Ctrl+I'),
    say('code', 'Ctrl+E'),
    say('link', 'Ctrl+K'),
    say('mention', '@'),
    say('emoji', ':'),
    say('place', '#'),
    say('command', '/'),
  ],
};
