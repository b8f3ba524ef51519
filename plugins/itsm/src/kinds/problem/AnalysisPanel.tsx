import type { RecordView } from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { Panel } from '../../record/Panel';
import { ProsePanels } from '../../record/ProsePanels';

const linesOf = (record: RecordView, name: string): string[] =>
  Array.isArray(record.fields[name]) ? (record.fields[name] as string[]) : [];

/** What helps for now, why it happens, and what became of it. */
export function AnalysisPanel({ record }: { record: RecordView }) {
  const { t } = useItsmText();
  const whys = linesOf(record, 'whys');
  const factors = linesOf(record, 'contributingFactors');
  return (
    <>
      <ProsePanels record={record} fields={['workaround', 'rootCause']} />
      {whys.length > 0 && (
        <Panel title={t('field.whys')}>
          <ol>
            {whys.map((why, index) => (
              <li key={index}>{why}</li>
            ))}
          </ol>
        </Panel>
      )}
      {factors.length > 0 && (
        <Panel title={t('field.contributingFactors')}>
          <ul>
            {factors.map((factor, index) => (
              <li key={index}>{factor}</li>
            ))}
          </ul>
        </Panel>
      )}
      <ProsePanels
        record={record}
        fields={['fixNotes', 'verification', 'riskReason']}
      />
    </>
  );
}
