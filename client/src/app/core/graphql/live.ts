import { Service, inject } from '@angular/core';
import type { TypedDocumentNode } from '@apollo/client';
import { Apollo } from 'apollo-angular';
import { Kind } from 'graphql';
import { Observable } from 'rxjs';
import { Follower, type LiveOptions, type LiveView, type Variables } from './follower';
import type { LiveEvent } from './live.rules';
import { Streams } from './streams';

/** Follows streams: everything in the client that moves by itself moves through here. */
@Service()
export class Live {
  private readonly apollo = inject(Apollo);
  private readonly streams = inject(Streams);

  /**
   * Reads the snapshot, follows its stream from the snapshot's cursor and applies each event once to Apollo's cache.
   * It resumes after the newest event when the line breaks, and reads the snapshot again when the cursor has expired or
   * the server ended the stream: then the snapshot tells what there is still to see. Fails when that is nothing.
   */
  follow<
    TData,
    TVariables extends Variables,
    TEventData,
    TEventVariables extends Variables,
    TEvent extends LiveEvent,
  >(
    options: LiveOptions<TData, TVariables, TEventData, TEventVariables, TEvent>,
  ): Observable<LiveView<TData>> {
    return new Observable((subscriber) => {
      const ids = Object.values(options.eventVariables ?? options.variables);
      const subjectId = ids.find((id) => typeof id === 'string') ?? null;
      const book = this.streams.begin(nameOf(options.event), subjectId);
      const follower = new Follower(this.apollo, options, subscriber, book);
      follower.start();
      return () => {
        follower.stop();
      };
    });
  }
}

/** The field that a subscription asks for. */
function nameOf({ definitions }: TypedDocumentNode<unknown, never>): string {
  const operation = definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const field = operation?.selectionSet.selections[0];
  return field?.kind === Kind.FIELD ? field.name.value : '';
}
