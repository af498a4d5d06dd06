import { Service, inject } from '@angular/core';
import { Apollo } from 'apollo-angular';
import { type Observable, firstValueFrom, map } from 'rxjs';
import {
  ChooseRoomLayersDocument,
  EndRoomDocument,
  JoinRoomDocument,
  type JoinRoomMutation,
  LeaveRoomDocument,
  LobbyEventsDocument,
  type LobbyEventsSubscription,
  type MediaSignalInput,
  OwnPlaceDocument,
  RaiseRoomHandDocument,
  RenewRoomSeatDocument,
  RoomDocument,
  RoomEncryptionDocument,
  RoomEventsDocument,
  type RoomQuery,
  type RoomSeatFragment,
  RoomSignalsDocument,
  type RoomSignalsSubscription,
  SendSignalDocument,
} from '../../../generated/graphql';
import { change } from '../../core/graphql/change';
import { ephemeral } from '../../core/graphql/ephemeral';
import type { LiveView } from '../../core/graphql/follower';
import { Live } from '../../core/graphql/live';
import { deviceName } from '../call/device-name';
import { RegionReach } from '../region/region-reach';
import type { MediaOn } from '../talk/media-line';
import type { Wanted } from './layers.rules';
import { afterRoomEvent } from './room.rules';

const aKey = (): string => crypto.randomUUID();

/** What somebody may have to show when they come in: the secret of a link, and the public key of their device. */
export interface Credentials {
  readonly token?: string | null;
  readonly mediaKey?: string | null;
}

/** What coming to a room is answered with. */
export type Entry = JoinRoomMutation['joinMeeting'];

/** What a device in a room says to the server, and what it hears of the room. */
@Service()
export class RoomLine {
  private readonly apollo = inject(Apollo);
  private readonly live = inject(Live);
  private readonly reach = inject(RegionReach);

  /** The room, kept current. */
  follow(id: string): Observable<LiveView<RoomQuery>> {
    return this.live.follow({
      query: RoomDocument,
      variables: { id },
      event: RoomEventsDocument,
      eventVariables: { meetingId: id },
      cursorOf: ({ meeting }: RoomQuery) => meeting?.roomCursor,
      eventOf: ({ meetingEvents }) => meetingEvents,
      apply: afterRoomEvent,
    });
  }

  /** Adds a further page of those who are in to the room that is followed. */
  async readFurther(id: string, after: string): Promise<void> {
    const query = { query: RoomDocument, variables: { id, after } };
    await firstValueFrom(this.apollo.query({ ...query, fetchPolicy: 'network-only' }));
  }

  /** Whether a room asks for keys of the devices; where nothing can be read of it yet, it may. */
  async asksForKeys(id: string): Promise<boolean> {
    const { data } = await firstValueFrom(
      this.apollo.query({ query: RoomEncryptionDocument, variables: { id } }),
    );
    return data?.meeting?.encryption !== 'SERVER';
  }

  /** What everybody in a room is shown of the viewer now, whatever was heard of it; null where they are not in it. */
  async shownOfOwn(id: string): Promise<MediaOn | null> {
    const query = { query: OwnPlaceDocument, variables: { id } };
    const { data } = await firstValueFrom(this.apollo.query({ ...query, fetchPolicy: 'no-cache' }));
    return data?.meeting?.viewerParticipant ?? null;
  }

  signalsOf(meetingId: string): Observable<RoomSignalsSubscription['meetingSignals']> {
    return ephemeral(this.apollo, { query: RoomSignalsDocument, variables: { meetingId } }).pipe(
      map(({ meetingSignals }) => meetingSignals),
    );
  }

  /** What becomes of somebody who waits to be let in. */
  lobbyOf(participantId: string, after: string): Observable<LobbyEventsSubscription['lobbyEvents']> {
    return ephemeral(this.apollo, { query: LobbyEventsDocument, variables: { participantId, after } }).pipe(
      map(({ lobbyEvents }) => lobbyEvents),
    );
  }

  async join(
    meetingId: string,
    on: Pick<MediaOn, 'microphone' | 'camera'>,
    { token = null, mediaKey = null }: Credentials = {},
  ): Promise<Entry> {
    const input = {
      ...{ meetingId, ...on, mediaKey, device: deviceName(), key: aKey() },
      ...(token !== null && { token }),
      latencies: [...this.reach.known()],
    };
    const { joinMeeting } = await change(this.apollo, JoinRoomDocument, { input }, (cache, { data }) => {
      const viewerParticipant = data && cache.identify(data.joinMeeting.participant);
      if (!viewerParticipant) return;
      // Who comes for the first time was nobody in it when it was read.
      cache.modify({
        id: cache.identify({ __typename: 'Meeting', id: meetingId }),
        fields: { viewerParticipant: () => ({ __ref: viewerParticipant }) },
      });
    });
    return joinMeeting;
  }

  async renew(participantId: string): Promise<RoomSeatFragment> {
    const input = { participantId, key: aKey() };
    return (await change(this.apollo, RenewRoomSeatDocument, { input })).renewMediaSeat;
  }

  async send(participantId: string, signal: MediaSignalInput): Promise<void> {
    await change(this.apollo, SendSignalDocument, { input: { participantId, signal, key: aKey() } });
  }

  async choose(participantId: string, wanted: readonly Wanted[]): Promise<void> {
    const input = { participantId, tiles: [...wanted], key: aKey() };
    await change(this.apollo, ChooseRoomLayersDocument, { input });
  }

  async raiseHand(participantId: string, raised: boolean): Promise<void> {
    await change(this.apollo, RaiseRoomHandDocument, { input: { participantId, raised, key: aKey() } });
  }

  async leave(participantId: string, seat: number | null): Promise<void> {
    await change(this.apollo, LeaveRoomDocument, { input: { participantId, seat, key: aKey() } });
  }

  async end(meetingId: string): Promise<void> {
    await change(this.apollo, EndRoomDocument, { input: { meetingId, key: aKey() } });
  }
}
