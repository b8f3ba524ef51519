import type { DeploymentReport } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { fullRef, type EntityLookup } from '../entities/EntityLookup';
import { readAliases } from '../aliases/readAliases';
import { toNumber } from '../database/database';
import { storedJson } from '../database/storedJson';
import type { UnmappedReason } from './DeploymentStore';
import { normalRepository, repositoryNames, type Reporter } from './identity';

/** What decides which entities the reports of one instance may be of. */
export interface ReportOrigin extends Reporter {
  /** Entity annotations whose value is the report's repository; the first that finds one counts. */
  annotations: readonly string[];
  /** Annotation of users whose value is the report's deployer. */
  userAnnotation?: string;
  trustEntityRefs: boolean;
}

/** What the catalog says of a report; read before the transaction. */
export interface Candidates {
  /** The entity that the report names. */
  explicit?: string;
  annotated: string[];
  /** Owners of every candidate that exists. */
  owners: Map<string, string[]>;
  /** The user behind the report's deployer. */
  deployer?: string;
}

/** Facts this young are not read from the catalog again for a deployment. */
const FRESH_MS = 10 * 60_000;

/** More entities than this in one repository are not one deployment. */
const MAX_ENTITIES = 50;

/** Finds the entities that a report is of: it may name one, a person mapped it, or annotations do. */
export class EntityMapping {
  constructor(
    private readonly options: {
      knex: Knex;
      entities: Pick<EntityLookup, 'resolve' | 'findByAnnotation'>;
    },
  ) {}

  /** Asks the catalog. Never inside a transaction: SQLite has one connection. */
  async candidates(
    origin: ReportOrigin,
    report: Pick<DeploymentReport, 'repository' | 'entityRef' | 'deployer'>,
    at: number,
  ): Promise<Candidates> {
    const repositories = repositoryNames(report.repository);
    const explicit = report.entityRef ? fullRef(report.entityRef) : undefined;
    const [annotated, users, byHand] = await Promise.all([
      this.annotatedWith(origin.annotations, repositories),
      this.annotatedWith(
        origin.userAnnotation ? [origin.userAnnotation] : [],
        report.deployer ? [report.deployer] : [],
      ),
      this.mappedBy(this.options.knex, origin, report.repository),
    ]);
    const components = annotated
      .filter(ref => !ref.startsWith('user:') && !ref.startsWith('group:'))
      .slice(0, MAX_ENTITIES);
    const deployer = users.filter(ref => ref.startsWith('user:'));
    const refs = [...components, ...byHand, ...(explicit ? [explicit] : [])];
    return {
      explicit,
      annotated: components,
      owners: await this.ownersOf([...new Set(refs)], at),
      // Two people with one login is a mistake that must not blame either.
      deployer: deployer.length === 1 ? deployer[0] : undefined,
    };
  }

  /** The entities of a report, or why nobody knows. Reads aliases in the transaction. */
  async choose(
    knex: Knex,
    origin: ReportOrigin,
    repository: string | undefined,
    candidates: Candidates,
  ): Promise<{ entities: string[] } | { unmapped: UnmappedReason }> {
    const { explicit, annotated, owners } = candidates;
    const mapped = await this.mappedBy(knex, origin, repository);
    const byHand = mapped.filter(ref => owners.has(ref));
    if (explicit) {
      const allowed =
        origin.trustEntityRefs ||
        byHand.includes(explicit) ||
        annotated.includes(explicit);
      if (!allowed) return { unmapped: 'entity_not_allowed' };
      return owners.has(explicit)
        ? { entities: [explicit] }
        : { unmapped: 'no_entity' };
    }
    const entities = byHand.length > 0 ? byHand : annotated;
    return entities.length > 0 ? { entities } : { unmapped: 'no_entity' };
  }

  private async mappedBy(
    knex: Knex,
    { instance: system }: ReportOrigin,
    repository: string | undefined,
  ): Promise<string[]> {
    const name = normalRepository(repository);
    if (!name) return [];
    return readAliases(knex, { field: 'repository', system, name });
  }

  private async annotatedWith(
    annotations: readonly string[],
    values: readonly string[],
  ) {
    for (const annotation of annotations) {
      for (const value of values) {
        const found = await this.options.entities.findByAnnotation(
          annotation,
          value,
        );
        if (found.length > 0) return found;
      }
    }
    return [];
  }

  /** Stored facts where they are fresh, so that a busy repository costs no catalog reads. */
  private async ownersOf(refs: string[], at: number) {
    const owners = new Map<string, string[]>();
    if (refs.length === 0) return owners;
    const rows = await this.options
      .knex('entity_facts')
      .whereIn('ref', refs)
      .whereNull('removed_at')
      .select('ref', 'owners', 'refreshed_at');
    for (const row of rows) {
      const stored = storedJson<string[], undefined>(row.owners, undefined);
      if (stored && toNumber(row.refreshed_at) > at - FRESH_MS) {
        owners.set(row.ref, stored);
      }
    }
    const stale = refs.filter(ref => !owners.has(ref));
    if (stale.length > 0) {
      const facts = await this.options.entities.resolve(stale);
      for (const [ref, fact] of facts) owners.set(ref, fact.owners);
    }
    return owners;
  }
}
