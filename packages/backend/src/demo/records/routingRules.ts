import type {
  DefinitionAction,
  DefinitionInput,
  DefinitionView,
} from 'backstage-plugin-itsm-common';
import type { Cast, Persona } from './DemoRecord';

const PLURAL = 'routing-rules';

/** A routing rule whose story is told step by step; a step told twice happens once. */
class DemoRule {
  private step = 0;

  private constructor(
    private readonly cast: Cast,
    private readonly key: string,
    private rule: DefinitionView,
  ) {}

  static async draft(
    cast: Cast,
    who: Persona,
    key: string,
    input: DefinitionInput,
  ): Promise<DemoRule> {
    const idempotencyKey = `demo-rule-${key}`;
    const { definitions } = cast[who];
    const rule = await definitions.create(PLURAL, input, { idempotencyKey });
    return new DemoRule(cast, key, rule);
  }

  async act(
    who: Persona,
    action: DefinitionAction,
    input: { reason?: string; version?: number } = {},
  ): Promise<this> {
    this.step += 1;
    const { id, version } = this.rule;
    this.rule = await this.cast[who].definitions.act(
      PLURAL,
      id,
      action,
      input,
      { version, idempotencyKey: `demo-rule-${this.key}-${this.step}` },
    );
    return this;
  }

  /** Nothing where the portal asks for no approval. */
  async submit(author: Persona): Promise<boolean> {
    const isAsked = this.rule.actions.some(
      ({ name, refused }) => name === 'submit' && !refused,
    );
    if (isAsked) await this.act(author, 'submit');
    return isAsked;
  }

  /** Drafted by one, approved by the other. */
  async activate(author: Persona, approver: Persona): Promise<this> {
    if (await this.submit(author)) await this.act(approver, 'approve');
    return this.act(author, 'activate');
  }

  async edit(who: Persona, patch: Partial<DefinitionInput>): Promise<this> {
    const { id, version } = this.rule;
    this.rule = await this.cast[who].definitions.edit(PLURAL, id, patch, {
      version,
    });
    return this;
  }
}

/** Who works on what nobody owns: one rule in force, one with a draft beside it, one to be approved, one retired. */
export async function routingRules(cast: Cast): Promise<void> {
  const known = await cast.adam.definitions.list(PLURAL, { limit: 1 });
  if (known.items.length > 0) return;
  const ownerGroup = 'group:default/itsm-admins';

  const old = await DemoRule.draft(cast, 'chen', 'telephones', {
    name: 'Telephones',
    ownerGroup,
    spec: {
      order: 300,
      when: { 'record.category': 'telephone' },
      group: 'group:default/team-platform',
    },
  });
  await old.activate('chen', 'adam');
  await old.act('chen', 'retire');

  const accounts = await DemoRule.draft(cast, 'adam', 'accounts', {
    name: 'Accounts and access',
    ownerGroup,
    spec: {
      order: 10,
      when: {
        'record.kind': { $in: ['incident', 'request'] },
        'record.category': { $in: ['access', 'accounts'] },
      },
      group: 'group:default/team-accounts',
    },
  });
  await accounts.activate('adam', 'chen');

  const reports = await DemoRule.draft(cast, 'adam', 'reports', {
    name: 'Reports without an owner',
    ownerGroup: 'group:default/team-data',
    spec: {
      order: 20,
      when: { 'record.category': 'reporting' },
      group: 'group:default/team-data',
    },
  });
  await reports.activate('adam', 'chen');
  await reports.edit('chen', {
    spec: {
      order: 20,
      when: {
        $any: [
          { 'record.category': { $hasPrefix: 'report' } },
          { 'entity.containers': { $contains: 'domain:default/insights' } },
        ],
      },
      group: 'group:default/team-data',
      category: 'reporting',
    },
  });

  const leftovers = await DemoRule.draft(cast, 'chen', 'leftovers', {
    name: 'Incidents in production',
    ownerGroup,
    spec: {
      order: 900,
      when: {
        $all: [
          { 'record.kind': 'incident' },
          { 'record.environment': 'production' },
          { $not: { 'record.category': { $exists: true } } },
        ],
      },
      group: 'group:default/team-platform',
    },
  });
  await leftovers.submit('chen');
}
