const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** PostgreSQL refuses to compare an id with anything else; nothing has such an id anyway. */
export const isUuid = (text: string): boolean => UUID.test(text);
