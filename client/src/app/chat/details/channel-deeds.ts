import { Service, inject } from '@angular/core';
import { Apollo } from 'apollo-angular';
import { EMPTY, type Observable, catchError, tap } from 'rxjs';
import {
  ArchiveChannelDocument,
  InviteToChannelDocument,
  LeaveChannelDocument,
  type MemberRole,
  RemoveMemberDocument,
  RestoreChannelDocument,
  SetMemberRoleDocument,
  UpdateChannelDocument,
  type UpdateChannelInput,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';

/** What can be changed about a channel and its members; what is refused is said. */
@Service()
export class ChannelDeeds {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);

  update(input: Omit<UpdateChannelInput, 'key'>): Observable<unknown> {
    const variables = { input: { ...input, key: crypto.randomUUID() } };
    return this.apollo.mutate({ mutation: UpdateChannelDocument, variables });
  }

  archive(channelId: string): void {
    const variables = { input: { channelId, key: crypto.randomUUID() } };
    this.said(this.apollo.mutate({ mutation: ArchiveChannelDocument, variables })).subscribe();
  }

  restore(channelId: string): void {
    const variables = { input: { channelId, key: crypto.randomUUID() } };
    this.said(this.apollo.mutate({ mutation: RestoreChannelDocument, variables })).subscribe();
  }

  leave(channelId: string): Observable<unknown> {
    const variables = { input: { channelId, key: crypto.randomUUID() } };
    return this.said(this.apollo.mutate({ mutation: LeaveChannelDocument, variables }));
  }

  invite(channelId: string, userIds: readonly string[]): Observable<unknown> {
    const variables = { input: { channelId, userIds: [...userIds], key: crypto.randomUUID() } };
    return this.said(this.apollo.mutate({ mutation: InviteToChannelDocument, variables }));
  }

  setRole(channelId: string, userId: string, role: MemberRole): void {
    const variables = { input: { channelId, userId, role, key: crypto.randomUUID() } };
    this.said(this.apollo.mutate({ mutation: SetMemberRoleDocument, variables })).subscribe();
  }

  remove(channelId: string, userId: string, ban = false): void {
    const variables = { input: { channelId, userId, ban, key: crypto.randomUUID() } };
    this.said(this.apollo.mutate({ mutation: RemoveMemberDocument, variables })).subscribe();
  }

  private said<T>(answer: Observable<T>): Observable<T> {
    return answer.pipe(
      tap({
        error: (error: unknown) => {
          this.errors.toast(error);
        },
      }),
      catchError(() => EMPTY),
    );
  }
}
