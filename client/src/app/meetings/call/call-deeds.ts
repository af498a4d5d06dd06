import { Service, inject } from '@angular/core';
import { Apollo } from 'apollo-angular';
import {
  AddToCallDocument,
  AnswerCallDocument,
  AnswerIntoRoomDocument,
  type AnswerIntoRoomMutation,
  CancelCallDocument,
  type CallSeatFragment,
  type CallViewFragment,
  CompleteTransferDocument,
  HangUpCallDocument,
  HoldCallDocument,
  MoveCallDocument,
  RejectCallDocument,
  ResumeCallDocument,
  StartCallDocument,
  TransferCallDocument,
} from '../../../generated/graphql';
import { change } from '../../core/graphql/change';
import { wishedEncryption } from '../keys/seal-wish';
import { deviceName } from './device-name';

/** What is done to a call; each throws what it was refused for. */
@Service()
export class CallDeeds {
  private readonly apollo = inject(Apollo);

  async start(userId: string, video: boolean): Promise<CallViewFragment> {
    const input = { userId, video, encryption: wishedEncryption(), key: crypto.randomUUID() };
    return (await change(this.apollo, StartCallDocument, { input })).startCall;
  }

  async answer(callId: string, video: boolean, mediaKey: string | null): Promise<CallSeatFragment> {
    const input = { callId, video, mediaKey, device: deviceName(), key: crypto.randomUUID() };
    return (await change(this.apollo, AnswerCallDocument, { input })).answerCall;
  }

  /** Answers what rings the viewer into a call of others. */
  async answerIntoRoom(
    callId: string,
    video: boolean,
    mediaKey: string | null,
  ): Promise<AnswerIntoRoomMutation['answerCall']> {
    const input = { callId, video, mediaKey, device: deviceName(), key: crypto.randomUUID() };
    return (await change(this.apollo, AnswerIntoRoomDocument, { input })).answerCall;
  }

  /** Rings these people into a call. */
  async add(callId: string, userIds: readonly string[]): Promise<void> {
    const input = { callId, userIds: [...userIds], key: crypto.randomUUID() };
    await change(this.apollo, AddToCallDocument, { input });
  }

  async move(callId: string, video: boolean, mediaKey: string | null): Promise<CallSeatFragment> {
    const input = { callId, video, mediaKey, device: deviceName(), key: crypto.randomUUID() };
    return (await change(this.apollo, MoveCallDocument, { input })).moveCall;
  }

  async reject(callId: string): Promise<void> {
    await change(this.apollo, RejectCallDocument, { input: { callId, key: crypto.randomUUID() } });
  }

  async cancel(callId: string): Promise<void> {
    await change(this.apollo, CancelCallDocument, { input: { callId, key: crypto.randomUUID() } });
  }

  async hangUp(callId: string): Promise<void> {
    await change(this.apollo, HangUpCallDocument, { input: { callId, key: crypto.randomUUID() } });
  }

  async hold(callId: string): Promise<void> {
    await change(this.apollo, HoldCallDocument, { input: { callId, key: crypto.randomUUID() } });
  }

  async resume(callId: string): Promise<void> {
    await change(this.apollo, ResumeCallDocument, { input: { callId, key: crypto.randomUUID() } });
  }

  /** Hands over at once, or after speaking with them first. */
  async transfer(callId: string, userId: string, attended: boolean): Promise<void> {
    const input = { callId, userId, attended, key: crypto.randomUUID() };
    await change(this.apollo, TransferCallDocument, { input });
  }

  async completeTransfer(callId: string): Promise<void> {
    await change(this.apollo, CompleteTransferDocument, { input: { callId, key: crypto.randomUUID() } });
  }
}
