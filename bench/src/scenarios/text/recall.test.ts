import { recall } from './recall';

const scored = (...scores: number[]) =>
  scores.map((score, i) => ({ number: `INC-${i}`, score }));

describe('recall', () => {
  it('is the share of the best that was found', () => {
    expect(recall(scored(9, 8, 7, 6), scored(9, 7, 3, 2))).toBe(0.5);
    expect(recall(scored(9, 8), [])).toBe(0);
    expect(recall([], [])).toBe(1);
  });

  it('takes a match with the score of the worst of the best for one of them', () => {
    expect(recall(scored(5, 5, 5), scored(5, 5, 5))).toBe(1);
    expect(recall(scored(0.3), scored(0.1 + 0.2))).toBe(1);
  });

  it('is never more than all', () => {
    expect(recall(scored(5), scored(5, 5))).toBe(1);
  });
});
