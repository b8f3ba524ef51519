import { MissingError } from 'backstage-plugin-itsm-common';
import type { Caller } from '../access/Caller';
import { isRecordNumber } from '../timeline/recordNumbers';
import type { AuthorizedRecords } from './AuthorizedRecords';
import type { Records } from '../records/Records';
import { readVisible } from './visibleRecords';

/**
 * Answers repeats of keyed requests. Between the first answer and its repeat the caller may have lost
 * access: a stored answer is held against what the policy grants now.
 */
export class RepeatedAnswers {
  constructor(
    private readonly records: Records,
    private readonly reader: Pick<AuthorizedRecords, 'view'>,
  ) {}

  /**
   * The first answer, as long as the caller may read everything in it. Otherwise, or when it was not kept,
   * the record as it is now; of one that the caller may not read, a receipt with its number alone: the
   * write took effect, and whoever only writes needs to know the number.
   */
  async ofRecord(
    caller: Caller,
    number: string,
    first?: string,
  ): Promise<string> {
    if (first !== undefined && (await this.isReadable(caller, number, first))) {
      return first;
    }
    try {
      return JSON.stringify(await this.reader.view(caller, number));
    } catch (error) {
      if (!(error instanceof MissingError)) throw error;
      return JSON.stringify({ number });
    }
  }

  /**
   * An answer about several records, given again to a caller who still reads them all.
   *
   * @throws MissingError
   */
  async ofRecords(caller: Caller, first: string): Promise<string> {
    const told = tellsOf(first);
    const visible = await readVisible(this.records, caller, told.numbers);
    const hidden = told.numbers.find(number => !visible.has(number));
    if (hidden) throw new MissingError('record', hidden);
    return first;
  }

  private async isReadable(
    caller: Caller,
    number: string,
    first: string,
  ): Promise<boolean> {
    const { numbers, isInternal } = tellsOf(first);
    const all = [...new Set([number, ...numbers])];
    const visible = await readVisible(this.records, caller, all);
    const own = visible.get(number);
    return (
      own !== undefined &&
      all.every(each => visible.has(each)) &&
      (!isInternal || own.internal) &&
      // Nor is it said which parts of it are private
      (!own.kind.privateFields || own.isInsider)
    );
  }
}

/** Which records an answer names, and whether it has something for insiders. */
function tellsOf(answer: string): { numbers: string[]; isInternal: boolean } {
  const numbers = new Set<string>();
  let isInternal = false;
  JSON.parse(answer, (key, value) => {
    if (isRecordNumber(value)) numbers.add(value);
    // What a caller is refused because it is not there says nothing of a record
    if (value?.refused?.code === 'not_found') numbers.delete(value.number);
    isInternal ||=
      (key === 'audience' && value === 'internal') ||
      (key === 'commentInternally' && value === true);
    return value;
  });
  return { numbers: [...numbers], isInternal };
}
