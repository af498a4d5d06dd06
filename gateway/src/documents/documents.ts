import { AppError, forbidden, invalid, unauthenticated } from '@parley/kit';
import { FairCache } from './fair-cache.js';
import type { DocumentRequest } from './reference.js';
import { hashOf, type TrustedDocument, TrustedDocuments } from './trusted.js';

/** Whose documents are executed: everybody's who is signed in, or only those that were reviewed. */
export type DocumentsMode = 'open' | 'trusted';

/** What a request asks for, before it is known whether we have it. */
export interface NamedDocument {
  readonly hash: string;
  /** Null when only the hash came. */
  readonly text: string | null;
}

/** Texts that callers gave to be kept: a hundred bytes to a few thousand each. */
const KEPT = { entries: 5_000, bytes: 8 * 1024 * 1024 };

/** What clients of automatic persisted queries wait for, word for word, to send the text along. */
const NOT_FOUND = 'PersistedQueryNotFound';
const PUBLISHED_ONLY = 'Sign in first: without a session only published documents are answered';
const NOT_TRUSTED =
  'Only trusted documents are answered here; ask those who run this server to add yours to them';

/** The documents that may be sent: those that were reviewed, and the texts that callers had kept. */
export class Documents {
  private readonly kept = new FairCache<string>(KEPT);

  constructor(
    readonly trusted: TrustedDocuments = new TrustedDocuments([]),
    private readonly mode: DocumentsMode = 'open',
  ) {}

  /** @throws AppError INVALID when the text is not the one that the hash names */
  named({ query, document }: DocumentRequest): NamedDocument {
    if (query === '') {
      if (!document) throw invalid('query', 'There is no document');
      return { hash: document.hash, text: null };
    }
    const hash = hashOf(query);
    if (document && document.hash !== hash) {
      throw invalid(
        document.isToBeKept ? 'extensions' : 'documentId',
        'The hash is not the SHA-256 of the query',
      );
    }
    return { hash, text: query };
  }

  /** @throws AppError NOT_FOUND when nobody gave us the text, FORBIDDEN where nobody may */
  textOf({ hash, text }: NamedDocument): string {
    const known = text ?? this.trusted.byItsHash(hash)?.text ?? this.kept.get(hash);
    if (known !== undefined) return known;
    throw this.mode === 'trusted' ? forbidden(NOT_TRUSTED) : new AppError('NOT_FOUND', NOT_FOUND);
  }

  /** Whether it was reviewed; a text typed by hand counts as the one that it equals. */
  trustedAs(hash: string, text: string): TrustedDocument | null {
    return this.trusted.byItsHash(hash) ?? this.trusted.sayingTheSameAs(text);
  }

  /** @throws AppError UNAUTHENTICATED for strangers, FORBIDDEN for everybody else, when it is not theirs to send */
  refuse(trusted: TrustedDocument | null, sender: string | null): void {
    if (sender === null) {
      if (!trusted) throw unauthenticated(PUBLISHED_ONLY);
      if (!this.trusted.isForStrangers(trusted)) throw unauthenticated();
    } else if (!trusted && this.mode === 'trusted') throw forbidden(NOT_TRUSTED);
  }

  /** Keeps a valid text for requests that bring only its hash. */
  keep(hash: string, text: string, sender: string): void {
    // What was reviewed is known anyway, and what is known already is used, which keeps it.
    if (this.trusted.byItsHash(hash) || this.kept.get(hash) !== undefined) return;
    this.kept.set(hash, text, 2 * text.length + 200, sender);
  }
}
