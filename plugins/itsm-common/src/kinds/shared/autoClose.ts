import type { ActContext, TimerChange } from '../../action';

const AUTO_CLOSE = 'auto_close';

/** What is done closes by itself, unless its requester says otherwise; never, if the policy says so. */
export const autoClose = ({ at, settings }: ActContext): TimerChange[] =>
  settings.autoCloseMs > 0
    ? [{ name: AUTO_CLOSE, action: 'close', dueAt: at + settings.autoCloseMs }]
    : [];

export const noAutoClose: TimerChange = { name: AUTO_CLOSE, dueAt: null };
