import { basename } from 'node:path';

/**
 * Rules of this house that no published plugin holds. Each is small enough to be read in one go; what they accept and
 * refuse is shown in rules.test.ts.
 */

const VAGUE = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'types', 'misc', 'shared', 'stuff']);

/** Files say what is in them, in kebab-case with a role as suffix: `message-body.ts`, `channel.store.ts`. */
const filename = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      vague: '"{{name}}" says nothing of what is in it; name the file for its subject.',
      spelling: '"{{name}}" is not written as kebab-case with a role, like channel.store.ts.',
    },
  },
  create(context) {
    const name = basename(context.filename);
    return {
      Program(node) {
        const stem = name.split('.')[0];
        if (VAGUE.has(stem)) {
          context.report({ node, messageId: 'vague', data: { name } });
        } else if (!/^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*\.(ts|mjs|cjs|js)$/.test(name)) {
          context.report({ node, messageId: 'spelling', data: { name } });
        }
      },
    };
  },
};

/** What is caught is named: a comment inside the block, or on the line above it, says why it cannot be prevented. */
const explainCatch = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      silent: 'Say in a comment why this is caught and cannot be prevented.',
    },
  },
  create(context) {
    const source = context.sourceCode;
    return {
      CatchClause(node) {
        if (source.getCommentsInside(node).length > 0 || source.getCommentsBefore(node).length > 0) return;
        const before = source.getTokenBefore(node);
        if (before && source.getCommentsBefore(before).length > 0) return;
        context.report({ node, messageId: 'silent' });
      },
    };
  },
};

/** Just before a comment: a finding inside it would be silenced by the very comment it is about. */
const beforeDisabling = ({ loc }) => ({ start: { line: loc.start.line, column: -1 }, end: loc.end });

/** A suppression gives its reason after `--`. */
const reasonedSuppression = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      reason: 'A suppression needs a reason: // eslint-disable-next-line some-rule -- because …',
      whole: 'Suppress a rule by its name.',
    },
  },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          const text = comment.value.trim();
          const directive =
            /^(eslint-disable(?:-next-line|-line)?|@ts-expect-error|stylelint-disable\S*)(.*)$/s.exec(text);
          if (!directive) continue;
          const [, kind, rest] = directive;
          const [names, reason] = kind === '@ts-expect-error' ? ['any', rest] : rest.split(/\s--\s/);
          const isReasoned = (reason ?? '').trim().length >= 8;
          const messageId = names.trim() ? !isReasoned && 'reason' : 'whole';
          if (messageId) context.report({ loc: beforeDisabling(comment), messageId });
        }
      },
    };
  },
};

/** Facts are announced by use cases: `events.publish` stands in services, the code that owns the transaction. */
const publishInServices = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      elsewhere: 'Only a use case announces facts: move this to a *.service.ts.',
    },
  },
  create(context) {
    if (/\.(service|test)\.ts$/.test(context.filename)) return {};
    return {
      'CallExpression[callee.property.name="publish"]'(node) {
        const { object } = node.callee;
        const owner = object.type === 'MemberExpression' ? object.property.name : object.name;
        if (owner === 'events') context.report({ node, messageId: 'elsewhere' });
      },
    };
  },
};

/** Tests run the real thing: nothing of our own is replaced. */
const noOwnMocks = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { mock: 'Nothing of our own is mocked: run the real {{path}}.' },
  },
  create(context) {
    return {
      'CallExpression[callee.object.name="vi"][callee.property.name=/^(mock|doMock|unstable_mockModule)$/]'(
        node,
      ) {
        const [first] = node.arguments;
        const path = first?.type === 'ImportExpression' ? first.source.value : first?.value;
        if (typeof path === 'string' && /^(\.|@parley\/|#)/.test(path)) {
          context.report({ node, messageId: 'mock', data: { path } });
        }
      },
    };
  },
};

export default {
  meta: { name: 'parley' },
  rules: {
    filename,
    'explain-catch': explainCatch,
    'reasoned-suppression': reasonedSuppression,
    'publish-in-services': publishInServices,
    'no-own-mocks': noOwnMocks,
  },
};
