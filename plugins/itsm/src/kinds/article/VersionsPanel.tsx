import { Suspense, lazy, useState } from 'react';
import { Button, Flex, Text } from '@backstage/ui';
import { RiHistoryLine } from '@remixicon/react';
import {
  useItsmText,
  type RecordPanelProps,
} from 'backstage-plugin-itsm-react';
import { Panel } from '../../record/Panel';
import { textOf } from '../fieldFacts';
import { Timestamp } from '../Timestamp';

const VersionsDialog = lazy(() =>
  import('./VersionsDialog').then(m => ({ default: m.VersionsDialog })),
);

/** There is something to compare once a version was published and another one is written or read. */
const hasOthers = (record: RecordPanelProps['record']) =>
  Boolean(record.fields.draft) || Number(textOf(record, 'version')) > 1;

/** What changed from version to version, and the way back. */
export function VersionsPanel(props: RecordPanelProps) {
  const { t } = useItsmText();
  const [open, setOpen] = useState(false);
  const { record } = props;
  if (!hasOthers(record)) return null;
  return (
    <Panel title={t('article.versions')}>
      <Flex
        align="center"
        justify="between"
        gap="2"
        style={{ flexWrap: 'wrap' }}
      >
        <Text color="secondary">
          {textOf(record, 'version')}{' '}
          <Timestamp at={record.fields.publishedAt} />
        </Text>
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiHistoryLine />}
          onPress={() => setOpen(true)}
        >
          {t('article.compare')}
        </Button>
      </Flex>
      <Suspense fallback={null}>
        {open && <VersionsDialog {...props} onClose={() => setOpen(false)} />}
      </Suspense>
    </Panel>
  );
}
