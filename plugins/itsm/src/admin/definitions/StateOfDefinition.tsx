import {
  RiCheckLine,
  RiDraftLine,
  RiErrorWarningLine,
  RiFileTextLine,
  RiForbidLine,
  RiTimeLine,
} from '@remixicon/react';
import type {
  DefinitionState,
  DefinitionSummary,
} from 'backstage-plugin-itsm-common';
import { Chip, useItsmText, type ChipTone } from 'backstage-plugin-itsm-react';

const LOOK: Record<
  DefinitionState,
  { tone: ChipTone; Icon: typeof RiCheckLine }
> = {
  draft: { tone: 'outlined', Icon: RiDraftLine },
  awaiting_approval: { tone: 'warning', Icon: RiTimeLine },
  approved: { tone: 'accent', Icon: RiCheckLine },
  active: { tone: 'positive', Icon: RiCheckLine },
  retired: { tone: 'subdued', Icon: RiForbidLine },
};

function DefinitionStateChip(props: { state: DefinitionState }) {
  const { t } = useItsmText();
  const { tone, Icon } = LOOK[props.state];
  return (
    <Chip tone={tone} icon={<Icon aria-hidden />}>
      {t(`definition.state.${props.state}`)}
    </Chip>
  );
}

/** How it stands: its state, whether it can have an effect, and where it comes from. */
export function StateOfDefinition(props: {
  definition: Pick<DefinitionSummary, 'state' | 'file' | 'problems'>;
}) {
  const { t } = useItsmText();
  const { state, file, problems } = props.definition;
  return (
    <>
      <DefinitionStateChip state={state} />
      {problems.length > 0 && (
        <Chip tone="negative" icon={<RiErrorWarningLine aria-hidden />}>
          {t('definition.invalidShort')}
        </Chip>
      )}
      {file !== null && (
        <Chip tone="neutral" icon={<RiFileTextLine aria-hidden />} title={file}>
          {t('definition.fromFile')}
        </Chip>
      )}
    </>
  );
}
