module.exports = require('@backstage/cli/config/eslint-factory')(
  __dirname,
  require('../../.eslintrc.layers')('search-backend-module-itsm'),
);
