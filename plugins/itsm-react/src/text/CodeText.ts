/** Turns a code of the server into words. @public */
export type CodeText = (
  code: string,
  params?: Record<string, unknown>,
) => string;
