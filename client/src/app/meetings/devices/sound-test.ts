const NOTES: readonly number[] = [523, 659, 784];
const NOTE_SECONDS = 0.18;
const LOUD = 0.12;

/** Lets a few notes be heard, so that one knows whether the speaker works. */
export async function soundTest(speakerId: string | null): Promise<void> {
  const sound = new AudioContext();
  const out = sound.createMediaStreamDestination();
  const volume = sound.createGain();
  volume.gain.value = LOUD;
  volume.connect(out);
  NOTES.forEach((frequency, at) => {
    const note = sound.createOscillator();
    note.frequency.value = frequency;
    note.connect(volume);
    note.start(sound.currentTime + at * NOTE_SECONDS);
    note.stop(sound.currentTime + (at + 1) * NOTE_SECONDS);
    if (at === NOTES.length - 1) note.onended = () => void sound.close();
  });
  const element = new Audio();
  element.srcObject = out.stream;
  if (speakerId && 'setSinkId' in element) {
    await element.setSinkId(speakerId).catch(() => {
      // It was unplugged: the usual one sounds.
    });
  }
  await element.play();
}
