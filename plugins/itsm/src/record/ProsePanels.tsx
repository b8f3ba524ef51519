import { Text } from '@backstage/ui';
import type { RecordView } from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { Panel } from './Panel';
import { RecordMarkdown } from './RecordMarkdown';

/** A panel for each of these fields that holds text, in markdown. */
export function ProsePanels(props: {
  record: RecordView;
  fields: readonly string[];
}) {
  const { code } = useItsmText();
  const { record, fields } = props;
  return (
    <>
      {fields
        .filter(name => record.fields[name])
        .map(name => (
          <Panel key={name} title={code(`field.${name}`)}>
            <Text as="div">
              <RecordMarkdown
                record={record}
                content={String(record.fields[name])}
              />
            </Text>
          </Panel>
        ))}
    </>
  );
}
