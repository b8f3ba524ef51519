const { readdirSync } = require('node:fs');
const { builtinModules } = require('node:module');
const { join } = require('node:path');

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

/** What rooms of the backend may build on, beside the files at the root of `src`; desks alone are a room, too. */
const GROUND = [
  'access',
  'database',
  'desks',
  'http',
  'principals',
  'records',
  'timeline',
];
const CALLERS = [
  ...GROUND,
  'callers',
  'entities',
  'lists',
  'search',
  'signals',
];

/**
 * Which folders a folder of a package may import, if not any. Data flows one way: what is committed knows
 * nothing of who asks for it, what callers may do nothing of the rooms, and no room another one that is not named here.
 */
const FOLDERS = {
  'itsm-backend': {
    database: [],
    timeline: ['database'],
    access: ['desks', 'records'],
    desks: ['entities', 'records'],
    http: ['access', 'database', 'timeline'],
    records: ['database', 'desks', 'principals', 'search', 'timeline'],
    principals: ['access', 'database', 'desks', 'entities', 'records'],
    search: ['database', 'records', 'timeline'],
    entities: [...GROUND],
    lists: [...GROUND, 'callers', 'entities', 'search'],
    callers: [...CALLERS, 'attachments'],
    signals: ['access', 'database', 'lists', 'records'],
    attachments: CALLERS,
    audit: CALLERS,
    feedback: CALLERS,
    graph: [...CALLERS, 'conditions', 'definitions'],
    inbox: ['database', 'http', 'records'],
    mywork: CALLERS,
    outages: CALLERS,
    reactors: CALLERS,
    redactions: [...CALLERS, 'attachments'],
    timers: ['database', 'records'],
    aliases: [...CALLERS, 'definitions'],
    deployments: [...CALLERS, 'aliases', 'inbox'],
    conditions: ['entities'],
    definitions: CALLERS,
    routing: [...CALLERS, 'conditions', 'definitions'],
    windows: [...CALLERS, 'conditions', 'definitions', 'deployments', 'graph'],
    gate: [...CALLERS, 'conditions', 'definitions', 'graph', 'windows'],
  },
  'itsm-common': {
    calendar: [],
    wire: ['gate'],
    gate: ['kinds'],
    definitions: ['calendar'],
    client: ['wire'],
  },
};

/** What puts everything together: it imports, and is imported by nobody. */
const TOPMOST = ['rooms.ts', 'installItsm.ts', 'plugin.ts', 'index.ts'];

const pathOf = name => join(__dirname, 'plugins', name, 'src');

const zonesOf = name =>
  Object.entries(FOLDERS[name] ?? {}).map(([folder, allowed]) => ({
    target: `./${folder}`,
    from: '.',
    except: [
      ...new Set([folder, ...allowed]),
      ...readdirSync(pathOf(name)).filter(
        file => /\.tsx?$/.test(file) && !TOPMOST.includes(file),
      ),
    ].map(each => `./${each}`),
    message: `${folder} must not import this: see FOLDERS in .eslintrc.layers.js`,
  }));

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
  const zones = zonesOf(name);
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
    settings: {
      'import/resolver': { node: { extensions: ['.ts', '.tsx', '.js'] } },
      'import/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
    },
    rules: {
      '@backstage/no-mixed-plugin-imports': 'error',
      'import/no-cycle': ['error', { ignoreExternal: true }],
      'import/no-restricted-paths': zones.length
        ? ['error', { basePath: pathOf(name), zones }]
        : 'off',
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
        // Tests put rooms together
        files: ['**/*.test.*', '**/__testUtils__/**'],
        rules: { 'import/no-restricted-paths': 'off' },
      },
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
