import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  itsmTranslationRef,
  type CodeText,
  type ItsmTitle,
} from 'backstage-plugin-itsm-react';

/** A title in the reader's language. */
export function useTitle(title: ItsmTitle): string {
  const isText = typeof title === 'string';
  const translate = useTranslationRef(isText ? itsmTranslationRef : title.ref)
    .t as unknown as CodeText;
  return isText ? title : translate(title.key);
}

/** The same where there are many of them. */
export const Title = (props: { of: ItsmTitle }) => <>{useTitle(props.of)}</>;
