const TOKENS = ['client/src/styles/_tokens.scss', 'client/src/styles/_reset.scss', 'client/src/styles/_typography.scss'];

/** Words and functions that name no size or colour of their own. */
const NEUTRAL = 'none|inherit|initial|unset|revert|auto|0';

const colours = [
  `/^(${NEUTRAL}|transparent|currentcolor|canvas|canvastext|highlight|highlighttext|linktext|buttonborder)$/i`,
  '/var\\(--/',
  '/^color-mix\\(in \\w+, (var\\(--|currentcolor|transparent)/i',
];

/** @type {import('stylelint').Config} */
export default {
  customSyntax: 'postcss-scss',
  reportDescriptionlessDisables: true,
  reportNeedlessDisables: true,
  reportInvalidScopeDisables: true,
  rules: {
    // Colours, sizes and layers are named once, in the tokens.
    'color-named': 'never',
    'color-no-hex': true,
    'function-disallowed-list': ['rgb', 'rgba', 'hsl', 'hsla', 'hwb', 'lab', 'lch', 'oklab', 'oklch', 'light-dark'],
    'declaration-property-value-allowed-list': {
      '/color$/': colours,
      fill: colours,
      stroke: colours,
      'z-index': ['auto', '/^var\\(--/', '/^calc\\(var\\(--/'],
      'font-family': ['inherit', '/^var\\(--/'],
      'box-shadow': ['none', '/var\\(--/'],
    },
    // A hairline is a pixel; every other length is a token, a share or a multiple of one.
    'declaration-property-unit-disallowed-list': {
      '/^(margin|padding|gap|row-gap|column-gap|border-radius|border-.*-radius|font-size|line-height)/': ['px', 'rem', 'em', 'pt'],
      '/^animation|^transition/': ['s', 'ms'],
    },
    // One class says one thing.
    'selector-max-compound-selectors': 1,
    'selector-max-id': 0,
    'selector-max-class': 1,
    'selector-class-pattern': '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
    'max-nesting-depth': [1, { ignore: ['pseudo-classes'], ignoreAtRules: ['media', 'container', 'supports', 'include'] }],
    'selector-pseudo-element-disallowed-list': ['ng-deep'],
    'declaration-no-important': true,
    // Text may run from right to left.
    'property-disallowed-list': [
      '/^(margin|padding|border)-(left|right)(-|$)/', 'left', 'right', '/^border-(top|bottom)-(left|right)-radius$/', 'float',
    ],
    'declaration-property-value-disallowed-list': { 'text-align': ['left', 'right'] },
    // What is always a mistake.
    'block-no-empty': true,
    'declaration-block-no-duplicate-properties': true,
    'declaration-block-no-shorthand-property-overrides': true,
    'no-duplicate-selectors': true,
    'no-invalid-double-slash-comments': null,
    'property-no-unknown': true,
    'unit-no-unknown': true,
  },
  overrides: [
    {
      files: TOKENS,
      rules: {
        'color-no-hex': null,
        'color-named': null,
        'function-disallowed-list': null,
        'declaration-property-value-allowed-list': null,
        'declaration-property-unit-disallowed-list': null,
      },
    },
  ],
};
