const { builtinModules } = require('node:module');

/**
 * Which packages of the family a package may import. common ← node ← backend; common ← react ← itsm;
 * modules import node and common. Tests may import anything.
 */
const MAY_IMPORT = {
  'itsm-common': [],
  'itsm-node': ['itsm-common'],
  'itsm-backend': ['itsm-common', 'itsm-node'],
  'itsm-backend-module-github': ['itsm-common', 'itsm-node'],
  'search-backend-module-itsm': ['itsm-common'],
  'itsm-react': ['itsm-common'],
  itsm: ['itsm-common', 'itsm-react'],
};

/** Packages whose code also runs in a browser. */
const IN_BROWSER = ['itsm-common', 'itsm-react', 'itsm'];

const SERVER_ONLY = [
  ...['knex', 'express', 'better-sqlite3', 'pg'],
  ...builtinModules.flatMap(name => [name, `node:${name}`]),
];

/** The additions to Backstage's own ESLint configuration for the package in plugins/<name>. */
module.exports = function layers(name) {
  const family = Object.keys(MAY_IMPORT).filter(
    other => other !== name && !MAY_IMPORT[name].includes(other),
  );
  return {
    restrictedSrcImports: [
      ...family.map(other => ({
        name: `backstage-plugin-${other}`,
        message: `${name} must not depend on ${other}: see .eslintrc.layers.js`,
      })),
      ...(IN_BROWSER.includes(name)
        ? SERVER_ONLY.map(module => ({
            name: module,
            message: `${name} runs in browsers, where there is no ${module}`,
          }))
        : []),
    ],
    rules: {
      '@backstage/no-mixed-plugin-imports': 'error',
      // A file begins with what it is about; what helps may follow. Only what runs at once must come first
      '@typescript-eslint/no-use-before-define': [
        'error',
        { functions: false, classes: false, variables: false },
      ],
      'jest/expect-expect': [
        'error',
        {
          assertFunctionNames: ['expect*', 'assert*', 'conforms', '**.expect'],
        },
      ],
    },
    overrides: [
      {
        // What tests share is no part of the package
        files: ['**/__testing__/**'],
        rules: {
          'no-restricted-imports': 'off',
          '@backstage/no-undeclared-imports': 'off',
        },
      },
    ],
  };
};
