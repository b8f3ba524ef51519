import type { definedMessages } from '../messages/definedMessages';
import type { TextsOf } from './texts';

export const defined: TextsOf<typeof definedMessages> = {
  type: {
    routing: {
      title: 'Zuweisungsregeln',
      intro:
        'Regeln entscheiden, welche Gruppe einen Vorgang bearbeitet, wenn nichts Betroffenes einen Besitzer hat. Sie werden der Reihe nach geprüft: Die erste, die zutrifft, entscheidet.',
      new: 'Neue Zuweisungsregel',
      edit: '{{name}} bearbeiten',
      empty: 'Noch keine Zuweisungsregeln',
      emptyHint:
        'Vorgänge, die nichts mit einem Besitzer betreffen, gehen an die Ersatzgruppe. Legen Sie eine Regel an, damit sie an die Gruppe gehen, die helfen kann.',
      matched_one:
        '{{count}} von {{examined}} offenen Vorgängen ohne Besitzer passt.',
      matched_other:
        '{{count}} von {{examined}} offenen Vorgängen ohne Besitzer passen.',
      nothing:
        'Kein offener Vorgang ist ohne Besitzer, deshalb passt zurzeit nichts.',
      capped: 'Nur die neuesten {{examined}} wurden geprüft.',
    },
    alias: {
      title: 'Aliasse',
      intro:
        'Ein Alias sagt, welche Entität ein anderes System mit einem Namen meint, zum Beispiel mit dem Repository eines Deployments.',
      new: 'Neuer Alias',
      edit: '{{name}} bearbeiten',
      empty: 'Noch keine Aliasse',
      emptyHint:
        'Deployments finden ihre Entität über eine Annotation im Katalog oder warten unter „Nicht zugeordnet“. Ordnen Sie dort eines zu oder legen Sie einen Alias an.',
      matched_one: '{{count}} wartender Name würde zugeordnet.',
      matched_other: '{{count}} wartende Namen würden zugeordnet.',
      nothing:
        'Kein Name wartet auf einen Alias, deshalb passt zurzeit nichts.',
      capped: 'Nur {{examined}} Namen wurden geprüft.',
    },
    window: {
      title: 'Sperren und Zeitfenster',
      intro:
        'Ein Zeitfenster sagt, wann Änderungen angehalten oder erwartet werden und für welche Entitäten. Es richtet sich nach dem Katalog: Was zu einem System hinzukommt, ist sofort darin.',
      new: 'Neues Zeitfenster',
      edit: '{{name}} bearbeiten',
      empty: 'Noch keine Zeitfenster',
      emptyHint:
        'Legen Sie eine Sperre an, um Änderungen für eine Zeit anzuhalten, einmal oder immer wieder.',
      matched_one: '{{count}} Entität des Katalogs ist darin.',
      matched_other: '{{count}} Entitäten des Katalogs sind darin.',
      nothing: 'Der Katalog hat keine Entitäten, deshalb ist nichts darin.',
      capped: 'Nur die ersten Entitäten werden gezeigt.',
    },
    gate: {
      title: 'Deployment-Freigaben',
      intro:
        'Für diese Entitäten fragen Pipelines, bevor sie deployen. Alles andere wird durchgelassen und aufgezeichnet.',
      new: 'Neue Deployment-Freigabe',
      edit: '{{name}} bearbeiten',
      empty: 'Noch keine Deployment-Freigaben',
      emptyHint:
        'Jedes Deployment wird durchgelassen und aufgezeichnet. Legen Sie eine Freigabe für das an, was einen genehmigten Change braucht.',
      matched_one: 'Für {{count}} Entität des Katalogs wird gefragt.',
      matched_other: 'Für {{count}} Entitäten des Katalogs wird gefragt.',
      nothing:
        'Der Katalog hat keine Entitäten, deshalb wird für nichts gefragt.',
      capped: 'Nur die ersten Entitäten werden gezeigt.',
    },
  },
  kind: {
    incident: 'Störung',
    problem: 'Problem',
    change: 'Change',
    request: 'Anfrage',
    task: 'Aufgabe',
    review: 'Nachbetrachtung',
    article: 'Artikel',
  },
  explanation: {
    routing_group: 'Weist den Vorgang {{group}} zu.',
    routing_desk: 'Gibt den Vorgang an den Servicedesk {{desk}}.',
    alias_of_all:
      'In jedem System steht {{names}} als {{field}} für {{entities}}.',
    alias_of_system:
      'In {{system}} steht {{names}} als {{field}} für {{entities}}.',
    window_freeze: 'Änderungen an diesen Entitäten beginnen nicht darin.',
    window_blackout:
      'Änderungen an diesen Entitäten werden nicht darin geplant.',
    window_maintenance: 'Arbeiten an diesen Entitäten werden darin erwartet.',
    window_hard:
      'Es hält sie an: Nur wer Ausnahmen machen darf, lässt eine durch.',
    window_soft: 'Es warnt nur.',
    window_again: 'Es kommt immer wieder.',
    window_once: 'Es kommt einmal.',
    gate_open: 'Eine Pipeline, die keine Antwort bekommt, deployt.',
    gate_closed: 'Eine Pipeline, die keine Antwort bekommt, hält an.',
    routing_category:
      'Setzt die Kategorie {{category}}, wenn der Vorgang keine hat.',
  },
  fact: {
    entity_type: 'Typ der Entität',
    entity_tags: 'Schlagwörter der Entität',
    entity_owners: 'Besitzer der Entität',
    record_kind: 'Art des Vorgangs',
    record_desk: 'Servicedesk',
    record_category: 'Kategorie',
    record_environment: 'Umgebung',
    entity_kind: 'Art der Entität',
    entity_namespace: 'Namensraum der Entität',
    entity_name: 'Name der Entität',
    entity_ref: 'Entität',
    entity_tier: 'Stufe der Entität',
    entity_containers: 'Systeme und Domänen der Entität',
  },
  operator: {
    is: 'ist',
    isNot: 'ist nicht',
    oneOf: 'ist eines von',
    oneOfNot: 'ist keines von',
    startsWith: 'beginnt mit',
    startsWithNot: 'beginnt nicht mit',
    includes: 'enthalten',
    includesNot: 'enthalten nicht',
    isSet: 'ist gesetzt',
    isNotSet: 'ist nicht gesetzt',
  },
  join: {
    all: 'Alles davon trifft zu',
    any: 'Mindestens eines davon trifft zu',
    none: 'Nichts davon trifft zu',
  },
  problem: {
    condition_empty:
      'Fügen Sie hier mindestens eine Bedingung hinzu: Ohne Bedingung würde alles passen.',
    condition_shape:
      'Das ist keine Bedingung. Prüfen Sie, wie sie geschrieben ist.',
    condition_depth:
      'Bedingungen sind mehr als {{most}} Ebenen tief verschachtelt. Vereinfachen Sie sie.',
    condition_mixed:
      '$all, $any und $not müssen allein stehen. Setzen Sie die anderen in $all.',
    condition_operator:
      'Diesen Operator gibt es nicht. Wählen Sie einen, den die Zeilen anbieten.',
    condition_fact:
      'Dieses Merkmal gibt es nicht. Verwenden Sie eines von diesen: {{known}}.',
    condition_value: 'Geben Sie einen passenden Wert ein.',
    condition_size:
      'Das ist zu lang: {{most}} ist die Grenze. Teilen Sie es auf mehrere Regeln auf.',
    routing_empty:
      'Wählen Sie eine Gruppe oder einen Servicedesk oder geben Sie eine Kategorie an.',
    alias_name_long: 'Ein Name hat mehr als {{most}} Zeichen. Kürzen Sie ihn.',
    alias_name_twice:
      'Der Name {{name}} steht zweimal da. Entfernen Sie einen.',
    unknown_zone:
      'Das ist keine Zeitzone; eine heißt zum Beispiel Europe/Vienna.',
    schedule_time: 'Diesen Tag oder diese Zeit gibt es nicht.',
    schedule_end: 'Das Ende muss nach dem Anfang liegen.',
    schedule_long: 'Höchstens {{most}} Tage vom Anfang bis zum Ende.',
    schedule_rule:
      'Das ist keine Regel nach RFC 5545; eine lautet zum Beispiel FREQ=WEEKLY;BYDAY=FR. Prüfen Sie {{part}}.',
    schedule_never: 'Das kommt innerhalb von zehn Jahren nie vor.',
    schedule_always:
      'Das endet nie: Jedes Mal beginnt, bevor das vorige vorbei ist.',
    invalid_input: 'Dieser Wert fehlt oder passt nicht.',
  },
  field: {
    name: 'Name',
    ownerGroup: 'Besitzer',
    desk: 'Servicedesk',
    when: 'Gilt für',
    group: 'Gruppe',
    category: 'Kategorie',
    order: 'Reihenfolge',
    system: 'System',
    field: 'Feld',
    names: 'Namen',
    entities: 'Entitäten',
    effect: 'Was es ist',
    reason: 'Grund',
    environments: 'Umgebungen',
    zone: 'Zeitzone',
    start: 'Von',
    end: 'Bis',
    rule: 'Wiederholung',
    hard: 'Hält Änderungen an',
    exempt: 'Arten von Changes, die es nicht anhält',
    override: 'Gruppen, die einen Change durchlassen dürfen',
    withoutAnswer: 'Ohne Antwort',
  },
  hint: {
    name: 'Unter diesen Definitionen eindeutig.',
    ownerGroup: 'Die Gruppe, die sich um diese Definition kümmert.',
    group: 'Bearbeitet die Vorgänge, die passen.',
    system: 'Name eines Hooks oder api. Leer: jedes System.',
    field: 'Wie das System das Feld nennt, zum Beispiel repository.',
    names: 'Ein Name je Zeile, wie das System ihn schreibt.',
    environments: 'Eine je Zeile, zum Beispiel production.',
    zone: 'Zum Beispiel Europe/Vienna. Ihre Uhr gilt, im Sommer wie im Winter.',
    start: 'Tag und Zeit des ersten Mals: 2026-12-20T18:00',
    end: 'Tag und Zeit: 2027-01-04T08:00',
    rule: 'Leer: einmal. Nach RFC 5545: FREQ=WEEKLY;BYDAY=FR',
    exempt: 'Eine je Zeile: standard, normal oder emergency.',
    category: 'Für passende Vorgänge, die keine haben.',
    order:
      'Kleinere Zahlen werden zuerst geprüft; bei gleicher Zahl entscheidet der Name.',
  },
};
