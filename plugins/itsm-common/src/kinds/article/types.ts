import type { ApprovableData } from '../shared/approval';

/** The next version of an article that is published: written and approved beside it. @public */
export interface ArticleDraft {
  title: string;
  description: string;
  version: string;
  state: 'draft' | 'review';
  /** Of this version, once it is published: epoch milliseconds. Left out: as it is now. */
  validTo?: number | null;
}

/** Fields of an article beyond the shared columns; its text is the description. @public */
export interface ArticleData extends ApprovableData {
  /** `0.01` and on for drafts, whole numbers for what is published. */
  version: string;
  draft?: ArticleDraft | null;
  /** Everyone who wrote any of this version: none of them approves it. */
  authors?: string[];
  /** Epoch milliseconds, as the others. */
  publishAt?: number | null;
  publishedAt?: number | null;
  /** After it the article is outdated, until somebody has looked at it. */
  validTo?: number | null;
  retireReason?: string | null;
  /** Number of the article that replaces it. */
  successor?: string | null;
  /** Readers whom it helped, and whom it did not. */
  helpful?: number;
  notHelpful?: number;
}
