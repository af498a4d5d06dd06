/** The tabs that the explorer opens with on somebody's first visit: each runs as it stands. */

const text = (...lines) => `${lines.join('\n')}\n`;

const ME = text(
  '# Who you are, and what is unread in your channels.',
  '# Ctrl+Enter runs it.',
  'query Me {',
  '  viewer {',
  '    user {',
  '      displayName',
  '      timeZone',
  '    }',
  '    sidebar {',
  '      entries {',
  '        unreadCount',
  '        channel {',
  '          id',
  '          name',
  '        }',
  '      }',
  '    }',
  '  }',
  '}',
);

const SEND = text(
  '# Sends a message. Run it again: by its key it is known, and nothing is sent twice.',
  '# Another message takes another key.',
  'mutation Send($input: SendMessageInput!) {',
  '  sendMessage(input: $input) {',
  '    id',
  '    seq',
  '    text',
  '    sentAt',
  '  }',
  '}',
);

const FOLLOW = text(
  '# What happens in a channel, as it happens: run it, and send something in another window.',
  '# It follows from $after, and after a cut from the newest event.',
  'subscription Follow($channelId: ID!, $after: Cursor) {',
  '  channelEvents(channelId: $channelId, after: $after) {',
  '    __typename',
  '    cursor',
  '    at',
  '    ... on MessageAdded {',
  '      message {',
  '        text',
  '        author {',
  '          displayName',
  '        }',
  '      }',
  '    }',
  '  }',
  '}',
);

const NODE = text(
  '# Anything that has an id is read back by it, whatever it is.',
  'query Node($id: ID!) {',
  '  node(id: $id) {',
  '    __typename',
  '    id',
  '    ... on Channel {',
  '      name',
  '      memberCount',
  '    }',
  '  }',
  '}',
);

const WHY = text(
  '# Why somebody may do something here, or may not; for those who keep order in the channel.',
  'query Why($channelId: ID!, $userId: ID!) {',
  '  channel(id: $channelId) {',
  '    viewerCan',
  '    whyCan(userId: $userId, action: POST) {',
  '      allowed',
  '      steps {',
  '        allows',
  '        rule',
  '        text',
  '      }',
  '    }',
  '  }',
  '}',
);

const RATE = text(
  '# What you may spend in a minute, and what is left. What an answer cost stands in its extensions.',
  'query Limits {',
  '  rateLimit {',
  '    limit',
  '    remaining',
  '    resetsAt',
  '  }',
  '}',
);

/* What stands for an id until it is known whose: no id looks like them. */
const SOME_CHANNEL = 'channel_…';
const SOME_USER = 'user_…';

/** @param viewer with a channel they are in, for the variables; null for nobody */
export function tabs(viewer) {
  const channel = viewer?.channel;
  const id = channel?.id ?? SOME_CHANNEL;
  const json = (value) => JSON.stringify(value, null, 2);
  return [
    { query: ME },
    {
      query: SEND,
      variables: json({
        input: { channelId: id, text: 'Hello from the explorer', key: crypto.randomUUID() },
      }),
    },
    { query: FOLLOW, variables: json({ channelId: id, after: channel?.liveCursor ?? null }) },
    { query: NODE, variables: json({ id }) },
    { query: WHY, variables: json({ channelId: id, userId: viewer?.id ?? SOME_USER }) },
    { query: RATE },
  ];
}

/* Where GraphiQL keeps its tabs between visits, and once more the one that was open. */
const TABS = 'graphiql:tabState';
const OPEN = ['graphiql:query', 'graphiql:variables'];

/**
 * Makes what was kept from a visit ready for this one: ids stand in tabs of a visit before anybody had signed in, and
 * the open tab is not opened twice when its two copies differ. @param viewer as tabs() takes one
 */
export function mendKeptTabs(viewer) {
  const kept = localStorage.getItem(TABS);
  if (kept === null) return;
  for (const copy of OPEN) localStorage.removeItem(copy);
  if (!viewer?.channel) return;
  localStorage.setItem(
    TABS,
    kept.replaceAll(SOME_CHANNEL, viewer.channel.id).replaceAll(SOME_USER, viewer.id),
  );
}
