import { RiCheckLine, RiPauseLine, RiPlayLine } from '@remixicon/react';
import { UNREADABLE, type Phase } from 'backstage-plugin-itsm-common';
import { useItsmText } from '../text/useItsmText';
import { Chip, type ChipTone } from './Chip';

const LOOK: Record<Phase, { tone: ChipTone; Icon: typeof RiCheckLine }> = {
  active: { tone: 'solid', Icon: RiPlayLine },
  waiting: { tone: 'outlined', Icon: RiPauseLine },
  done: { tone: 'subdued', Icon: RiCheckLine },
};

/**
 * A record's state in words; the look follows its phase, so that states of unknown kinds work too.
 *
 * @public
 */
export function StateChip(props: {
  kind: string;
  state: string;
  phase: Phase;
}) {
  const { t, code } = useItsmText();
  const { tone, Icon } = LOOK[props.phase];
  return (
    <Chip tone={tone} icon={<Icon aria-hidden />}>
      {props.state === UNREADABLE
        ? t('list.unreadable')
        : code(`kind.${props.kind}.state.${props.state}`)}
    </Chip>
  );
}
