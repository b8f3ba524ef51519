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

/** Packages that know instants as the texts of the API. */
const SHOWS_INSTANTS = ['itsm-react', 'itsm'];

const SERVER_ONLY = [
  ...['knex', 'express', 'better-sqlite3', 'pg'],
  ...builtinModules.flatMap(name => [name, `node:${name}`]),
];

/** Ways of writing a test that passes whatever the code does, or only on a fast machine. */
const WEAK_TESTS = [
  {
    selector:
      "CallExpression[callee.property.name='toMatchObject'] > ObjectExpression[properties.length=0]",
    message: 'Every object matches {}: say what has to be there.',
  },
  ...["callee.name='it'", "callee.callee.object.name='it'"].map(test => ({
    selector: `CallExpression[${test}] > :function > BlockStatement > IfStatement ReturnStatement[argument=null]`,
    message:
      'A test that returns early passes without a word: leave its row out of the table.',
  })),
  {
    selector:
      "CallExpression[callee.object.name='jest'][callee.property.name='setTimeout']",
    message: 'The time limit of all tests is in the package.json of the root.',
  },
];

/** Names of instants, which are numbers where the engine is; 0 is one of them. */
const INSTANT = '/^(at|.+(At|Start|End|Since))$/';

/** Asking an instant whether it is there by whether it is true. */
const TRUE_INSTANTS = [
  'LogicalExpression[operator=/^(&&|\\|\\|)$/] > .left',
  'ConditionalExpression > .test',
  'IfStatement > .test',
  "UnaryExpression[operator='!'] > .argument",
].flatMap(place =>
  [
    `Identifier[name=${INSTANT}]`,
    `MemberExpression[property.name=${INSTANT}]`,
  ].map(node => ({
    selector: place.replace(/\.(\w+)$/, `${node}.$1`),
    message:
      'The instant 0 is one too: compare it with null or undefined, or use ??.',
  })),
);

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
    restrictedTestSyntax: WEAK_TESTS,
    restrictedSrcSyntax: SHOWS_INSTANTS.includes(name) ? [] : TRUE_INSTANTS,
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
