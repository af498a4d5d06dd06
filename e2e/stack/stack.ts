/** The product, running. */
export interface Stack {
  /** Where its gateways answer; one when embedded, two when distributed. */
  readonly gatewayUrls: string[];
  /** Where its subgraphs listen; none when they have no ports. */
  readonly subgraphUrls?: string[];
  stop(): Promise<void>;
}
