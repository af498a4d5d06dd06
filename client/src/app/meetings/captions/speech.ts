/** What we use of speech recognition (https://webaudio.github.io/web-speech-api/); TypeScript knows none of it. */
interface Recognised {
  readonly isFinal: boolean;
  readonly [index: number]: { readonly transcript: string };
}

interface RecognitionEvent extends Event {
  readonly resultIndex: number;
  readonly results: ArrayLike<Recognised>;
}

interface Recognition extends EventTarget {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  processLocally: boolean;
  start(): void;
  abort(): void;
}

interface LocalSpeech {
  readonly langs: readonly string[];
  readonly processLocally: true;
}

interface RecognitionClass {
  new (): Recognition;
  available?(options: LocalSpeech): Promise<string>;
  install?(options: LocalSpeech): Promise<boolean>;
}

/** Whether this browser writes speech down by itself: it does, it can once it has fetched the language, or it cannot. */
export type SpeechSupport = 'available' | 'downloadable' | 'unavailable';

const recognitionClass = (): RecognitionClass | undefined =>
  (globalThis as { SpeechRecognition?: RecognitionClass }).SpeechRecognition;

/** Only what runs on the device is asked for: no voice is sent to anybody's service. */
const locally = (language: string): LocalSpeech => ({ langs: [language], processLocally: true });

/** Whether this browser writes down that language on the device. */
export async function speechSupport(language: string): Promise<SpeechSupport> {
  const answer = await recognitionClass()?.available?.(locally(language));
  if (answer === 'available') return 'available';
  return answer === 'downloadable' || answer === 'downloading' ? 'downloadable' : 'unavailable';
}

/** Has the browser fetch what it needs for a language. @returns whether it has it now */
export const fetchSpeech = async (language: string): Promise<boolean> =>
  (await recognitionClass()?.install?.(locally(language))) === true;

/** What was heard, and how long it took to say, in seconds. */
export interface Heard {
  readonly text: string;
  readonly seconds: number;
}

/** How long one piece is said to have taken at most, in seconds. */
const LONGEST = 60;

/** Listens on the device until it is told to stop; browsers end by themselves after a silence, and are begun again. */
export function listen(language: string, heard: (words: Heard) => void, ended: () => void): () => void {
  const Class = recognitionClass();
  if (!Class) {
    ended();
    return () => undefined;
  }
  const recognition = new Class();
  Object.assign(recognition, {
    lang: language,
    continuous: true,
    interimResults: true,
    processLocally: true,
  });
  let [isStopped, begun] = [false, performance.now()];
  recognition.addEventListener('result', (event) => {
    const { results, resultIndex } = event as RecognitionEvent;
    for (const result of [...Array.from(results)].slice(resultIndex)) {
      const text = result[0]?.transcript.trim() ?? '';
      if (!result.isFinal || text === '') continue;
      const seconds = Math.min(LONGEST, Math.max(0.1, (performance.now() - begun) / 1_000));
      begun = performance.now();
      heard({ text, seconds });
    }
  });
  recognition.addEventListener('speechstart', () => (begun = performance.now()));
  recognition.addEventListener('error', (event) => {
    const { error } = event as Event & { readonly error?: string };
    // A silence is no fault; everything else does not mend by beginning again.
    isStopped = error !== 'no-speech';
  });
  recognition.addEventListener('end', () => {
    if (isStopped) ended();
    else recognition.start();
  });
  recognition.start();
  return () => {
    isStopped = true;
    recognition.abort();
  };
}
