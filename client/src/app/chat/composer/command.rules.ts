/** A text that asks for a command: its name, and what follows it. */
export interface WrittenCommand {
  readonly name: string;
  readonly argument: string;
}

const command = /^\/([a-z][a-z-]*)(?:\s+([\s\S]*))?$/;

/**
 * The command a text asks for; null for every other text. A path such as `/etc/hosts` is none, and neither is a text
 * that begins with two slashes, which is how one writes a slash.
 */
export function commandIn(text: string): WrittenCommand | null {
  const [, name, argument] = command.exec(text.trim()) ?? [];
  return name ? { name, argument: argument?.trim() ?? '' } : null;
}

/** What is sent for a text that is no command: a doubled slash at its beginning is one. */
export function unescapedSlash(text: string): string {
  return text.startsWith('//') && !text.startsWith('///') ? text.slice(1) : text;
}
