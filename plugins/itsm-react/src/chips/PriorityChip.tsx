import {
  RiArrowDownLine,
  RiArrowUpDoubleLine,
  RiArrowUpLine,
  RiEqualLine,
  RiAlarmWarningFill,
} from '@remixicon/react';
import { useItsmText } from '../text/useItsmText';
import { Chip, type ChipTone } from './Chip';

const LOOK: Record<number, { tone: ChipTone; Icon: typeof RiEqualLine }> = {
  1: { tone: 'negative', Icon: RiAlarmWarningFill },
  2: { tone: 'warning', Icon: RiArrowUpDoubleLine },
  3: { tone: 'accent', Icon: RiArrowUpLine },
  4: { tone: 'neutral', Icon: RiEqualLine },
  5: { tone: 'neutral', Icon: RiArrowDownLine },
};

/**
 * Priority with icon and word, 1 (critical) to 5; nothing for a record without priority.
 *
 * @public
 */
export function PriorityChip(props: { priority: number | null }) {
  const { code } = useItsmText();
  const look = props.priority === null ? undefined : LOOK[props.priority];
  if (!look) return null;
  return (
    <Chip tone={look.tone} icon={<look.Icon aria-hidden />}>
      {`P${props.priority} ${code(`priority.${props.priority}`)}`}
    </Chip>
  );
}
