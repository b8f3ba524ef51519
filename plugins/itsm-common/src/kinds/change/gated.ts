import type { ItsmRecord } from '../../record';
import { trait } from '../../trait';
import { missingForConsent } from './consentActions';
import { JOINABLE, registrationTitle } from './deployed';
import type { Change } from './types';

/**
 * How far a change is: others have not agreed yet, or they have; somebody has rejected it as it is now; or it is over.
 *
 * @public
 */
export type GateStanding = 'awaited' | 'approved' | 'rejected' | 'over';

/** The change that would let a deployment through. Times are epoch milliseconds. @public */
export interface GateChange {
  number: string;
  type: string;
  /** For texts. */
  state: string;
  standing: GateStanding;
  revision: string | null;
  artifact: string | null;
  plannedStart: number | null;
  plannedEnd: number | null;
  waivedWindows: readonly string[];
  /** What it needs before others can be asked. */
  missing: readonly string[];
  /**
   * Why it can't be the change of this deployment, although it was named; else null. Nothing else is told of it then:
   * it may be none of the pipeline's business.
   */
  mismatch: string | null;
}

/** What a pipeline wants to deploy. @public */
export interface GateDeployment {
  /** Full ref. */
  entity: string;
  environment: string;
  revision: string;
  artifact?: string;
  runUrl?: string;
}

/** What the gate asks of a kind whose records let deployments through. @public */
export interface Gated {
  /** The record as the gate judges it; undefined for one that lets nothing through. */
  judged(record: ItsmRecord<any>): GateChange | undefined;
  /** The state in which one hinders the others on its entity. */
  running: string;
  /** Input of the record that a pipeline needs, for the kind's `open`. */
  input(deployment: GateDeployment): Record<string, unknown>;
}

/** At most one kind lets deployments through. @public */
export const gated = trait<Gated>('gated');

function standingOf({ state, data }: Change): GateStanding {
  if (JOINABLE.includes(state)) return 'approved';
  if (['review', 'closed', 'canceled'].includes(state)) return 'over';
  const isRejected =
    state === 'new' &&
    (data.approvals ?? []).some(
      ({ decision, voided }) => decision === 'rejected' && !voided,
    );
  return isRejected ? 'rejected' : 'awaited';
}

/** What the gate asks of changes. */
export const gatedChange: Gated = {
  running: 'implement',
  judged: (change: Change) =>
    change.data.type === 'registration'
      ? undefined
      : {
          number: change.number,
          type: change.data.type,
          state: change.state,
          standing: standingOf(change),
          revision: change.data.revision ?? null,
          artifact: change.data.artifact ?? null,
          plannedStart: change.data.plannedStart ?? null,
          plannedEnd: change.data.plannedEnd ?? null,
          waivedWindows: change.data.waivedWindows ?? [],
          missing: missingForConsent(change),
          mismatch: null,
        },
  input: ({ entity, environment, revision, artifact, runUrl }) => ({
    type: 'normal',
    title: registrationTitle([entity], { revision, environment }),
    description: runUrl ? `A pipeline waits: ${runUrl}` : 'A pipeline waits.',
    environment,
    revision,
    ...(artifact && { artifact }),
    ...(runUrl && { runUrl }),
  }),
};
