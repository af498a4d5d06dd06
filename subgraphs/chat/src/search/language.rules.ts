/** Languages whose endings are known, by what PostgreSQL calls them, with words that give them away. */
const TELLTALES: Readonly<Record<string, string>> = {
  english:
    'the and is are was were you that this with for have has not but they from what there will would your',
  german:
    'der die das und ist nicht ich wir sie ein eine mit auf fur auch dem den des sind haben wird noch bitte',
  french: 'le la les et est des une que pour dans pas vous nous sur avec ce qui sont mais ont aux plus cette',
  spanish: 'el la los las y es que en una por con para no se del lo como mas pero sus este hay muy esta',
  italian: 'il lo gli e che di la per una non con sono del della ma anche piu questo nel alla ho ci',
  portuguese: 'o os as e que do da em um uma para com nao por mais dos das se foi isso voce esta pelo',
  dutch: 'de het een en van is niet dat op te met voor zijn aan ook wij ik naar maar bij nog',
  swedish: 'och att det som en for ar med inte jag vi har till den ett om pa kan men',
  norwegian: 'og det som en for er med ikke jeg vi har til den et om pa kan men av',
  danish: 'og det som en for er med ikke jeg vi har til den et om pa kan men af',
  finnish: 'ja on ei se etta en han mutta niin kun myos ovat oli tama ole joka kanssa',
  turkish: 've bir bu da de icin ile cok ne gibi daha var ama ben mi kadar olarak',
  romanian: 'si in este nu de la cu pe un o ca sa din mai pentru sunt ce care am',
  hungarian: 'a az es hogy nem egy is van ez meg csak de mar azt vagy mint lesz',
  indonesian: 'yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke bisa ada',
};

const LANGUAGES = Object.entries(TELLTALES).map(
  ([name, words]) => [name, new Set(words.split(' '))] as const,
);

/** Languages of which the script alone is taken for proof. */
const BY_SCRIPT: readonly (readonly [string, RegExp])[] = [
  ['russian', /\p{Script=Cyrillic}/u],
  ['arabic', /\p{Script=Arabic}/u],
  ['greek', /\p{Script=Greek}/u],
  ['hindi', /\p{Script=Devanagari}/u],
  ['tamil', /\p{Script=Tamil}/u],
  ['armenian', /\p{Script=Armenian}/u],
];

/**
 * The language of a text by its most common words, English where nothing tells; PostgreSQL has a stemmer of each
 * name. Null for scripts whose endings are not known.
 */
export function languageOf(words: readonly string[]): string | null {
  const sample = words.slice(0, 200);
  const letters = sample.find((word) => /\p{L}/u.test(word));
  if (letters === undefined) return null;
  if (!/\p{Script=Latin}/u.test(letters)) {
    return BY_SCRIPT.find(([, script]) => script.test(letters))?.[0] ?? null;
  }
  let [best, most] = ['english', 0];
  for (const [name, telltales] of LANGUAGES) {
    const count = sample.filter((word) => telltales.has(word)).length;
    if (count > most) [best, most] = [name, count];
  }
  return best;
}

/** Languages in which a word on its own may be. */
export function languagesOfWord(word: string): string[] {
  if (/^\P{L}*$/u.test(word)) return [];
  if (/\p{Script=Latin}/u.test(word)) return LANGUAGES.map(([name]) => name);
  return BY_SCRIPT.filter(([, script]) => script.test(word)).map(([name]) => name);
}
