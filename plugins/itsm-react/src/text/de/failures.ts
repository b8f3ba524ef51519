import type { failureMessages } from '../messages/failureMessages';
import type { TextsOf } from './texts';

export const failures: TextsOf<typeof failureMessages> = {
  switchedOff: {
    title: '{{kind}}: hier abgeschaltet',
    remedy:
      'Wer dieses Portal betreibt, kann es mit {{key}} in der Konfiguration einschalten.',
  },
  error: {
    title: {
      offline: 'ITSM antwortet nicht',
      forbidden: 'Sie dürfen dies nicht sehen',
      signedOut: 'Sie sind nicht mehr angemeldet',
      missing: 'Nicht gefunden',
      busy: 'Zu viele Anfragen',
      failed: 'Etwas ist schiefgegangen',
      stale: 'Nicht aktualisiert: Dies war zuvor bekannt',
    },
    remedy: {
      offline:
        'Das Backend startet, steht oder ist nicht erreichbar. Diese Seite versucht es von selbst wieder.',
      forbidden:
        'Ihrem Konto fehlt die Berechtigung {{permission}}. Fragen Sie die Betreiber dieses Portals.',
      signedOut: 'Laden Sie die Seite neu, um sich anzumelden.',
      missing:
        'Es existiert nicht, oder Sie dürfen es nicht sehen. Prüfen Sie die Nummer, oder fragen Sie nach.',
      busy: 'Warten Sie einen Moment; diese Seite versucht es von selbst wieder.',
      failed:
        'Versuchen Sie es erneut. Bleibt der Fehler, nennen Sie den Betreibern dieses Portals den Code {{code}}.',
    },
    partNotShown: 'Dieser Teil der Seite lässt sich nicht anzeigen.',
    unknown: 'Der Server antwortete {{status}}.',
    invalid_input: 'Nicht angenommen: {{message}}',
    instant_not_past:
      '„{{field}}“ muss in der Vergangenheit liegen, und nicht vor dem Jahr 2000.',
    instant_out_of_range:
      '„{{field}}“ liegt zu weit weg. Wählen Sie eine Zeit vom Jahr 2000 bis in zehn Jahren.',
    instant_too_early: '„{{field}}“ muss nach „{{otherField}}“ liegen.',
    instant_too_late: '„{{field}}“ muss vor „{{otherField}}“ liegen.',
    unauthenticated: 'Sie sind nicht mehr angemeldet.',
    not_permitted: 'Sie brauchen die Berechtigung {{permission}}.',
    not_found: '{{ref}} existiert nicht, oder Sie dürfen es nicht sehen.',
    stale_version: 'Jemand hat den Vorgang inzwischen geändert.',
    too_large: 'Zu groß: Die Grenze ist {{limit}}.',
    too_many_attachments:
      'Dieser Vorgang hat schon {{max}} Dateien; mehr sind nicht möglich. Verlinken Sie die Datei in einem Kommentar.',
    record_attachments_full:
      'Die Dateien eines Vorgangs dürfen zusammen {{mib}} MiB groß sein. Hängen Sie eine kleinere Datei an, oder verlinken Sie sie in einem Kommentar.',
    attachments_full:
      'Es ist kein Platz mehr für Dateien. Verlinken Sie die Datei in einem Kommentar, und sagen Sie es den Betreibern dieses Portals.',
    unreadable_record:
      'Was von {{number}} gespeichert ist, lässt sich nicht lesen. Sagen Sie es den Betreibern dieses Portals.',
    idempotency_key_reused:
      'Dieses Formular wurde schon mit anderem Inhalt gesendet.',
    idempotency_key_in_flight: 'Dieselbe Anfrage läuft noch.',
    if_match_required: 'Die Version des Vorgangs wurde nicht gesendet.',
    conflict: 'Jemand anders hat dasselbe geändert. Versuchen Sie es erneut.',
    internal:
      'Der Server ist gescheitert. Versuchen Sie es erneut; sagen Sie es den Betreibern, wenn es so bleibt.',
    not_requeueable: 'Nur gescheiterte Zustellungen können wiederholt werden.',
    read_only_mode:
      'Diese Installation ist zurzeit schreibgeschützt: Nichts wurde gespeichert. Versuchen Sie es später wieder.',
    unknown_desk:
      'Es gibt keinen Bereich {{desk}}. Wählen Sie einen von diesen: {{known}}.',
    desk_is_confidential:
      'Alle Vorgänge dieses Bereichs sind vertraulich. Verschieben Sie ihn zuerst in einen anderen.',
    record_not_found:
      'Es gibt keinen Vorgang {{ref}}, oder Sie dürfen ihn nicht sehen. Prüfen Sie die Nummer.',
    entity_not_found:
      'Nicht im Katalog, oder für Sie nicht sichtbar: {{refs}}. Wählen Sie etwas anderes, oder tragen Sie es zuerst ein.',
    entity_still_exists:
      '{{ref}} ist noch im Katalog. Benennen oder entfernen Sie es zuerst dort.',
    entity_not_recorded:
      'Zu {{ref}} ist nichts erfasst. Prüfen Sie den alten Namen.',
    invalid_rename:
      '{{from}} kann nicht zu {{to}} werden. Geben Sie den alten Namen dieser Entität ein.',
    invalid_entity_ref:
      '{{ref}} benennt nichts im Katalog; ein Name sieht aus wie component:default/payments.',
    wrong_entity_kind:
      '{{ref}} passt nicht in „{{field}}“; mögliche Arten: {{kinds}}.',
    key_taken:
      '„{{name}}“ ist in Kraft und entscheidet schon über „{{what}}“. Bearbeiten oder beenden Sie zuerst diese Definition.',
    alias_of_several:
      'Der Alias „{{name}}“ ordnet diesen Namen zusammen mit anderen zu. Bearbeiten Sie diesen Alias.',
    defined_in_file:
      'Das kommt aus der Datei {{file}}. Bearbeiten Sie es dort.',
    changed_meanwhile:
      'Inzwischen hat jemand anders dasselbe geändert. Versuchen Sie es erneut.',
    too_many_entities: 'Höchstens {{max}} Entitäten auf einmal.',
    contradicting_filters:
      'Zwei dieser Filter schließen einander aus. Entfernen Sie einen davon.',
    unknown_zone:
      '{{zone}} ist keine Zeitzone; eine sieht aus wie Europe/Vienna.',
    too_many_mentions:
      '{{found}} Personen und Gruppen sind erwähnt; höchstens {{max}} sind möglich.',
    too_many_requests:
      'Zu viele Anfragen; versuchen Sie es gleich noch einmal.',
    unavailable: 'Der Dienst ist gerade nicht verfügbar.',
    network: 'Der Server war nicht erreichbar. Nichts wurde gespeichert.',
    name_taken:
      'Eine andere Definition heißt schon {{name}}. Wählen Sie einen anderen Namen, oder stellen Sie jene wieder her, wenn sie außer Kraft ist.',
    unknown_version:
      'Es gibt keine Fassung {{version}}. Wählen Sie eine davon.',
    other_definition_type:
      'Dieses YAML enthält Definitionen der Art {{type}}, nicht {{expected}}. Importieren Sie es auf deren Seite.',
    too_many_definitions:
      'Ein Import nimmt höchstens {{max}} Definitionen. Teilen Sie ihn auf.',
    name_twice:
      'Das YAML enthält zwei Definitionen mit dem Namen {{name}}. Benennen Sie eine um.',
    invalid_yaml: 'Dieses YAML lässt sich nicht verwenden: {{reason}}.',
    retry: 'Erneut versuchen',
  },
  stale: {
    title: 'Jemand war schneller',
    explanation:
      'Während Sie schrieben, hat sich der Vorgang geändert. Was Sie schrieben, steht noch unten.',
    field: 'Feld',
    before: 'Als Sie es öffneten',
    now: 'Jetzt',
    mine: 'Ihres',
    apply: 'Meines auf die aktuelle Version anwenden',
    unchanged: 'Nichts, was diese Seite zeigt, ist anders.',
    notPossible: 'Diese Aktion ist nicht mehr möglich.',
  },
};
