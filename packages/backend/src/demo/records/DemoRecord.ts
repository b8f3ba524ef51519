import {
  ItsmRequestError,
  type CommentInput,
  type ItsmClient,
  type LinkInput,
  type RecordView,
} from 'backstage-plugin-itsm-common';

/** The client of everybody who signed in for the demo, by first name; the personas always do. */
export type Cast = Record<Persona, ItsmClient> & Record<string, ItsmClient>;
export type Persona = 'rita' | 'eddie' | 'olivia' | 'chen' | 'adam';

/** What has to be kept of a record so that its story can go on after a restart. */
export interface Bookmark {
  plural: string;
  number: string;
  version: number;
  /** Steps that were told of it. */
  step: number;
}

type Seen = Pick<RecordView, 'number' | 'version'>;

/** A record whose story is told step by step; a step told twice happens once. */
export class DemoRecord {
  private step = 0;

  private constructor(
    private readonly cast: Cast,
    private readonly plural: string,
    private readonly key: string,
    private view: Seen,
  ) {}

  static async open(
    cast: Cast,
    who: string,
    plural: string,
    key: string,
    input: object,
  ): Promise<DemoRecord> {
    const view = await cast[who].create(plural, input, {
      idempotencyKey: `demo-${key}`,
    });
    return new DemoRecord(cast, plural, key, view);
  }

  /** Goes on where the bookmark is. */
  static resume(cast: Cast, key: string, { step, ...of }: Bookmark) {
    const record = new DemoRecord(cast, of.plural, key, of);
    record.step = step;
    return record;
  }

  get number() {
    return this.view.number;
  }

  get bookmark(): Bookmark {
    const { plural, step, view } = this;
    return { plural, number: view.number, version: view.version, step };
  }

  async act(who: string, action: string, input: object = {}): Promise<this> {
    return this.write(options =>
      this.cast[who].act(this.plural, this.number, action, input, options),
    );
  }

  async edit(who: string, input: object): Promise<this> {
    return this.write(options =>
      this.cast[who].edit(this.plural, this.number, input, options),
    );
  }

  async comment(
    who: string,
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
    who: string,
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

  async attach(who: string, name: string, content: string): Promise<this> {
    this.view = await this.cast[who].attach(
      this.plural,
      this.number,
      new Blob([content], { type: 'text/plain' }),
      name,
    );
    return this;
  }

  /** Once more when the record has followed a neighbour meanwhile: whoever clicks reads it first. */
  private async write(
    perform: (o: {
      version: number;
      idempotencyKey: string;
    }) => Promise<RecordView>,
  ): Promise<this> {
    const idempotencyKey = this.nextKey();
    try {
      const { version } = this.view;
      this.view = await perform({ version, idempotencyKey });
    } catch (error) {
      const current = error instanceof ItsmRequestError && error.current;
      if (!current) throw error;
      const { version } = current;
      this.view = await perform({ version, idempotencyKey });
    }
    return this;
  }

  private nextKey() {
    this.step += 1;
    return `demo-${this.key}-${this.step}`;
  }
}
