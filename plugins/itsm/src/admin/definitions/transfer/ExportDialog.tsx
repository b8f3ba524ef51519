import { useState } from 'react';
import {
  Button,
  DialogBody,
  Flex,
  Skeleton,
  Text,
  TextAreaField,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  itsmApiRef,
  useItsmText,
  useLiveQuery,
} from 'backstage-plugin-itsm-react';
import { saveFile } from '../../../list/saveFile';
import { useToast } from '../../../record/useToast';
import { FailureAlert } from '../../../states/FailureAlert';
import { ItsmDialog } from '../../../states/ItsmDialog';
import type { DefinitionTypeView } from '../DefinitionTypeView';
import styles from '../Definitions.module.css';

const CONTENTS = ['active', 'latest'] as const;

/** All definitions of a type as YAML, to be copied or downloaded. */
export function ExportDialog(props: {
  view: DefinitionTypeView;
  onClose: () => void;
}) {
  const { t } = useItsmText();
  const { plural } = props.view;
  const client = useApi(itsmApiRef).definitions;
  const toast = useToast();
  const [content, setContent] = useState<'active' | 'latest'>('active');
  const { data, error, refresh } = useLiveQuery(
    `export ${plural} ${content}`,
    signal => client.export(plural, content, signal),
  );
  const yaml = data?.yaml ?? '';
  return (
    <ItsmDialog
      title={t('definition.transfer.export')}
      width={760}
      onClose={props.onClose}
    >
      <DialogBody>
        <Flex direction="column" gap="4">
          <ToggleButtonGroup
            aria-label={t('definition.transfer.content')}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[content]}
            onSelectionChange={keys =>
              setContent([...keys][0] as 'active' | 'latest')
            }
          >
            {CONTENTS.map(id => (
              <ToggleButton key={id} id={id}>
                {t(`definition.transfer.${id}`)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          {error && <FailureAlert error={error} onRetry={refresh} />}
          {!data && !error && <Skeleton width="100%" height="18rem" />}
          {data?.count === 0 && (
            <Text as="p" color="secondary">
              {t('definition.transfer.none')}
            </Text>
          )}
          {data && data.count > 0 && (
            <div className={styles.code}>
              <TextAreaField
                label={t('definition.transfer.yaml')}
                rows={16}
                isReadOnly
                value={yaml}
              />
            </div>
          )}
          <Flex gap="2">
            <Button
              isDisabled={!data?.count}
              onPress={() => saveFile(`${plural}.yaml`, new Blob([yaml]))}
            >
              {t('definition.transfer.download')}
            </Button>
            <Button
              variant="secondary"
              isDisabled={!data?.count}
              onPress={async () => {
                await navigator.clipboard.writeText(yaml);
                toast({
                  title: t('definition.transfer.copied'),
                  status: 'success',
                });
              }}
            >
              {t('definition.transfer.copy')}
            </Button>
          </Flex>
        </Flex>
      </DialogBody>
    </ItsmDialog>
  );
}
