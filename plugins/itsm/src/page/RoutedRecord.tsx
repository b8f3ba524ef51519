import { useParams } from 'react-router-dom';
import { RecordPage } from '../record/RecordPage';

/** The record that the URL names; numbers are upper case, people type them as they like. */
export function RoutedRecord() {
  const number = (useParams().number ?? '').toUpperCase();
  return <RecordPage key={number} number={number} />;
}
