import { Flex, Text } from '@backstage/ui';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  RiCheckLine,
  RiCloseLine,
  RiForbidLine,
  RiTimeLine,
} from '@remixicon/react';
import type { Approval, RecordView } from 'backstage-plugin-itsm-common';
import {
  Chip,
  RelativeTime,
  useItsmText,
  type ChipTone,
} from 'backstage-plugin-itsm-react';
import { Panel } from '../record/Panel';

type Status = 'waiting' | 'approved' | 'rejected' | 'voided' | 'named';

const LOOK: Record<Status, { tone: ChipTone; Icon: typeof RiCheckLine }> = {
  waiting: { tone: 'outlined', Icon: RiTimeLine },
  approved: { tone: 'positive', Icon: RiCheckLine },
  rejected: { tone: 'negative', Icon: RiCloseLine },
  voided: { tone: 'subdued', Icon: RiForbidLine },
  named: { tone: 'neutral', Icon: RiTimeLine },
};

/** Of what is void only the rejection still tells something: why it all is. */
function statusOf({ voided, decision }: Approval): Status {
  if (voided && decision !== 'rejected') return 'voided';
  return decision ?? 'waiting';
}

/** Who was asked, what they said, and who will be asked. */
export function ApprovalsPanel(props: {
  record: RecordView;
  /** Says that nobody is named where somebody has to be; left out: draws nothing then. */
  isNeeded?: boolean;
}) {
  const { t, code } = useItsmText();
  const { record } = props;
  const approvals = (record.fields.approvals ?? []) as Approval[];
  const named = (record.fields.approvers ?? []) as string[];
  const rows = approvals.length
    ? approvals.map(approval => ({ approval, status: statusOf(approval) }))
    : named.map(approver => ({
        approval: { approver } as Approval,
        status: 'named' as const,
      }));
  if (rows.length === 0 && !props.isNeeded) return null;
  return (
    <Panel title={t('approvals.title')}>
      {rows.length === 0 && (
        <Text color="secondary">{t('approvals.none')}</Text>
      )}
      <Flex direction="column" gap="2">
        {rows.map(({ approval, status }, index) => {
          const { tone, Icon } = LOOK[status];
          return (
            <Flex key={index} direction="column" gap="1">
              <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
                <EntityRefLink entityRef={approval.approver} />
                <Chip tone={tone} icon={<Icon aria-hidden />}>
                  {t(`approvals.${status}`)}
                </Chip>
              </Flex>
              <Text variant="body-small" color="secondary">
                {approval.stage && code(`choice.stage.${approval.stage}`)}
                {approval.decidedAt !== undefined && (
                  <>
                    {' · '}
                    <RelativeTime at={approval.decidedAt} />
                  </>
                )}
                {approval.comment && ` · ${approval.comment}`}
              </Text>
            </Flex>
          );
        })}
      </Flex>
    </Panel>
  );
}
