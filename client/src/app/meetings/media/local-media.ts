import { computed, signal } from '@angular/core';
import type { Devices } from './devices';
import { type MediaFault, faultOf } from './media-fault.rules';

const SOUND = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const PICTURE = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };

/**
 * What a screen plays is sent as it is, and goes on where it is shared. Those who are heard in the meeting are left out,
 * where the browser can tell them apart, or they would hear themselves.
 */
const SCREEN_SOUND = {
  ...{ echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  ...{ suppressLocalAudioPlayback: false, restrictOwnAudio: true },
};

/** Whether a screen can be shared from here: phones cannot. */
export const canShare = 'mediaDevices' in navigator && 'getDisplayMedia' in navigator.mediaDevices;

/** What somebody chose to send, whether or not it can be sent yet. */
export interface ChosenMedia {
  readonly video: boolean;
  readonly silent: boolean;
}

/** What the viewer sends in a call: microphone, camera and screen, each only while it is on. */
export class LocalMedia {
  private readonly microphoneTrack = signal<MediaStreamTrack | null>(null);
  private readonly cameraTrack = signal<MediaStreamTrack | null>(null);
  private readonly screenTrack = signal<MediaStreamTrack | null>(null);
  private readonly screenSoundTrack = signal<MediaStreamTrack | null>(null);
  private readonly silent = signal(false);
  private readonly wantsCamera = signal(false);
  private readonly held = signal(false);
  private released = false;

  readonly microphone = this.microphoneTrack.asReadonly();
  readonly camera = this.cameraTrack.asReadonly();
  readonly screen = this.screenTrack.asReadonly();
  /** What the shared screen plays; null where it plays nothing, or the viewer shares it without. */
  readonly screenSound = this.screenSoundTrack.asReadonly();
  /** Whether what a screen plays can be heard by the others here. */
  sharesSound = false;
  /** Whether the viewer is heard, as far as they want it. */
  readonly speaks = computed(() => !this.silent() && this.microphoneTrack() !== null);
  /** Whether the viewer means to be heard, also while the browser still asks. */
  readonly meansToSpeak = computed(() => !this.silent() && this.microphoneFault() === null);
  readonly meansToShow = computed(() => this.wantsCamera() && this.cameraFault() === null);
  /** What the viewer goes on with elsewhere: what they chose, also where the browser still asks or the call is on hold. */
  readonly chosen = computed<ChosenMedia>(() => ({ video: this.meansToShow(), silent: this.silent() }));
  readonly cameraOn = computed(() => this.cameraTrack() !== null);
  readonly sharing = computed(() => this.screenTrack() !== null);
  readonly microphoneFault = signal<MediaFault | null>(null);
  readonly cameraFault = signal<MediaFault | null>(null);
  readonly screenFault = signal<MediaFault | null>(null);

  constructor(private readonly devices: Devices) {}

  /** Takes the microphone, and the camera where it is wanted; what cannot be had is left out, and said. */
  async begin(video: boolean): Promise<void> {
    // Asked for apart: who has no camera, or does not allow it, is heard all the same.
    await this.openMicrophone();
    if (video) await this.switchCamera(true);
    this.devices.look();
  }

  mute(silent: boolean): void {
    this.silent.set(silent);
    const track = this.microphoneTrack();
    if (track) track.enabled = !silent;
  }

  toggleMicrophone(): void {
    this.mute(this.speaks());
  }

  toggleCamera(): void {
    void this.switchCamera(!this.cameraOn());
  }

  toggleScreen(): void {
    void this.share(!this.sharing());
  }

  async switchCamera(on: boolean): Promise<void> {
    this.wantsCamera.set(on);
    this.cameraFault.set(null);
    if (on) await this.openCamera();
    else this.drop(this.cameraTrack);
  }

  /** @returns whether a screen is shared; choosing none is no fault */
  async share(on: boolean): Promise<boolean> {
    this.screenFault.set(null);
    this.dropScreen();
    if (!on) return false;
    try {
      const stream = await navigator.mediaDevices.getDisplayMedia({
        video: { frameRate: { ideal: 15 } },
        audio: this.sharesSound && SCREEN_SOUND,
      });
      this.keepScreen(stream);
    } catch (error) {
      // Whoever closes the browser's question has changed their mind, and knows it.
      const fault = faultOf(error);
      if (fault !== 'denied') this.screenFault.set(fault);
    }
    return this.sharing();
  }

  /** On hold nothing is seen of the viewer; the microphone is kept, but not sent. */
  async hold(held: boolean): Promise<void> {
    if (this.held() === held) return;
    this.held.set(held);
    if (held) {
      this.drop(this.cameraTrack);
      this.dropScreen();
    } else if (this.wantsCamera()) await this.openCamera();
  }

  /** Takes the devices that are chosen now. */
  async changeDevices(): Promise<void> {
    await this.openMicrophone();
    if (this.cameraTrack()) await this.openCamera();
  }

  release(): void {
    this.released = true;
    for (const track of [this.microphoneTrack, this.cameraTrack]) this.drop(track);
    this.dropScreen();
  }

  private async openMicrophone(): Promise<void> {
    const audio = { ...SOUND, ...this.devices.wanted('audioinput') };
    this.microphoneFault.set(await this.open({ audio }, this.microphoneTrack));
    this.mute(this.silent());
  }

  private async openCamera(): Promise<void> {
    const video = { ...PICTURE, ...this.devices.wanted('videoinput') };
    this.cameraFault.set(await this.open({ video }, this.cameraTrack));
  }

  private async open(
    constraints: MediaStreamConstraints,
    into: typeof this.microphoneTrack,
  ): Promise<MediaFault | null> {
    if (!this.devices.secure) return 'insecure';
    try {
      const [track] = (await navigator.mediaDevices.getUserMedia(constraints)).getTracks();
      if (track) this.keep(track, into);
      return null;
    } catch (error) {
      // What a computer has and what its owner allows is known by asking alone.
      return faultOf(error);
    }
  }

  /** The picture of a screen and what it plays: one does not go on without the other. */
  private keepScreen(stream: MediaStream): void {
    const [picture] = stream.getVideoTracks();
    const [sound] = stream.getAudioTracks();
    if (picture) this.keep(picture, this.screenTrack);
    if (!picture || !sound) return;
    if (this.screenTrack() === picture) this.keep(sound, this.screenSoundTrack);
    else sound.stop();
    picture.addEventListener('ended', () => {
      if (this.screenSoundTrack() === sound) this.drop(this.screenSoundTrack);
    });
  }

  private dropScreen(): void {
    this.drop(this.screenTrack);
    this.drop(this.screenSoundTrack);
  }

  private keep(track: MediaStreamTrack, into: typeof this.microphoneTrack): void {
    if (this.released || (this.held() && track.kind === 'video')) {
      track.stop();
      return;
    }
    this.drop(into);
    // Unplugged, or ended by the browser's own button.
    track.addEventListener('ended', () => {
      if (into() === track) into.set(null);
    });
    into.set(track);
  }

  private drop(from: typeof this.microphoneTrack): void {
    from()?.stop();
    from.set(null);
  }
}
