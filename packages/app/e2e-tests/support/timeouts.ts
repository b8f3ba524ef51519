// The only limits of these tests. They end what hangs, and say nothing about how fast anything is: they must hold
// on a slow machine that is busy with something else. Tests wait for events, and set no limits of their own.

/** Of one step: an element that appears, a response, something that is tried again until it holds. */
export const STEP_TIMEOUT_MS = 90_000;

/** Of a test, which has many steps. */
export const TEST_TIMEOUT_MS = 5 * 60_000;

/** Of what happens once: a build of the frontend, a portal that starts, a history that is written. */
export const LONG_TIMEOUT_MS = 20 * 60_000;
