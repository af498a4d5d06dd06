interface Summed {
  readonly kind?: string;
  readonly text: string | null;
  readonly attachments: readonly { readonly role: string; readonly file: { readonly kind: string } | null }[];
}

const kinds: Readonly<Record<string, string>> = { IMAGE: 'picture', VIDEO: 'film', AUDIO: 'sound' };

/** Key of the words that stand for a message that has none of its own; null for one that has, or shows no file. */
export function summaryKey({ kind, text, attachments }: Summed): string | null {
  if (kind === 'CALL') return 'chat.call.said';
  const [first] = attachments;
  if (text?.trim() || !first) return null;
  if (first.role === 'VOICE') return 'chat.voice.message';
  const all = new Set(attachments.map(({ file }) => kinds[file?.kind ?? ''] ?? 'file'));
  const [only = 'file'] = all;
  return `chat.file.summary.${all.size === 1 ? only : 'file'}`;
}
