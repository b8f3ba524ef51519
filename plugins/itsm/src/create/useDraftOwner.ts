import { useEffect, useState } from 'react';
import {
  identityApiRef,
  useApi,
  type IdentityApi,
} from '@backstage/frontend-plugin-api';

/** Who is known already; signing out loads the app anew. */
const KNOWN = new WeakMap<IdentityApi, string>();

/**
 * Whose drafts this browser may show: the user who is signed in. Undefined until that is known, null when
 * nobody can tell; neither reads nor keeps a draft.
 */
export function useDraftOwner(): string | null | undefined {
  const identity = useApi(identityApiRef);
  const [owner, setOwner] = useState<string | null | undefined>(() =>
    KNOWN.get(identity),
  );
  useEffect(() => {
    if (KNOWN.has(identity)) return undefined;
    let isOpen = true;
    identity
      .getBackstageIdentity()
      .then(
        ({ userEntityRef }) => {
          KNOWN.set(identity, userEntityRef);
          return userEntityRef;
        },
        () => null,
      )
      .then(found => {
        if (isOpen) setOwner(found);
      });
    return () => {
      isOpen = false;
    };
  }, [identity]);
  return owner;
}
