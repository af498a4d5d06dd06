/** Runs in a page before everything: every key of others that it is handed becomes another one. */
export function exchangeKeys(): void {
  const Original = window.Worker;
  window.Worker = class extends Original {
    override postMessage(message: unknown): void {
      const rules = structuredClone(message) as { others?: readonly { readonly baseKey: Uint8Array }[] };
      for (const { baseKey } of rules.others ?? []) baseKey[0] = (baseKey[0] ?? 0) ^ 1;
      super.postMessage(rules);
    }
  };
}
