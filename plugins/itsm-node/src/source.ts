import type { DeploymentReport } from 'backstage-plugin-itsm-common';
import type { z } from 'zod';

/**
 * One received webhook: headers lower case, body as raw bytes. Headers that prove who somebody is
 * (`authorization`, `cookie`, `x-…-token`, `x-api-key` and the like) are there for `verify` and are
 * not kept with the delivery.
 *
 * @public
 */
export interface RawDelivery {
  headers: Record<string, string>;
  body: Buffer;
  /** Epoch milliseconds. */
  receivedAt: number;
}

/**
 * The end of a whole run. Alone it makes no deployment: it ends those jobs of a known one whose own
 * last word never came.
 *
 * @public
 */
export interface RunCompletion {
  repository: string;
  runId: string;
  attempt: number;
  outcome: 'success' | 'failure';
  /** ISO 8601. */
  at: string;
}

/**
 * What a delivery says. A delivery speaks of one thing, such as a deployment: several of it are fine, others
 * beside it are not.
 *
 * @public
 */
export interface ParsedDelivery {
  deployments?: DeploymentReport[];
  completions?: RunCompletion[];
  /** Why it is signed, understood, and of no interest: a ping, another event, a state that changes nothing. */
  ignored?: string;
}

/** One configured connection of a source. @public */
export interface SourceInstance {
  /** The name in `/api/itsm/hooks/<name>`. */
  name: string;
  source: string;
  /** Newest first; any of them proves the sender. */
  secrets: string[];
  maxBodyBytes: number;
  /** Entities that this instance may name although no annotation maps to them. */
  trustEntityRefs: boolean;
  /** `owner/name` of repositories whose missed deployments are asked for. */
  reconcile: string[];
}

/**
 * A source turns one system's webhooks into deployments. It has no state and no database: the
 * inbox stores, retries and deduplicates for it.
 *
 * @public
 */
export interface DeploymentSource {
  name: string;
  /** Entity annotation whose value is the report's `repository`; the first that finds one counts. */
  annotation?: string | readonly string[];
  /**
   * Settings of its own in `itsm.hooks.<instance>`, beside those that all have. Others stop the start.
   */
  instanceConfig?: z.ZodRawShape;
  /** Constant-time proof of the sender over the raw bytes. */
  verify(delivery: RawDelivery, secrets: string[]): boolean;
  /** Identity of the delivery, equal on redelivery; undefined: a digest of the body is used. */
  key?(delivery: RawDelivery): string | undefined;
  /** The event's name, for the list of deliveries. */
  event?(delivery: RawDelivery): string | undefined;
  /** Entity annotation of users whose value is the report's `deployer`. */
  userAnnotation?: string;
  /**
   * @throws InvalidInputError when the body is not what its sender says (see `readJson`): it is
   *   refused and not stored. ZodError when a field has the wrong shape: the delivery is kept as ignored and
   *   names the field. After any other error it is kept as ignored, too: the next try would end the same way.
   */
  parse(delivery: RawDelivery): ParsedDelivery;
  /** Reads deployments since a time from the system's API, to repair missed webhooks. */
  reconcile?(options: {
    repository: string;
    /** Epoch milliseconds. */
    since: number;
    signal?: AbortSignal;
  }): Promise<DeploymentReport[]>;
}
