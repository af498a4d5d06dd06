import { Service, computed, signal } from '@angular/core';

/** What somebody can choose; browsers name devices only once one was allowed. */
export type DeviceKind = 'audioinput' | 'videoinput' | 'audiooutput';

const STORED: Readonly<Record<DeviceKind, string>> = {
  audioinput: 'parley.microphone',
  videoinput: 'parley.camera',
  audiooutput: 'parley.speaker',
};

/** The microphones, cameras and speakers of this computer, and which of them are wanted; kept here. */
@Service()
export class Devices {
  private readonly known = signal<readonly MediaDeviceInfo[]>([]);
  private readonly chosen = signal<Readonly<Record<DeviceKind, string | null>>>({
    audioinput: localStorage.getItem(STORED.audioinput),
    videoinput: localStorage.getItem(STORED.videoinput),
    audiooutput: localStorage.getItem(STORED.audiooutput),
  });

  /** Where media may be used at all: pages over plain HTTP may not. */
  readonly secure = 'mediaDevices' in navigator;
  readonly microphones = computed(() => this.ofKind('audioinput'));
  readonly cameras = computed(() => this.ofKind('videoinput'));
  readonly speakers = computed(() => this.ofKind('audiooutput'));
  readonly choices = this.chosen.asReadonly();

  constructor() {
    if (!this.secure) return;
    navigator.mediaDevices.addEventListener('devicechange', () => {
      this.look();
    });
    this.look();
  }

  /** Looks what there is; to be called again once one was allowed, for then they have names. */
  look(): void {
    if (!this.secure) return;
    navigator.mediaDevices.enumerateDevices().then(
      (devices) => {
        this.known.set(devices);
      },
      // A browser that lists nothing still gives its usual devices.
      () => undefined,
    );
  }

  choose(kind: DeviceKind, id: string): void {
    localStorage.setItem(STORED[kind], id);
    this.chosen.update((chosen) => ({ ...chosen, [kind]: id }));
  }

  /** What to ask the browser for: the chosen device where it is there, else any. */
  wanted(kind: DeviceKind): { readonly deviceId?: ConstrainDOMString } {
    const id = this.chosen()[kind];
    return id && this.ofKind(kind).some(({ deviceId }) => deviceId === id) ? { deviceId: { ideal: id } } : {};
  }

  private ofKind(kind: DeviceKind): readonly MediaDeviceInfo[] {
    return this.known().filter((device) => device.kind === kind && device.deviceId !== '');
  }
}
