import js from '@eslint/js';
import globals from 'globals';

/** The page's files share one scope: they are linted joined, as the page has them. */
export default [
  js.configs.recommended,
  {
    files: ['**/*.js'],
    languageOptions: { ecmaVersion: 2020, sourceType: 'script', globals: { ...globals.browser, L: 'readonly' } },
    rules: {
      complexity: ['error', 12],
      'max-lines-per-function': ['error', 60],
      'prefer-const': 'error',
      'no-var': 'error',
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: 'text enters the page through text nodes only' },
        { property: 'outerHTML', message: 'text enters the page through text nodes only' },
        { property: 'insertAdjacentHTML', message: 'text enters the page through text nodes only' },
        { property: 'write', object: 'document', message: 'text enters the page through text nodes only' },
      ],
    },
  },
];
