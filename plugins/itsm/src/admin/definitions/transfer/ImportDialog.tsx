import { useEffect, useRef, useState } from 'react';
import {
  Alert,
  Button,
  DialogBody,
  Flex,
  Text,
  TextAreaField,
} from '@backstage/ui';
import { RiUploadLine } from '@remixicon/react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { DefinitionImportResult } from 'backstage-plugin-itsm-common';
import {
  itsmApiRef,
  useItsmText,
  useLiveQuery,
} from 'backstage-plugin-itsm-react';
import { useToast } from '../../../record/useToast';
import { failureText } from '../../../states/failure';
import { ItsmDialog } from '../../../states/ItsmDialog';
import type { DefinitionTypeView } from '../DefinitionTypeView';
import styles from '../Definitions.module.css';

const DELAY_MS = 400;

/** Takes YAML, says what an import would do, and does it. */
export function ImportDialog(props: {
  view: DefinitionTypeView;
  onImported: () => void;
  onClose: () => void;
}) {
  const text = useItsmText();
  const { t } = text;
  const { plural } = props.view;
  const client = useApi(itsmApiRef).definitions;
  const toast = useToast();
  const files = useRef<HTMLInputElement>(null);
  const [yaml, setYaml] = useState('');
  const [settled, setSettled] = useState('');
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const isEmpty = !/\S/.test(yaml);

  useEffect(() => {
    const timer = setTimeout(() => setSettled(yaml), DELAY_MS);
    return () => clearTimeout(timer);
  }, [yaml]);
  const effect = useLiveQuery(
    `import ${plural} ${settled}`,
    signal =>
      client.import(plural, { yaml: settled, dryRun: true }, { signal }),
    { disabled: !/\S/.test(settled) },
  );
  const isKnown = !isEmpty && settled === yaml && !effect.stale;
  const result = isKnown && !effect.error ? effect.data : undefined;
  const error = failure ?? (isKnown ? effect.error : undefined);

  const submit = async () => {
    setSending(true);
    try {
      const { created, changed } = await client.import(plural, { yaml });
      toast({
        title: t('definition.transfer.done', {
          count: created.length + changed.length,
        }),
        status: 'success',
      });
      props.onImported();
      props.onClose();
    } catch (refused) {
      setFailure(refused);
      setSending(false);
    }
  };

  return (
    <ItsmDialog
      title={t('definition.transfer.import')}
      width={760}
      onClose={props.onClose}
      submit={
        <Button
          isPending={sending}
          isDisabled={!result || countOf(result) === 0}
          onPress={() => void submit()}
        >
          {t('definition.transfer.submit')}
        </Button>
      }
    >
      <DialogBody>
        <Flex direction="column" gap="4">
          <Text as="p">{t('definition.transfer.importText')}</Text>
          <div className={styles.code}>
            <TextAreaField
              label={t('definition.transfer.yaml')}
              rows={12}
              value={yaml}
              onChange={typed => {
                setYaml(typed);
                setFailure(undefined);
              }}
            />
          </div>
          <div>
            <input
              ref={files}
              type="file"
              hidden
              accept=".yaml,.yml,.json"
              onChange={async event => {
                const file = event.target.files?.[0];
                event.target.value = '';
                if (!file) return;
                setYaml(await file.text());
                setFailure(undefined);
              }}
            />
            <Button
              size="small"
              variant="secondary"
              iconStart={<RiUploadLine />}
              onPress={() => files.current?.click()}
            >
              {t('definition.transfer.file')}
            </Button>
          </div>
          {error !== undefined && (
            <Alert
              role="alert"
              status="danger"
              icon
              title={failureText(error, text)}
            />
          )}
          {result && <ImportEffect result={result} />}
        </Flex>
      </DialogBody>
    </ItsmDialog>
  );
}

const countOf = ({ created, changed }: DefinitionImportResult) =>
  created.length + changed.length;

function ImportEffect({ result }: { result: DefinitionImportResult }) {
  const { t } = useItsmText();
  const groups = (['created', 'changed', 'unchanged'] as const).filter(
    name => result[name].length > 0,
  );
  return (
    <div role="status">
      <Text as="p" weight="bold">
        {t('definition.transfer.effect')}
      </Text>
      {countOf(result) === 0 ? (
        <Text as="p">{t('definition.transfer.nothing')}</Text>
      ) : (
        <ul className={styles.list}>
          {groups.map(name => (
            <li key={name}>
              {t(`definition.transfer.${name}`, { count: result[name].length })}
              {': '}
              <span className={styles.label}>{result[name].join(', ')}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
