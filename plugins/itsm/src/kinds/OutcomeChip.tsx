import {
  RiAlertLine,
  RiCheckLine,
  RiCloseLine,
  RiFileCopyLine,
  RiLoader4Line,
} from '@remixicon/react';
import { Chip, useItsmText, type ChipTone } from 'backstage-plugin-itsm-react';

const LOOK: Record<string, { tone: ChipTone; Icon: typeof RiCheckLine }> = {
  success: { tone: 'positive', Icon: RiCheckLine },
  successful: { tone: 'positive', Icon: RiCheckLine },
  with_issues: { tone: 'warning', Icon: RiAlertLine },
  failure: { tone: 'negative', Icon: RiCloseLine },
  unsuccessful: { tone: 'negative', Icon: RiCloseLine },
  fix_applied: { tone: 'positive', Icon: RiCheckLine },
  risk_accepted: { tone: 'warning', Icon: RiAlertLine },
  duplicate: { tone: 'neutral', Icon: RiFileCopyLine },
  pending: { tone: 'neutral', Icon: RiLoader4Line },
};

/** An outcome with icon and word: of a deployment, of an implementation, or a close code. */
export function OutcomeChip(props: { family: string; outcome: string }) {
  const { code } = useItsmText();
  const look = LOOK[props.outcome] ?? { tone: 'neutral', Icon: RiLoader4Line };
  return (
    <Chip tone={look.tone} icon={<look.Icon aria-hidden />}>
      {code(`choice.${props.family}.${props.outcome}`)}
    </Chip>
  );
}
