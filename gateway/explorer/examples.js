/** The tabs that the explorer opens with on somebody's first visit: each runs as it stands. */

const text = (...lines) => `${lines.join('\n')}\n`;

const ME = text(
  '# Who you are, and your channels with what is unread in them. Press Ctrl+Enter to run it.',
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
  '# A change carries a key of yours: run it again, and the same message is answered; nothing is sent twice.',
  '# Take another key in the variables for another message.',
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
  '# Everything that happens in a channel, as it happens: run it, then send something in another window.',
  '# $after is the place that you have seen everything up to; the explorer keeps it when the line is lost.',
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
  '# Why somebody may do something or may not; for those who keep order in the channel.',
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
  '# What you may spend in a minute, and what is left. What this cost stands in extensions.cost of every answer.',
  'query Limits {',
  '  rateLimit {',
  '    limit',
  '    remaining',
  '    resetsAt',
  '  }',
  '}',
);

/** @param viewer with a channel they are in, for the variables; null for nobody */
export function tabs(viewer) {
  const channel = viewer?.channel;
  const id = channel?.id ?? 'channel_…';
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
    { query: WHY, variables: json({ channelId: id, userId: viewer?.id ?? 'user_…' }) },
    { query: RATE },
  ];
}
