/**
 * The Node that is fetched where the machine has none that fits. Not 24: from 24.19 on, Node aborts
 * when it collects a statement of better-sqlite3 12, the version that Backstage asks for.
 */
export const NODE_VERSION = '22.23.3';
export const YARN_VERSION = '4.18.1';

/** Can this version of Node, such as `22.17.0`, run Backstage 1.57 on SQLite? */
export function isNodeSupported(version) {
  const [major, minor] = version.split('.').map(Number);
  return (major === 22 && minor >= 17) || (major === 24 && minor < 19);
}
