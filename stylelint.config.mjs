const literal = '/^(?!.*(#[0-9a-f]{3,8}\\b|\\brgba?\\(|\\bhsla?\\(|\\boklch\\())/i';

/** Styles read tokens: a raw colour, size or layer is written in _tokens.scss or _parts.scss and nowhere else. */
export default {
  customSyntax: 'postcss-scss',
  rules: {
    'declaration-no-important': true,
    'max-nesting-depth': [1, { ignoreAtRules: ['media', 'supports', 'container', 'include'] }],
    'selector-max-compound-selectors': [1, { ignoreSelectors: ['/^:host/'] }],
    'selector-max-id': 0,
    'selector-pseudo-element-disallowed-list': ['ng-deep'],
    'selector-max-universal': 0,
    'color-named': 'never',
    'declaration-property-value-allowed-list': {
      '/color$|^background$|^fill$|^stroke$|^border(-.*)?$|^outline(-.*)?$|^box-shadow$/': [literal],
      'z-index': ['/^var\\(--layer-/', '0', '1', '-1', 'auto'],
      '/^(font-size|line-height)$/': ['/^var\\(--/', 'inherit', '/^1(\\.\\d+)?$/', '0', '/^calc\\(/'],
      '/^(margin|padding|gap|row-gap|column-gap)(-.*)?$/': [
        '/^(?!.*(?<!\\w)(?<!\\w-)\\d*\\.?\\d+(px|rem|em)\\b)/',
      ],
    },
    'property-disallowed-list': [
      ['/^(margin|padding|border)-(left|right)$/', 'left', 'right', 'float'],
      { message: 'Use logical properties: the page also runs right to left' },
    ],
    'declaration-property-value-disallowed-list': { 'text-align': ['left', 'right'] },
  },
  overrides: [
    {
      // A host's own state, and the rhythm between what Markdown makes, cannot be said with one class.
      files: ['client/src/app/ui/panes/panes.scss', 'client/src/app/ui/message-body/message-body.scss'],
      rules: { 'selector-max-compound-selectors': 2 },
    },
    {
      files: ['client/src/styles/**/*.scss'],
      rules: {
        'color-named': null,
        'declaration-property-value-allowed-list': null,
        'selector-max-compound-selectors': null,
        'selector-max-universal': null,
        'max-nesting-depth': null,
      },
    },
  ],
};
