import { Service, inject } from '@angular/core';
import type { TypedDocumentNode } from '@apollo/client';
import { Apollo } from 'apollo-angular';
import { SayError } from '../errors/say-error';
import { change } from './change';

/** Does what the viewer asks for. What is refused is said: then everything stands as it did. */
@Service()
export class Doing {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);

  /** Runs a mutation on an input, under a key of its own; says whether it was done. */
  change<TData, TInput extends object>(
    mutation: TypedDocumentNode<TData, { input: TInput & { readonly key: string } }>,
    input: TInput,
  ): Promise<boolean> {
    const keyed = { ...input, key: crypto.randomUUID() };
    return this.attempt(() => change(this.apollo, mutation, { input: keyed }));
  }

  /** Does any work; says whether it was done. */
  async attempt(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      // Refused, or the network is away: what was written stays where it is, and it is said why.
      this.errors.toast(error);
      return false;
    }
  }
}
