import type { Seeded } from 'itsm-harness';
import type { Findings } from '../findings';
import type { Tokens } from '../people';
import type { Reply, Wire } from '../wire';
import { openChange } from '../writes/recordWrites';
import type { Known } from '../writes/Write';
import { LAPS, questionOf, RACERS, SETTLING, type Racer } from './changeRacers';

/** Of those who may want something of a change, so many ask at once. */
const AT_ONCE = 5;

interface Ran {
  racer: Racer;
  reply: Reply;
}

const isApproval = ({ racer, reply }: Ran) =>
  reply.status === 200 &&
  ['approve_assessment', 'authorize'].includes(racer.what);

/** One change from its opening to its end, or for so many laps. */
export class ChangeRace {
  /** How often somebody approved it. */
  approved = 0;
  /** How often it was raced for. */
  races = 0;

  constructor(
    private readonly options: {
      wires: readonly Wire[];
      tokens: Tokens;
      random: Seeded;
      findings: Findings;
    },
  ) {}

  async run(title: string): Promise<void> {
    const { wires, tokens } = this.options;
    const { question } = openChange(title);
    const body = { ...(question.body as object), approvers: ['chen', 'adam'] };
    const token = await tokens.of('eddie');
    const { text, body: opened } = await wires[0].send({
      ...question,
      body,
      token,
    });
    if (!opened?.number) throw new Error(`Opening: ${text}`);
    let change: Known = { ...opened, plural: 'changes' };
    const path = `/api/itsm/v1/changes/${change.number}`;
    while (this.races < LAPS && RACERS[change.state]) {
      const ran = await this.race(change, this.races);
      this.judge(change, ran);
      this.approved += ran.filter(isApproval).length;
      this.races += 1;
      const { body: now } = await wires[0].send({ method: 'GET', path });
      change = { ...now, plural: 'changes' };
    }
  }

  private async race(change: Known, lap: number): Promise<Ran[]> {
    const { wires, tokens, random } = this.options;
    const racers = random.shuffle(RACERS[change.state]).slice(0, AT_ONCE);
    return Promise.all(
      racers.map(async (racer, n) => {
        const token = await tokens.of(racer.who);
        const question = questionOf(racer, change, { lap, token });
        return { racer, reply: await wires[n % wires.length].send(question) };
      }),
    );
  }

  private judge({ number, version, state }: Known, ran: readonly Ran[]): void {
    const { findings } = this.options;
    const told = ran
      .map(({ racer, reply }) => `${racer.who} ${racer.what} ${reply.status}`)
      .join(', ');
    const at = `${number}, version ${version}, ${state}`;
    const won = ran.filter(({ reply }) => reply.status === 200);
    const linked = won.some(({ racer }) => racer.what === 'link');
    const winners = won.filter(({ racer }) => racer.what !== 'link');
    findings.expect(
      winners.length <= 1,
      () => `${at}: ${winners.length} won: ${told}.`,
    );
    findings.expect(
      won.length > 0,
      () => `${at}: nobody won although everybody might: ${told}.`,
    );
    findings.expect(
      !linked || !winners.some(({ racer }) => SETTLING.includes(racer.what)),
      () => `${at}: it was settled and changed at once: ${told}.`,
    );
    for (const { racer, reply } of ran) {
      const isFair = [200, 409, 412].includes(reply.status);
      findings.expect(
        isFair &&
          (reply.status !== 412 || reply.body.current.version > version),
        () =>
          `${at}: ${racer.who} ${racer.what} was answered ${reply.status} ${reply.text.slice(0, 300)} beside ${told}.`,
      );
    }
  }
}
