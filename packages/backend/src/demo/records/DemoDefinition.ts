import type {
  DefinitionAction,
  DefinitionInput,
  DefinitionView,
} from 'backstage-plugin-itsm-common';
import type { Cast, Persona } from './DemoRecord';

/** A definition whose story is told step by step; a step told twice happens once. */
export class DemoDefinition {
  private step = 0;

  private constructor(
    private readonly cast: Cast,
    private readonly plural: string,
    private readonly key: string,
    private definition: DefinitionView,
  ) {}

  static async draft(
    cast: Cast,
    who: Persona,
    plural: string,
    key: string,
    input: DefinitionInput,
  ): Promise<DemoDefinition> {
    const idempotencyKey = `demo-definition-${key}`;
    const { definitions } = cast[who];
    const made = await definitions.create(plural, input, { idempotencyKey });
    return new DemoDefinition(cast, plural, key, made);
  }

  async act(
    who: Persona,
    action: DefinitionAction,
    input: { reason?: string; version?: number } = {},
  ): Promise<this> {
    this.step += 1;
    const { id, version } = this.definition;
    this.definition = await this.cast[who].definitions.act(
      this.plural,
      id,
      action,
      input,
      { version, idempotencyKey: `demo-definition-${this.key}-${this.step}` },
    );
    return this;
  }

  /** Nothing where the portal asks for no approval. */
  async submit(author: Persona): Promise<boolean> {
    const isAsked = this.definition.actions.some(
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

  /** Asked for by one, agreed to by the other; where the portal asks for no approval by one alone. */
  async retire(one: Persona, other: Persona): Promise<this> {
    const isAsked = this.definition.actions.some(
      ({ name, refused }) => name === 'request_retirement' && !refused,
    );
    if (isAsked) await this.act(one, 'request_retirement');
    return this.act(isAsked ? other : one, 'retire');
  }

  async edit(who: Persona, patch: Partial<DefinitionInput>): Promise<this> {
    const { id, version } = this.definition;
    this.definition = await this.cast[who].definitions.edit(
      this.plural,
      id,
      patch,
      {
        version,
      },
    );
    return this;
  }
}
