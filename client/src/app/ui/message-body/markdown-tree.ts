/** Words of a message with what they look like. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'code'; readonly text: string }
  /** LaTeX within a line, or in a line of its own. */
  | { readonly kind: 'math'; readonly text: string; readonly display: boolean }
  | { readonly kind: 'strong' | 'emphasis' | 'strike' | 'spoiler'; readonly content: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly content: readonly Inline[] }
  /** The target is a user id, `channel`, `here` or whatever else can be addressed. */
  | { readonly kind: 'mention'; readonly target: string; readonly label: string }
  | { readonly kind: 'tag'; readonly name: string }
  /** A name between colons; whether there is such an emoji the reader knows. */
  | { readonly kind: 'emoji'; readonly name: string };

export type Align = 'left' | 'right' | 'center' | null;

export interface ListEntry {
  /** Whether it is ticked; null for an entry without a box. */
  readonly ticked: boolean | null;
  readonly content: readonly Block[];
}

/** A part of a message that stands on lines of its own. */
export type Block =
  | { readonly kind: 'paragraph' | 'heading'; readonly content: readonly Inline[] }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | { readonly kind: 'math'; readonly text: string }
  | { readonly kind: 'quote'; readonly content: readonly Block[] }
  | { readonly kind: 'list'; readonly start: number | null; readonly entries: readonly ListEntry[] }
  | {
      readonly kind: 'table';
      readonly aligns: readonly Align[];
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    }
  | { readonly kind: 'rule' };
