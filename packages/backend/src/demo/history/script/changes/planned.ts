/** A change that somebody planned, and what came of it. */
export interface PlannedChange {
  /** Short names of what is changed. */
  entities: string[];
  title: string;
  text: string;
  why: string;
  plan: string;
  backout: string;
  test: string;
  /** Day of the script, where others of it depend on that. */
  day?: number;
  /** What is written when it is done. */
  note?: string;
  /** Left out: it went well. */
  end?: 'with_issues' | 'unsuccessful' | 'canceled';
  /** It was sent back once, with these words. */
  rejected?: string;
  /** What a failed one taught. */
  review?: Lesson;
}

/** What is written down after a failure. */
export interface Lesson {
  title: string;
  findings: string;
  lessons: string;
  tasks: string[];
}

/** `c('checkout', title, text, why, plan, backout, test)`. */
export const c = (
  entities: string,
  title: string,
  text: string,
  why: string,
  plan: string,
  backout: string,
  test: string,
  more: Partial<PlannedChange> = {},
): PlannedChange => ({
  entities: entities.split(' '),
  title,
  text,
  why,
  plan,
  backout,
  test,
  ...more,
});
