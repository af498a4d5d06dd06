import { parse, validate, type DocumentNode, type GraphQLError, type GraphQLSchema } from 'graphql';

const MOST_TOKENS = 20_000;
/** Together these bound what is kept: many small documents, or few large ones. */
const MOST_DOCUMENTS = 1_000;
const MOST_CHARACTERS = 2_000_000;

/** Parsed and validated documents by text; those used least recently are forgotten first. */
export class Documents {
  private readonly known = new Map<string, DocumentNode>();
  private characters = 0;

  constructor(private readonly schema: GraphQLSchema) {}

  /** How many are kept. */
  get size(): number {
    return this.known.size;
  }

  /** @throws GraphQLError when it does not parse; answers with errors when it does not fit the schema */
  get(query: string): DocumentNode | readonly GraphQLError[] {
    const cached = this.known.get(query);
    if (cached) {
      this.known.delete(query);
      this.known.set(query, cached);
      return cached;
    }
    // Nobody is told places in a text that the gateway wrote, and they would take most of the memory.
    const document = parse(query, { maxTokens: MOST_TOKENS, noLocation: true });
    const faults = validate(this.schema, document);
    if (faults.length > 0) return faults;
    this.keep(query, document);
    return document;
  }

  private keep(query: string, document: DocumentNode): void {
    this.known.set(query, document);
    this.characters += query.length;
    for (const oldest of this.known.keys()) {
      if (this.known.size <= MOST_DOCUMENTS && this.characters <= MOST_CHARACTERS) return;
      this.known.delete(oldest);
      this.characters -= oldest.length;
    }
  }
}
