/** An operation that all gateways answer, and how it is asked. */
export interface Asked {
  readonly name: string;
  readonly text: string;
  /** Requests of one round, before BENCH_SCALE. */
  readonly count: number;
  readonly inFlight: number;
}

const trivial: Asked = {
  name: 'trivial',
  text: /* GraphQL */ `
    query Trivial {
      viewer {
        id
      }
    }
  `,
  count: 2_000,
  inFlight: 50,
};

const twoSubgraphs: Asked = {
  name: 'two-subgraphs',
  text: /* GraphQL */ `
    query TwoSubgraphs($channelId: ID!) {
      channel(id: $channelId) {
        id
        name
        messages(last: 10) {
          nodes {
            id
            text
            sentAt
            author {
              id
              displayName
              avatarUrl
            }
          }
        }
      }
    }
  `,
  count: 800,
  inFlight: 50,
};

/** Chat, identity for authors, chat for their departments' channels, identity for who is in them. */
const deep: Asked = {
  name: 'deep',
  text: /* GraphQL */ `
    query Deep($channelId: ID!) {
      channel(id: $channelId) {
        id
        name
        messages(last: 80) {
          nodes {
            id
            seq
            text
            sentAt
            author {
              id
              displayName
              title
              bio
              departments {
                id
                name
                channel {
                  id
                  name
                  memberCount
                  members(first: 6) {
                    nodes {
                      role
                      user {
                        id
                        displayName
                        timeZone
                      }
                    }
                  }
                }
              }
            }
            reactions {
              emoji
              count
              users {
                id
                displayName
              }
            }
          }
        }
      }
    }
  `,
  count: 200,
  inFlight: 50,
};

/** Chat, the library and identity for authors, the timetable for courses, identity and chat for who gives them. */
const deepOverFour: Asked = {
  name: 'deep-over-four',
  text: /* GraphQL */ `
    query DeepOverFour($channelId: ID!) {
      channel(id: $channelId) {
        id
        name
        messages(last: 50) {
          nodes {
            id
            seq
            text
            sentAt
            author {
              id
              displayName
              title
              loans {
                dueAt
                book {
                  id
                  title
                  pages
                  course {
                    id
                    name
                    room
                    startsAt
                    lecturer {
                      id
                      displayName
                      title
                      timeZone
                      presence {
                        state
                        statusText
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  `,
  count: 200,
  inFlight: 50,
};

/** What is asked over the product's own supergraph. */
export const OVER_THE_PRODUCT: readonly Asked[] = [trivial, twoSubgraphs, deep];
/** What is asked over the one with two subgraphs more. */
export const OVER_FOUR_SUBGRAPHS: readonly Asked[] = [deepOverFour];
/** What every gateway answers fastest. */
export const TRIVIAL = trivial;
/** What the thousand documents are variants of. */
export const DEEP = deep;
