import { createHash } from 'node:crypto';
import { stripIgnoredCharacters } from 'graphql';

/** A document that was reviewed before it could be sent: one operation and the fragments it uses. */
export interface TrustedDocument {
  /** SHA-256 of the text, in hex. */
  readonly hash: string;
  /** The name of the operation. */
  readonly name: string;
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly text: string;
  /** What it asks for at its root. */
  readonly fields: readonly string[];
  /** It was written for programs that nobody has signed in. */
  readonly isPublished: boolean;
}

/** SHA-256 of a document's text, in hex: what a document is called by. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Longer texts are not looked at twice: no trusted one comes near it. In characters. */
const COMPARED = 16_384;

/**
 * The text without what makes no difference: spaces, commas, comments, and the name of the operation when it stands
 * first. Null for what is no document, or too long to be one of ours.
 */
function normalFormOf(text: string): string | null {
  if (text.length > COMPARED) return null;
  try {
    return stripIgnoredCharacters(text)
      .replace(/^(query|mutation|subscription) [_A-Za-z]\w*/, '$1')
      .replace(/^query(?=\{)/, '');
  } catch {
    // Only trying tells whether it can be read as GraphQL at all.
    return null;
  }
}

/** The documents that were reviewed, by hash and by what they say. Never changes while the gateway runs. */
export class TrustedDocuments {
  private readonly byHash: ReadonlyMap<string, TrustedDocument>;
  private readonly byNormalForm: ReadonlyMap<string, TrustedDocument>;
  private readonly published: ReadonlySet<string>;

  constructor(documents: readonly TrustedDocument[]) {
    this.byHash = new Map(documents.map((document) => [document.hash, document]));
    this.byNormalForm = new Map(
      documents.map((document) => [normalFormOf(document.text) ?? document.text, document]),
    );
    this.published = new Set(documents.flatMap(({ isPublished, fields }) => (isPublished ? fields : [])));
  }

  get list(): readonly TrustedDocument[] {
    return [...this.byHash.values()];
  }

  byItsHash(hash: string): TrustedDocument | null {
    return this.byHash.get(hash) ?? null;
  }

  /** Whether it asks for nothing but what some published document asks for: then nobody has to sign in for it. */
  isForStrangers({ fields }: TrustedDocument): boolean {
    return fields.every((field) => this.published.has(field));
  }

  /** Typed by hand, with other spaces or another name, it is the same document. */
  sayingTheSameAs(text: string): TrustedDocument | null {
    const form = normalFormOf(text);
    return form === null ? null : (this.byNormalForm.get(form) ?? null);
  }
}
