import type { Engine } from 'itsm-harness';

/**
 * Why a goal is missed: which floor, and what it would take. By goal, or by goal and engine
 * (`tab.floor sqlite`).
 */
const REASONS: Record<string, string> = {
  'tab.floor': `what is left above the floor is routing, parsing the query, building the statement and presenting 20 rows:
    about a millisecond of JavaScript.`,
  'tab.throughput': `a question to the policy is an HTTP request within the backend with two signed tokens, and costs
    five times the route that only authenticates. A route that asks it and does nothing else stays below this goal as
    well; the line below compares with that one. Without caching decisions the goal is out of reach.`,
  'tab.growth': `the interval is wide on a shared machine; pages and rows that are read do not grow, which a test counts.`,
  'tab.busy': `20 rows are read and up to 1,000 counted instead of one of each.`,
  'lists.median': `planning and building a statement in JavaScript; the statement written by hand is prepared once.`,
  'lists.worst': `two sorted branches for each kind are merged, and planned, where a statement written by hand for just this
    combination knows which of them can be left out.`,
  'lists.worst sqlite': `an assignee with a handful of incidents on an entity with 100,000: SQLite keeps no statistics of values, so the
    product can't know which of the two is the shorter list, and walks the entity's. All others are below 3.1 ×.`,
  'lists.depth': `both pages read the same number of rows, which a test counts; the difference is noise of the machine.`,
  'lists.depthUpdated': `both pages read the same number of rows; the difference is noise of the machine.`,
  'counts.floor': `the request presents the page that the statement beside it only reads.`,
  'counts.growth': `no more than 1,000 entries of an index are counted on any database, which a test counts; the interval is wide on
    a shared machine.`,
  'text.probe': `the request ranks up to 1,000 candidates and presents 20 of them; the probe beside it only finds them.`,
  'text.naive': `the database is small enough to rank everything: the distance grows with the number of matches.`,
  'text.recall sqlite': `of a common word only the 1,000 most important records are ranked: open before done, then priority, then
    the newest. FTS5 ranks all of them by words alone, which prefers short texts. The product prefers what is open.`,
  'text.recallClosed sqlite': `as above: candidates are chosen by importance before they are ranked by words.`,
  'text.recall': `of a common word only the 1,000 most important records are ranked: open before done, then priority, then the
    newest. The naive way prefers short texts of any age.`,
  'text.recallClosed': `as above: candidates are chosen by importance before they are ranked by words.`,
  'text.growth': `a common word has more matches; up to 1,000 of them are ranked on any database.`,
  'record.growth': `the interval is wide on a shared machine; the statements and rows of a record are the same.`,
  'webhook.throughput': `each delivery is read and committed before it is answered, the floor stores nothing; and the same process
    makes changes of the deliveries before it. Deliveries that come in together share a commit.`,
  'webhook.throughput sqlite': `the database works in the thread that answers, with one connection: whoever sends waits for the
    transaction that is being made of an earlier delivery.`,
  'webhook.open sqlite': `the database works in the thread that answers, with one connection: whoever sends waits for the
    transaction that is being made of an earlier delivery. PostgreSQL is for such a load.`,
  'webhook.visible sqlite': `the database works in the thread that answers. PostgreSQL is for such a load.`,
  'webhook.open': `one process on two cores, which also run the database and the load, makes changes of earlier deliveries
    at the same time.`,
  'webhook.visible': `one process on two cores, which also run the database and the load, makes 130 to 150 changes a second
    with nothing else to do. Answering 100 webhooks a second beside that leaves little to catch up with after a stall.`,
  'mix.p95': `one Node.js process, the database and the generator share two cores. The policy route alone does not reach this rate,
    see the last lines of the table.`,
  'mix.failed': `requests waited longer than the generator does: see p95.`,
  'mix.rate': `the policy question of each action costs about three milliseconds of one core; reading or writing comes on top. The
    rate scales with processes, which this machine has no cores for.`,
  'mix.heldP95': `see the rate.`,
  'mix.heldFailed': `see the rate.`,
  'mix.memory': `measured over seconds in a quick run: garbage that is not collected yet, not growth.`,
  'start.growth': `a start of this backend takes seconds whatever its size; the interval is wide on a shared machine.`,
};

export const reasonOf = (goal: string, engine: Engine): string =>
  REASONS[`${goal} ${engine}`]?.replace(/\s+/g, ' ') ??
  REASONS[goal]?.replace(/\s+/g, ' ') ??
  'reason not yet written.';
