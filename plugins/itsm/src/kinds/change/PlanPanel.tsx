import { Flex, Text } from '@backstage/ui';
import type { RecordView } from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { Panel } from '../../record/Panel';
import { RecordMarkdown } from '../../record/RecordMarkdown';

const PLAN = [
  'justification',
  'implementationPlan',
  'testPlan',
  'backoutPlan',
  'securityReason',
];

/** What is going to be done, how it is checked and how it is taken back. */
export function PlanPanel({ record }: { record: RecordView }) {
  const { code } = useItsmText();
  return (
    <>
      {PLAN.filter(name => record.fields[name]).map(name => (
        <Panel key={name} title={code(`field.${name}`)}>
          <Flex direction="column" gap="1">
            <Text as="div">
              <RecordMarkdown
                record={record}
                content={String(record.fields[name])}
              />
            </Text>
          </Flex>
        </Panel>
      ))}
    </>
  );
}
