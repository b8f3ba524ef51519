import type { ActContext, TimerChange } from '../../action';

const AUTO_CLOSE = 'auto_close';

/** What is done closes by itself, unless its requester says otherwise; never, if the policy says so. */
export const autoClose = ({ at, policy }: ActContext): TimerChange[] =>
  policy.autoCloseMs > 0
    ? [{ name: AUTO_CLOSE, action: 'close', dueAt: at + policy.autoCloseMs }]
    : [];

export const noAutoClose: TimerChange = { name: AUTO_CLOSE, dueAt: null };
