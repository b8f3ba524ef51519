import type { ReactNode, SyntheticEvent } from 'react';

const stop = (event: SyntheticEvent) => event.stopPropagation();

/** A link of its own inside a row that is a link too: a press on it must not reach the row. */
export function LinkInRow(props: { children: ReactNode }) {
  return (
    <span
      role="presentation"
      onPointerDown={stop}
      onMouseDown={stop}
      onClick={stop}
      onKeyDown={stop}
    >
      {props.children}
    </span>
  );
}
