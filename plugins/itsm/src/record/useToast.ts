import { useCallback } from 'react';
import {
  toastApiRef,
  useApiHolder,
  type ToastApiMessage,
} from '@backstage/frontend-plugin-api';

const TIMEOUT_MS = 6_000;

/** Posts a short notice; silent in an app without toasts. */
export function useToast() {
  const toasts = useApiHolder().get(toastApiRef);
  return useCallback(
    (message: ToastApiMessage) =>
      toasts?.post({ timeout: TIMEOUT_MS, ...message }),
    [toasts],
  );
}
