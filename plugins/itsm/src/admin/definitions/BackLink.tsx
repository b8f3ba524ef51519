import { Flex, Link } from '@backstage/ui';
import { RiArrowLeftLine } from '@remixicon/react';
import { useItsmText } from 'backstage-plugin-itsm-react';
import type { DefinitionTypeView } from './DefinitionTypeView';

/** The way back to the list of a type. */
export function BackLink(props: { to: string; view: DefinitionTypeView }) {
  const { t } = useItsmText();
  return (
    <Flex align="center" gap="1">
      <RiArrowLeftLine size={16} aria-hidden />
      <Link href={props.to} variant="body-medium">
        {t(props.view.title)}
      </Link>
    </Flex>
  );
}
