/** JSON array of files whose default export is a backend feature that the portal gets on top. */
export const MODULES_VARIABLE = 'ITSM_HARNESS_MODULES';

/** JSON `{file, find, replace}[]`: how the sources are broken on purpose, see portal/mutate.cjs. */
export const MUTATIONS_VARIABLE = 'ITSM_HARNESS_MUTATIONS';

/** Connection string of a PostgreSQL server (superuser) in which databases are made. */
export function postgresUrl(): string | undefined {
  return (
    process.env.ITSM_HARNESS_POSTGRES_URL ??
    process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING
  );
}
