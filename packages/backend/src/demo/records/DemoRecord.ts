import type {
  CommentInput,
  ItsmClient,
  LinkInput,
  RecordView,
} from 'backstage-plugin-itsm-common';

/** Each persona's own client, by first name. */
export type Cast = Record<
  'rita' | 'eddie' | 'olivia' | 'chen' | 'adam',
  ItsmClient
>;
export type Persona = keyof Cast;

/** A record whose story is told step by step; a step told twice happens once. */
export class DemoRecord {
  private step = 0;

  private constructor(
    private readonly cast: Cast,
    private readonly plural: string,
    private readonly key: string,
    private view: RecordView,
  ) {}

  static async open(
    cast: Cast,
    who: Persona,
    plural: string,
    key: string,
    input: object,
  ): Promise<DemoRecord> {
    const view = await cast[who].create(plural, input, {
      idempotencyKey: `demo-${key}`,
    });
    return new DemoRecord(cast, plural, key, view);
  }

  get number() {
    return this.view.number;
  }

  async act(who: Persona, action: string, input: object = {}): Promise<this> {
    this.view = await this.cast[who].act(
      this.plural,
      this.number,
      action,
      input,
      { version: this.view.version, idempotencyKey: this.nextKey() },
    );
    return this;
  }

  async edit(who: Persona, input: object): Promise<this> {
    this.view = await this.cast[who].edit(this.plural, this.number, input, {
      version: this.view.version,
      idempotencyKey: this.nextKey(),
    });
    return this;
  }

  async comment(
    who: Persona,
    text: string,
    audience: CommentInput['audience'] = 'public',
  ): Promise<this> {
    const { version } = await this.cast[who].comment(
      this.plural,
      this.number,
      { text, audience },
      { idempotencyKey: this.nextKey() },
    );
    this.view = { ...this.view, version };
    return this;
  }

  async link(
    who: Persona,
    role: LinkInput['role'],
    target: LinkInput['target'],
    ref: string,
  ): Promise<this> {
    this.view = await this.cast[who].link(
      this.plural,
      this.number,
      { role, target, ref },
      { idempotencyKey: this.nextKey() },
    );
    return this;
  }

  async attach(who: Persona, name: string, content: string): Promise<this> {
    this.view = await this.cast[who].attach(
      this.plural,
      this.number,
      new Blob([content], { type: 'text/plain' }),
      name,
    );
    return this;
  }

  private nextKey() {
    this.step += 1;
    return `demo-${this.key}-${this.step}`;
  }
}
