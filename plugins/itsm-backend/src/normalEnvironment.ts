/** What columns have room for. */
const MAX_ENVIRONMENT = 63;

/** Environments are compared and kept without regard to case and surrounding white space. */
export function normalEnvironment(environment: string): string {
  const normal = environment.trim().toLowerCase();
  // Some letters become two, and the column has room for what is told
  return normal.length > MAX_ENVIRONMENT ? environment.trim() : normal;
}
