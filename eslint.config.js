import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import tseslint from 'typescript-eslint';

/**
 * Imports go down this list only; a folder may import itself and what stands below it.
 * `config.ts` and `project-root.ts` may be imported from anywhere but the pure folders.
 */
const features = [
  'candidates',
  'candidate-side',
  'messages',
  'privacy',
  'compliance',
  'consents',
  'cvs',
  'decisions',
  'fairness',
  'submissions',
  'vacancies',
  'matches',
  'offered-forms',
  'places',
  'similar',
  'staff',
  'audit',
].map((name) => `./src/${name}`);
const services = ['http', 'queue', 'storage', 'database', 'observability'].map((name) => `./src/${name}`);
const layers = [
  ['./workers', './src/start.ts', './src/server.ts', './src/supervisor'],
  ['./src/app.ts'],
  ['./src/web'],
  features,
  services,
  ['./src/documents', './src/matching'],
  ['./src/understanding'],
  ['./src/taxonomy'],
];
const zones = layers.slice(1).flatMap((lower, index) =>
  lower.map((target) => ({
    target,
    from: layers.slice(0, index + 1).flat(),
    message: 'Imports go down the layers only: see the layout in README.md.',
  })),
);
const pure = ['./src/understanding', './src/matching'].map((target) => ({
  target,
  from: ['./src/config.ts', './src/project-root.ts', ...services, './src/documents'],
  message: 'understanding and matching are pure: they import the taxonomy and each other only.',
}));

export default tseslint.config(
  { ignores: ['dist', 'data', 'coverage', 'src/database/generated', 'node_modules'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['eslint.config.js', 'src/setup.mjs', 'src/web/assets/*.js'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'import-x/no-cycle': 'error',
      'import-x/no-default-export': 'error',
      'import-x/no-restricted-paths': ['error', { zones: [...zones, ...pure] }],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only src/config.ts reads the environment.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'MemberExpression[property.name=/^\\$(queryRawUnsafe|executeRawUnsafe)$/]',
          message: 'Use tagged SQL.',
        },
      ],
    },
  },
  { files: ['src/config.ts', 'test/**', '*.config.*'], rules: { 'no-restricted-properties': 'off' } },
  { files: ['*.config.*', 'eslint.config.js'], rules: { 'import-x/no-default-export': 'off' } },
  { files: ['**/*.{js,mjs}'], extends: [tseslint.configs.disableTypeChecked] },
  {
    files: ['src/web/assets/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'document',
          'performance',
          'addEventListener',
          'CSS',
          'window',
          'location',
          'history',
          'localStorage',
          'Event',
          'CustomEvent',
          'EventSource',
          'FormData',
          'DataTransfer',
          'XMLHttpRequest',
          'URL',
          'URLSearchParams',
          'setTimeout',
          'clearTimeout',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  { files: ['**/*.mjs'], languageOptions: { globals: { process: 'readonly', console: 'readonly' } } },
);
